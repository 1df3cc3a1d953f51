package claim_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// byHand is a world in which a request has arrived at the press office of the mill, and a letter by hand was written after it.
func byHand(t *testing.T) (w *world, hand letters.Message) {
	w = newWorld(t)
	w.now = monday
	w.add(claim.DefaultPolicy, "a")
	w.directory("mill", claim.OfficeHours{}, "press", "counsel", "editor of the house")
	w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
	w.settle("mill", w.last("mill"), letters.DeliveryAccepted, "")
	w.must(author, party("mill"), letters.WriteFollowUp{FollowUp: id("hand"), Request: id("r"), Text: "words"})
	return w, w.last("mill")
}

func TestALetterByHandThatCameBackGoesToTheNextContactPoint(t *testing.T) {
	w, hand := byHand(t)
	w.fails("mill", hand, letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
	again := w.letters("mill").Request(id("r")).Again
	w.same(again.Contact, id("counsel"))
	_, waits := w.deliverTurn("mill")
	w.same(waits, false)
	w.pass("mill", day)
	m := w.last("mill")
	w.same([]any{m.Kind, m.Why, m.To, m.After}, []any{claim.FollowUpLetter, claim.Ref("words"), id("counsel"), hand.ID})
	w.same(w.letters("mill").Repeats(m), true)

	w.bounce("mill", m, true)
	w.same(w.letters("mill").Request(id("r")).Again.Contact, id("editor of the house"))
	w.pass("mill", day)
	w.bounce("mill", w.last("mill"), true)
	_, waits = w.deliverTurn("mill")
	w.same(waits, true)
}

func TestALetterByHandDoesNotGoAgainAfterAnAnswer(t *testing.T) {
	for name, answered := range map[string]func(w *world){
		"an answer was recorded before it came back": func(w *world) {
			w.answer("mill", "response", claim.Denies, "a")
		},
		"a message came and was read": func(w *world) {
			w.reply("mill", "m", received.MailAnswer)
			w.must(author, party("mill"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, hand := byHand(t)
			w.now = w.now.Add(day)
			answered(w)
			w.fails("mill", hand, letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			w.same(w.letters("mill").Request(id("r")).Again == nil, true)
		})
		t.Run(name+", while it waits", func(t *testing.T) {
			w, hand := byHand(t)
			w.fails("mill", hand, letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
			answered(w)
			before := len(w.letters("mill").Messages)
			w.pass("mill", 3*day)
			for _, m := range w.letters("mill").Messages[before:] {
				if m.Kind == claim.FollowUpLetter {
					t.Error("it went out again after the party had written")
				}
			}
		})
	}
}

func TestARequestAndALetterByHandThatBothCameBackGoAsOne(t *testing.T) {
	w := newWorld(t)
	w.now = monday
	w.add(claim.DefaultPolicy, "a")
	w.directory("mill", claim.OfficeHours{}, "press", "counsel")
	w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
	request := w.last("mill")
	w.settle("mill", request, letters.DeliveryAccepted, "")
	w.must(author, party("mill"), letters.WriteFollowUp{FollowUp: id("hand"), Request: id("r"), Text: "words"})
	hand := w.last("mill")
	w.settle("mill", hand, letters.DeliveryAccepted, "")
	w.bounce("mill", request, true)
	w.bounce("mill", hand, true)
	before := len(w.letters("mill").Messages)
	w.pass("mill", day)
	var out []claim.MessageKind
	for _, m := range w.letters("mill").Messages[before:] {
		if m.Kind != claim.Reply && m.To == id("counsel") {
			out = append(out, m.Kind)
		}
	}
	w.same(out, []claim.MessageKind{claim.FollowUpLetter})
	w.same(w.letters("mill").Request(id("r")).Again == nil, true)
}

func TestALetterByHandThatCameBackAfterTheEndIsSomebodysTurn(t *testing.T) {
	w, hand := byHand(t)
	w.settle("mill", hand, letters.DeliveryAccepted, "")
	w.answer("mill", "response", claim.Denies, "a")
	w.now = w.now.Add(day)
	w.must(author, party("mill"), letters.WriteFollowUp{FollowUp: id("thanks"), Request: id("r"), Text: "words"})
	w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
	_, waits := w.deliverTurn("mill")
	w.same(waits, true)
	w.same(len(w.letters("mill").ToDeliver()), 0)
	w.same(w.letters("mill").Message(id("thanks")).After, uuid.Nil)
}
