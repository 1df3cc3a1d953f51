package casework

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// turnNames say what was assigned.
var turnNames = map[claim.TurnKind]string{
	claim.TurnSort: "a message in quarantine", claim.TurnRead: "a message to read", claim.TurnLook: "an answer to look at",
	claim.TurnClarify: "a question to answer", claim.TurnDeliver: "a letter that did not arrive", claim.TurnDue: "a request to follow up",
	claim.TurnReview: "a review", claim.TurnReturned: "a claim to change", claim.TurnCorrect: "a correction", claim.TurnPublish: "a publication",
	claim.TurnAssess: "a claim to assess", claim.TurnAsk: "a claim to ask about", claim.TurnDraft: "a draft", claim.TurnHeld: "a claim on hold",
}

// turnText says whose turn something is.
func (t teller) turnText(f claim.TurnAssigned) string {
	kind, id, err := claim.ParseItem(f.Item)
	what := turnNames[kind]
	if key := t.keys[id]; err == nil && key != "" {
		what += " (" + key + ")"
	}
	if name := t.people[f.To]; name != "" {
		return fmt.Sprintf("assigned %s to %s", what, name)
	}
	return "gave back " + what
}

// deskText tells what stands in no case: parties and the desk's settings.
// Kinds that have no sentence of their own are put into words as they are called.
func (t teller) deskText(e claim.Entry) string {
	id := e.Stream.ID
	switch e.Stream.Kind {
	case claim.StreamParty:
		if _, ok := e.Fact.(claim.PartyAdded); ok {
			return "added the party " + t.name(id)
		}
		return fmt.Sprintf("%s: %s", t.name(id), plainKind(e.Fact))
	case claim.StreamDesk:
		return "changed the desk's settings"
	}
	return plainKind(e.Fact)
}

// plainKind is the kind of a fact in words.
func plainKind(f claim.Fact) string {
	_, kind, _ := strings.Cut(f.FactKind(), ".")
	return strings.ReplaceAll(kind, "_", " ")
}
