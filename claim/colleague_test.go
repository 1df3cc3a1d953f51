package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// colleague is mail that somebody on the desk sent from their own mailbox, to a contact of a party if one is named.
func colleague(class received.MailClass, to string) intake.TakeIn {
	in := intake.TakeIn{Mail: received.Mail{Class: class, Sender: received.Sender{Staff: author}}}
	if to != "" {
		in.To = []received.KnownContact{{Party: id(to), Contact: id("press")}}
	}
	return in
}

func TestNoReminderComesRightAfterALetterFromAColleaguesOwnMailbox(t *testing.T) {
	w := asked(t)
	step := w.letters("google").Requests[0].Steps[0].At
	w.now = step.Add(-time.Hour)
	w.takeIn("own", colleague(received.MailColleague, "google"))
	if at := w.letters("google").Requests[0].Steps[0].At; !at.After(step) {
		t.Errorf("the reminder of %s was left at %s", step, at)
	}
	if len(w.letters("google").Unread()) > 0 {
		t.Error("there is nothing to read in it")
	}
}

func TestALetterFromAColleaguesOwnMailboxLetsTheClockRunAgain(t *testing.T) {
	w := asked(t)
	w.takeIn("asks back", intake.TakeIn{Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)}})
	w.must(author, party("google"), letters.ReadMessage{Message: intakeStream("asks back").ID, Disposition: letters.ReadClarification})
	w.lifecycle("google", "to google", letters.Clarification)
	w.takeIn("own", colleague(received.MailColleague, "google"))
	w.lifecycle("google", "to google", letters.Acknowledged)
	w.refused(claim.CodeConflict, author, party("google"), letters.ReadMessage{Message: intakeStream("own").ID, Disposition: letters.ReadClarification})
}

func TestWhatAColleaguePassesOnStopsTheClockUntilItIsRead(t *testing.T) {
	for name, in := range map[string]intake.TakeIn{
		"forwarded":           {Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)}, Mail: colleague(received.MailForwarded, "").Mail},
		"to another party":    {Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)}, Mail: colleague(received.MailColleague, "").Mail, To: colleague("", "apple").To},
		"named as its author": {Senders: []received.KnownContact{{Party: id("google"), Contact: id("press")}}, Mail: colleague(received.MailForwarded, "").Mail},
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			w.takeIn("passed on", in)
			before := len(w.letters("google").Messages)
			w.silent("google", 3*week)
			for _, m := range w.letters("google").Messages[before:] {
				t.Errorf("%s went out although it may hold the answer", m.Kind)
			}
			w.lifecycle("google", "to google", letters.Sent)
		})
	}
}

func TestMailOfAColleagueDoesNotShowThatTheRequestArrived(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "r", 2*week, "a")
	w.takeIn("own", colleague(received.MailColleague, "google"))
	c := w.letters("google")
	for i := range c.Messages {
		if c.Messages[i].Kind != claim.Reply {
			c.Messages[i].Delivery = letters.DeliveryHardBounce
		}
	}
	w.same(c.Silence(c.Requests[0]), claim.Undeliverable)
}

func TestMailOfWhoeverHadACopyDoesNotShowThatTheRequestArrived(t *testing.T) {
	for _, class := range []received.MailClass{received.MailAutomatic, received.MailAnswer} {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "a")
		w.ask("google", "r", 2*week, "a")
		w.takeIn("of the copied", intake.TakeIn{
			Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)},
			Mail:  received.Mail{Class: class, Sender: received.Sender{Signs: []received.SenderSign{received.SignCopy}}},
		})
		c := w.letters("google")
		for i := range c.Messages {
			if c.Messages[i].Kind != claim.Reply {
				c.Messages[i].Delivery = letters.DeliveryHardBounce
			}
		}
		w.same(c.Silence(c.Requests[0]), claim.Undeliverable)
	}
}

func TestWhatOnePartyWroteIsNotTheOthersThatItIsPassedOnTo(t *testing.T) {
	w := asked(t)
	in := colleague(received.MailForwarded, "apple")
	in.Senders = []received.KnownContact{{Party: id("google"), Contact: id("press")}}
	got := w.takeIn("passed on", in)
	if got.Correspondence != uuid.Nil || len(got.Guesses) != 1 || got.Guesses[0].Correspondence != party("google").ID {
		t.Errorf("it was placed at %s, and guessed to be %v", got.Correspondence, got.Guesses)
	}
}

func TestWhatNobodyKnowsToBeAColleaguesOfNowWakesNoClock(t *testing.T) {
	for name, change := range map[string]func(*received.Mail){
		"put in from a file, from whenever": func(m *received.Mail) { m.By = author },
		"only its server speaks for it":     func(m *received.Mail) { m.Sender.Proven = received.ProvenPartly },
	} {
		w := asked(t)
		w.takeIn("asks back", intake.TakeIn{Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)}})
		w.must(author, party("google"), letters.ReadMessage{Message: intakeStream("asks back").ID, Disposition: letters.ReadClarification})
		in := colleague(received.MailColleague, "google")
		change(&in.Mail)
		w.takeIn("own", in)
		if got := w.letters("google").Request(id("to google")).Lifecycle; got != letters.Clarification {
			t.Errorf("%s: the request is %q", name, got)
		}
	}
}
