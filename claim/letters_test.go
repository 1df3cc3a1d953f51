package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// lifecycle fails the test unless the request stands there.
func (w *world) lifecycle(to, request string, want letters.Lifecycle) {
	w.t.Helper()
	if got := w.letters(to).Request(id(request)).Lifecycle; got != want {
		w.t.Fatalf("the request %s is %q, want %q", request, got, want)
	}
}

// silent fails the test if a letter goes out in the meantime.
func (w *world) silent(to string, d time.Duration) {
	w.t.Helper()
	if out := w.pass(to, d); len(out) > 0 {
		w.t.Fatalf("letters went out: %v", out)
	}
}

func (w *world) same(got, want any) {
	w.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Fatalf("(-want +got)\n%s", diff)
	}
}

func (w *world) last(to string) letters.Message {
	messages := w.letters(to).Messages
	return messages[len(messages)-1]
}

func TestCorrespondence(t *testing.T) {
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		// the undo window
		{"a request waits for the end of its undo window", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.SendAt = w.now.Add(15 * time.Minute)
			w.must(author, party("google"), ask)
			w.same(len(w.letters("google").ToDeliver()), 0)
			w.same(w.letters("google").NextDue(), ask.SendAt)
			w.same(w.pass("google", 14*time.Minute), []string(nil))
			w.same(w.pass("google", time.Minute), []string{"request Mon 09:15"})
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"a request that is withdrawn in the undo window sends nothing", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.SendAt = w.now.Add(15 * time.Minute)
			w.must(author, party("google"), ask)
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.RequestWithdrawn)
			w.same(w.claim("a").Asked, []sources.Asked(nil))
		}},
		{"a request that is withdrawn later tells the party", func(w *world) {
			w.ask("google", "r", week, "a")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r"), Reason: "reason"})
			w.same(w.last("google").Kind, claim.WithdrawalLetter)
			w.same(w.last("google").Why, claim.Ref("reason"))
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 2*week)
			w.same(w.claim("a").Stage, claim.StageAssessing)
			w.same(len(w.claim("a").Waiting()), 0)
		}},
		{"a request that is withdrawn while its letter is on its way tells the party once it has arrived", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", week, "a"))
			letter := w.last("google")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.settle("google", letter, letters.DeliveryAccepted, "")
			w.same(w.last("google").Kind, claim.WithdrawalLetter)
			w.same(len(w.claim("a").Waiting()), 0)
		}},
		{"a request that is withdrawn while its letter is on its way, and is stopped in time, sends nothing", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", week, "a"))
			letter := w.last("google")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.settle("google", letter, letters.DeliveryStopped, claim.StoppedNothingToAsk)
			w.silent("google", 2*week)
			w.same(len(w.letters("google").Messages), 1)
		}},
		{"withdrawing twice is withdrawing once", func(w *world) {
			w.ask("google", "r", week, "a")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.same(len(w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})), 0)
		}},
		{"asking twice with one identifier is asking once", func(w *world) {
			w.ask("google", "r", week, "a")
			w.same(len(w.must(author, party("google"), w.asking("google", "r", week, "a"))), 0)
		}},

		{"a request by phone has no reminders, and is given none when it is extended", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.Channel = claim.ByPhone
			w.refused(claim.CodeInvalid, author, party("google"), ask)
			ask.Steps = nil
			w.must(author, party("google"), ask)
			later := letters.Extend{Request: id("r"), AnswerBy: w.now.Add(2 * week), Reason: "they asked for more time"}
			w.must(author, party("google"), later)
			later.AnswerBy, later.Steps = w.now.Add(3*week), []claim.Step{{At: w.now.Add(week)}}
			w.refused(claim.CodeInvalid, author, party("google"), later)
		}},
		{"a request whose letter would go elsewhere than meant is refused", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.Contact = id("elsewhere")
			w.refused(claim.CodeConflict, author, party("google"), ask)
			ask.Contact = claim.StateOf[claim.Addressee](w, claim.Stream{Kind: claim.StreamParty, ID: ask.Party}).LetterContact()
			w.same(ask.Contact == uuid.Nil, false)
			w.must(author, party("google"), ask)
		}},

		// reminders
		{"the silent are reminded at the steps, get a final notice, and lapse", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.same(w.pass("google", 2*week), []string{"reminder Sat 09:00", "reminder Mon 21:00", "final notice Wed 09:00"})
			w.lifecycle("google", "r", letters.NoReply)
			w.same(w.letters("google").Request(id("r")).Reminders, 2)
			w.same(w.letters("google").Request(id("r")).Notices, 1)
		}},
		{"reminders are numbered", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 2*week)
			var numbers []int
			for _, m := range w.letters("google").Messages {
				numbers = append(numbers, m.Number)
			}
			w.same(numbers, []int{0, 1, 2, 3})
		}},
		{"an acknowledgement that is read before the record hears of the delivery counts", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			w.deliver("google", letters.DeliveryAccepted)
			w.same(w.letters("google").Requests[0].Lifecycle, letters.Acknowledged)
		}},
		{"what a party wrote before it was asked acknowledges nothing", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			w.now = w.now.Add(time.Hour)
			w.ask("google", "s", 10*day, "b")
			w.same(w.letters("google").Request(id("s")).Lifecycle, letters.Sent)
		}},
		{"what comes within the time of any request about the claim is not late", func(w *world) {
			w.ask("google", "r", time.Hour, "a")
			w.ask("google", "s", 10*day, "a")
			w.now = w.now.Add(2 * time.Hour)
			w.must(author, party("google"), letters.RecordResponse{
				Response: id("answer"), Request: id("r"), Stances: []letters.Answer{{Claim: id("a"), Stance: claim.Denies}},
				GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: w.now,
			})
			w.same(w.letters("google").Responses[0].Late, false)
		}},
		{"reminders of several requests to one party are one letter", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = w.now.Add(6 * time.Hour)
			w.ask("google", "s", 10*day, "b")
			w.same(w.pass("google", 6*day), []string{"reminder Sat 09:00"})
			w.same(w.last("google").Requests, []uuid.UUID{id("r"), id("s")})
			reminders, notices := w.letters("google").Reminded(id("r"), id("s"))
			w.same([]int{reminders, notices}, []int{1, 0}) // and are counted as one
			reminders, _ = w.letters("google").Reminded(id("s"))
			w.same(reminders, 1)
		}},
		{"parties are reminded each on their own", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("apple", "s", 10*day, "a")
			w.answer("google", "answer", claim.Denies, "a")
			w.now = monday
			w.same(len(w.pass("apple", 2*week)), 3)
			w.now = monday
			w.silent("google", 2*week)
		}},
		{"a message that waits to be read stops reminders", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 9*day)
		}},
		{"reminders that passed while a message waited are skipped", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 6*day)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.same(w.pass("google", week), []string{"reminder Mon 21:00", "final notice Wed 09:00"})
		}},
		{"a reminder that passed a moment ago is skipped too", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 5*day+time.Minute)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			w.silent("google", 2*day)
		}},
		{"a final notice that passed while a message waited is given in an hour", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 9*day+12*time.Hour)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.same(w.pass("google", week), []string{"final notice Wed 22:00"})
		}},
		{"a final notice that passed is left out when the answer-by instant is too near", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 10*day-30*time.Minute)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.silent("google", week)
			w.lifecycle("google", "r", letters.NoReply)
		}},
		{"while two messages wait, reading one starts no clock", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.reply("google", "n", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"no reminder goes out after the answer", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.answer("google", "answer", claim.Confirms, "a")
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.Answered)
		}},
		{"a request that is partly answered is reminded of the rest", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.answer("google", "answer", claim.Confirms, "a")
			w.lifecycle("google", "r", letters.PartlyAnswered)
			w.same(len(w.pass("google", 2*week)), 3)
			w.same(w.letters("google").Request(id("r")).Pending(), []uuid.UUID{id("b")})
		}},
		{"an answer that was read from a message replans nothing of what it answers", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 6*day)
			answer := w.answering("answer", claim.Confirms, "a")
			answer.Message, answer.Channel = id("m"), claim.ByEmail
			w.must(author, party("google"), answer)
			w.same(w.letters("google").Request(id("r")).Steps, []claim.Step(nil))
			w.same(w.letters("google").Open(), false)
		}},
		{"no reminder goes out after withdrawal", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 2*week)
		}},
		{"nothing goes out or lapses while every claim is on hold", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.must(editor, claimStream("a"), verification.Hold{Reason: "reason"})
			w.must(editor, claimStream("b"), verification.Hold{Reason: "reason"})
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.Sent)
			w.same(w.letters("google").Request(id("r")).Timeliness(w.now), letters.Overdue)
		}},
		{"one claim on hold does not hold the others", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.must(editor, claimStream("a"), verification.Hold{Reason: "reason"})
			w.same(len(w.pass("google", 2*week)), 3)
		}},
		{"a request about claims on hold waits until one is resumed", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			ask.SendAt = w.now.Add(time.Hour)
			w.must(author, party("google"), ask)
			w.must(editor, claimStream("a"), verification.Hold{Reason: "reason"})
			w.silent("google", day)
			w.must(editor, claimStream("a"), verification.Resume{})
			w.same(w.pass("google", time.Hour), []string{"request Tue 09:00"})
		}},
		{"a request whose letter was stopped by a hold goes out when it is resumed", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			letter := w.last("google")
			w.must(editor, claimStream("a"), verification.Hold{Reason: "reason"})
			w.settle("google", letter, letters.DeliveryStopped, claim.StoppedOnHold)
			w.silent("google", day)
			w.must(editor, claimStream("a"), verification.Resume{})
			w.same(w.pass("google", time.Hour), []string{"request Tue 09:00"})
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"a letter of a request that is out already takes no answer away when a hold stops it", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), true)
			w.must(editor, claimStream("a"), verification.Hold{Reason: "reason"})
			w.must(author, party("google"), claim.NoteContact{Contact: id("new address")})
			w.settle("google", w.last("google"), letters.DeliveryStopped, claim.StoppedOnHold)
			w.answer("google", "answer", claim.Confirms, "a")
			w.lifecycle("google", "r", letters.Answered)
		}},
		{"no reminder goes to an address that bounced", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), true)
			w.silent("google", 9*day)
		}},
		{"reminders stop while the party asks back, and nothing lapses", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.Clarification)
		}},
		{"the desk's follow-up starts the clock again after they asked back, without a reminder right behind it", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("google", "s", 10*day, "b")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.silent("google", 6*day)
			answerBy := monday.Add(2 * week)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: answerBy, Reason: "they asked back"})
			w.lifecycle("google", "s", letters.Acknowledged)
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", day)
			w.same(w.pass("google", 12*time.Hour), []string{"reminder Mon 21:00"})
		}},
		{"reminders are never past the cap", func(w *world) {
			for i := range claim.MaxReminders + 3 { // each request brings one step; the party gets each as a merged letter
				ask := w.asking("google", fmt.Sprint("r", i), 100*day, "a")
				ask.Steps = []claim.Step{{At: monday.Add(time.Duration(i+1) * week)}}
				w.must(author, party("google"), ask)
				w.deliver("google", letters.DeliveryAccepted)
			}
			w.same(len(w.pass("google", 90*day)), claim.MaxReminders)
		}},
		{"a plan past the cap is refused", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			ask.Steps = nil
			for i := range claim.MaxReminders + 1 {
				ask.Steps = append(ask.Steps, claim.Step{At: monday.Add(time.Duration(i+1) * day)})
			}
			w.refused(claim.CodeInvalid, author, party("google"), ask)
		}},
		{"a reminder that falls out of office hours goes when the office opens", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5 * day) // Saturday
			w.must(uuid.Nil, party("google"), claim.Tick{})
			opens := monday.Add(week)
			w.must(uuid.Nil, party("google"), letters.RecordDelivery{
				Message: w.last("google").ID, Delivery: letters.DeliveryStopped, Reason: claim.StoppedOutOfHours, Until: opens,
			})
			w.same(w.letters("google").NextDue(), opens)
			w.same(w.pass("google", 3*day), []string{"reminder Mon 09:00"})
		}},
		{"a reminder that falls out of office hours until the answer-by instant is left out", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			w.must(uuid.Nil, party("google"), letters.RecordDelivery{
				Message: w.last("google").ID, Delivery: letters.DeliveryStopped, Reason: claim.StoppedOutOfHours, Until: monday.Add(11 * day),
			})
			w.same(len(w.letters("google").Request(id("r")).Steps), 2)
		}},
		{"a reminder that a waiting message called off is looked at again", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			w.settle("google", w.last("google"), letters.DeliveryStopped, claim.StoppedMessageWaits)
			w.same(w.pass("google", time.Hour), []string{"reminder Sat 09:15"})
		}},
		{"a reminder does not follow one that is still on its way", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			stuck := w.last("google")
			w.now = monday.Add(8 * day)
			w.same(len(w.must(uuid.Nil, party("google"), claim.Tick{})), 0)
			w.settle("google", stuck, letters.DeliveryAccepted, "")
			w.silent("google", 23*time.Hour)
			w.same(w.pass("google", time.Hour), []string{"final notice Wed 09:00"})
		}},
		{"a letter that a person has asked for skips the reminder of the day", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5*day - time.Hour)
			w.ask("google", "s", 10*day, "b")
			w.silent("google", 2*day)
		}},
		{"a request on the telephone skips the reminder of the day too", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = monday.Add(5*day - time.Hour)
			ask := w.asking("google", "s", 10*day, "b")
			ask.Channel, ask.Steps = claim.ByPhone, nil
			w.must(author, party("google"), ask)
			w.lifecycle("google", "s", letters.Sent)
			w.silent("google", 2*day)
		}},
		{"a reminder is about what was put in letters, and goes out although the party was asked by phone before", func(w *world) {
			called := w.asking("google", "called", 10*day, "b")
			called.Channel, called.Steps = claim.ByPhone, nil
			w.must(author, party("google"), called)
			w.ask("google", "r", 10*day, "a")
			w.now = w.letters("google").NextDue()
			w.must(uuid.Nil, party("google"), claim.Tick{})
			reminder := w.last("google")
			w.same(reminder.Kind, claim.ReminderLetter)
			w.same(reminder.Requests, []uuid.UUID{id("r")})
			w.same(w.letters("google").ChannelOf(reminder), claim.ByEmail)
		}},
		{"a final notice does not go out together with a request", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			ask := w.asking("google", "s", 10*day, "b")
			ask.SendAt, ask.AnswerBy, ask.Steps = monday.Add(9*day), monday.Add(20*day), nil
			w.must(author, party("google"), ask)
			w.same(w.pass("google", 9*day+time.Hour), []string{"reminder Sat 09:00", "reminder Mon 21:00", "request Wed 09:00", "final notice Wed 10:00"})
		}},

		// lapse
		{"silence after delivery is precise", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 2*week)
			w.same(w.letters("google").Request(id("r")).Silence, claim.DeliveredNoAnswer)
			w.same(w.claim("a").Asked[0].Silence, claim.DeliveredNoAnswer)
			w.same(w.claim("a").Stage, claim.StageAssessing)
		}},
		{"silence after an acknowledgement is precise", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			w.lifecycle("google", "r", letters.Acknowledged)
			w.pass("google", 2*week)
			w.same(w.letters("google").Request(id("r")).Silence, claim.AcknowledgedNoAnswer)
		}},
		{"silence where nothing reached the party is precise", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), true)
			w.pass("google", 2*week)
			w.same(w.letters("google").Request(id("r")).Silence, claim.Undeliverable)
		}},
		{"a request that cannot be sent at all is undeliverable at once", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.settle("google", w.last("google"), letters.DeliveryStopped, claim.StoppedNoContact)
			w.lifecycle("google", "r", letters.NoReply)
			w.same(w.letters("google").Request(id("r")).Silence, claim.Undeliverable)
		}},
		{"a request lapses at its answer-by instant and not before", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 10*day-time.Microsecond)
			w.lifecycle("google", "r", letters.Sent)
			w.pass("google", time.Microsecond)
			w.lifecycle("google", "r", letters.NoReply)
			w.same(w.letters("google").Request(id("r")).Timeliness(w.now), letters.Lapsed)
		}},
		{"a request is overdue and does not lapse while a message waits to be read", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 2*week)
			w.lifecycle("google", "r", letters.Sent)
			w.same(w.letters("google").Request(id("r")).Timeliness(w.now), letters.Overdue)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.pass("google", 0)
			w.lifecycle("google", "r", letters.NoReply)
		}},
		{"timeliness goes from time left to due soon: nothing is in time before it came", func(w *world) {
			w.ask("google", "r", 8*day, "a")
			r := w.letters("google").Request(id("r"))
			w.same(r.Timeliness(monday.Add(6*day-time.Second)), letters.TimeLeft)
			w.same(r.Timeliness(monday.Add(6*day)), letters.DueSoon)
			w.same(r.Timeliness(monday.Add(8*day)), letters.Overdue)
		}},

		// answers
		{"a late answer is taken", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 2*week)
			w.answer("google", "answer", claim.Confirms, "a")
			w.lifecycle("google", "r", letters.Answered)
			r := w.letters("google").Request(id("r"))
			w.same(r.Silence, claim.Silence(""))
			w.same(r.Timeliness(w.now), letters.LateReply)
			w.same(w.letters("google").Responses[0].Late, true)
			w.same(w.claim("a").Answers[0].Late, true)
		}},
		{"what was withdrawn without an answer came neither in time nor late", func(w *world) {
			w.ask("google", "r", 8*day, "a")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r"), Reason: "not needed"})
			w.same(w.letters("google").Request(id("r")).Timeliness(w.now.Add(9*day)), letters.Timeliness(""))
		}},
		{"who asks for more time has not asked back", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadMoreTime})
			w.lifecycle("google", "r", letters.Clarification)
			w.same(w.letters("google").Request(id("r")).Asks.Asked(), "asked for more time")
			turns := w.letters("google").Turns()
			w.same(turns[len(turns)-1].Why, "asked for more time")
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(2 * week), Reason: "they asked for more time"})
			w.same(w.letters("google").Request(id("r")).Asks, letters.Disposition(""))
		}},
		{"an answer in time stays in time", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.answer("google", "answer", claim.Confirms, "a")
			w.same(w.letters("google").Request(id("r")).Timeliness(w.now.Add(20*day)), letters.InTime)
		}},
		{"an answer to a request that was withdrawn is taken", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.answer("google", "answer", claim.Denies, "a")
			w.lifecycle("google", "r", letters.RequestWithdrawn)
			w.same(len(w.claim("a").Answers), 1)
		}},
		{"an answer counts for every request about the claim", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("google", "s", 10*day, "a", "b")
			w.answer("google", "answer", claim.Denies, "a")
			w.lifecycle("google", "r", letters.Answered)
			w.lifecycle("google", "s", letters.PartlyAnswered)
			w.same(w.letters("google").Responses[0].Request, id("s"))
		}},
		{"an answer while the letter is thought to be on its way is taken, and the claim does not wait", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.answer("google", "answer", claim.Denies, "a")
			w.deliver("google", letters.DeliveryAccepted)
			w.lifecycle("google", "r", letters.Answered)
			w.same(w.letters("google").Request(id("r")).SentAt, w.now)
			w.same(len(w.claim("a").Waiting()), 0)
			w.same(w.claim("a").Stage, claim.StageAssessing)
		}},
		{"an answer of yesterday to an earlier request counts for the letter on its way, and the claim does not wait", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = w.now.Add(day)
			w.must(author, party("google"), w.asking("google", "s", 10*day, "a"))
			answer := w.answering("answer", claim.Denies, "a")
			answer.Request, answer.ReceivedAt = id("r"), monday
			w.must(author, party("google"), answer)
			w.deliver("google", letters.DeliveryAccepted)
			w.lifecycle("google", "s", letters.Answered)
			w.same(len(w.claim("a").Asked), 2)
			w.same(len(w.claim("a").Waiting()), 0)
		}},
		{"who declines to answer has declined", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.answer("google", "answer", claim.DeclinesToAnswer, "a")
			w.lifecycle("google", "r", letters.DeclinedToAnswer)
			w.same(w.letters("google").Silence(*w.letters("google").Request(id("r"))), claim.Declined)
			w.refused(claim.CodeWrongStage, author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(20 * day), Reason: "why"})
		}},
		{"an answer in person has that grade", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			answer := w.answering("answer", claim.Confirms, "a")
			answer.Channel = claim.InPerson
			w.must(author, party("google"), answer)
			w.same(w.claim("a").Answers[0].Authenticity, claim.AuthenticityInPerson)
		}},
		{"an answer about what the party was not asked is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.refused(claim.CodeInvalid, author, party("google"), w.answering("answer", claim.Confirms, "b"))
			other := w.answering("answer", claim.Confirms, "a")
			other.Request = id("s")
			w.refused(claim.CodeInvalid, author, party("google"), other)
		}},
		{"an answer with two stances on a claim, or none, is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.refused(claim.CodeInvalid, author, party("google"), w.answering("answer", claim.Confirms, "a", "a"))
			w.refused(claim.CodeInvalid, author, party("google"), w.answering("answer", claim.Confirms))
			w.refused(claim.CodeInvalid, author, party("google"), w.answering("answer", "perhaps", "a"))
		}},
		{"an answer from the future is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			answer := w.answering("answer", claim.Confirms, "a")
			answer.ReceivedAt = w.now.Add(2 * time.Minute)
			w.refused(claim.CodeInvalid, author, party("google"), answer)
		}},
		{"an answer from a message that nobody knows is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			answer := w.answering("answer", claim.Confirms, "a")
			answer.Message = id("m")
			w.refused(claim.CodeNotFound, author, party("google"), answer)
		}},
		{"an automatic reply never counts", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAutomatic)
			w.same(len(w.letters("google").Unread()), 0)
			w.same(len(w.pass("google", 2*week)), 3)
			w.same(w.letters("google").Request(id("r")).Silence, claim.DeliveredNoAnswer)
		}},

		// extension
		{"an extension moves the deadline, tells the party and says why", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			until := monday.Add(20 * day)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: until, Reason: "a holiday"})
			w.same(w.last("google").Kind, claim.ExtensionLetter)
			w.same(w.last("google").Why, claim.Ref("a holiday"))
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 20*day-time.Second)
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"an extension without a reason is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.refused(claim.CodeInvalid, author, party("google"), letters.Extend{Request: id("r"), AnswerBy: monday.Add(20 * day)})
		}},
		{"an extension into the past is refused", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.refused(claim.CodeAnswerByPast, author, party("google"), letters.Extend{Request: id("r"), AnswerBy: monday, Reason: "why"})
		}},
		{"an extension before the request would go out is refused", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			ask.SendAt = w.now.Add(2 * time.Hour)
			w.must(author, party("google"), ask)
			w.refused(claim.CodeInvalid, author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(time.Hour), Reason: "why"})
		}},
		{"an extension in the undo window sends nothing of its own", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			ask.SendAt = w.now.Add(time.Hour)
			w.must(author, party("google"), ask)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: monday.Add(20 * day), Reason: "why"})
			w.same(w.pass("google", 19*day), []string{"request Mon 10:00"})
		}},
		{"an extension to the same instant is none", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.same(len(w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: monday.Add(10 * day)})), 0)
		}},
		{"an extension reopens a request that lapsed", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.answer("google", "answer", claim.Confirms, "a")
			w.pass("google", 10*day)
			w.lifecycle("google", "r", letters.NoReply)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(day), Reason: "they were away"})
			w.lifecycle("google", "r", letters.PartlyAnswered)
			w.deliver("google", letters.DeliveryAccepted)
			w.pass("google", day)
			w.lifecycle("google", "r", letters.NoReply)
		}},
		{"an extension of a request that never went out puts it again", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.settle("google", w.last("google"), letters.DeliveryStopped, claim.StoppedNoContact)
			w.now = w.now.Add(day)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: monday.Add(20 * day), Reason: "now there is an address"})
			w.lifecycle("google", "r", letters.Queued)
			w.same(w.pass("google", day), []string{"request Tue 09:00"})
		}},
		{"an extension does not ask again about a claim that was given up meanwhile", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 10*day)
			w.must(editor, claimStream("a"), verification.Withdraw{Reason: "reason"})
			w.refused(claim.CodeWrongStage, author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(day), Reason: "why"})
		}},

		// delivery
		{"a request and a final notice whose outcome is lost go again as the same message, a reminder does not", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			request := w.last("google")
			w.settle("google", request, letters.DeliveryUncertain, "crash")
			w.same(w.letters("google").ToDeliver()[0].ID, request.ID)
			w.lifecycle("google", "r", letters.Sent)
			w.deliver("google", letters.DeliveryAccepted)
			w.now = monday.Add(5 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			w.settle("google", w.last("google"), letters.DeliveryUncertain, "crash")
			w.same(len(w.letters("google").ToDeliver()), 0)
			w.same(w.letters("google").Request(id("r")).Reminders, 1)
			w.now = monday.Add(9 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			final := w.last("google")
			w.same(final.Kind, claim.FinalNoticeLetter)
			w.settle("google", final, letters.DeliveryUncertain, "crash")
			w.same(w.letters("google").ToDeliver()[0].ID, final.ID)
			w.same(w.letters("google").ToDeliver()[0].Uncertain, true)
			w.deliver("google", letters.DeliveryAccepted)
			w.same(w.letters("google").Request(id("r")).Reminders, 1)
			w.same(w.letters("google").Request(id("r")).Notices, 1)
		}},
		{"a final notice about one request is not the end of another", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.pass("google", 8*day)
			w.ask("google", "s", 60*day, "b")
			w.now = monday.Add(9 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			w.same(w.last("google").Kind, claim.FinalNoticeLetter)
			w.same(w.last("google").Requests, []uuid.UUID{id("r")})
			w.deliver("google", letters.DeliveryAccepted)
			w.same(w.letters("google").Request(id("s")).Notices, 0)
			w.same(len(w.pass("google", 60*day)), 3)
		}},
		{"a final notice, or a reminder, leaves the reminders of what is paused alone", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("google", "s", 18*day, "b")
			w.must(author, party("google"), letters.PauseReminders{Request: id("s"), Reason: "why"})
			planned := instants(w.letters("google").Request(id("s")).Steps)
			for _, at := range []time.Duration{5 * day, 9 * day} {
				w.now = monday.Add(at)
				w.must(uuid.Nil, party("google"), claim.Tick{})
				w.same(w.last("google").Requests, []uuid.UUID{id("r")})
				w.deliver("google", letters.DeliveryAccepted)
				w.same(instants(w.letters("google").Request(id("s")).Steps), planned)
			}
			w.same(w.last("google").Kind, claim.FinalNoticeLetter)
		}},
		{"requests that end on one day share their final notice", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("google", "s", 10*day+2*time.Hour, "b")
			w.now = monday.Add(9 * day)
			w.must(uuid.Nil, party("google"), claim.Tick{})
			w.same(w.last("google").Kind, claim.FinalNoticeLetter)
			w.same(w.last("google").Requests, []uuid.UUID{id("r"), id("s")})
		}},
		{"a reminder that falls due with another's final notice is skipped, and not sent after it", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("google", "s", 18*day, "b")
			w.now = monday.Add(9 * day)
			facts := w.must(uuid.Nil, party("google"), claim.Tick{})
			w.same(w.last("google").Requests, []uuid.UUID{id("r")})
			w.same(len(facts), 2)
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 13*time.Hour)
		}},
		{"a letter that is deferred is tried again", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.settle("google", w.last("google"), letters.DeliveryDeferred, "greylisted")
			w.same(len(w.letters("google").ToDeliver()), 1)
			w.lifecycle("google", "r", letters.Queued)
		}},
		{"what became of a letter is settled once", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.same(len(w.must(uuid.Nil, party("google"), letters.RecordDelivery{Message: w.last("google").ID, Delivery: letters.DeliveryHardBounce, Attempts: 2})), 0)
			w.same(len(w.must(uuid.Nil, party("google"), letters.RecordDelivery{Message: id("nothing"), Delivery: letters.DeliveryAccepted})), 0)
		}},
		{"a letter that goes out late leaves the reminder right behind it out", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.now = monday.Add(5*day - 30*time.Minute)
			w.deliver("google", letters.DeliveryAccepted)
			w.same(w.letters("google").NextDue().Format("Mon 15:04"), "Mon 21:00")
		}},
		{"a soft bounce is noted and reminders go on", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), false)
			w.same(w.letters("google").Message(w.letters("google").Request(id("r")).Letter).Delivery, letters.DeliverySoftBounce)
			w.same(len(w.pass("google", 2*week)), 3)
		}},
		{"a hard bounce names the address that is bad, and does not answer", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), true)
			w.same(w.letters("google").BadContacts, []uuid.UUID{id("address of google")})
			w.same(len(w.letters("google").Unread()), 0)
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"a bounce of a reply or of a letter that was stopped is only kept", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.bounce("google", w.last("google"), true)
			w.same(len(w.letters("google").BadContacts), 0)
			w.must(author, party("google"), w.asking("google", "s", 10*day, "b"))
			stopped := w.last("google")
			w.settle("google", stopped, letters.DeliveryStopped, claim.StoppedNoContact)
			w.bounce("google", stopped, true)
			w.same(w.letters("google").Message(stopped.ID).Delivery, letters.DeliveryStopped)
		}},
		{"a bounce that is faster than the outcome tells the claim that it was asked", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			w.bounce("google", w.last("google"), true)
			w.same(len(w.claim("a").Asked), 1)
		}},
		{"a new address gets neither a request that bounced nor a reminder of it until somebody says so", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.bounce("google", w.last("google"), true)
			w.silent("google", 6*day)
			w.must(author, party("google"), claim.NoteContact{Contact: id("new address")})
			w.same(len(w.letters("google").ToDeliver()), 0)
			w.same(len(w.pass("google", 2*day)), 0)
			w.same(slices.ContainsFunc(w.letters("google").Turns(), func(t claim.Turn) bool { return t.Kind == claim.TurnDeliver }), true)
		}},
		{"a new address sends nothing while none is bad, and the bad one itself changes nothing", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.same(len(w.must(author, party("google"), claim.NoteContact{Contact: id("new address")})), 1)
			w.same(w.last("google").Kind, claim.RequestLetter)
			w.same(len(w.must(author, party("google"), claim.NoteContact{Contact: id("new address")})), 0)
			w.bounce("google", w.last("google"), true)
			w.same(len(w.must(author, party("google"), claim.NoteContact{Contact: id("address of google")})), 0)
		}},
		{"a letter whose outcome is lost again and again is left at that", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a"))
			for attempt := range letters.MaxUncertain {
				w.same(len(w.letters("google").ToDeliver()), 1)
				letter := w.last("google")
				w.same(letter.Attempts, attempt)
				w.settle("google", letter, letters.DeliveryUncertain, "crash")
			}
			w.same(len(w.letters("google").ToDeliver()), 0)
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"who asks back about the rest of a request stops its clock, until the desk follows up", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.answer("google", "first", claim.Confirms, "a")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.lifecycle("google", "r", letters.Clarification)
			w.same(len(w.pass("google", 3*day)), 0)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.lifecycle("google", "r", letters.PartlyAnswered)
		}},
		{"a letter is called off when nothing that it asks about is asked any more", func(w *world) {
			w.must(author, party("google"), w.asking("google", "r", 10*day, "a", "b"))
			c, letter, address := w.letters("google"), w.last("google"), id("address of google")
			w.same(c.Stopped(letter, address, w.now), claim.Reason(""))
			w.must(author, party("google"), claim.NoteClaim{Claim: id("a"), Held: true})
			w.same(c.Stopped(letter, address, w.now), claim.Reason(""))
			w.must(author, party("google"), claim.NoteClaim{Claim: id("b"), Held: true})
			w.same(c.Stopped(letter, address, w.now), claim.StoppedOnHold)
			w.must(author, party("google"), claim.NoteClaim{Claim: id("b")})
			w.same(c.Stopped(letter, address, w.now.Add(11*day)), claim.StoppedTooLate)
			muted := *c
			muted.BadContacts = []uuid.UUID{address}
			w.same(muted.Stopped(letter, address, w.now), claim.StoppedBadContact)
		}},
		{"a request that bounces after the address has changed goes to the new one", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			first := w.last("google")
			w.must(author, party("google"), claim.NoteContact{Contact: id("new address")})
			w.bounce("google", first, true)
			w.same(w.letters("google").Request(id("r")).Again.Contact, id("new address"))
			w.same(w.pass("google", time.Hour), []string{"request Mon 09:00"})
		}},
		{"what was asked by phone is extended and withdrawn without a letter", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			ask.Channel, ask.Steps = claim.ByPhone, nil
			w.must(author, party("google"), ask)
			before := len(w.letters("google").Messages)
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(11 * day), Reason: "why"})
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.same(len(w.letters("google").Messages), before)
		}},

		// claims that are given up
		{"a request about a claim that is given up is withdrawn, and the party is told", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.must(editor, claimStream("a"), verification.Decline{Reason: "not checkable"})
			w.lifecycle("google", "r", letters.RequestWithdrawn)
			w.same(w.last("google").Kind, claim.WithdrawalLetter)
		}},
		{"a request about more claims goes on without the one that is given up", func(w *world) {
			w.ask("google", "r", 10*day, "a", "b")
			w.must(editor, claimStream("a"), verification.Withdraw{Reason: "reason"})
			w.lifecycle("google", "r", letters.Sent)
			w.answer("google", "answer", claim.Confirms, "b")
			w.lifecycle("google", "r", letters.Answered)
		}},

		// refusals
		{"a request about no claim, or too many, is refused", func(w *world) {
			w.refused(claim.CodeInvalid, author, party("google"), w.asking("google", "r", day))
			many := strings.Split(strings.Repeat("a ", letters.MaxClaimsPerRequest+1), " ")
			w.refused(claim.CodeTooLarge, author, party("google"), w.asking("google", "r", day, many...))
		}},
		{"a request with an answer-by instant in the past, before the sending or over a year ahead is refused", func(w *world) {
			w.refused(claim.CodeAnswerByPast, author, party("google"), w.asking("google", "r", 0, "a"))
			w.refused(claim.CodeInvalid, author, party("google"), w.asking("google", "r", 400*day, "a"))
			ask := w.asking("google", "r", day, "a")
			ask.SendAt = ask.AnswerBy
			w.refused(claim.CodeInvalid, author, party("google"), ask)
			ask = w.asking("google", "r", day, "a")
			ask.IntentBy = ask.AnswerBy
			w.refused(claim.CodeInvalid, author, party("google"), ask)
		}},
		{"steps out of order, after the answer-by instant or after the final notice are refused", func(w *world) {
			ask := w.asking("google", "r", 10*day, "a")
			for _, steps := range [][]claim.Step{
				{{At: monday.Add(2 * day)}, {At: monday.Add(day)}},
				{{At: monday.Add(10 * day)}},
				{{At: monday.Add(day), Final: true}, {At: monday.Add(2 * day)}},
			} {
				ask.Steps = steps
				w.refused(claim.CodeInvalid, author, party("google"), ask)
			}
		}},
		{"a party has at most so many open requests", func(w *world) {
			for i := range letters.MaxOpenRequests {
				w.must(author, party("google"), w.asking("google", fmt.Sprint(i), day, "a"))
			}
			w.refused(claim.CodeTooLarge, author, party("google"), w.asking("google", "one more", day, "a"))
		}},
		{"what nobody knows cannot be withdrawn, extended or read", func(w *world) {
			w.refused(claim.CodeNotFound, author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.refused(claim.CodeNotFound, author, party("google"), letters.Extend{Request: id("r")})
			w.refused(claim.CodeNotFound, author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.refused(claim.CodeInvalid, author, party("google"), finding.Sign{})
		}},
		{"a message is not read as an answer without recording one", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			w.refused(claim.CodeInvalid, author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAnswer})
			w.same(slices.Contains(letters.Dispositions, letters.ReadAnswer), false)
		}},
		{"a message that comes twice is one message", func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			w.reply("google", "m", received.MailAnswer)
			w.same(len(w.letters("google").Messages), 1)
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "a", "b")
			test.play(w)
			w.checkRecord(w.now)
		})
	}
}

// TestAFinalNoticeIsNoReminder: they are counted and named apart, and the cap of
// reminders leaves the notice alone.
func TestAFinalNoticeIsNoReminder(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.pass("google", week)
	r := w.letters("google").Request(id("r"))
	w.same(letters.Reminded(r.Reminders, r.Notices), "2 reminders and a final notice")
	w.same(letters.Reminded(1, 0), "1 reminder")
	w.same(letters.Reminded(0, 2), "0 reminders and 2 final notices")
}

// TestWhatAPersonPutsIsNoLetter: a request by phone is told from one that we carried.
func TestWhatAPersonPutsIsNoLetter(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	call := w.asking("google", "call", week, "c")
	call.Channel, call.Steps = claim.ByPhone, nil
	w.must(author, party("google"), call)
	w.same(w.letters("google").PutBy(w.last("google")), claim.ByPhone)
	w.ask("google", "letter", week, "c")
	w.same(w.letters("google").PutBy(w.last("google")), claim.Channel(""))
}
