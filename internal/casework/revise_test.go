package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// claim shows a claim of vault7.
func (d *door) claim(key string) report.ClaimReport {
	d.T.Helper()
	c, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/"+key, nil)
	require.NoError(d.T, err)
	return c
}

// revising is the claim as it stands, to change something of it.
func (d *door) revising(key string) writing.ClaimRevision {
	c := d.claim(key)
	return writing.ClaimRevision{Seen: c.Version, ClaimInput: writing.ClaimInput{
		Statement: c.Statement, Claimant: c.Claimant, MadeAt: c.MadeAt, Where: c.Where,
		Subjects: c.Subjects, Language: c.Language, Tier: c.Tier,
	}}
}

func (d *door) revise(who casework.Caller, key string, in writing.ClaimRevision) error {
	_, err := writing.ReviseClaim(d.Ctx(), d.Desk.Door, who, "vault7/"+key, in)
	return err
}

func TestRevisingAClaim(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	ivo := d.Person("ivo", claim.Reporter)
	madeAt := claim.On(2017, 3, 9)

	his, hers := d.revising("a"), d.revising("a")
	hers.Statement, hers.Claimant, hers.MadeAt, hers.Tier = "It is <b>so</b>.", "WikiLeaks", &madeAt, claim.Sensitive
	require.NoError(t, d.revise(d.Mara, "a", hers))
	c := d.claim("a")
	require.Equal(t, "It is <b>so</b>.", c.Statement)
	require.Equal(t, "WikiLeaks", c.Claimant)
	require.Equal(t, madeAt, *c.MadeAt)
	require.Equal(t, claim.Sensitive, c.Tier)
	require.Equal(t, "Mara", c.Revisions[0].By)
	require.Equal(t, "a", c.Key, "the short name stays")

	his.Statement = "It is not so."
	caseworktest.Refused(t, claim.CodeConflict, d.revise(ivo, "a", his))
	his = d.revising("a")
	his.Statement = "It is not so."
	require.NoError(t, d.revise(ivo, "a", his))
	require.NoError(t, d.revise(ivo, "a", his), "once more, as it says that already")

	his.Statement = ""
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, d.revise(ivo, "a", his)).Fields, "statement")
	require.Contains(t, d.words("vault7"), "a: changed what it says; now open")
}

// words are the entries of a case.
func (d *door) words(caseName string) []string {
	d.T.Helper()
	items, err := d.Desk.Timeline(d.Ctx(), d.Mara, caseName, 0, 0)
	require.NoError(d.T, err)
	var words []string
	for _, item := range items {
		words = append(words, item.Text)
	}
	return words
}

// TestARevisionLeavesSomebodyToSign: whoever revises a claim cannot sign it.
func TestARevisionLeavesSomebodyToSign(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	_, err := staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "jonas", staff.RolesInput{Roles: []claim.Role{claim.Reviewer, claim.Reporter}})
	require.NoError(t, err)
	in := d.revising("a")
	in.Statement = "It is so, says Jonas."
	require.Contains(t, caseworktest.Refused(t, claim.CodePolicy, d.revise(d.Who("jonas"), "a", in)).Message, "you become one of its authors")
	d.Person("lena", claim.Legal)
	require.NoError(t, d.revise(d.Who("jonas"), "a", in))
}

func TestRevisingACase(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	r := d.Report("vault7")
	in := writing.CaseRevision{
		Seen: r.Version, Title: "Vault 7, and who knew", Policy: claim.Policy{claim.Reviewers: 1, claim.Origins: 2},
		Plan: claim.Plan{Reminders: []float64{0.5}}, StatusLine: []string{"a"}, Notice: "Please answer.",
	}
	revise := func(in writing.CaseRevision) error {
		_, err := writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		return err
	}
	require.NoError(t, revise(in))
	require.NoError(t, revise(in), "once more changes nothing")
	r = d.Report("vault7")
	require.Equal(t, "Vault 7, and who knew", r.Title)
	require.Equal(t, "vault7", r.Slug)
	require.Equal(t, []string{"a"}, r.About)
	require.Equal(t, 2, r.Policy[claim.Origins])
	require.Equal(t, 1, r.Claims[0].Policy[claim.Origins], "claims keep the policy that they were added under")
	require.Equal(t, "Please answer.", r.Notice)
	require.Contains(t, d.words("vault7"), "changed the case")

	in.Title = "Another"
	caseworktest.Refused(t, claim.CodeConflict, revise(in))
	in.Seen = r.Version
	in.Policy[claim.Reviewers] = 5
	caseworktest.Refused(t, claim.CodePolicy, revise(in))
	in.Policy[claim.Reviewers], in.StatusLine = 1, []string{"none"}
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, revise(in)).Fields, "statusLine")
	in.StatusLine, in.Title = nil, ""
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, revise(in)).Fields, "title")
}

