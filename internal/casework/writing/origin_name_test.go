package writing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestEvidenceOfAPartyIsOfOneOriginWithWhatItSays by whatever name of the party it is given.
func TestEvidenceOfAPartyIsOfOneOriginWithWhatItSays(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "crack")
		_, err := d.Desk.AddParty(d.Ctx(), d.Mara, casework.PartyInput{Name: "Nordhavn Yard", Key: "yard", Email: "press@yard.example", Zone: "UTC"})
		require.NoError(t, err)
		d.Ask("vault7", "yard", "crack")
		d.Answer("yard", "crack", claim.Confirms, claim.OnTheRecord)
		for _, origin := range []string{"yard", "Nordhavn Yard"} {
			_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/crack", writing.EvidenceInput{
				Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A report, by " + origin, Origin: origin, Text: "There is a crack.",
			})
			require.NoError(t, err, origin)
			now, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/crack", nil)
			require.NoError(t, err)
			require.Len(t, now.Independence[0].Origins, 1, "%s: %v", origin, now.Independence[0].Origins)
		}
	})
}
