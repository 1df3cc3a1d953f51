package reading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// The page of a claim loads no other claims but those that it is something to, and
// those that are something to it.
func TestTheClaimPageShowsWhatClaimsAreToOneAnother(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "affected", "patched", "rumour", "weather")
		for _, in := range []writing.RelateInput{
			{To: "affected", As: relation.RestsOn, Reason: "No hole, no patch."}, {To: "rumour", As: relation.ContradictsOne},
		} {
			_, err := writing.Relate(d.Ctx(), d.Desk.Door, d.Mara, "vault7/patched", in)
			require.NoError(t, err)
		}
		says := func(key string) []string {
			p, err := d.Desk.ClaimPage(d.Ctx(), d.Mara, "vault7/"+key, reading.CaseQuery{Limit: 10})
			require.NoError(t, err)
			var said []string
			for _, r := range p.Claim.Relations {
				said = append(said, r.Says+" "+r.Claim)
			}
			return said
		}
		require.Equal(t, []string{"rests on affected", "contradicts rumour"}, says("patched"))
		require.Equal(t, []string{"carries patched"}, says("affected"))
		require.Equal(t, []string{"contradicts patched"}, says("rumour"))
		require.Empty(t, says("weather"))

		p, err := d.Desk.ClaimPage(d.Ctx(), d.Mara, "vault7/patched", reading.CaseQuery{Limit: 10})
		require.NoError(t, err)
		require.Equal(t, []string{"affected", "rumour", "weather"}, p.Others, "what it can be related to")

		_, err = writing.Unrelate(d.Ctx(), d.Desk.Door, d.Mara, "vault7/patched", writing.RelateInput{To: "rumour", As: relation.ContradictsOne, Reason: "It does not."})
		require.NoError(t, err)
		require.Empty(t, says("rumour"))
	})
}
