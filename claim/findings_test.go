package claim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

func (w *world) stage(name string, want claim.Stage) {
	w.t.Helper()
	if got := w.claim(name).Stage; got != want {
		w.t.Fatalf("the claim %s is %q, want %q", name, got, want)
	}
}

// lacks has the outcome refused with what it needs.
func (w *world) lacks(c claim.Stream, o claim.Outcome, need string) {
	w.t.Helper()
	_, err := w.as(editor, c, w.assessing(o))
	if claim.CodeOf(err) != claim.CodePolicy || !strings.Contains(err.Error(), fmt.Sprintf("the outcome %q needs %s", o, need)) {
		w.t.Fatalf("%s is refused with %v", o, err)
	}
}

func TestClaim(t *testing.T) {
	c := claimStream("c")
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		// the way to a finding
		{"a claim goes from open to closed", func(w *world) {
			w.stage("c", claim.StageOpen)
			w.ask("google", "r", week, "c")
			w.stage("c", claim.StageGathering)
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageAssessing)
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.stage("c", claim.StageInReview)
			w.same(w.claim("c").Outcome, claim.Unverified)
			w.sign(reviewer, "c")
			w.stage("c", claim.StageSignedOff)
			w.same(w.claim("c").Outcome, claim.Confirmed)
			w.same(w.claim("c").AsOf, w.now)
			w.must(editor, c, finding.Publish{})
			w.stage("c", claim.StagePublished)
			w.must(editor, c, verification.Close{})
			w.stage("c", claim.StageClosed)
		}},
		{"a draft has to be opened first", func(w *world) {
			d := claimStream("d")
			w.must(author, d, verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy, Draft: true})
			w.stage("d", claim.StageDraft)
			w.refused(claim.CodeWrongStage, editor, d, w.assessing(claim.Unverified))
			w.must(author, d, verification.OpenClaim{})
			w.stage("d", claim.StageOpen)
			w.same(len(w.must(author, d, verification.OpenClaim{})), 0)
		}},
		{"a claim can be assessed without asking anybody", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.stage("c", claim.StageSignedOff)
		}},
		{"a claim waits for everybody who was asked", func(w *world) {
			w.ask("google", "r", week, "c")
			w.ask("apple", "s", week, "c")
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageGathering)
			w.same(len(w.claim("c").Waiting()), 1)
			w.pass("apple", 2*week)
			w.stage("c", claim.StageAssessing)
		}},
		{"a new request about an assessed claim gathers again", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", claim.Confirms, "c")
			w.ask("apple", "s", week, "c")
			w.stage("c", claim.StageGathering)
		}},
		{"a claim that does not exist takes nothing", func(w *world) {
			w.refused(claim.CodeNotFound, editor, claimStream("none"), finding.Publish{})
		}},
		{"a claim does not take what is for others", func(w *world) {
			w.refused(claim.CodeInvalid, editor, c, people.AddParty{})
		}},
		{"adding the same claim again is adding it once, other words are refused", func(w *world) {
			add := verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy}
			w.same(len(w.must(author, c, add)), 0)
			add.Text = "other"
			w.refused(claim.CodeExists, author, c, add)
		}},
		{"a claim with an unknown tier or a policy that makes no sense is refused", func(w *world) {
			w.refused(claim.CodeInvalid, author, claimStream("d"), verification.AddClaim{Tier: "huge", Policy: claim.DefaultPolicy})
			w.refused(claim.CodePolicy, author, claimStream("d"), verification.AddClaim{Tier: claim.Routine})
			w.refused(claim.CodePolicy, author, claimStream("d"), verification.AddClaim{Tier: claim.Routine, Policy: claim.Policy{1, claim.Origins.Row().Max + 1}})
		}},

		// outcomes
		{"an outcome needs the answers that carry it", func(w *world) {
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Confirmed))
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Corroborated))
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.PartlyConfirmed))
			w.must(editor, c, w.assessing(claim.Unverified))
		}},
		{"that origins conflict takes one on each side", func(w *world) {
			w.lacks(c, claim.Disputed, "an independent origin that supports the claim, one that contradicts the claim, and there is none")
			w.ask("google", "r", week, "c")
			w.answer("google", "denial", claim.Denies, "c")
			w.lacks(c, claim.Disputed, "an independent origin that supports the claim, and there is none")
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.must(editor, c, w.assessing(claim.Disputed))
		}},
		{"what is refuted is contradicted by somebody, or by evidence with an origin", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", claim.NoComment, "c")
			nobody := exhibiting("anonymous memo", claim.ContradictsClaim)
			nobody.Origin = uuid.Nil
			w.must(author, c, nobody)
			w.lacks(c, claim.Refuted, "an independent origin that contradicts the claim, and there is none")
			w.must(author, c, exhibiting("memo", claim.ContradictsClaim))
			w.must(editor, c, w.assessing(claim.Refuted))
		}},
		{"what an outcome rests on is there still when it is published", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.ContradictsClaim))
			w.must(editor, c, w.assessing(claim.Refuted))
			w.must(author, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "a forgery"})
			w.sign(reviewer, "c")
			w.refused(claim.CodePolicy, editor, c, finding.Publish{})
		}},
		{"confirmed needs as many origins as the policy asks for, and a party is one origin", func(w *world) {
			w.add(claim.Policy{1, 2}, "two")
			w.ask("google", "r", week, "two")
			w.answer("google", "answer", claim.Confirms, "two")
			w.answer("google", "answer 2", claim.Confirms, "two")
			w.same(w.claim("two").Origins(claim.SupportsClaim), 1)
			w.refused(claim.CodePolicy, editor, claimStream("two"), w.assessing(claim.Confirmed))
			w.ask("apple", "s", week, "two")
			w.answer("apple", "answer 3", claim.Confirms, "two")
			w.must(editor, claimStream("two"), w.assessing(claim.Confirmed))
		}},
		{"who confirms a part partly confirms, and neither corroborates nor confirms", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", claim.ConfirmsInPart, "c")
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Confirmed))
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Corroborated))
			w.must(editor, c, w.assessing(claim.PartlyConfirmed))
		}},
		{"what was said off the record supports nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			said := w.answering("answer", claim.Confirms, "c")
			said.GroundRules = claim.OffTheRecord
			w.must(author, party("google"), said)
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Corroborated))
		}},
		{"an outcome needs a rationale, an instant that is not to come, and a name", func(w *world) {
			w.refused(claim.CodeInvalid, editor, c, finding.Assess{Outcome: claim.Unverifiable, AsOf: w.now})
			w.refused(claim.CodeInvalid, editor, c, finding.Assess{Outcome: claim.Unverifiable, Rationale: "because"})
			w.refused(claim.CodeInvalid, editor, c, finding.Assess{Outcome: claim.Unverifiable, Rationale: "because", AsOf: w.now.Add(2 * claim.ClockSkew)})
			w.refused(claim.CodeInvalid, editor, c, finding.Assess{Outcome: "true", Rationale: "because", AsOf: w.now})
		}},

		// sign-off
		{"nobody signs off their own work", func(w *world) {
			w.must(editor, c, w.assessing(claim.Unverified))
			for _, person := range []uuid.UUID{author, editor} {
				w.refused(claim.CodeOwnWork, person, c, finding.Sign{Subject: w.claim("c").Subject()})
			}
		}},
		{"nobody signs off a claim that rests on an answer which she has recorded", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(reviewer, party("google"), w.answering("answer", claim.Confirms, "c"))
			w.must(editor, c, w.assessing(claim.Confirmed))
			_, err := w.as(reviewer, c, finding.Sign{Subject: w.claim("c").Subject()})
			w.same(claim.CodeOf(err), claim.CodeOwnWork)
			w.same(err.Error(), "nobody signs off their own work, and you recorded an answer that it rests on")
			w.sign(lawyer, "c")
		}},
		{"what no longer stands is nobody's work", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(reviewer, party("google"), w.answering("first", claim.Denies, "c"))
			w.now = w.now.Add(time.Hour)
			w.answer("google", "second", claim.Confirms, "c")
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.sign(reviewer, "c")
		}},
		{"what a party writes itself is nobody's work either", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(uuid.Nil, party("google"), w.answering("answer", claim.Confirms, "c"))
			w.same(w.claim("c").Answers[0].By, uuid.Nil)
			w.same(w.claim("c").Authors(), []uuid.UUID{author})
		}},
		{"nothing but a person signs", func(w *world) {
			w.must(editor, c, w.assessing(claim.Unverified))
			w.refused(claim.CodeForbidden, uuid.Nil, c, finding.Sign{Subject: w.claim("c").Subject()})
		}},
		{"a claim is signed off once enough people have signed, each counted once", func(w *world) {
			w.add(claim.Policy{2, 1}, "two")
			w.must(editor, claimStream("two"), w.assessing(claim.Unverified))
			w.sign(reviewer, "two")
			w.sign(reviewer, "two")
			w.stage("two", claim.StageInReview)
			w.sign(lawyer, "two")
			w.stage("two", claim.StageSignedOff)
		}},
		{"a reviewer cannot sign what has changed since", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, w.assessing(claim.Unverified))
			seen := w.claim("c").Subject()
			w.answer("google", "answer", claim.Denies, "c")
			w.stage("c", claim.StageInReview)
			w.refused(claim.CodeStale, reviewer, c, finding.Sign{Subject: seen})
			w.refused(claim.CodeStale, reviewer, c, finding.Return{Subject: seen, Comments: "no"})
			w.sign(reviewer, "c")
			w.stage("c", claim.StageSignedOff)
		}},
		{"an answer makes the sign-offs before it stale", func(w *world) {
			w.add(claim.Policy{2, 1}, "two")
			w.ask("google", "r", week, "two")
			w.must(editor, claimStream("two"), w.assessing(claim.Unverified))
			w.sign(reviewer, "two")
			w.answer("google", "answer", claim.Denies, "two")
			w.same(len(w.claim("two").ValidSignOffs()), 0)
			w.sign(lawyer, "two")
			w.stage("two", claim.StageInReview)
		}},
		{"an answer or a request sends what is signed off back to assessing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.answer("google", "answer", claim.Denies, "c")
			w.stage("c", claim.StageAssessing)
			w.signOff("c", claim.Refuted)
			w.ask("apple", "s", week, "c")
			w.stage("c", claim.StageAssessing)
			w.refused(claim.CodeWrongStage, editor, c, finding.Publish{})
		}},
		{"a request that ends leaves what is signed off alone", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.pass("google", 2*week)
			w.stage("c", claim.StageSignedOff)
			w.must(editor, c, finding.Publish{})
		}},
		{"proposing the same outcome again needs new sign-offs", func(w *world) {
			w.add(claim.Policy{2, 1}, "two")
			w.must(editor, claimStream("two"), w.assessing(claim.Unverified))
			w.sign(reviewer, "two")
			w.must(reviewer, claimStream("two"), w.assessing(claim.Unverified))
			w.sign(lawyer, "two")
			w.stage("two", claim.StageInReview)
		}},
		{"changes requested send a claim back, and whoever asked for them has not signed", func(w *world) {
			w.add(claim.Policy{2, 1}, "two")
			two := claimStream("two")
			w.must(editor, two, w.assessing(claim.Unverified))
			w.sign(reviewer, "two")
			w.refused(claim.CodeInvalid, reviewer, two, finding.Return{Subject: w.claim("two").Subject()})
			w.must(reviewer, two, finding.Return{Subject: w.claim("two").Subject(), Comments: "on second thoughts"})
			w.stage("two", claim.StageAssessing)
			w.refused(claim.CodeWrongStage, lawyer, two, finding.Sign{Subject: w.claim("two").Subject()})
			w.must(editor, two, w.assessing(claim.Unverified))
			w.sign(lawyer, "two")
			w.stage("two", claim.StageInReview)
		}},
		{"there is nothing to sign while nothing is proposed", func(w *world) {
			w.same(w.claim("c").Subject(), "")
			w.refused(claim.CodeWrongStage, reviewer, c, finding.Sign{})
		}},

		// publication
		{"publishing checks the policy again at that moment", func(w *world) {
			w.refused(claim.CodeWrongStage, editor, c, finding.Publish{})
			w.signOff("c", claim.Unverified)
			// The engine cannot bring these about; a defect or a hand on the record might.
			forged := *w.claim("c")
			forged.Policy[claim.Reviewers] = 2
			_, err := forged.Decide(claim.Command{Actor: claim.PersonActor(editor), Body: finding.Publish{}}, w.now, w)
			w.same(claim.CodeOf(err), claim.CodeStale)
			forged = *w.claim("c")
			proposal := *forged.Proposal
			forged.Proposal, proposal.Outcome = &proposal, claim.Confirmed
			forged.SignOffs = []finding.SignOff{{By: reviewer, Subject: forged.Subject()}}
			_, err = forged.Decide(claim.Command{Actor: claim.PersonActor(editor), Body: finding.Publish{}}, w.now, w)
			w.same(claim.CodeOf(err), claim.CodePolicy)
		}},
		{"a publication says what, as of when, and what was signed", func(w *world) {
			w.publish("c", claim.Unverified)
			w.same(w.claim("c").Publications, []finding.Publication{{
				Version: 1, Kind: finding.FirstPublication, Text: "text", Outcome: claim.Unverified, Why: finding.NotYet, ForReaders: "for readers", AsOf: w.now, Subject: w.claim("c").Subject(), By: editor, At: w.now,
			}})
		}},
		{"a late answer after publication starts a correction, which is version 2", func(w *world) {
			w.ask("google", "r", week, "c")
			w.pass("google", 2*week)
			w.publish("c", claim.Unverified)
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageCorrecting)
			w.same(w.claim("c").Outcome, claim.Unverified)
			w.publish("c", claim.Confirmed)
			w.stage("c", claim.StagePublished)
			w.same(w.claim("c").Publications[1].Version, 2)
			w.same(w.claim("c").Publications[1].Kind, finding.Correction)
		}},
		{"a late answer reopens a closed claim", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Close{})
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageCorrecting)
		}},
		{"a correction that is sent back, or goes stale, stays a correction", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.answer("google", "answer", claim.Confirms, "c")
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.must(reviewer, c, finding.Return{Subject: w.claim("c").Subject(), Comments: "no"})
			w.stage("c", claim.StageCorrecting)
			w.signOff("c", claim.Confirmed)
			w.answer("google", "answer 2", claim.Denies, "c")
			w.stage("c", claim.StageCorrecting)
		}},
		{"a public finding can be retracted at any stage, with a reason, once", func(w *world) {
			w.refused(claim.CodeWrongStage, editor, c, finding.Retract{Reason: "reason"})
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.answer("google", "answer", claim.Confirms, "c")
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.refused(claim.CodeInvalid, editor, c, finding.Retract{})
			w.must(editor, c, finding.Retract{Reason: "reason"})
			w.stage("c", claim.StageRetracted)
			w.same(w.claim("c").Publications[1].Kind, finding.Retraction)
			w.refused(claim.CodeWrongStage, editor, c, finding.Retract{Reason: "reason"})
		}},
		{"a hold stands in the way of no retraction", func(w *world) {
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.must(editor, c, finding.Retract{Reason: "reason"})
			w.stage("c", claim.StageRetracted)
			w.same(len(w.must(editor, c, verification.Resume{})), 0)
		}},
		{"nor of a correction, which ends it", func(w *world) {
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.must(editor, c, verification.Correct{Reason: "reason"})
			w.stage("c", claim.StageCorrecting)
			w.publish("c", claim.Unverified)
		}},
		{"nobody is asked on about a finding that was retracted, held or not", func(w *world) {
			for _, held := range []bool{false, true} {
				name := fmt.Sprint("held ", held)
				w.add(claim.DefaultPolicy, name)
				w.ask("google", "about "+name, week, name)
				w.publish(name, claim.Unverified)
				if held {
					w.must(editor, claimStream(name), verification.Hold{Reason: "reason"})
				}
				w.must(editor, claimStream(name), finding.Retract{Reason: "reason"})
				w.same(w.letters("google").Request(id("about "+name)).Lifecycle, letters.RequestWithdrawn)
			}
			sent := w.pass("google", 2*week)
			w.same(len(sent), 1)
			w.same(w.last("google").Kind, claim.PublicationLetter)
		}},
		{"an answer after a retraction is kept and reopens nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.must(editor, c, finding.Retract{Reason: "reason"})
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageRetracted)
			w.same(len(w.claim("c").Answers), 1)
		}},
		{"only a published claim is closed, and closing twice is closing once", func(w *world) {
			w.refused(claim.CodeWrongStage, editor, c, verification.Close{})
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Close{})
			w.same(len(w.must(editor, c, verification.Close{})), 0)
		}},

		// answers
		{"a later answer of a party takes the place of its earlier one, and both stay", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", claim.Denies, "c")
			w.now = w.now.Add(time.Hour)
			w.answer("google", "second", claim.Confirms, "c")
			w.same(len(w.claim("c").Answers), 2)
			w.same(w.claim("c").Answers[0].SupersededBy, id("second"))
			w.same(len(w.claim("c").CurrentAnswers()), 1)
			w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
		}},
		{"an answer that was said earlier and recorded later does not take the place of the later one", func(w *world) {
			w.ask("google", "r", week, "c")
			early := w.answering("early", claim.Denies, "c")
			w.now = w.now.Add(time.Hour)
			w.answer("google", "late", claim.Confirms, "c")
			w.must(author, party("google"), early)
			w.same(len(w.claim("c").Answers), 2)
			w.same(len(w.claim("c").CurrentAnswers()), 1)
			w.same(w.claim("c").CurrentAnswers()[0].Response, id("late"))
		}},
		{"context stands beside an answer, and so does what is unclear or refers elsewhere", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", claim.Confirms, "c")
			w.answer("google", "second", claim.ContextOnly, "c")
			w.answer("google", "third", claim.Unclear, "c")
			w.answer("google", "fourth", claim.RefersElsewhere, "c")
			w.same(len(w.claim("c").CurrentAnswers()), 4)
			w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
		}},
		{"a retracted answer supports no more", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", claim.Confirms, "c")
			w.answer("google", "second", claim.RetractsEarlierAnswer, "c")
			w.same(w.claim("c").Origins(claim.SupportsClaim), 0)
		}},
		{"one party's answer leaves another's alone", func(w *world) {
			w.ask("google", "r", week, "c")
			w.ask("apple", "s", week, "c")
			w.answer("google", "first", claim.Confirms, "c")
			w.answer("apple", "second", claim.Denies, "c")
			w.same(len(w.claim("c").CurrentAnswers()), 2)
		}},
		{"notices that come twice or late change nothing twice", func(w *world) {
			said := sources.Said{Response: id("answer"), Request: id("r"), Party: id("google"), Stance: claim.Confirms, ReceivedAt: w.now}
			asked := sources.Asked{Request: id("r"), Party: id("google"), At: w.now, AnswerBy: w.now.Add(week)}
			for range 2 {
				w.must(uuid.Nil, c, sources.NoteAnswered{Said: said})
				w.must(uuid.Nil, c, sources.NoteAsked{Asked: asked})
				w.must(uuid.Nil, c, sources.NoteEnded{Request: id("nothing")})
			}
			w.same(len(w.claim("c").Answers), 1)
			w.same(len(w.claim("c").Asked), 1)
			w.same(len(w.claim("c").Waiting()), 0)
			w.stage("c", claim.StageAssessing)
		}},

		// aside
		{"a hold comes back to the stage before", func(w *world) {
			w.must(editor, c, w.assessing(claim.Unverified))
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.stage("c", claim.StageOnHold)
			w.same(len(w.must(editor, c, verification.Hold{Reason: "reason"})), 0)
			w.refused(claim.CodeWrongStage, reviewer, c, finding.Sign{Subject: w.claim("c").Subject()})
			w.must(editor, c, verification.Resume{})
			w.stage("c", claim.StageInReview)
			w.same(len(w.must(editor, c, verification.Resume{})), 0)
		}},
		{"what comes in during a hold is taken, and decides where it comes back to", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.answer("google", "answer", claim.Confirms, "c")
			w.stage("c", claim.StageOnHold)
			w.must(editor, c, verification.Resume{})
			w.stage("c", claim.StageAssessing)
		}},
		{"an answer during a hold of a public finding comes back to a correction", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.answer("google", "answer", claim.Confirms, "c")
			w.must(editor, c, verification.Resume{})
			w.stage("c", claim.StageCorrecting)
		}},
		{"an answer during a hold of what is signed off comes back to assessing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.answer("google", "answer", claim.Denies, "c")
			w.must(editor, c, verification.Resume{})
			w.stage("c", claim.StageAssessing)
		}},
		{"a claim is withdrawn with a reason, at any stage before it is public", func(w *world) {
			w.refused(claim.CodeInvalid, editor, c, verification.Withdraw{})
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.must(editor, c, verification.Withdraw{Reason: "reason"})
			w.stage("c", claim.StageWithdrawn)
			w.same(len(w.must(editor, c, verification.Withdraw{Reason: "reason"})), 0)
			w.refused(claim.CodeWrongStage, editor, c, verification.Hold{Reason: "reason"})
			w.refused(claim.CodeWrongStage, editor, c, w.assessing(claim.Unverified))
		}},
		{"a public finding is neither withdrawn nor declined", func(w *world) {
			w.publish("c", claim.Unverified)
			w.refused(claim.CodeWrongStage, editor, c, verification.Withdraw{Reason: "reason"})
			w.refused(claim.CodeWrongStage, editor, c, verification.Decline{Reason: "reason"})
		}},
		{"a claim that is not checkable is declined", func(w *world) {
			w.must(editor, c, verification.Decline{Reason: "an opinion"})
			w.stage("c", claim.StageDeclined)
		}},
		{"an answer to a claim that was withdrawn is kept", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, verification.Withdraw{Reason: "reason"})
			w.answer("google", "answer", claim.Confirms, "c")
			w.same(len(w.claim("c").Answers), 1)
			w.stage("c", claim.StageWithdrawn)
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
			w.checkRecord(w.now)
		})
	}
}

