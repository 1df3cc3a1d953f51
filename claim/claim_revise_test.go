package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// revising changes the words of a claim, as whoever sees it now.
func (w *world) revising(name string, text claim.Ref) verification.ReviseClaim {
	c := w.claim(name)
	return verification.ReviseClaim{Text: text, Tier: c.Tier, Seen: c.Version}
}

// exhibiting adds a piece of evidence with an origin of its own.
func exhibiting(name string, b claim.Bearing) sources.AddEvidence {
	return sources.AddEvidence{Evidence: id(name), Kind: claim.DocumentEvidence, Bearing: b, Origin: id("origin of " + name), Text: "words"}
}

func TestRevisingAClaim(t *testing.T) {
	c := claimStream("c")
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"a claim says what it was revised to, and knows by whom", func(w *world) {
			w.must(editor, c, w.revising("c", "other"))
			w.same(w.claim("c").Text, claim.Ref("other"))
			w.same(w.claim("c").OwnWork(editor), "revised this claim")
			w.same(w.claim("c").OwnWork(author), "wrote this claim")
			w.same(w.claim("c").OwnWork(reviewer), "")
		}},
		{"revising to what it says already changes nothing", func(w *world) {
			w.same(len(w.must(editor, c, w.revising("c", "text"))), 0)
			w.same(w.claim("c").OwnWork(editor), "")
		}},
		{"who has not seen the latest words is refused", func(w *world) {
			before := w.revising("c", "hers")
			w.must(editor, c, w.revising("c", "his"))
			w.refused(claim.CodeConflict, author, c, before)
		}},
		{"an answer in between is no reason to refuse", func(w *world) {
			before := w.revising("c", "hers")
			w.ask("google", "r", week, "c")
			w.must(author, c, before)
		}},
		{"a claim in review goes back to assessing, and what was signed is stale", func(w *world) {
			w.add(claim.Policy{2, 1}, "two")
			w.must(editor, claimStream("two"), w.assessing(claim.Unverified))
			w.sign(reviewer, "two")
			w.must(author, claimStream("two"), w.revising("two", "other"))
			w.stage("two", claim.StageAssessing)
			w.same(len(w.claim("two").ValidSignOffs()), 0)
		}},
		{"a claim that is signed off goes back to assessing", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(author, c, w.revising("c", "other"))
			w.stage("c", claim.StageAssessing)
			w.refused(claim.CodeWrongStage, editor, c, finding.Publish{})
		}},
		{"a change of the tier makes sign-offs stale as well", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(author, c, verification.ReviseClaim{Text: "text", Tier: claim.Sensitive, Seen: w.claim("c").Version})
			w.stage("c", claim.StageAssessing)
			w.same(w.claim("c").Revisions[0].Worded, false)
		}},
		{"nobody signs off a claim that she has revised", func(w *world) {
			w.must(reviewer, c, w.revising("c", "other"))
			w.must(editor, c, w.assessing(claim.Unverified))
			w.refused(claim.CodeOwnWork, reviewer, c, finding.Sign{Subject: w.claim("c").Subject()})
			w.sign(lawyer, "c")
		}},
		{"nor one whose words somebody else has replaced since", func(w *world) {
			w.must(reviewer, c, w.revising("c", "other"))
			w.must(author, c, w.revising("c", "third"))
			w.must(editor, c, w.assessing(claim.Unverified))
			w.refused(claim.CodeOwnWork, reviewer, c, finding.Sign{Subject: w.claim("c").Subject()})
		}},
		{"a public finding is changed by a correction only", func(w *world) {
			w.publish("c", claim.Unverified)
			w.refused(claim.CodeWrongStage, author, c, w.revising("c", "other"))
			w.must(editor, c, verification.Correct{Reason: "reason"})
			w.must(author, c, w.revising("c", "other"))
			w.stage("c", claim.StageCorrecting)
		}},
		{"a claim on hold stays there, and comes back to assessing", func(w *world) {
			w.must(editor, c, w.assessing(claim.Unverified))
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.must(author, c, w.revising("c", "other"))
			w.stage("c", claim.StageOnHold)
			w.must(editor, c, verification.Resume{})
			w.stage("c", claim.StageAssessing)
		}},
		{"a claim that is given up does not change", func(w *world) {
			w.must(editor, c, verification.Withdraw{Reason: "reason"})
			w.refused(claim.CodeWrongStage, author, c, w.revising("c", "other"))
		}},
		{"a statement and a tier that the desk has are needed", func(w *world) {
			w.refused(claim.CodeInvalid, author, c, w.revising("c", ""))
			w.refused(claim.CodeInvalid, author, c, verification.ReviseClaim{Text: "other", Tier: "huge", Seen: 9})
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
		})
	}
}

