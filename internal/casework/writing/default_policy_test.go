package writing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestTheDeskSaysWhichPolicyANewClaimComesUnder: the claim's own name comes first, then
// its case's, then that of its tier.
func TestTheDeskSaysWhichPolicyANewClaimComesUnder(t *testing.T) {
	d := caseworktest.New(t)
	revise := func(change func(s *claim.DeskSettings)) error {
		there, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
		require.NoError(t, err)
		there.DeskSettings.Publication, there.PolicyByTier = "The Example Post", nil
		change(&there.DeskSettings)
		_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, there.DeskSettings, there.Version)
		return err
	}
	caseworktest.Refused(t, claim.CodeNotFound, revise(func(s *claim.DeskSettings) { s.PolicyName = "nowhere" }))
	serious := func(s *claim.DeskSettings) {
		s.PolicyName = "two-source"
		s.PolicyByTier = map[claim.Tier]string{claim.SeriousAllegation: "serious-allegation"}
	}
	err := revise(serious)
	caseworktest.Refused(t, claim.CodePolicy, err)
	require.ErrorContains(t, err, "missing is 1 person with the role standards")
	d.Person("sam", claim.Standards)
	d.Person("lou", claim.Legal)
	require.NoError(t, revise(serious))

	pinned := func(key string, in writing.ClaimInput) string {
		in.Key, in.Statement = key, "It is so: "+key
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		require.NoError(t, err)
		c, err := d.Desk.TheClaim(d.Ctx(), d.Mara, "vault7/"+key)
		require.NoError(t, err)
		return c.Under.Name
	}
	require.Equal(t, "two-source", pinned("a", writing.ClaimInput{}))
	require.Equal(t, "serious-allegation", pinned("b", writing.ClaimInput{Tier: claim.SeriousAllegation}))
	require.Equal(t, "routine", pinned("c", writing.ClaimInput{PolicyName: "routine"}))
}