// TestAnAnswerIsTakenWhoeverIsLeftToSign: that too few can sign is then said, and
// whatever takes nobody more away goes on.
func TestAnAnswerIsTakenWhoeverIsLeftToSign(t *testing.T) {
	w, c := newWorld(t), claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	w.staff = w.staff[:3] // the author, the editor and a reviewer
	w.ask("google", "r", week, "c")
	w.must(reviewer, party("google"), w.answering("answer", claim.Confirms, "c"))
	w.must(editor, c, w.assessing(claim.Confirmed))
	w.same(claim.CodeOf(w.claim("c").CheckSigners(membersOf(w, author, editor, reviewer), w)), claim.CodePolicy)
	w.must(author, c, exhibiting("memo", claim.SupportsClaim))
	w.must(id("a reporter"), c, exhibiting("photograph", claim.SupportsClaim))
	s := claim.Stream{claim.StreamCase, story}
	w.must(editor, s, cases.ChangeAccess{Owner: author, Sensitivity: claim.Restricted, Access: []uuid.UUID{editor, reviewer}})
	w.staff = append(w.staff, claim.Member{ID: lawyer, Roles: []claim.Role{claim.Legal}})
	w.must(editor, s, cases.ChangeAccess{Owner: author, Sensitivity: claim.OpenToDesk, Seen: 9})
	w.sign(lawyer, "c")
}
