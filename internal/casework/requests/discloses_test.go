package requests_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestALetterNamesTheClaimantOnlyAsWasDecided(t *testing.T) {
	d := caseworktest.New(t)
	d.Party("Google")
	for key, tier := range map[string]claim.Tier{"small": claim.Routine, "grave": claim.SeriousAllegation} {
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{
			Key: key, Statement: "It took money, says Nora Quill.", Claimant: "Nora Quill", Where: "on the phone", Tier: tier,
		})
		require.NoError(t, err)
	}
	preview := func(key string) requests.LetterView {
		view, err := requests.PreviewLetter(d.Ctx(), d.Desk.Door, d.Mara, "vault7", requests.AskInput{
			Party: "google", Claims: []string{key}, Questions: "Is it so?", AnswerBy: d.Desk.Clock.Now().Add(72 * time.Hour),
		})
		require.NoError(t, err)
		return view
	}
	require.Equal(t, []string{`it names Nora Quill as the claimant of "small"`}, preview("small").Tells)
	require.Contains(t, preview("small").Text, "claimed by Nora Quill")
	grave := preview("grave")
	require.NotContains(t, grave.Text, "claimed by Nora Quill")
	require.Equal(t, []string{
		`it does not name the claimant of "grave"`, "the statement stands in the letter, and holds the name of that claimant",
		`where "grave" was made stands in the letter, and may tell who the claimant is`,
	}, grave.Tells)
	_, err := writing.DiscloseClaimant(d.Ctx(), d.Desk.Door, d.Mara, "vault7/grave", writing.DisclosureInput{Name: true})
	require.NoError(t, err)
	require.Contains(t, preview("grave").Text, "claimed by Nora Quill")
}
