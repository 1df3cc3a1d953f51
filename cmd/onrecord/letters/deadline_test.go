package letters

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestAnAnswerByInstantIsNotGuessed(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2026-12-01":                     `"2026-12-01" is a whole day: give a time too`,
		"2026-12-01 Europe/Riga":         `"2026-12-01 Europe/Riga" is a whole day: give a time too`,
		"2027-03-28 02:30 Europe/Berlin": "the clock in Europe/Berlin skips 02:30 on 28 March 2027: it goes from 02:00 to 03:00",
		"2027-10-31 02:30 Europe/Berlin": "shows 02:30 on 31 October 2027 twice: 2027-10-31T02:30:00+02:00 and 2027-10-31T02:30:00+01:00",
		"tomorrow":                       `"tomorrow" is not a time`,
	} {
		_, err := answerBy(text, now)
		require.ErrorContains(t, err, want, text)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
	for text, want := range map[string]string{
		"3d":                             "2026-11-25T12:00:00Z",
		"2027-03-28 03:30 Europe/Berlin": "2027-03-28T01:30:00Z",
		"2027-10-31T02:30:00+01:00":      "2027-10-31T01:30:00Z",
	} {
		at, err := answerBy(text, now)
		require.NoError(t, err, text)
		require.Equal(t, want, at.UTC().Format(time.RFC3339), text)
	}
}
