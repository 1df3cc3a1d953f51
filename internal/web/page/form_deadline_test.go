package page

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestADeadlineIsNotGuessed(t *testing.T) {
	for name, c := range map[string]struct{ text, zone, was, want, problem string }{
		"a time":                           {"2026-03-17T18:00", "", "", "2026-03-17T17:00:00Z", ""},
		"a date alone":                     {"2026-03-17", "UTC", "", "", "2026-03-17 is a whole day: give a time too"},
		"a time that is skipped":           {"2026-03-29T02:30", "", "", "", "skips 02:30 on 29 March 2026: it goes from 02:00 to 03:00"},
		"a time that is skipped elsewhere": {"2026-03-29T02:30", "UTC", "", "2026-03-29T02:30:00Z", ""},
		"a time that comes twice": {
			"2026-10-25T02:30", "Europe/Berlin", "", "", "twice: 2026-10-25T02:30:00+02:00 and 2026-10-25T02:30:00+01:00",
		},
		"the second of two, as it stood":   {"2026-10-25T02:30", "", "2026-10-25T02:30:29+01:00", "2026-10-25T01:30:29Z", ""},
		"the second of two, as an instant": {"2026-10-25T02:30:00+01:00", "", "", "2026-10-25T01:30:00Z", ""},
		"left empty":                       {"", "", "", "0001-01-01T00:00:00Z", ""},
		"something else":                   {"soon", "", "", "", "is not a date and time"},
	} {
		t.Run(name, func(t *testing.T) {
			v := at(t, url.Values{"answerBy": {c.text}, "answerBy_zone": {c.zone}, "answerBy_was": {c.was}})
			got, err := v.Deadline("answerBy")
			if c.problem != "" {
				require.ErrorContains(t, err, c.problem)
				require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
				var known *claim.Error
				require.ErrorAs(t, err, &known)
				require.Contains(t, known.Fields["answerBy"], c.problem, "it stands beside the field")
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, got.UTC().Format(time.RFC3339))
		})
	}
}