func TestEvidence(t *testing.T) {
	c := claimStream("c")
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"evidence is added once, and withdrawn with a reason", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.same(len(w.must(author, c, exhibiting("memo", claim.SupportsClaim))), 0)
			w.refused(claim.CodeInvalid, author, c, sources.WithdrawEvidence{Evidence: id("memo")})
			w.must(editor, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "a forgery"})
			w.same(w.claim("c").Exhibit(id("memo")).Withdrawn.By, editor)
			w.same(len(w.must(editor, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "again"})), 0)
			w.refused(claim.CodeNotFound, editor, c, sources.WithdrawEvidence{Evidence: id("none"), Reason: "reason"})
		}},
		{"evidence does not move a claim that is being worked on", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.stage("c", claim.StageOpen)
			w.ask("google", "r", week, "c")
			w.must(author, c, exhibiting("other memo", claim.NeutralToClaim))
			w.stage("c", claim.StageGathering)
		}},
		{"nobody signs off a claim to which she has put evidence, or from which she has taken some", func(w *world) {
			w.must(reviewer, c, exhibiting("memo", claim.SupportsClaim))
			w.must(lawyer, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "a forgery"})
			w.must(editor, c, w.assessing(claim.Unverified))
			for _, person := range []uuid.UUID{reviewer, lawyer} {
				w.refused(claim.CodeOwnWork, person, c, finding.Sign{Subject: w.claim("c").Subject()})
			}
		}},
		{"evidence makes a signature stale", func(w *world) {
			w.must(editor, c, w.assessing(claim.Unverified))
			seen := w.claim("c").Subject()
			w.must(author, c, exhibiting("memo", claim.ContradictsClaim))
			w.stage("c", claim.StageInReview)
			w.refused(claim.CodeStale, reviewer, c, finding.Sign{Subject: seen})
			w.sign(reviewer, "c")
		}},
		{"what was withdrawn is part of what is signed", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.must(editor, c, w.assessing(claim.Unverified))
			seen := w.claim("c").Subject()
			w.must(author, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "reason"})
			w.refused(claim.CodeStale, reviewer, c, finding.Sign{Subject: seen})
		}},
		{"a claim that is signed off goes back to assessing", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.stage("c", claim.StageAssessing)
		}},
		{"what comes to light about a public finding starts a correction", func(w *world) {
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Close{})
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.stage("c", claim.StageCorrecting)
		}},
		{"an origin that supports the claim counts as one, until it is withdrawn", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.same(w.claim("c").Confirming(), 1)
			same := exhibiting("copy", claim.SupportsClaim)
			same.Origin = id("origin of memo")
			w.must(author, c, same)
			w.same(w.claim("c").Confirming(), 1)
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.must(author, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "reason"})
			w.must(author, c, sources.WithdrawEvidence{Evidence: id("copy"), Reason: "reason"})
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Confirmed))
		}},
		{"evidence of no known origin, or that does not support, is not counted", func(w *world) {
			nobody := exhibiting("memo", claim.SupportsClaim)
			nobody.Origin = uuid.Nil
			w.must(author, c, nobody)
			w.must(author, c, exhibiting("denial", claim.ContradictsClaim))
			w.same(w.claim("c").Origins(claim.SupportsClaim), 0)
		}},
		{"an origin that is a party counts with what the party says", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", claim.Confirms, "c")
			letter := exhibiting("letter", claim.SupportsClaim)
			letter.Origin = id("google")
			w.must(author, c, letter)
			w.same(w.claim("c").Confirming(), 1)
		}},
		{"a claim that is given up takes no evidence", func(w *world) {
			w.must(editor, c, verification.Decline{Reason: "reason"})
			w.refused(claim.CodeWrongStage, author, c, exhibiting("memo", claim.SupportsClaim))
		}},
		{"there is a limit, and words that a desk knows", func(w *world) {
			w.refused(claim.CodeInvalid, author, c, sources.AddEvidence{Evidence: id("x"), Kind: "rumour", Bearing: claim.SupportsClaim, Text: "words"})
			w.refused(claim.CodeInvalid, author, c, sources.AddEvidence{Evidence: id("x"), Kind: claim.NoteEvidence, Bearing: "maybe", Text: "words"})
			w.refused(claim.CodeInvalid, author, c, sources.AddEvidence{Evidence: id("x"), Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim})
			for i := range sources.MaxEvidence {
				w.must(author, c, exhibiting(string(rune('a'+i)), claim.NeutralToClaim))
			}
			w.refused(claim.CodeTooLarge, author, c, exhibiting("one more", claim.NeutralToClaim))
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
		})
	}
}

// TestTheSubjectOfAClaimStays: a sign-off stays valid whatever changes in the program.
func TestTheSubjectOfAClaimStays(t *testing.T) {
	c := &verification.Claim{
		Head: claim.Head{ID: id("c")}, Tier: claim.Routine, Outcome: claim.Unverified,
		Proposal: &finding.Proposal{Outcome: claim.Confirmed, Rationale: "because", AsOf: monday, By: editor, At: monday, Version: 3},
		Known: sources.Known{
			Text:  "text",
			Asked: []sources.Asked{{Request: id("r"), Party: id("google"), At: monday, AnswerBy: monday.Add(week)}},
			Answers: []sources.Said{{
				Response: id("a"), Request: id("r"), Party: id("google"), Stance: claim.Confirms, GroundRules: claim.OnTheRecord,
				Channel: claim.ByPhone, Authenticity: claim.AuthenticityInPerson, ReceivedAt: monday,
			}},
		},
	}
	const before = "3806c039a37c8b4fff90a45d821e2c88b45efd55ce5eb77f4fbdac72f0973015"
	if got := c.Subject(); got != before {
		t.Errorf("the subject is %s, and was %s", got, before)
	}
}

