package claim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

func TestPausesAndLettersByHand(t *testing.T) {
	const week = 7 * 24 * time.Hour
	var (
		google = party("google")
		pause  = letters.PauseReminders{Request: id("r"), Reason: "they are on strike"}
		resume = letters.ResumeReminders{Request: id("r")}
		write  = func(w *world, name string, wait time.Duration) letters.WriteFollowUp {
			return letters.WriteFollowUp{FollowUp: id(name), Request: id("r"), Text: "words", SendAt: w.now.Add(wait)}
		}
	)
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"no reminder goes out while reminders are paused, and the request lapses all the same", func(w *world) {
			w.must(author, google, pause)
			w.same(w.pass("google", 2*week), []string(nil))
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.NoReply)
		}},
		{"what fell due in a pause is not made up for, and the rest goes on", func(w *world) {
			w.must(author, google, pause)
			w.pass("google", 4*24*time.Hour)
			w.must(author, google, resume)
			w.same(w.pass("google", 2*week), []string{"reminder Sat 15:00", "final notice Sun 16:12"})
		}},
		{"an extension does not end a pause", func(w *world) {
			w.must(author, google, pause)
			w.must(author, google, letters.Extend{Request: id("r"), AnswerBy: w.now.Add(2 * week), Reason: "reason", Steps: w.asking("google", "x", 2*week, "c").Steps})
			w.deliver("google", letters.DeliveryAccepted)
			w.same(w.pass("google", week+3*24*time.Hour), []string(nil))
		}},
		{"a paused request is left out of the reminder of another", func(w *world) {
			w.ask("google", "other", week, "d")
			w.must(author, google, pause)
			w.pass("google", 4*24*time.Hour)
			last := w.letters("google").Messages[len(w.letters("google").Messages)-1]
			w.same(last.Requests[0], id("other"))
			w.same(len(last.Requests), 1)
		}},
		{"a reminder that was on its way when the pause began is called off", func(w *world) {
			w.now = w.letters("google").NextDue()
			w.must(author, google, claim.Tick{})
			w.must(author, google, pause)
			letter := w.letters("google").ToDeliver()[0]
			w.same(w.letters("google").Stopped(letter, id("x"), w.now), claim.StoppedPaused)
		}},
		{"a pause needs a reason, an open request by mail, and is made once", func(w *world) {
			w.refused(claim.CodeInvalid, author, google, letters.PauseReminders{Request: id("r")})
			w.refused(claim.CodeNotFound, author, google, letters.PauseReminders{Request: id("nothing"), Reason: "reason"})
			w.must(author, google, pause)
			w.refused(claim.CodeWrongStage, author, google, pause)
			w.must(author, google, resume)
			w.same(len(w.must(author, google, resume)), 0)
			w.must(author, google, letters.WithdrawRequest{Request: id("r")})
			w.refused(claim.CodeWrongStage, author, google, pause)
		}},
		{"a letter by hand goes out after its undo window, and skips the reminder that would come right after", func(w *world) {
			w.now = w.letters("google").NextDue().Add(-time.Hour)
			w.must(author, google, write(w, "letter", time.Minute))
			sent := w.pass("google", 24*time.Hour)
			w.same(sent, []string{"follow-up Thu 20:01"})
		}},
		{"until then it can be taken back, and nothing goes out", func(w *world) {
			w.must(author, google, write(w, "letter", time.Hour))
			w.same(len(w.letters("google").WaitingFollowUps()), 1)
			w.refused(claim.CodeConflict, author, google, write(w, "second", time.Hour))
			w.must(author, google, letters.UndoFollowUp{FollowUp: id("letter")})
			w.same(w.pass("google", 2*time.Hour), []string(nil))
			w.refused(claim.CodeNotFound, author, google, letters.UndoFollowUp{FollowUp: id("letter")})
		}},
		{"afterwards it is too late", func(w *world) {
			w.must(author, google, write(w, "letter", 0))
			w.refused(claim.CodeWrongStage, author, google, letters.UndoFollowUp{FollowUp: id("letter")})
			w.same(len(w.must(author, google, write(w, "letter", 0))), 0)
		}},
		{"to write to a party that has asked back lets the clock run again", func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.must(author, google, write(w, "letter", 0))
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Acknowledged)
		}},
		{"a letter that lets the clock run again when the answer-by instant has come leaves nothing due", func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			answerBy := w.letters("google").Request(id("r")).AnswerBy
			w.must(author, google, write(w, "letter", answerBy.Sub(w.now)))
			w.now = answerBy
			w.must(uuid.Nil, google, claim.Tick{})
			w.same(w.letters("google").NextDue(), time.Time{})
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.NoReply)
		}},
		{"a letter by hand about a request that is withdrawn meanwhile does not go out", func(w *world) {
			w.must(author, google, write(w, "letter", time.Hour))
			w.must(author, google, letters.WithdrawRequest{Request: id("r")})
			sent := strings.Join(w.pass("google", 2*time.Hour), ", ")
			w.same(strings.Contains(sent, "follow-up"), false)
			w.refused(claim.CodeWrongStage, author, google, write(w, "other", 0))
		}},
		{"a letter by hand goes out even if the request is answered", func(w *world) {
			w.must(author, google, write(w, "letter", time.Hour))
			w.answer("google", "a", claim.Confirms, "c")
			w.same(w.pass("google", 2*time.Hour), []string{"follow-up Mon 10:00"})
			w.same(w.letters("google").Open(), false)
		}},
		{"a request is undone while the party has not heard of it, and no later", func(w *world) {
			ask := w.asking("google", "queued", week, "d")
			ask.SendAt = w.now.Add(time.Minute)
			w.must(author, google, ask)
			w.must(author, google, letters.WithdrawRequest{Request: id("queued"), Undo: true})
			w.same(len(w.must(author, google, letters.WithdrawRequest{Request: id("queued"), Undo: true})), 0)
			w.refused(claim.CodeWrongStage, author, google, letters.WithdrawRequest{Request: id("r"), Undo: true})
			w.same(w.pass("google", time.Hour), []string(nil))
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c", "d")
			w.ask("google", "r", week, "c")
			test.play(w)
		})
	}
}

func TestRequestCodes(t *testing.T) {
	request := id("r")
	code := letters.RequestCode(request)
	for _, typed := range []string{code, strings.ToLower(code), " " + strings.ReplaceAll(code, "-", " ") + "\n", strings.ReplaceAll(code, "-", "")} {
		prefix, ok := letters.ParseRequestCode(typed)
		if !ok || !strings.HasPrefix(request.String(), prefix) || len(prefix) != 13 {
			t.Errorf("%q reads as %q, %t", typed, prefix, ok)
		}
	}
	for _, typed := range []string{"", code[:13], code + "0", "ZZZZ-ZZZZ-ZZZZ", "A1B2-C3D4-E5F%", "Ａ1B2-C3D4-E5F6"} {
		if _, ok := letters.ParseRequestCode(typed); ok {
			t.Errorf("%q passes for a code", typed)
		}
	}
}
