package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// rewording changes the words of a claim, and says why what was answered holds.
func (w *world) rewording(name string, text, hold claim.Ref) verification.ReviseClaim {
	b := w.revising(name, text)
	b.AnswersHold = hold
	return b
}

// upholding says that what a party said holds for the words of now.
func (w *world) upholding(name, party string) sources.UpholdAnswers {
	return sources.UpholdAnswers{Party: id(party), Seen: w.claim(name).Version, Reason: "it said so of both"}
}

// counting are the stances that count for a claim, in the order in which they came.
func (w *world) counting(name string, want ...claim.Stance) {
	w.t.Helper()
	var got []claim.Stance
	for _, s := range w.claim(name).CurrentAnswers() {
		got = append(got, s.Stance)
	}
	w.same(got, want)
}

func TestAnAnswerIsOfTheWordsThatWerePut(t *testing.T) {
	c := claimStream("c")
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"an answer to earlier words counts for nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(author, c, w.revising("c", "other"))
			w.counting("c")
			w.same(w.claim("c").Origins(claim.SupportsClaim), 0)
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Confirmed))
		}},
		{"nor does a denial", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.Denies, "c")
			w.must(author, c, w.revising("c", "other"))
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Refuted))
		}},
		{"nor a statement that nobody asked for; one that is recorded afterwards does, whenever it was made", func(w *world) {
			before := w.stating("speech", "google", claim.Confirms)
			w.must(author, c, before)
			w.must(author, c, w.revising("c", "other"))
			w.counting("c")
			before.Statement = id("the speech once more")
			w.must(author, c, before)
			w.counting("c", claim.Confirms)
		}},
		{"nobody is silent about words that were not put to it", func(w *world) {
			w.ask("google", "r", week, "c")
			w.pass("google", week+time.Hour)
			w.must(author, c, w.revising("c", "other"))
			silent := w.assessing(claim.Unverified)
			silent.Why = finding.NotAnswered
			w.refused(claim.CodePolicy, editor, c, silent)
		}},
		{"who has refused to answer earlier words has not refused these", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.NoComment, "c")
			w.must(author, c, w.revising("c", "other"))
			silent := w.assessing(claim.Unverified)
			silent.Why = finding.WillNotSay
			w.refused(claim.CodePolicy, editor, c, silent)
		}},
		{"an answer in writing is of the words that its request put, however late it comes", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(author, c, w.revising("c", "other"))
			w.reply("google", "mail", received.MailAnswer)
			b := w.answering("yes", claim.Confirms, "c")
			b.Message, b.Channel = id("mail"), claim.ByEmail
			w.must(author, party("google"), b)
			w.counting("c")
			w.same(w.claim("c").Answers[0].Wording, int64(0))
		}},
		{"what is said on the telephone is of the words of that moment", func(w *world) {
			w.ask("google", "r", week, "c")
			before := w.answering("before", claim.Confirms, "c")
			w.now = w.now.Add(time.Hour)
			w.must(author, c, w.revising("c", "other"))
			w.must(author, party("google"), before)
			w.counting("c")
			w.answer("google", "after", claim.ConfirmsInPart, "c")
			w.counting("c", claim.ConfirmsInPart)
		}},
		{"a party that is asked again answers the new words, and an answer that had come before is of the earlier ones", func(w *world) {
			w.ask("google", "r", week, "c")
			w.now = w.now.Add(time.Hour)
			w.reply("google", "mail", received.MailAnswer)
			w.now = w.now.Add(time.Hour)
			w.must(author, c, w.revising("c", "other"))
			w.ask("google", "again", week, "c")
			came := w.letters("google").Message(id("mail")).At
			early := w.answering("early", claim.Denies, "c")
			early.Message, early.Channel, early.ReceivedAt = id("mail"), claim.ByEmail, came
			w.must(author, party("google"), early)
			w.counting("c")
			w.now = w.now.Add(time.Hour)
			w.reply("google", "second mail", received.MailAnswer)
			b := w.answering("late", claim.Confirms, "c")
			b.Message, b.Channel = id("second mail"), claim.ByEmail
			w.must(author, party("google"), b)
			w.counting("c", claim.Confirms)
		}},
		{"an answer to other words takes the place of none, and is in the place of none", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.Denies, "c")
			w.now = w.now.Add(time.Hour)
			w.must(author, c, w.revising("c", "other"))
			w.answer("google", "yes", claim.Confirms, "c")
			w.counting("c", claim.Confirms)
			w.same(w.claim("c").Statement(id("no")).Current(), true)
		}},
		{"a slip of the pen is mended, and what was put and answered holds", func(w *world) {
			w.ask("google", "r", week, "c")
			w.ask("apple", "r2", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(author, c, w.rewording("c", "other", "a comma"))
			w.counting("c", claim.Confirms)
			w.reply("apple", "mail", received.MailAnswer)
			b := w.answering("too", claim.Denies, "c")
			b.Message, b.Channel = id("mail"), claim.ByEmail
			w.must(author, party("apple"), b)
			w.counting("c", claim.Confirms, claim.Denies)
			w.must(author, c, w.revising("c", "third"))
			w.counting("c")
		}},
		{"what stands beside the words may change, and they are the same words", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			b := w.rewording("c", "other", "no need to say so")
			b.SameWords = true
			w.must(author, c, b)
			w.counting("c", claim.Confirms)
			w.same(w.claim("c").Wording(), int64(0))
			w.same(w.claim("c").Revisions[0].AnswersHold, claim.Ref(""))
		}},
		{"somebody finds that what a party said holds for these words", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, w.upholding("c", "google"))
			w.counting("c", claim.Confirms)
			w.same(w.claim("c").OwnWork(editor), "found that an answer to earlier words holds for these")
			w.refused(claim.CodeWrongStage, editor, c, w.upholding("c", "google"))
			w.must(author, c, w.revising("c", "third"))
			w.counting("c")
			w.same(w.claim("c").OwnWork(editor), "")
		}},
		{"with a reason, of the words that she has before her, and of a party that has said something", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.refused(claim.CodeWrongStage, editor, c, w.upholding("c", "google"))
			w.must(author, c, w.revising("c", "other"))
			b := w.upholding("c", "google")
			w.refused(claim.CodeWrongStage, editor, c, w.upholding("c", "apple"))
			w.must(author, c, w.revising("c", "third"))
			w.refused(claim.CodeConflict, editor, c, b)
			b = w.upholding("c", "google")
			b.Reason = ""
			w.refused(claim.CodeInvalid, editor, c, b)
		}},
		{"an answer that comes to the earlier words afterwards counts for nothing", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.Denies, "c")
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, w.upholding("c", "google"))
			w.now = w.now.Add(time.Hour)
			w.reply("google", "mail", received.MailAnswer)
			b := w.answering("yes", claim.Confirms, "c")
			b.Message, b.Channel = id("mail"), claim.ByEmail
			w.must(author, party("google"), b)
			w.counting("c", claim.Denies)
		}},
		{"what the party has said of these words since is not overtaken by what it had said before", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.Denies, "c")
			w.must(author, c, w.revising("c", "other"))
			w.now = w.now.Add(time.Hour)
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(editor, c, w.upholding("c", "google"))
			w.counting("c", claim.Confirms)
			w.same(w.claim("c").Statement(id("no")).SupersededBy, id("yes"))
		}},
		{"of several earlier words, what was said last of any holds", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "no", claim.Denies, "c")
			w.must(author, c, w.revising("c", "other"))
			w.now = w.now.Add(time.Hour)
			w.answer("google", "part", claim.ConfirmsInPart, "c")
			w.must(author, c, w.revising("c", "third"))
			w.must(editor, c, w.upholding("c", "google"))
			w.counting("c", claim.ConfirmsInPart)
		}},
		{"what was signed is signed again, and a public finding is looked at again", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "yes", claim.Confirms, "c")
			w.must(author, c, w.revising("c", "other"))
			w.publish("c", claim.Unverified)
			w.must(editor, c, w.upholding("c", "google"))
			w.stage("c", claim.StageCorrecting)
			w.same(len(w.claim("c").ValidSignOffs()), 0)
		}},
		{"a request puts the words of the moment at which it leaves, and no others", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			first := w.claim("c").Wording()
			w.must(author, party("google"), letters.Ask{
				Request: id("call"), Channel: claim.ByPhone, Case: story, Party: id("google"), Claims: w.asking("google", "call", week, "c").Claims,
				Questions: "questions", SendAt: w.now, AnswerBy: w.now.Add(week),
			})
			w.must(author, c, w.revising("c", "third"))
			w.same(w.letters("google").Request(id("call")).Wording(id("c")), first)
			w.same(w.claim("c").Asked[0].Wording, first)
			w.same(w.claim("c").AskedOfNow(w.claim("c").Asked[0]), false)
			w.same(w.claim("c").WordsOf(first), claim.Ref("other"))
			w.same(w.claim("c").WordsOf(0), claim.Ref("text"))
			w.same(w.claim("c").WordsOf(w.claim("c").Wording()), claim.Ref("third"))
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
		})
	}
}
