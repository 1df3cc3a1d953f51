package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// housePolicy asks for a reviewer who has read the answers, and for a step.
const housePolicy = `onrecord: policy/v1
name: house
version: 1
source: our handbook
rules:
  - because: Two pairs of eyes.
    require:
      stages: [[{role: reviewer, opened: [answers]}]]
      steps: [{name: call, role: editor, says: Call the lawyers, form: [What they said], due: 24h}]
`

func lacking(c report.ClaimReport) (keys []string) {
	for _, a := range c.Asks {
		if !a.Met {
			keys = append(keys, a.Key)
		}
	}
	return keys
}

func TestAClaimIsHeldToThePolicyOfItsCase(t *testing.T) {
	d := newDoor(t)
	jonas := d.Who("jonas")
	set := func(text string) error {
		_, err := house.SetPolicy(d.Ctx(), d.Desk.Door, d.Mara, house.PolicyInput{Text: text})
		return err
	}
	require.NoError(t, set(housePolicy))
	require.NoError(t, set(housePolicy), "setting it again changes nothing")
	require.Equal(t, claim.CodeConflict, claim.CodeOf(set(housePolicy+"examples: []\n")), "another document is the next version")
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(set("onrecord: policy/v1\nname: x\n")))

	r := d.Report("vault7")
	_, err := writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.CaseRevision{Seen: r.Version, Title: r.Title, Policy: r.Policy, PolicyName: "nobody's", Plan: r.Plan})
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.CaseRevision{Seen: r.Version, Title: r.Title, Policy: r.Policy, PolicyName: "house", Plan: r.Plan})
	require.NoError(t, err)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple")
	d.Ask("vault7", "google", "a")
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	d.propose(claim.Confirmed)

	c := d.review(jonas).Claim
	require.Equal(t, "house", c.PolicyName)
	require.Equal(t, []string{"sign-off", "reviewer", "call"}, lacking(c))
	for _, a := range c.Asks {
		require.Equal(t, a.Met, a.Mends == "", "%s: what is missing says who can mend it", a.Key)
	}

	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: c.Subject})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err), "who has not read the answers does not sign")
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: c.Subject, Opened: []finding.Opening{finding.OpenedAnswers}})
	require.NoError(t, err)
	require.Equal(t, claim.StageInReview, d.claim("a").Stage, "the step is not done")

	_, err = findings.CompleteStep(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.StepInput{Step: "call", Subject: c.Subject, Form: []findings.StepField{{Label: "What they said", Text: "Go."}}})
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err), "it is for an editor")
	_, err = findings.CompleteStep(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.StepInput{Step: "call", Subject: c.Subject})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), "it has a form")
	_, err = findings.CompleteStep(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.StepInput{Step: "call", Subject: c.Subject, Form: []findings.StepField{{Label: "What they said", Text: "Go."}}})
	require.NoError(t, err)

	c = d.review(jonas).Claim
	require.Equal(t, claim.StageSignedOff, c.Stage)
	require.Empty(t, lacking(c))
	require.Equal(t, []finding.FormField{{Label: "What they said", Text: "Go."}}, c.Steps[0].Form)
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{})
	require.NoError(t, err)
}

func TestAPolicyThatWouldLeaveNobodyAbleToSignIsRefusedWithWhoIsMissing(t *testing.T) {
	d := newDoor(t)
	preset, _ := policy.PresetNamed("serious-allegation")
	_, err := house.SetPolicy(d.Ctx(), d.Desk.Door, d.Mara, house.PolicyInput{Text: preset.Text})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	require.ErrorContains(t, err, "standards")
	_, err = writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "accused", Title: "Accused", PolicyName: "serious-allegation"})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))

	d.Person("stan", claim.Standards)
	d.Person("lea", claim.Legal)
	_, err = writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "accused", Title: "Accused", PolicyName: "serious-allegation"})
	require.NoError(t, err)
}

func TestPoliciesAreListedWithThePresets(t *testing.T) {
	d := newDoor(t)
	all, err := house.Policies(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(t, err)
	require.Len(t, all, len(policy.Presets()))
	_, err = house.SetPolicy(d.Ctx(), d.Desk.Door, d.Mara, house.PolicyInput{Text: housePolicy})
	require.NoError(t, err)
	v, err := house.Policy(d.Ctx(), d.Desk.Door, d.Mara, "house")
	require.NoError(t, err)
	require.False(t, v.Preset)
	require.NotEmpty(t, v.By)
	_, err = house.Policy(d.Ctx(), d.Desk.Door, d.Mara, "nobody's")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}
