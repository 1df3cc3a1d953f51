package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
)

// points are the contact points of the parties below, in the order in which they came.
var points = []string{"press", "counsel", "editor of the house", "front desk"}

// workingDays is when somebody is there, on working days.
var workingDays = claim.OfficeHours{Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}, From: 9 * 60, To: 17 * 60}

func partyStream(name string) claim.Stream { return claim.Stream{claim.StreamParty, id(name)} }

// directory puts a party with contact points into the directory.
func (w *world) directory(name string, hours claim.OfficeHours, contacts ...string) {
	w.t.Helper()
	w.must(editor, partyStream(name), people.AddParty{Profile: "profile", Zone: "UTC", Hours: hours, Contact: point(contacts[0])})
	for _, c := range contacts[1:] {
		w.must(editor, partyStream(name), people.AddContact{Contact: point(c)})
	}
}

func point(name string) people.Contact {
	return people.Contact{ID: id(name), Channel: claim.ByEmail, Address: claim.Ref(name)}
}

func (w *world) partyOf(name string) *people.Party {
	return w.lane(partyStream(name)).state.(*people.Party)
}

// fails has the letter refused at its contact point.
func (w *world) fails(to string, m letters.Message, d letters.Delivery, cause claim.Cause) {
	w.t.Helper()
	w.must(uuid.Nil, party(to), letters.RecordDelivery{
		Message: m.ID, Delivery: d, Reason: "refused_recipient_550", Attempts: m.Attempts + 1, Contact: w.goesTo(m, w.letters(to)), Content: "letter",
		At: w.now, Cause: cause, Said: "550 5.1.1 no such user",
	})
}

// deliverTurn is the turn that a letter did not arrive, if it is somebody's.
func (w *world) deliverTurn(with string) (claim.Turn, bool) {
	turns := w.letters(with).Turns()
	if i := slices.IndexFunc(turns, func(t claim.Turn) bool { return t.Kind == claim.TurnDeliver }); i >= 0 {
		return turns[i], true
	}
	return claim.Turn{}, false
}

