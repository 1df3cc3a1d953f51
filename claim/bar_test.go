package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
)

// chaseTurn is why whoever asked has to decide how a request goes on; empty if nobody has to.
func (w *world) chaseTurn(with, request string) (why string, whose uuid.UUID) {
	for _, t := range w.letters(with).Turns() {
		if t.Kind == claim.TurnChase && t.Subject == id(request) {
			return t.Why, t.Person
		}
	}
	return "", uuid.Nil
}

// turnsOf are the kinds of what waits for somebody about a request.
func (w *world) turnsOf(with, request string) (kinds []claim.TurnKind) {
	for _, t := range w.letters(with).Turns() {
		if t.Subject == id(request) {
			kinds = append(kinds, t.Kind)
		}
	}
	return kinds
}

func TestWhoeverIsNotToBeContactedGetsNothing(t *testing.T) {
	bar := people.BarContact{Reason: "their lawyer has written"}
	for _, c := range []struct {
		name string
		play func(w *world)
	}{
		{"no reminder goes out, whoever asked is told, and it ends at the answer-by instant", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.must(editor, partyStream("mill"), bar)
			w.same(w.letters("mill").Outlook(w.now, w).None(id("r")), claim.StoppedBarred)
			why, whose := w.chaseTurn("mill", "r")
			w.same(why, string(claim.StoppedBarred))
			w.same(whose, author)
			w.silent("mill", 13*day)
			held := 0
			for _, e := range w.lane(party("mill")).entries {
				if f, ok := e.Fact.(letters.ReminderHeldBack); ok && f.Why == claim.StoppedBarred {
					held++
				}
			}
			w.same(held > 0, true)
			w.silent("mill", 2*day)
			w.lifecycle("mill", "r", letters.NoReply)
			w.same(w.letters("mill").Request(id("r")).Silence, claim.DeliveredNoAnswer)
			why, _ = w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"once that is taken back the chase goes on, and nothing is made up for", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.must(editor, partyStream("mill"), bar)
			w.silent("mill", 9*day)
			w.must(editor, partyStream("mill"), people.UnbarContact{})
			w.same(len(w.must(editor, partyStream("mill"), people.UnbarContact{})), 0)
			w.same(len(w.pass("mill", 5*day)) > 0, true)
		}},
		{"a request in its undo window waits, with a fact that says so, and can be undone once more afterwards", func(w *world) {
			ask := w.asking("mill", "r", 2*week, "a")
			ask.SendAt = w.now.Add(15 * time.Minute)
			w.must(author, party("mill"), ask)
			w.must(editor, partyStream("mill"), bar)
			w.silent("mill", 3*day)
			w.same(w.letters("mill").Request(id("r")).HeldBack, claim.StoppedBarred)
			w.must(editor, partyStream("mill"), people.UnbarContact{})
			w.same(w.letters("mill").Request(id("r")).SendAt.After(w.now), true)
			w.same(w.pass("mill", day), []string{"request Thu 09:00"})
		}},
		{"a letter that is on its way is called off, and the request is not taken for undeliverable", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 2*week, "a"))
			letter := w.last("mill")
			w.must(editor, partyStream("mill"), bar)
			why := w.letters("mill").Stopped(letter, id("press"), w.now)
			w.same(why, claim.StoppedBarred)
			w.settle("mill", letter, letters.DeliveryStopped, why)
			w.silent("mill", day)
			w.lifecycle("mill", "r", letters.Queued)
		}},
		{"a reminder that is on its way is called off, and stands where it stood", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.tick(party("mill"))
			reminder := w.last("mill")
			w.must(editor, partyStream("mill"), bar)
			w.settle("mill", reminder, letters.DeliveryStopped, claim.StoppedBarred)
			w.silent("mill", 3*day)
			w.same(w.letters("mill").Request(id("r")).Steps[0].Held, claim.StoppedBarred)
		}},
		{"nobody asks or writes to it by hand, and what was asked before can be put on record", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.now = w.now.Add(day)
			w.must(editor, partyStream("mill"), bar)
			w.refused(claim.CodeWrongStage, editor, partyStream("mill"), bar)
			w.refused(claim.CodeConflict, author, party("mill"), w.asking("mill", "s", week, "b"))
			phone := w.asking("mill", "s", week, "b")
			phone.Channel, phone.Steps = claim.ByPhone, nil
			w.refused(claim.CodeConflict, author, party("mill"), phone)
			w.refused(claim.CodeConflict, author, party("mill"), letters.WriteFollowUp{FollowUp: id("f"), Request: id("r"), Text: "text", SendAt: w.now})
			phone.AskedAt, phone.SendAt = w.now.Add(-2*time.Hour), w.now.Add(-2*time.Hour)
			w.must(author, party("mill"), phone)
		}},
		{"a request that was put by hand before waits for whoever asked, in a case that had none before", func(w *world) {
			w.now = w.now.Add(day)
			w.must(editor, partyStream("mill"), bar)
			phone := w.asking("mill", "s", week, "b")
			phone.Channel, phone.Steps, phone.AskedAt, phone.SendAt = claim.ByPhone, nil, w.now.Add(-2*time.Hour), w.now.Add(-2*time.Hour)
			w.must(author, party("mill"), phone)
			why, _ := w.chaseTurn("mill", "s")
			w.same(why, string(claim.StoppedBarred))
		}},
		{"what it writes is taken as ever", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.must(editor, partyStream("mill"), bar)
			w.reply("mill", "m", received.MailAnswer)
			w.same(len(w.letters("mill").Unread()), 1)
			w.answer("mill", "said", claim.Confirms, "a")
			w.lifecycle("mill", "r", letters.Answered)
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"it is not told what was made public", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.must(editor, partyStream("mill"), bar)
			_, untold := w.letters("mill").Tells(id("a"), w)
			w.same(untold, letters.UntoldBarred)
		}},
		{"of one contact point, letters go to the next, and back from none", func(w *world) {
			w.ask("mill", "r", 2*week, "a")
			w.must(editor, partyStream("mill"), people.BarContact{Contact: id("press"), Reason: "she asks not to be written to"})
			w.same(w.partyOf("mill").Contact.ID, id("counsel"))
			w.refused(claim.CodeConflict, editor, partyStream("mill"), people.ChooseContact{Contact: id("press")})
			w.refused(claim.CodeConflict, editor, partyStream("mill"), people.OrderContacts{Contacts: []uuid.UUID{id("press")}})
			w.refused(claim.CodeConflict, editor, partyStream("mill"), people.ChangeContact{Contact: point("press")})
			w.same(w.letters("mill").Barred == nil, true)
			w.tick(party("mill"))
			w.deliver("mill", letters.DeliveryAccepted)
			w.same(w.last("mill").Kind, claim.ReminderLetter)
			w.same(w.last("mill").Contact, id("counsel"))
		}},
		{"where letters could go nowhere else, the party is not to be contacted by letter, until somebody has chosen another address", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 2*week, "a"))
			w.deliver("alone", letters.DeliveryAccepted)
			w.must(editor, partyStream("alone"), people.BarContact{Contact: id("only"), Reason: "she asks not to be written to"})
			why, _ := w.chaseTurn("alone", "r")
			w.same(why, string(claim.StoppedBarred))
			w.refused(claim.CodeConflict, author, party("alone"), w.asking("alone", "s", week, "b"))
			phone := w.asking("alone", "s", week, "b")
			phone.Channel, phone.Steps = claim.ByPhone, nil
			w.must(author, party("alone"), phone)
			w.must(editor, partyStream("alone"), people.AddContact{Contact: point("stranger"), Sender: true})
			w.must(editor, partyStream("alone"), people.AddContact{Contact: point("second")})
			w.same(w.partyOf("alone").Contact.ID, uuid.Nil)
			why, _ = w.chaseTurn("alone", "r")
			w.same(why, string(claim.StoppedBarred))
			w.refused(claim.CodeConflict, author, party("alone"), w.asking("alone", "t", week, "b"))
			w.must(editor, partyStream("alone"), people.ChooseContact{Contact: id("second")})
			w.same(w.partyOf("alone").Contact.ID, id("second"))
			why, _ = w.chaseTurn("alone", "r")
			w.same(why, "")
			w.must(author, party("alone"), w.asking("alone", "t", week, "b"))
		}},
		{"where only letters are meant, what is put by hand goes on as ever", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 2*week, "a"))
			w.deliver("alone", letters.DeliveryAccepted)
			w.must(editor, partyStream("alone"), people.BarContact{Contact: id("only"), Reason: "she asks not to be written to"})
			phone := w.asking("alone", "s", week, "b")
			phone.Channel, phone.Steps, phone.IntentBy = claim.ByPhone, nil, w.now.Add(2*day)
			w.must(author, party("alone"), phone)
			w.same(w.turnsOf("alone", "s"), []claim.TurnKind{claim.TurnDue})
			w.same(w.turnsOf("alone", "r"), []claim.TurnKind{claim.TurnChase})
			w.silent("alone", 3*day)
			w.same(w.turnsOf("alone", "s"), []claim.TurnKind{claim.TurnDue, claim.TurnIntent})
			w.reply("alone", "m", received.MailAnswer)
			w.must(author, party("alone"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.same(w.turnsOf("alone", "s"), []claim.TurnKind{claim.TurnClarify})
			w.must(editor, partyStream("alone"), bar)
			w.same(w.turnsOf("alone", "s"), []claim.TurnKind{claim.TurnChase})
		}},
		{"that the other address bounces is not hidden by the one that is not to be contacted", func(w *world) {
			w.must(editor, partyStream("pair"), people.BarContact{Contact: id("only"), Reason: "she asks not to be written to"})
			w.ask("pair", "r", 2*week, "a")
			w.same(w.turnsOf("pair", "r"), []claim.TurnKind{claim.TurnDue})
			w.bounce("pair", w.last("pair"), true)
			w.same(w.turnsOf("pair", "r"), []claim.TurnKind{claim.TurnChase, claim.TurnDeliver})
		}},
		{"it says why", func(w *world) {
			w.refused(claim.CodeInvalid, editor, partyStream("mill"), people.BarContact{})
			w.refused(claim.CodeNotFound, editor, partyStream("mill"), people.BarContact{Contact: id("nobody"), Reason: "why"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a", "b")
			w.directory("mill", claim.OfficeHours{}, points[:3]...)
			w.directory("alone", claim.OfficeHours{}, "only")
			w.directory("pair", claim.OfficeHours{}, "only", "second")
			c.play(w)
		})
	}
}

// someBar tells a correspondence at random that its party is not to be contacted, or may be again.
func (w *world) someBar(t *rapid.T) claim.Body {
	if oneIn(t, 2) {
		return claim.NoteBarred{}
	}
	return claim.NoteBarred{Barred: &claim.Barred{At: w.now, By: editor, Reason: "why"}}
}

// letterGoes reports whether a letter that puts a request is one of ours: what a person has put is on record at once.
func (w *world) letterGoes(facts []claim.Fact, letter letters.MessageDispatched) bool {
	for _, f := range facts {
		if settled, ok := f.(letters.MessageSettled); ok && settled.Message == letter.Message {
			return false
		}
	}
	return true
}
