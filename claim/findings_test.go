package claim

import (
	"testing"
	"time"

	"github.com/google/uuid"
)

func (w *world) stage(name string, want Stage) {
	w.t.Helper()
	if got := w.claim(name).Stage; got != want {
		w.t.Fatalf("the claim %s is %q, want %q", name, got, want)
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
			w.stage("c", StageOpen)
			w.ask("google", "r", week, "c")
			w.stage("c", StageGathering)
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageAssessing)
			w.must(editor, c, w.assessing(Confirmed))
			w.stage("c", StageInReview)
			w.same(w.claim("c").Outcome, Unverified)
			w.sign(reviewer, "c")
			w.stage("c", StageSignedOff)
			w.same(w.claim("c").Outcome, Confirmed)
			w.same(w.claim("c").AsOf, w.now)
			w.must(editor, c, Publish{})
			w.stage("c", StagePublished)
			w.must(editor, c, Close{})
			w.stage("c", StageClosed)
		}},
		{"a draft has to be opened first", func(w *world) {
			d := claimStream("d")
			w.must(author, d, AddClaim{Case: story, Text: "text", Tier: Routine, Author: author, Policy: DefaultPolicy, Draft: true})
			w.stage("d", StageDraft)
			w.refused(CodeWrongStage, editor, d, w.assessing(Unverifiable))
			w.must(author, d, OpenClaim{})
			w.stage("d", StageOpen)
			w.same(len(w.must(author, d, OpenClaim{})), 0)
		}},
		{"a claim can be assessed without asking anybody", func(w *world) {
			w.signOff("c", Unverifiable)
			w.stage("c", StageSignedOff)
		}},
		{"a claim waits for everybody who was asked", func(w *world) {
			w.ask("google", "r", week, "c")
			w.ask("apple", "s", week, "c")
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageGathering)
			w.same(len(w.claim("c").Waiting()), 1)
			w.pass("apple", 2*week)
			w.stage("c", StageAssessing)
		}},
		{"a new request about an assessed claim gathers again", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", Confirms, "c")
			w.ask("apple", "s", week, "c")
			w.stage("c", StageGathering)
		}},
		{"a claim that does not exist takes nothing", func(w *world) {
			w.refused(CodeNotFound, editor, claimStream("none"), Publish{})
		}},
		{"a claim does not take what is for others", func(w *world) {
			w.refused(CodeInvalid, editor, c, AddParty{})
		}},
		{"adding the same claim again is adding it once, other words are refused", func(w *world) {
			add := AddClaim{Case: story, Text: "text", Tier: Routine, Author: author, Policy: DefaultPolicy}
			w.same(len(w.must(author, c, add)), 0)
			add.Text = "other"
			w.refused(CodeExists, author, c, add)
		}},
		{"a claim with an unknown tier or a policy that makes no sense is refused", func(w *world) {
			w.refused(CodeInvalid, author, claimStream("d"), AddClaim{Tier: "huge", Policy: DefaultPolicy})
			w.refused(CodePolicy, author, claimStream("d"), AddClaim{Tier: Routine})
			w.refused(CodePolicy, author, claimStream("d"), AddClaim{Tier: Routine, Policy: Policy{1, Origins.Row().Max + 1}})
		}},

		// outcomes
		{"an outcome needs the answers that carry it", func(w *world) {
			w.refused(CodePolicy, editor, c, w.assessing(Confirmed))
			w.refused(CodePolicy, editor, c, w.assessing(Corroborated))
			w.refused(CodePolicy, editor, c, w.assessing(PartlyConfirmed))
			w.must(editor, c, w.assessing(Disputed))
		}},
		{"confirmed needs as many origins as the policy asks for, and a party is one origin", func(w *world) {
			w.add(Policy{1, 2}, "two")
			w.ask("google", "r", week, "two")
			w.answer("google", "answer", Confirms, "two")
			w.answer("google", "answer 2", Confirms, "two")
			w.same(w.claim("two").Supporting(), 1)
			w.refused(CodePolicy, editor, claimStream("two"), w.assessing(Confirmed))
			w.ask("apple", "s", week, "two")
			w.answer("apple", "answer 3", Confirms, "two")
			w.must(editor, claimStream("two"), w.assessing(Confirmed))
		}},
		{"who confirms a part corroborates and partly confirms, and does not confirm", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "answer", ConfirmsInPart, "c")
			w.refused(CodePolicy, editor, c, w.assessing(Confirmed))
			w.must(editor, c, w.assessing(Corroborated))
			w.must(editor, c, w.assessing(PartlyConfirmed))
		}},
		{"what was said off the record supports nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			said := w.answering("answer", Confirms, "c")
			said.GroundRules = OffTheRecord
			w.must(author, party("google"), said)
			w.refused(CodePolicy, editor, c, w.assessing(Corroborated))
		}},
		{"an outcome needs a rationale, an instant that is not to come, and a name", func(w *world) {
			w.refused(CodeInvalid, editor, c, Assess{Outcome: Disputed, AsOf: w.now})
			w.refused(CodeInvalid, editor, c, Assess{Outcome: Disputed, Rationale: "because"})
			w.refused(CodeInvalid, editor, c, Assess{Outcome: Disputed, Rationale: "because", AsOf: w.now.Add(2 * clockSkew)})
			w.refused(CodeInvalid, editor, c, Assess{Outcome: "true", Rationale: "because", AsOf: w.now})
		}},

		// sign-off
		{"nobody signs off their own work", func(w *world) {
			w.must(editor, c, w.assessing(Disputed))
			for _, person := range []uuid.UUID{author, editor} {
				w.refused(CodeOwnWork, person, c, Sign{Subject: w.claim("c").Subject()})
			}
		}},
		{"nothing but a person signs", func(w *world) {
			w.must(editor, c, w.assessing(Disputed))
			w.refused(CodeForbidden, uuid.Nil, c, Sign{Subject: w.claim("c").Subject()})
		}},
		{"a claim is signed off once enough people have signed, each counted once", func(w *world) {
			w.add(Policy{2, 1}, "two")
			w.must(editor, claimStream("two"), w.assessing(Disputed))
			w.sign(reviewer, "two")
			w.sign(reviewer, "two")
			w.stage("two", StageInReview)
			w.sign(lawyer, "two")
			w.stage("two", StageSignedOff)
		}},
		{"a reviewer cannot sign what has changed since", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, w.assessing(Disputed))
			seen := w.claim("c").Subject()
			w.answer("google", "answer", Denies, "c")
			w.stage("c", StageInReview)
			w.refused(CodeStale, reviewer, c, Sign{Subject: seen})
			w.refused(CodeStale, reviewer, c, Return{Subject: seen, Comments: "no"})
			w.sign(reviewer, "c")
			w.stage("c", StageSignedOff)
		}},
		{"an answer makes the sign-offs before it stale", func(w *world) {
			w.add(Policy{2, 1}, "two")
			w.ask("google", "r", week, "two")
			w.must(editor, claimStream("two"), w.assessing(Disputed))
			w.sign(reviewer, "two")
			w.answer("google", "answer", Denies, "two")
			w.same(len(w.claim("two").ValidSignOffs()), 0)
			w.sign(lawyer, "two")
			w.stage("two", StageInReview)
		}},
		{"an answer or a request sends what is signed off back to assessing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", Disputed)
			w.answer("google", "answer", Denies, "c")
			w.stage("c", StageAssessing)
			w.signOff("c", Refuted)
			w.ask("apple", "s", week, "c")
			w.stage("c", StageAssessing)
			w.refused(CodeWrongStage, editor, c, Publish{})
		}},
		{"a request that ends leaves what is signed off alone", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", Disputed)
			w.pass("google", 2*week)
			w.stage("c", StageSignedOff)
			w.must(editor, c, Publish{})
		}},
		{"proposing the same outcome again needs new sign-offs", func(w *world) {
			w.add(Policy{2, 1}, "two")
			w.must(editor, claimStream("two"), w.assessing(Disputed))
			w.sign(reviewer, "two")
			w.must(reviewer, claimStream("two"), w.assessing(Disputed))
			w.sign(lawyer, "two")
			w.stage("two", StageInReview)
		}},
		{"changes requested send a claim back, and whoever asked for them has not signed", func(w *world) {
			w.add(Policy{2, 1}, "two")
			two := claimStream("two")
			w.must(editor, two, w.assessing(Disputed))
			w.sign(reviewer, "two")
			w.refused(CodeInvalid, reviewer, two, Return{Subject: w.claim("two").Subject()})
			w.must(reviewer, two, Return{w.claim("two").Subject(), "on second thoughts"})
			w.stage("two", StageAssessing)
			w.refused(CodeWrongStage, lawyer, two, Sign{Subject: w.claim("two").Subject()})
			w.must(editor, two, w.assessing(Disputed))
			w.sign(lawyer, "two")
			w.stage("two", StageInReview)
		}},
		{"there is nothing to sign while nothing is proposed", func(w *world) {
			w.same(w.claim("c").Subject(), "")
			w.refused(CodeWrongStage, reviewer, c, Sign{})
		}},

		// publication
		{"publishing checks the policy again at that moment", func(w *world) {
			w.refused(CodeWrongStage, editor, c, Publish{})
			w.signOff("c", Disputed)
			// The engine cannot bring these about; a defect or a hand on the record might.
			forged := *w.claim("c")
			forged.Policy[Reviewers] = 2
			_, err := forged.Decide(Command{Actor: PersonActor(editor), Body: Publish{}}, w.now, w)
			w.same(CodeOf(err), CodeStale)
			forged = *w.claim("c")
			proposal := *forged.Proposal
			forged.Proposal, proposal.Outcome = &proposal, Confirmed
			forged.SignOffs = []SignOff{{By: reviewer, Subject: forged.Subject()}}
			_, err = forged.Decide(Command{Actor: PersonActor(editor), Body: Publish{}}, w.now, w)
			w.same(CodeOf(err), CodePolicy)
		}},
		{"a publication says what, as of when, and what was signed", func(w *world) {
			w.publish("c", Disputed)
			w.same(w.claim("c").Publications, []Publication{{
				Version: 1, Kind: FirstPublication, Outcome: Disputed, AsOf: w.now, Subject: w.claim("c").Subject(), By: editor, At: w.now,
			}})
		}},
		{"a late answer after publication starts a correction, which is version 2", func(w *world) {
			w.ask("google", "r", week, "c")
			w.pass("google", 2*week)
			w.publish("c", Unverified)
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageCorrecting)
			w.same(w.claim("c").Outcome, Unverified)
			w.publish("c", Confirmed)
			w.stage("c", StagePublished)
			w.same(w.claim("c").Publications[1].Version, 2)
			w.same(w.claim("c").Publications[1].Kind, Correction)
		}},
		{"a late answer reopens a closed claim", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", Unverified)
			w.must(editor, c, Close{})
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageCorrecting)
		}},
		{"a correction that is sent back, or goes stale, stays a correction", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", Unverified)
			w.answer("google", "answer", Confirms, "c")
			w.must(editor, c, w.assessing(Confirmed))
			w.must(reviewer, c, Return{w.claim("c").Subject(), "no"})
			w.stage("c", StageCorrecting)
			w.signOff("c", Confirmed)
			w.answer("google", "answer 2", Denies, "c")
			w.stage("c", StageCorrecting)
		}},
		{"a public finding can be retracted at any stage but on hold, with a reason, once", func(w *world) {
			w.refused(CodeWrongStage, editor, c, Retract{"reason"})
			w.ask("google", "r", week, "c")
			w.publish("c", Unverified)
			w.answer("google", "answer", Confirms, "c")
			w.must(editor, c, w.assessing(Confirmed))
			w.must(editor, c, Hold{"reason"})
			w.refused(CodeWrongStage, editor, c, Retract{"reason"})
			w.must(editor, c, Resume{})
			w.refused(CodeInvalid, editor, c, Retract{})
			w.must(editor, c, Retract{"reason"})
			w.stage("c", StageRetracted)
			w.same(w.claim("c").Publications[1].Kind, Retraction)
			w.refused(CodeWrongStage, editor, c, Retract{"reason"})
		}},
		{"an answer after a retraction is kept and reopens nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", Unverified)
			w.must(editor, c, Retract{"reason"})
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageRetracted)
			w.same(len(w.claim("c").Answers), 1)
		}},
		{"only a published claim is closed, and closing twice is closing once", func(w *world) {
			w.refused(CodeWrongStage, editor, c, Close{})
			w.publish("c", Unverifiable)
			w.must(editor, c, Close{})
			w.same(len(w.must(editor, c, Close{})), 0)
		}},

		// answers
		{"a later answer of a party takes the place of its earlier one, and both stay", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", Denies, "c")
			w.now = w.now.Add(time.Hour)
			w.answer("google", "second", Confirms, "c")
			w.same(len(w.claim("c").Answers), 2)
			w.same(w.claim("c").Answers[0].SupersededBy, id("second"))
			w.same(len(w.claim("c").CurrentAnswers()), 1)
			w.same(w.claim("c").Supporting(), 1)
		}},
		{"an answer that was said earlier and recorded later does not take the place of the later one", func(w *world) {
			w.ask("google", "r", week, "c")
			early := w.answering("early", Denies, "c")
			w.now = w.now.Add(time.Hour)
			w.answer("google", "late", Confirms, "c")
			w.must(author, party("google"), early)
			w.same(len(w.claim("c").Answers), 2)
			w.same(len(w.claim("c").CurrentAnswers()), 1)
			w.same(w.claim("c").CurrentAnswers()[0].Response, id("late"))
		}},
		{"context stands beside an answer, and so does what is unclear or refers elsewhere", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", Confirms, "c")
			w.answer("google", "second", ContextOnly, "c")
			w.answer("google", "third", Unclear, "c")
			w.answer("google", "fourth", RefersElsewhere, "c")
			w.same(len(w.claim("c").CurrentAnswers()), 4)
			w.same(w.claim("c").Supporting(), 1)
		}},
		{"a retracted answer supports no more", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "first", Confirms, "c")
			w.answer("google", "second", RetractsEarlierAnswer, "c")
			w.same(w.claim("c").Supporting(), 0)
		}},
		{"one party's answer leaves another's alone", func(w *world) {
			w.ask("google", "r", week, "c")
			w.ask("apple", "s", week, "c")
			w.answer("google", "first", Confirms, "c")
			w.answer("apple", "second", Denies, "c")
			w.same(len(w.claim("c").CurrentAnswers()), 2)
		}},
		{"notices that come twice or late change nothing twice", func(w *world) {
			said := Said{Response: id("answer"), Request: id("r"), Party: id("google"), Stance: Confirms, ReceivedAt: w.now}
			asked := Asked{Request: id("r"), Party: id("google"), At: w.now, AnswerBy: w.now.Add(week)}
			for range 2 {
				w.must(uuid.Nil, c, NoteAnswered{said})
				w.must(uuid.Nil, c, NoteAsked{asked})
				w.must(uuid.Nil, c, NoteEnded{Request: id("nothing")})
			}
			w.same(len(w.claim("c").Answers), 1)
			w.same(len(w.claim("c").Asked), 1)
			w.same(len(w.claim("c").Waiting()), 0)
			w.stage("c", StageAssessing)
		}},

		// aside
		{"a hold comes back to the stage before", func(w *world) {
			w.must(editor, c, w.assessing(Disputed))
			w.must(editor, c, Hold{"reason"})
			w.stage("c", StageOnHold)
			w.same(len(w.must(editor, c, Hold{"reason"})), 0)
			w.refused(CodeWrongStage, reviewer, c, Sign{Subject: w.claim("c").Subject()})
			w.must(editor, c, Resume{})
			w.stage("c", StageInReview)
			w.same(len(w.must(editor, c, Resume{})), 0)
		}},
		{"what comes in during a hold is taken, and decides where it comes back to", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, Hold{"reason"})
			w.answer("google", "answer", Confirms, "c")
			w.stage("c", StageOnHold)
			w.must(editor, c, Resume{})
			w.stage("c", StageAssessing)
		}},
		{"an answer during a hold of a public finding comes back to a correction", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", Unverified)
			w.must(editor, c, Hold{"reason"})
			w.answer("google", "answer", Confirms, "c")
			w.must(editor, c, Resume{})
			w.stage("c", StageCorrecting)
		}},
		{"an answer during a hold of what is signed off comes back to assessing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", Disputed)
			w.must(editor, c, Hold{"reason"})
			w.answer("google", "answer", Denies, "c")
			w.must(editor, c, Resume{})
			w.stage("c", StageAssessing)
		}},
		{"a claim is withdrawn with a reason, at any stage before it is public", func(w *world) {
			w.refused(CodeInvalid, editor, c, Withdraw{})
			w.must(editor, c, Hold{"reason"})
			w.must(editor, c, Withdraw{"reason"})
			w.stage("c", StageWithdrawn)
			w.same(len(w.must(editor, c, Withdraw{"reason"})), 0)
			w.refused(CodeWrongStage, editor, c, Hold{"reason"})
			w.refused(CodeWrongStage, editor, c, w.assessing(Disputed))
		}},
		{"a public finding is neither withdrawn nor declined", func(w *world) {
			w.publish("c", Disputed)
			w.refused(CodeWrongStage, editor, c, Withdraw{"reason"})
			w.refused(CodeWrongStage, editor, c, Decline{"reason"})
		}},
		{"a claim that is not checkable is declined", func(w *world) {
			w.must(editor, c, Decline{"an opinion"})
			w.stage("c", StageDeclined)
		}},
		{"an answer to a claim that was withdrawn is kept", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(editor, c, Withdraw{"reason"})
			w.answer("google", "answer", Confirms, "c")
			w.same(len(w.claim("c").Answers), 1)
			w.stage("c", StageWithdrawn)
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(DefaultPolicy, "c")
			test.play(w)
			w.checkRecord(w.now)
		})
	}
}