func TestContactPoints(t *testing.T) {
	for _, c := range []struct {
		name string
		play func(w *world)
	}{
		{"a letter to an address that does not exist goes to the next contact point, in office hours, and nobody has to do anything", func(w *world) {
			w.now = monday.Add(-36 * time.Hour) // Saturday, 21:00
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.same(w.partyOf("mill").ContactPoint(id("press")).Failed.Said, claim.Ref("550 5.1.1 no such user"))
			w.same(w.partyOf("mill").Contact.ID, id("counsel"))
			again := w.letters("mill").Request(id("r")).Again
			w.same(again.Contact, id("counsel"))
			w.same(again.At.Format("Mon 15:04"), "Mon 09:00")
			_, waits := w.deliverTurn("mill")
			w.same(waits, false)
			w.same(w.pass("mill", 2*day), []string{"request Mon 09:00"})
			w.same(w.last("mill").Contact, id("counsel"))
			w.same(w.letters("mill").Request(id("r")).SentAt.Format("Mon 15:04"), "Mon 09:00")
		}},
		{"where none is left it is somebody's turn, and the silence is undeliverable", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			for range points[:3] {
				w.tick(party("mill"))
				w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			}
			turn, waits := w.deliverTurn("mill")
			w.same(waits, true)
			w.same(turn.Why, string(claim.CauseNoSuchAddress))
			w.same(len(w.partyOf("mill").LetterPoints()), 0)
			w.same(len(w.pass("mill", 2*week)), 0)
			w.same(w.letters("mill").Request(id("r")).Silence, claim.Undeliverable)
		}},
		{"a full mailbox says nothing against the address, and the letter goes elsewhere all the same", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.fails("mill", w.last("mill"), letters.DeliverySoftBounce, claim.CauseMailboxFull)
			w.same(w.partyOf("mill").ContactPoint(id("press")).Failed == nil, true)
			w.same(w.letters("mill").Request(id("r")).Again.Contact, id("counsel"))
			w.same(w.pass("mill", 6*day), []string{"request Mon 09:00", "reminder Sat 09:00"}[:1])
		}},
		{"a policy that minds the desk's mail is somebody's turn, and no other contact point is bothered", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.fails("mill", w.last("mill"), letters.DeliverySoftBounce, claim.CausePolicy)
			w.same(w.letters("mill").Request(id("r")).Again == nil, true)
			turn, waits := w.deliverTurn("mill")
			w.same(waits, true)
			w.same(turn.Why, string(claim.CausePolicy))
		}},
		{"what is put again can be undone, and is somebody's turn then", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.must(author, party("mill"), letters.UndoPutAgain{Request: id("r")})
			_, waits := w.deliverTurn("mill")
			w.same(waits, true)
			w.same(len(w.pass("mill", day)), 0)
			w.must(author, party("mill"), letters.PutRequestAgain{Request: id("r"), Contact: id("editor of the house")})
			w.refused(claim.CodeInvalid, author, party("mill"), letters.PutRequestAgain{Request: id("r"), Contact: id("press")})
			w.same(w.pass("mill", day), []string{"request Tue 09:00"})
			w.same(w.last("mill").Contact, id("editor of the house"))
		}},
		{"a message that waits to be read, and a pause, hold back what goes out by itself", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.must(author, party("mill"), letters.PauseReminders{Request: id("r"), Reason: "reason"})
			w.same(len(w.pass("mill", 3*time.Hour)), 0)
			w.reply("mill", "m", received.MailAnswer)
			w.must(author, party("mill"), letters.ResumeReminders{Request: id("r")})
			w.same(len(w.pass("mill", time.Hour)), 0)
			w.must(author, party("mill"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.same(w.pass("mill", time.Hour), []string{"request Mon 13:00"})
		}},
		{"another address after a bounce has nothing sent; whoever says so has it wait for the undo window and their hours", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 10*day, "a"))
			back := w.last("alone")
			w.fails("alone", back, letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.now = monday.Add(5*day + 13*time.Hour) // Saturday, 22:00
			w.must(editor, partyStream("alone"), people.ChangeContact{Contact: point("found")})
			w.must(editor, partyStream("alone"), people.AddContact{Contact: point("another")})
			w.must(editor, partyStream("alone"), people.ChooseContact{Contact: id("another")})
			w.same(w.letters("alone").Request(id("r")).Again == nil, true)
			_, waits := w.deliverTurn("alone")
			w.same(waits, true)
			w.refused(claim.CodeConflict, author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("found"), After: id("another letter")})
			w.must(author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("found"), After: back.ID})
			again := w.letters("alone").Request(id("r")).Again
			w.same(again.By, author)
			w.same(again.At.Format("Mon 15:04"), "Mon 09:00")
			w.same(w.pass("alone", 2*day), []string{"request Mon 09:00"})
		}},
		{"whoever says so has it go out at their night, after the undo window, though not while a message waits", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 10*day, "a"))
			w.fails("alone", w.last("alone"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.now = monday.Add(5*day + 13*time.Hour) // Saturday, 22:00
			w.must(editor, partyStream("alone"), people.AddContact{Contact: point("found")})
			w.must(author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("found")})
			w.must(author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("found"), Now: true})
			w.reply("alone", "m", received.MailAnswer)
			w.same(len(w.pass("alone", time.Hour)), 0)
			w.must(author, party("alone"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.same(w.pass("alone", 2*time.Hour), []string{"request Sat 23:00"})
			w.same(w.last("alone").Now, true)
		}},
		{"what came back of several requests goes to another address in one letter, and is one turn", func(w *world) {
			for _, r := range []string{"r", "s"} {
				w.must(author, party("alone"), w.asking("alone", r, 10*day, "a"))
			}
			for _, m := range w.letters("alone").ToDeliver() {
				w.fails("alone", m, letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			}
			w.must(editor, partyStream("alone"), people.AddContact{Contact: point("found")})
			for _, r := range []string{"r", "s"} {
				w.must(author, party("alone"), letters.PutRequestAgain{Request: id(r), Contact: id("found")})
			}
			w.same(w.pass("alone", time.Hour), []string{"request Mon 09:00"})
			w.same(w.last("alone").Requests, []uuid.UUID{id("r"), id("s")})
			_, waits := w.deliverTurn("alone")
			w.same(waits, false)
			w.must(uuid.Nil, party("alone"), letters.Receive{Message: id("report"), Mail: received.Mail{
				Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Hard: true, Cause: claim.CauseNoSuchAddress, About: w.last("alone").ID,
			}})
			turns := slices.DeleteFunc(w.letters("alone").Turns(), func(t claim.Turn) bool { return t.Kind != claim.TurnDeliver })
			w.same(len(turns), 1)
		}},
		{"news that does not arrive hides no letter that came back before it", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 10*day, "a"))
			w.deliver("alone", letters.DeliveryAccepted)
			w.must(author, party("alone"), w.asking("alone", "s", 10*day, "a"))
			w.deliver("alone", letters.DeliveryAccepted)
			w.must(author, party("alone"), letters.Extend{Request: id("s"), AnswerBy: w.now.Add(12 * day), Reason: "they asked"})
			w.fails("alone", w.last("alone"), letters.DeliverySoftBounce, claim.CauseMailboxFull)
			w.must(uuid.Nil, party("alone"), finding.NotePublished{Claim: id("a"), Publication: finding.Publication{Version: 1, Kind: finding.FirstPublication, At: w.now}})
			w.now = w.now.Add(time.Hour)
			w.must(uuid.Nil, party("alone"), claim.Tick{})
			w.same(w.last("alone").Kind.Tells(), true)
			w.fails("alone", w.last("alone"), letters.DeliverySoftBounce, claim.CauseMailboxFull)
			var stuck []uuid.UUID
			for _, t := range w.letters("alone").Turns() {
				if t.Kind == claim.TurnDeliver {
					stuck = append(stuck, t.Subject)
				}
			}
			w.same(stuck, []uuid.UUID{id("r"), id("s")})
		}},
		{"an order can be changed, and a contact point that was taught as a sender alone is not in it", func(w *world) {
			w.must(editor, partyStream("mill"), people.AddContact{Contact: point("somebody"), Sender: true})
			w.same(w.partyOf("mill").LetterPoints(), []uuid.UUID{id("press"), id("counsel"), id("editor of the house")})
			w.must(editor, partyStream("mill"), people.OrderContacts{Contacts: []uuid.UUID{id("editor of the house"), id("somebody")}})
			w.same(w.partyOf("mill").LetterPoints(), []uuid.UUID{id("editor of the house"), id("somebody"), id("press"), id("counsel")})
			w.same(w.partyOf("mill").Contact.ID, id("editor of the house"))
			w.same(len(w.must(editor, partyStream("mill"), people.OrderContacts{Contacts: []uuid.UUID{id("editor of the house")}})), 0)
			w.refused(claim.CodeInvalid, editor, partyStream("mill"), people.OrderContacts{Contacts: []uuid.UUID{id("press"), id("press")}})
		}},
		{"a dead contact point is good again when a person says so, and gets what did not arrive when one has it go there", func(w *world) {
			w.must(author, party("alone"), w.asking("alone", "r", 10*day, "a"))
			w.fails("alone", w.last("alone"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.same(w.letters("alone").BadContacts, []uuid.UUID{id("only")})
			w.refused(claim.CodeConflict, author, party("alone"), w.asking("alone", "s", 10*day, "a"))
			w.must(editor, partyStream("alone"), people.ReviveContact{Contact: id("only")})
			w.same(len(w.letters("alone").BadContacts), 0)
			w.same(len(w.pass("alone", time.Hour)), 0)
			w.now = w.now.Add(-time.Hour)
			w.must(author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("only")})
			w.same(w.pass("alone", time.Hour), []string{"request Mon 09:00"})
		}},
		{"a report that somebody sent is not believed alone: a person reads it, and says", func(w *world) {
			w.ask("mill", "r", 10*day, "a")
			w.must(uuid.Nil, party("mill"), letters.Receive{Message: id("report"), Mail: received.Mail{
				Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Hard: true, Cause: claim.CauseNoSuchAddress, Doubtful: true, About: w.last("mill").ID,
			}})
			w.same(len(w.letters("mill").Unread()), 1)
			w.same(w.partyOf("mill").ContactPoint(id("press")).Failed == nil, true)
			w.must(author, party("mill"), letters.ReadMessage{Message: id("report"), Disposition: letters.ReadUndelivered})
			w.same(w.partyOf("mill").ContactPoint(id("press")).Failed.Cause, claim.CauseNoSuchAddress)
			w.same(w.pass("mill", time.Hour), []string{"request Mon 09:00"})
		}},
		{"a report that comes late does not send again what has reached another contact point", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			first := w.last("mill")
			w.deliver("mill", letters.DeliveryAccepted)
			w.must(uuid.Nil, party("mill"), letters.Receive{Message: id("soft"), Mail: received.Mail{
				Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Cause: claim.CauseUnreachable, About: first.ID,
			}})
			w.same(w.pass("mill", time.Hour), []string{"request Mon 09:00"})
			w.must(uuid.Nil, party("mill"), letters.Receive{Message: id("hard"), Mail: received.Mail{
				Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Hard: true, Cause: claim.CauseNoSuchAddress, About: first.ID,
			}})
			w.same(w.letters("mill").Request(id("r")).Again == nil, true)
		}},
		{"a reminder that comes back has nothing put again that is still to be handed over", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
			w.must(uuid.Nil, party("mill"), letters.RecordDelivery{
				Message: w.last("mill").ID, Delivery: letters.DeliveryUncertain, Attempts: 1, Contact: id("press"), Content: "letter", At: w.now,
			})
			w.now = w.now.Add(7 * day)
			w.tick(party("mill"))
			reminder := w.last("mill")
			w.same(reminder.Kind, claim.ReminderLetter)
			w.must(uuid.Nil, party("mill"), letters.RecordDelivery{
				Message: reminder.ID, Delivery: letters.DeliveryAccepted, Attempts: 1, Contact: id("press"), Content: "letter", At: w.now,
			})
			w.must(uuid.Nil, party("mill"), letters.Receive{Message: id("hard"), Mail: received.Mail{
				Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Hard: true, Cause: claim.CauseNoSuchAddress, About: reminder.ID,
			}})
			w.same(w.letters("mill").Request(id("r")).Again == nil, true)
			w.same(w.letters("mill").Contact, id("counsel"))
			w.now = w.now.Add(time.Hour)
			w.deliver("mill", letters.DeliveryAccepted)
			w.same(w.letters("mill").CameBack(id("r")) == nil, true)
			w.same(w.pass("mill", 3*day), []string{"final notice Wed 09:00"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			w.directory("mill", workingDays, points[:3]...)
			w.directory("alone", workingDays, "only")
			c.play(w)
		})
	}
}

