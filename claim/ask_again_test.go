package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

// askAgain are the turns to ask a party again about a claim.
func (w *world) askAgain(name string) []claim.Turn {
	var turns []claim.Turn
	for _, t := range w.claim(name).Turns() {
		if t.Kind == claim.TurnAskAgain {
			turns = append(turns, t)
		}
	}
	return turns
}

// whoAgain checks which parties are to be asked again.
func (w *world) whoAgain(name string, parties ...string) {
	w.t.Helper()
	var got, want []uuid.UUID
	for _, t := range w.askAgain(name) {
		got = append(got, t.Party)
	}
	for _, p := range parties {
		want = append(want, id(p))
	}
	w.same(got, want)
}

func TestWhoeverWasAskedAboutEarlierWordsIsAskedAgain(t *testing.T) {
	c := claimStream("c")
	aside := func(w *world, party string) verification.PutAskingAside {
		return verification.PutAskingAside{Party: id(party), Seen: w.claim("c").Version, Reason: "it has left the market"}
	}
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"each party that was asked or has answered, from when the words are there", func(w *world) {
			w.ask("apple", "r2", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.now = w.now.Add(time.Hour)
			w.must(editor, c, w.revising("c", "other"))
			w.whoAgain("c", "google", "apple")
			turn := w.askAgain("c")[0]
			w.same(turn.Person, author) // who asked
			w.same(turn.Since, w.now)
			w.must(author, c, w.revising("c", "third"))
			w.whoAgain("c", "google", "apple")
		}},
		{"nobody where the words say the same, or what stands beside them changes", func(w *world) {
			w.must(author, c, w.rewording("c", "other", "a comma"))
			w.whoAgain("c")
		}},
		{"nobody who has spoken without being asked", func(w *world) {
			w.must(author, c, w.stating("speech", "apple", claim.Denies))
			w.must(author, c, w.revising("c", "other"))
			w.whoAgain("c", "google")
		}},
		{"until it is asked", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.ask("google", "again", week, "c")
			w.whoAgain("c")
			w.must(author, c, w.revising("c", "third"))
			w.whoAgain("c", "google")
		}},
		{"until it answers these words", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.answer("google", "yes", claim.Confirms, "c")
			w.whoAgain("c")
		}},
		{"an answer to the earlier words does not end it", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.reply("google", "mail", received.MailAnswer)
			b := w.answering("late", claim.Confirms, "c")
			b.Message, b.Channel = id("mail"), claim.ByEmail
			w.must(author, party("google"), b)
			w.whoAgain("c", "google")
		}},
		{"until somebody finds that what it said holds", func(w *world) {
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, w.upholding("c", "google"))
			w.whoAgain("c")
		}},
		{"until somebody puts it aside and says why, which counts for these words alone", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			b := aside(w, "google")
			b.Reason = ""
			w.refused(claim.CodeInvalid, author, c, b)
			w.refused(claim.CodeWrongStage, author, c, aside(w, "apple"))
			w.must(author, c, aside(w, "google"))
			w.whoAgain("c")
			w.refused(claim.CodeWrongStage, author, c, aside(w, "google"))
			w.same(w.claim("c").NotAsked[0].Reason, claim.Ref("it has left the market"))
			seen := aside(w, "google")
			w.must(author, c, w.revising("c", "third"))
			w.whoAgain("c", "google")
			w.refused(claim.CodeConflict, author, c, seen)
		}},
		{"not while the claim is on hold or over", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, verification.Hold{Reason: "why"})
			w.whoAgain("c")
			w.must(editor, c, verification.Resume{})
			w.whoAgain("c", "google")
			w.must(editor, c, verification.Withdraw{Reason: "why"})
			w.whoAgain("c")
		}},
		{"each is given to somebody of its own", func(w *world) {
			w.ask("apple", "r2", week, "c")
			w.must(author, c, w.revising("c", "other"))
			of := claim.Stream{claim.StreamCase, story}
			w.must(editor, of, assigned.AssignTurn{Item: w.askAgain("c")[1].Item(), To: editor})
			w.same(w.lane(of).state.(*cases.Case).Assigned[0].Item, w.askAgain("c")[1].Item())
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			test.play(w)
		})
	}
}
