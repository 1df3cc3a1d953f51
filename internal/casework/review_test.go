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
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// inReview is a door with the claim a, which Google has confirmed, in review.
func inReview(t *testing.T) *door {
	t.Helper()
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple")
	d.Ask("vault7", "google", "a")
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	d.propose(claim.Confirmed)
	return d
}

func (d *door) propose(o claim.Outcome) {
	d.T.Helper()
	_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: o, ForReaders: "They told us so.", Rationale: "They say so."})
	require.NoError(d.T, err)
}

func (d *door) review(who casework.Caller) reading.Review {
	d.T.Helper()
	r, err := d.Desk.ReviewPage(d.Ctx(), who, "vault7/a", nil)
	require.NoError(d.T, err)
	return r
}

func TestAReviewerSeesWhatASignOffCovers(t *testing.T) {
	d := inReview(t)
	jonas := d.Who("jonas")
	r := d.review(jonas)
	require.Nil(t, r.Refused)
	require.Equal(t, "About a.", r.Claim.Statement)
	require.Equal(t, "They say so.", r.Claim.Proposal.Rationale)
	require.Equal(t, "Is it so?", r.Requests[0].Questions)
	require.Equal(t, claim.Confirms, r.Claim.Parties[0].Answers[0].Stance)
	require.Len(t, r.Claim.Subject, 64)
	require.Equal(t, 0, r.Signed)
	require.Equal(t, 1, r.Needed)
	require.Nil(t, r.Looked)
	require.Len(t, r.News, 4, "who has never looked sees all that happened")
	require.Empty(t, r.Changes)

	own := d.review(d.Mara)
	require.Equal(t, claim.CodeOwnWork, own.Refused.Code)
	for _, s := range own.Signers {
		require.Equal(t, s.Handle == "mara", s.Own == "wrote this claim", s.Handle)
	}
	require.Equal(t, claim.CodeForbidden, d.review(d.Person("ivo", claim.Reporter)).Refused.Code)
}

func TestAReviewerSeesWhatIsNewSinceSheLooked(t *testing.T) {
	d := inReview(t)
	jonas := d.Who("jonas")
	require.NoError(t, findings.MarkSeen(d.Ctx(), d.Desk.Door, jonas, "vault7/a", d.claim("a").Version))
	r := d.review(jonas)
	require.NotNil(t, r.Looked)
	require.Empty(t, r.News)

	in := d.revising("a")
	in.Statement = "It is quite so."
	in.AnswersHold = "It says no less."
	require.NoError(t, d.revise(d.Mara, "a", in))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.EvidenceInput{Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A memo", Origin: "A clerk"})
	require.NoError(t, err)
	d.propose(claim.Disputed)
	r = d.review(jonas)
	require.Len(t, r.News, 4)
	require.Contains(t, r.Changes, reading.Difference{Field: "Statement", Before: "About a.", After: "It is quite so."})
	require.Contains(t, r.Changes, reading.Difference{Field: "Proposed outcome", Before: "confirmed", After: "disputed"})
	after := map[string]string{}
	for _, c := range r.Changes {
		after[c.Field] = c.After
	}
	require.Contains(t, after["Evidence: A memo"], "Kind: document; Bearing: supports the claim; Origin: A clerk;")
	require.Contains(t, after["Answer of Google: Superseded by"], "a later answer, received ")
	require.Contains(t, after["Answer of Google"], "Stance: denies;")
	require.Contains(t, after["Answer of Google"], "Recorded by: Mara")

	since := int64(1)
	r, err = d.Desk.ReviewPage(d.Ctx(), jonas, "vault7/a", &since)
	require.NoError(t, err)
	require.Greater(t, len(r.News), 4)
	require.NoError(t, findings.MarkSeen(d.Ctx(), d.Desk.Door, jonas, "vault7/a", 1_000_000), "nobody has seen what is still to come")
	require.Equal(t, d.claim("a").Version, d.review(jonas).Since)
}

func TestADecisionMarksWhatWasSeen(t *testing.T) {
	d := inReview(t)
	jonas := d.Who("jonas")
	_, err := findings.Return(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.claim("a").Subject, Comment: "Ask Apple."})
	require.NoError(t, err)
	r := d.review(jonas)
	require.Equal(t, d.claim("a").Version, r.Since)
	require.Equal(t, claim.CodeWrongStage, r.Refused.Code)
	d.propose(claim.Confirmed)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.claim("a").Subject})
	require.NoError(t, err)
	r = d.review(jonas)
	require.Equal(t, 1, r.Signed)
	require.Equal(t, claim.StageSignedOff, r.Claim.Stage)
}

func TestWhatIsDifferentFromWhatWasSigned(t *testing.T) {
	d := inReview(t)
	jonas := d.Who("jonas")
	seen := d.claim("a").Subject
	d.Answer("google", "a", claim.RetractsEarlierAnswer, claim.OnTheRecord)
	_, err := findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: seen})
	caseworktest.Refused(t, claim.CodeStale, err)
	diff, err := d.Desk.SubjectDiff(d.Ctx(), jonas, "vault7/a", seen)
	require.NoError(t, err)
	require.True(t, diff.Known)
	require.NotEqual(t, seen, diff.Now)
	require.WithinDuration(t, d.Desk.Clock.Now(), *diff.At, time.Minute)
	require.Len(t, diff.Changes, 2)
	require.Len(t, diff.News, 1)

	diff, err = d.Desk.SubjectDiff(d.Ctx(), jonas, "vault7/a", "made up")
	require.NoError(t, err)
	require.False(t, diff.Known)
}

// TestASignOffThatDoesNotCountSaysWhy, where it is decided on and where it is read.
func TestASignOffThatDoesNotCountSaysWhy(t *testing.T) {
	d := inReview(t)
	jonas := d.Who("jonas")
	d.Person("lea", claim.Reviewer)
	_, err := findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.claim("a").Subject})
	require.NoError(t, err)
	lapsed := func() []finding.Lapse {
		r, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
		require.NoError(t, err)
		review := d.review(d.Mara)
		require.Equal(t, r.SignOffs, review.Claim.SignOffs)
		require.Equal(t, len(r.SignOffs[0].Lapsed) == 0, review.Signed == 1)
		return r.SignOffs[0].Lapsed
	}
	require.Empty(t, lapsed())
	_, err = staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "jonas", staff.RolesInput{Roles: []claim.Role{claim.Reporter}})
	require.NoError(t, err)
	require.Equal(t, []finding.Lapse{finding.LapsedRole}, lapsed())
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{})
	caseworktest.Refused(t, claim.CodeStale, err)
	_, err = staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.Equal(t, []finding.Lapse{finding.LapsedChanged, finding.LapsedDisabled}, lapsed())
}
