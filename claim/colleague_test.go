package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// colleague is mail that somebody on the desk sent from their own mailbox, to a contact of a party if one is named.
func colleague(class letters.MailClass, to string) letters.TakeIn {
	in := letters.TakeIn{Mail: letters.Mail{Class: class, Sender: letters.Sender{Staff: author}}}
	if to != "" {
		in.To = []letters.KnownContact{{Party: id(to), Contact: id("press")}}
	}
	return in
}

func TestNoReminderComesRightAfterALetterFromAColleaguesOwnMailbox(t *testing.T) {
	w := asked(t)
	step := w.letters("google").Requests[0].Steps[0].At
	w.now = step.Add(-time.Hour)
	w.takeIn("own", colleague(letters.MailColleague, "google"))
	if at := w.letters("google").Requests[0].Steps[0].At; !at.After(step) {
		t.Errorf("the reminder of %s was left at %s", step, at)
	}
	if len(w.letters("google").Unread()) > 0 {
		t.Error("there is nothing to read in it")
	}
}

func TestALetterFromAColleaguesOwnMailboxLetsTheClockRunAgain(t *testing.T) {
	w := asked(t)
	w.takeIn("asks back", letters.TakeIn{Clues: []letters.Clue{clue(letters.ByToken, "google", uuid.Nil)}})
	w.must(author, party("google"), letters.ReadMessage{Message: intake("asks back").ID, Disposition: letters.ReadClarification})
	w.lifecycle("google", "to google", letters.Clarification)
	w.takeIn("own", colleague(letters.MailColleague, "google"))
	w.lifecycle("google", "to google", letters.Acknowledged)
	w.refused(claim.CodeConflict, author, party("google"), letters.ReadMessage{Message: intake("own").ID, Disposition: letters.ReadClarification})
}

func TestWhatAColleaguePassesOnStopsTheClockUntilItIsRead(t *testing.T) {
	for name, in := range map[string]letters.TakeIn{
		"forwarded":           {Clues: []letters.Clue{clue(letters.ByToken, "google", uuid.Nil)}, Mail: colleague(letters.MailForwarded, "").Mail},
		"to another party":    {Clues: []letters.Clue{clue(letters.ByToken, "google", uuid.Nil)}, Mail: colleague(letters.MailColleague, "").Mail, To: colleague("", "apple").To},
		"named as its author": {Senders: []letters.KnownContact{{Party: id("google"), Contact: id("press")}}, Mail: colleague(letters.MailForwarded, "").Mail},
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
	w.takeIn("own", colleague(letters.MailColleague, "google"))
	c := w.letters("google")
	for i := range c.Messages {
		if c.Messages[i].Kind != claim.Reply {
			c.Messages[i].Delivery = letters.DeliveryHardBounce
		}
	}
	w.same(c.Silence(c.Requests[0]), claim.Undeliverable)
}

func TestMailOfWhoeverHadACopyDoesNotShowThatTheRequestArrived(t *testing.T) {
	for _, class := range []letters.MailClass{letters.MailAutomatic, letters.MailAnswer} {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "a")
		w.ask("google", "r", 2*week, "a")
		w.takeIn("of the copied", letters.TakeIn{
			Clues: []letters.Clue{clue(letters.ByToken, "google", uuid.Nil)},
			Mail:  letters.Mail{Class: class, Sender: letters.Sender{Signs: []letters.SenderSign{letters.SignCopy}}},
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
	in := colleague(letters.MailForwarded, "apple")
	in.Senders = []letters.KnownContact{{Party: id("google"), Contact: id("press")}}
	got := w.takeIn("passed on", in)
	if got.Correspondence != uuid.Nil || len(got.Guesses) != 1 || got.Guesses[0].Correspondence != party("google").ID {
		t.Errorf("it was placed at %s, and guessed to be %v", got.Correspondence, got.Guesses)
	}
}

func TestWhatNobodyKnowsToBeAColleaguesOfNowWakesNoClock(t *testing.T) {
	for name, change := range map[string]func(*letters.Mail){
		"put in from a file, from whenever": func(m *letters.Mail) { m.By = author },
		"only its server speaks for it":     func(m *letters.Mail) { m.Sender.Proven = letters.ProvenPartly },
	} {
		w := asked(t)
		w.takeIn("asks back", letters.TakeIn{Clues: []letters.Clue{clue(letters.ByToken, "google", uuid.Nil)}})
		w.must(author, party("google"), letters.ReadMessage{Message: intake("asks back").ID, Disposition: letters.ReadClarification})
		in := colleague(letters.MailColleague, "google")
		change(&in.Mail)
		w.takeIn("own", in)
		if got := w.letters("google").Request(id("to google")).Lifecycle; got != letters.Clarification {
			t.Errorf("%s: the request is %q", name, got)
		}
	}
}