func TestNothingIsPublishedUnderEmbargo(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	r := d.Report("vault7")
	until := d.Desk.Clock.Now().Add(time.Hour)
	_, err := writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.CaseRevision{
		Seen: r.Version, Title: r.Title, Policy: r.Policy, Plan: r.Plan, Embargo: &until,
	})
	require.NoError(t, err)
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverifiable, Why: finding.CannotBeKnown, Rationale: "Nobody can tell."})
	require.NoError(t, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: d.claim("a").Subject})
	require.NoError(t, err)
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.Contains(t, caseworktest.Refused(t, claim.CodePolicy, err).Message, "under embargo until")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*time.Hour))
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
}

func TestWhoMaySeeACase(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	ivo := d.Person("ivo", claim.Reporter)
	d.Person("ada", claim.Auditor)
	access := func() desk.Access {
		a, err := d.Desk.AccessOf(d.Ctx(), d.Mara, "vault7")
		require.NoError(t, err)
		return a
	}
	change := func(in writing.AccessInput) error {
		in.Seen = access().Version
		_, err := writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		return err
	}
	require.Equal(t, 4, access().Sees)
	caseworktest.Refused(t, claim.CodePolicy, change(writing.AccessInput{Sensitivity: claim.Restricted}))
	require.NoError(t, change(writing.AccessInput{Sensitivity: claim.Restricted, Access: []string{"jonas"}}))
	a := access()
	require.Equal(t, "mara", a.Owner.Handle)
	require.Equal(t, "jonas", a.Named[0].Handle)
	require.Equal(t, "ada", a.Auditors[0].Handle)
	require.Equal(t, 3, a.Sees)
	_, err := d.Desk.Report(d.Ctx(), ivo, "vault7", nil)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	require.NoError(t, change(writing.AccessInput{Sensitivity: claim.Restricted, Access: []string{"jonas", "ivo"}}))
	_, err = d.Desk.Report(d.Ctx(), ivo, "vault7", nil)
	require.NoError(t, err)

	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, change(writing.AccessInput{Sensitivity: claim.OpenToDesk, Owner: "ivo"})).Fields, "owner")
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, change(writing.AccessInput{Sensitivity: claim.Restricted, Access: []string{"nobody"}})).Fields, "access")
	stale := writing.AccessInput{Seen: 1, Sensitivity: claim.OpenToDesk}
	_, err = writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", stale)
	caseworktest.Refused(t, claim.CodeConflict, err)
	_, err = d.Desk.AccessOf(d.Ctx(), d.Person("uma", claim.Reporter), "vault7")
	caseworktest.Refused(t, claim.CodeNotFound, err)
}

// TestAccessLeavesSomebodyToSignEveryClaim: a reviewer who revised a claim
// cannot be the only one who still sees it.
func TestAccessLeavesSomebodyToSignEveryClaim(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	lena := d.Person("lena", claim.Legal, claim.Reporter)
	in := d.revising("a")
	in.Statement = "It is so, says Lena."
	require.NoError(t, d.revise(lena, "a", in))
	_, err := writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{Seen: 9, Sensitivity: claim.Restricted, Access: []string{"lena"}})
	require.Contains(t, caseworktest.Refused(t, claim.CodePolicy, err).Message, "who can sign 1 claim of the case")
}