// TestContactsAlways plays a party with several contact points, at which letters fail in every way.
func TestContactsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		who := partyNames[0]
		w.add(claim.DefaultPolicy, claimNames...)
		w.directory(who, workingDays, points...)
		c := w.letters(who)
		letter := func(t *rapid.T) { _, _ = w.as(author, party(who), w.letterCommand(t, c, who)) }
		t.Repeat(map[string]func(*rapid.T){
			"anything": letter,
			"ask": func(t *rapid.T) {
				ask := w.asking(who, "", draw(t, windows[2:6]), claimNames[below(t, len(claimNames))])
				ask.Request = some(t, "request "+who, 5)
				_, _ = w.as(author, party(who), ask)
			},
			"fail": func(t *rapid.T) {
				if out := c.ToDeliver(); len(out) > 0 {
					cause := draw(t, claim.Causes)
					d := letters.DeliverySoftBounce
					if cause.Dead() {
						d = letters.DeliveryHardBounce
					}
					w.fails(who, out[0], d, cause)
				}
			},
			"bounce": func(t *rapid.T) {
				cause := draw(t, claim.Causes)
				_, _ = w.as(uuid.Nil, party(who), letters.Receive{Message: some(t, "report", 20), Mail: received.Mail{
					Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, Failed: true, Hard: cause.Dead(), Cause: cause, About: w.someMessage(t, c).ID, Doubtful: oneIn(t, 6),
				}})
			},
			"again": func(t *rapid.T) {
				_, _ = w.as(author, party(who), draw(t, []claim.Body{
					letters.PutRequestAgain{Request: some(t, "request "+who, 5), Contact: id(draw(t, points)), Now: oneIn(t, 3)}, letters.PutRequestAgain{Request: some(t, "request "+who, 5)},
					letters.UndoPutAgain{Request: some(t, "request "+who, 5)},
				}))
			},
			"directory": func(t *rapid.T) { _, _ = w.as(editor, partyStream(who), w.contactCommand(t)) },
			"deliver":   func(*rapid.T) { w.deliver(who, letters.DeliveryAccepted) },
			"tick":      func(*rapid.T) { w.tick(party(who)) },
			"later":     w.timePasses,
			"": func(*rapid.T) {
				w.checkPutAgain(c)
			},
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

// contactCommand is any command about contact points.
func (w *world) contactCommand(t *rapid.T) claim.Body {
	some := id(draw(t, append(slices.Clone(points), "nobody")))
	return draw(t, []claim.Body{
		people.ChooseContact{Contact: some}, people.RetireContact{Contact: some}, people.ReviveContact{Contact: some}, people.AddContact{Contact: point("late"), Sender: below(t, 2) == 0},
		people.BarContact{Contact: draw(t, []uuid.UUID{some, some, uuid.Nil}), Reason: "why"}, people.UnbarContact{Contact: some}, people.UnbarContact{},
		people.OrderContacts{Contacts: []uuid.UUID{some}}, people.OrderContacts{Contacts: []uuid.UUID{id("front desk"), id("press")}},
	})
}

// checkPutAgain checks that what goes out again keeps to every rule, and that a letter that came
// back is either about to go elsewhere or somebody's turn.
func (w *world) checkPutAgain(c *letters.Correspondence) {
	w.t.Helper()
	had := map[string]bool{}
	for _, m := range c.Messages {
		if m.Kind != claim.RequestLetter || m.Contact == uuid.Nil || m.Delivery == letters.DeliveryStopped {
			continue
		}
		for _, r := range m.Requests {
			to := m.Contact
			if m.To != uuid.Nil { // where it was sent; what the draws report may be anything
				to = m.To
			}
			key := r.String() + to.String()
			if had[key] && m.After != uuid.Nil && m.Chosen == uuid.Nil {
				w.t.Fatalf("a request went twice to one contact point by itself")
			}
			had[key] = true
		}
	}
	turns := c.Turns()
	for _, r := range c.Requests {
		turn := slices.ContainsFunc(turns, func(t claim.Turn) bool {
			return (t.Kind == claim.TurnDeliver || t.Kind == claim.TurnChase) && t.Subject == r.ID
		})
		m := c.CameBack(r.ID)
		switch {
		case r.Over() && r.Again != nil:
			w.t.Fatalf("a request that is over is about to be put again")
		case !r.Over() && m != nil && m.Requests[0] == r.ID && r.Again == nil && !turn:
			w.t.Fatalf("a letter came back, and nobody has to do anything")
		case r.Again != nil && turn && c.Barred == nil:
			w.t.Fatalf("it is somebody's turn, though the request is about to be put again")
		}
	}
}
