package claim_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// mailIn has mail to the party's reply address come in, as its intake takes it.
func (w *world) mailIn(from string, name string, mail received.Mail) claim.Stream {
	w.t.Helper()
	s := claim.Stream{claim.StreamIntake, claim.IntakeID(name)}
	mail.Raw, mail.ReceivedAt = "raw", w.now
	w.must(uuid.Nil, s, intake.TakeIn{Mail: mail, Clues: []received.Clue{{By: received.ByToken, Correspondence: party(from).ID}}})
	return s
}

// flooded is a world in which as many messages of google wait as it holds, and
// some more came in. It returns the intakes of those.
func flooded(w *world, more int) []claim.Stream {
	w.ask("google", "r", 2*week, "a")
	var over []claim.Stream
	for i := range letters.MaxUnread + more {
		if s := w.mailIn("google", fmt.Sprint("mail ", i), received.Mail{Class: received.MailAnswer}); i >= letters.MaxUnread {
			over = append(over, s)
		}
	}
	return over
}

func TestBeyondManyUnreadMessagesAFurtherOneWaitsInQuarantine(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	over := flooded(w, 3)
	w.same(len(w.letters("google").Unread()), letters.MaxUnread)
	w.same(w.letters("google").Quarantined, 3)
	for _, s := range over {
		in := w.lane(s).state.(*intake.Intake)
		w.same(in.Quarantine, claim.TooManyUnread)
		w.same(in.Correspondence, uuid.Nil)
	}
	before := len(w.json(w.letters("google")))
	w.mailIn("google", "another", received.Mail{Class: received.MailAnswer})
	w.same(len(w.json(w.letters("google"))), before)
}

func TestTheClockStandsStillWhileMessagesWaitInQuarantine(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	over := flooded(w, 3)
	for _, m := range w.letters("google").Unread() {
		w.must(author, party("google"), letters.ReadMessage{Message: m.ID, Disposition: letters.ReadNoAnswer})
	}
	w.silent("google", week)

	w.must(author, over[0], intake.AssignMail{Correspondence: party("google").ID})
	w.same(w.letters("google").Quarantined, 2)
	w.same(w.letters("google").Unread()[0].ID, over[0].ID)
	w.must(author, party("google"), letters.ReadMessage{Message: over[0].ID, Disposition: letters.ReadNoAnswer})
	w.must(author, over[1], intake.DiscardMail{})
	w.silent("google", day)
	w.must(author, over[2], intake.DiscardMail{})
	w.same(w.letters("google").Quarantined, 0)
	w.same(len(w.pass("google", week)) > 0, true)
}

func TestMachinesDoNotCrowdOutPeopleAndABounceOfALetterIsAlwaysTaken(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "r", 2*week, "a")
	letter := w.last("google")
	for i := range letters.MaxUnread + 1 {
		w.mailIn("google", fmt.Sprint("automatic ", i), received.Mail{Class: received.MailAutomatic})
		w.mailIn("google", fmt.Sprint("stray bounce ", i), received.Mail{Class: received.MailBounce})
	}
	w.same(w.letters("google").Quarantined, 0)
	w.mailIn("google", "answer", received.Mail{Class: received.MailAnswer})
	w.same(len(w.letters("google").Unread()), 1)
	w.mailIn("google", "bounce", received.Mail{Class: received.MailBounce, About: letter.ID, Hard: true})
	w.same(w.letters("google").Message(letter.ID).Delivery, letters.DeliveryHardBounce)
}
