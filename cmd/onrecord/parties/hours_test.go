package parties

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestOfficeHours(t *testing.T) {
	h, err := officeHours("09:00-18:30", []string{"Mon", "fri"}, []string{"2026-12-25"})
	require.NoError(t, err)
	require.Equal(t, "09:00-18:30, mon fri, closed on 1 dates", hoursText(h))
	require.Equal(t, "round the clock", hoursText(claim.OfficeHours{}))
	all, err := officeHours("00:00-24:00", nil, nil)
	require.NoError(t, err)
	require.Equal(t, "00:00-24:00", hoursText(all))
	for _, bad := range [][2]string{{"9", ""}, {"09:00", ""}, {"18:00-09:00", ""}, {"", "someday"}} {
		var days []string
		if bad[1] != "" {
			days = []string{bad[1]}
		}
		_, err := officeHours(bad[0], days, nil)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), bad)
	}
}
