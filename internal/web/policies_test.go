package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// pagePolicy asks for a step that has a form.
const pagePolicy = `onrecord: policy/v1
name: house
version: 1
source: our handbook
rules:
  - when: breaking
    require: {after_review: 24h}
  - require:
      steps: [{name: call, role: editor, says: Call the lawyers, form: [What they said]}]
`

func TestThePageOfPoliciesSaysThemInWords(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/settings/policies")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "serious-allegation")
	require.Contains(t, page.Text(), "When the tier is serious allegation and it does not correct a public finding")
	wrong := d.mara.Post("/settings/policies", with(hidden(t, page, "/settings/policies"), "text", "onrecord: policy/v1\nname: Ours"))
	fine(t, wrong, http.StatusUnprocessableEntity)
	require.Contains(t, wrong.Text(), "2:7: a name has small letters")
	fine(t, d.mara.Follow("/settings/policies", with(hidden(t, page, "/settings/policies"), "text", pagePolicy)), http.StatusOK)
	require.Contains(t, d.mara.Get("/settings/policies").Text(), "When it is breaking news")
}

func TestTheReviewPageTakesAStepThatThePolicyAsksFor(t *testing.T) {
	d := newCaseDesk(t)
	ctx, name := t.Context(), "vault7/a-claim"
	_, err := house.SetPolicy(ctx, d.Door, d.as, house.PolicyInput{Text: pagePolicy})
	require.NoError(t, err)
	_, err = writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "a-claim", Statement: "It is so.", PolicyName: "house"})
	require.NoError(t, err)
	claimAt := "/cases/vault7/claims/a-claim"
	fine(t, d.mara.Follow(claimAt+"/marks", with(hidden(t, d.mara.Get(claimAt), claimAt+"/marks"), "marks", string(verification.MarkBreaking))), http.StatusOK)
	_, err = findings.Assess(ctx, d.Door, d.as, name, findings.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody knows."})
	require.NoError(t, err)

	page := d.mara.Get(claimAt + "/review")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "The step “Call the lawyers” is not done. An editor can mend that.")
	require.Contains(t, page.Text(), "Marked: breaking")
	step := hidden(t, page, claimAt+"/steps")
	step.Set("label", "What they said")
	fine(t, d.mara.Post(claimAt+"/steps", merged(step, "form1", "")), http.StatusUnprocessableEntity)
	fine(t, d.mara.Follow(claimAt+"/steps", merged(step, "form1", "Go ahead.")), http.StatusOK)
	require.Contains(t, d.mara.Get(claimAt+"/review").Text(), "Go ahead.")
	require.Contains(t, d.mara.Get(claimAt).Text(), "Steps that were done")
}

// merged is the form with one more field set.
func merged(values url.Values, name, value string) url.Values {
	values.Set(name, value)
	return values
}