func TestRevisingACase(t *testing.T) {
	start := cases.OpenCase{Text: "text", Owner: editor, Sensitivity: claim.OpenToDesk, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan}
	s := claim.Stream{claim.StreamCase, story}
	revising := func(w *world, text claim.Ref) cases.ReviseCase {
		c := w.lane(s).state.(*cases.Case)
		return cases.ReviseCase{Text: text, Policy: c.Policy, Plan: c.Plan, Seen: c.Version}
	}
	granting := func(w *world, to ...uuid.UUID) cases.ChangeAccess {
		c := w.lane(s).state.(*cases.Case)
		return cases.ChangeAccess{Owner: c.Owner, Sensitivity: claim.Restricted, Access: to, Seen: c.Version}
	}
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"a case says what it was revised to", func(w *world) {
			b := revising(w, "other")
			b.PublishAt, b.Embargo = monday.Add(week), monday.Add(week)
			w.must(editor, s, b)
			w.same(w.lane(s).state.(*cases.Case).Text, claim.Ref("other"))
			w.same(w.lane(s).state.(*cases.Case).Embargo, monday.Add(week))
			w.same(len(w.must(editor, s, b)), 0)
		}},
		{"who has not seen the latest change is refused", func(w *world) {
			before := revising(w, "hers")
			w.must(editor, s, revising(w, "his"))
			w.refused(claim.CodeConflict, author, s, before)
		}},
		{"access and words are changed apart", func(w *world) {
			before := revising(w, "hers")
			w.must(editor, s, granting(w, author, reviewer))
			w.must(author, s, before)
			w.same(w.lane(s).state.(*cases.Case).Access, []uuid.UUID{author, reviewer})
		}},
		{"access that somebody else has changed is refused", func(w *world) {
			before := granting(w, lawyer)
			w.must(editor, s, granting(w, author, reviewer))
			w.refused(claim.CodeConflict, author, s, before)
		}},
		{"a policy that nobody could meet is refused, one that stays is not looked at", func(w *world) {
			b := revising(w, "text")
			b.Policy[claim.Reviewers] = 5
			w.refused(claim.CodePolicy, editor, s, b)
			b = revising(w, "other")
			w.staff = nil
			w.must(editor, s, b)
		}},
		{"access that leaves nobody to sign is refused", func(w *world) {
			w.refused(claim.CodePolicy, editor, s, granting(w))
		}},
		{"a case has an owner, a title and a sensible plan", func(w *world) {
			b := granting(w)
			b.Owner = uuid.Nil
			w.refused(claim.CodeInvalid, editor, s, b)
			b = granting(w)
			b.Sensitivity = "secret"
			w.refused(claim.CodeInvalid, editor, s, b)
			w.refused(claim.CodeInvalid, editor, s, revising(w, ""))
			r := revising(w, "other")
			r.Plan.Reminders = []float64{0.9, 0.1}
			w.refused(claim.CodeInvalid, editor, s, r)
		}},
		{"a story does not run before its embargo ends", func(w *world) {
			b := revising(w, "other")
			b.PublishAt, b.Embargo = monday.Add(time.Hour), monday.Add(2*time.Hour)
			w.refused(claim.CodeInvalid, editor, s, b)
		}},
		{"nothing is public before the embargo ends", func(w *world) {
			b := revising(w, "other")
			b.Embargo = monday.Add(time.Hour)
			w.must(editor, s, b)
			w.add(claim.DefaultPolicy, "c")
			w.signOff("c", claim.Unverified)
			w.refused(claim.CodePolicy, editor, claimStream("c"), finding.Publish{})
			w.now = monday.Add(time.Hour)
			w.must(editor, claimStream("c"), finding.Publish{})
		}},
		{"an embargo does not stand in the way of a correction", func(w *world) {
			w.add(claim.DefaultPolicy, "c")
			w.publish("c", claim.Unverified)
			b := revising(w, "other")
			b.Embargo = monday.Add(week)
			w.must(editor, s, b)
			w.must(editor, claimStream("c"), verification.Correct{Reason: "reason"})
			w.publish("c", claim.Unverified)
		}},
		{"a case that is not there is not changed", func(w *world) {
			none := claim.Stream{claim.StreamCase, id("none")}
			w.refused(claim.CodeNotFound, editor, none, cases.ReviseCase{Text: "text"})
			w.refused(claim.CodeNotFound, editor, none, cases.ChangeAccess{Owner: editor})
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			delete(w.streams, s)
			w.must(editor, s, start)
			test.play(w)
		})
	}
}
