package house_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// TestADeskSetsTheRestBeforeItNamesItsPublication: it is asked for once it is there, and
// not for what somebody else does.
func TestADeskSetsTheRestBeforeItNamesItsPublication(t *testing.T) {
	d := caseworktest.New(t)
	revise := func(change func(s *claim.DeskSettings)) error {
		there, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
		require.NoError(t, err)
		change(&there.DeskSettings)
		_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, there.DeskSettings, there.Version)
		return err
	}
	require.NoError(t, revise(func(s *claim.DeskSettings) { s.Publication, s.Phone = "", "+371 6700 0000" }))
	require.NoError(t, revise(func(s *claim.DeskSettings) { s.Publication = "The Example Post" }))
	caseworktest.Refused(t, claim.CodeInvalid, revise(func(s *claim.DeskSettings) { s.Publication = " " }))
}
