package timeline

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/people"
)

// turnNames say what was assigned.
var turnNames = map[claim.TurnKind]string{
	claim.TurnSort: "a message in quarantine", claim.TurnRead: "a message to read", claim.TurnLook: "an answer to look at",
	claim.TurnClarify: "a question to answer", claim.TurnDeliver: "a letter that did not arrive", claim.TurnDue: "a request to follow up", claim.TurnChase: "a request that is chased no more", claim.TurnIntent: "a party to call",
	claim.TurnReview: "a review", claim.TurnUnclaimed: "a review that nobody has taken up", claim.TurnAfterReview: "a review of what is public", claim.TurnStalled: "a review to find somebody for", claim.TurnReturned: "a claim to change", claim.TurnCorrect: "a correction", claim.TurnPublish: "a publication",
	claim.TurnMissed: "a publication that did not come about",
	claim.TurnStep:   "a step of a policy", claim.TurnReviewStep: "a step of a policy",
	claim.TurnMention: "a mention",
	claim.TurnGround:  "a claim whose ground has fallen",
	claim.TurnAssess:  "a claim to assess", claim.TurnAsk: "a claim to ask about", claim.TurnAskAgain: "a party to ask again", claim.TurnEvidence: "evidence to look at again", claim.TurnWeigh: "an answer in doubt", claim.TurnDraft: "a draft", claim.TurnHeld: "a claim on hold",
}

// turnText says whose turn something is.
func (t teller) turnText(f assigned.TurnAssigned) string {
	kind, id, err := claim.ParseItem(f.Item)
	what := cmp.Or(turnNames[kind], "something that waits")
	if key := t.Keys[id]; err == nil && key != "" {
		what += " (" + key + ")"
	}
	if name := t.People[f.To]; name != "" {
		return fmt.Sprintf("assigned %s to %s", what, name)
	}
	return "gave back " + what
}

// partyText puts an entry in the stream of a party into words.
func (t teller) partyText(e claim.Entry) string {
	name := t.name(e.Stream.ID)
	if text := pauseText(e.Fact, "to "+name); text != "" {
		return text
	}
	switch f := e.Fact.(type) {
	case people.PartyAdded:
		return "added the party " + name
	case people.PartyRevised:
		return "changed how the party " + name + " is described"
	case people.ContactChanged:
		return "changed where letters to " + name + " go"
	case people.ContactAdded:
		return "added a contact point of " + name
	case people.ContactRetired:
		return "retired a contact point of " + name
	case people.ContactsOrdered:
		return "changed the order in which letters go to the contact points of " + name
	case people.ContactFailed:
		return fmt.Sprintf("letters to a contact point of %s come back, and none goes there any more: %s", name, claim.WordOf(f.Cause).Doc)
	case people.ContactRevived:
		return "said that a contact point of " + name + " takes mail again"
	case people.ContactBarred:
		if f.Contact == uuid.Nil {
			return name + " is not to be contacted"
		}
		return "a contact point of " + name + " is not to be contacted"
	case people.ContactUnbarred:
		if f.Contact == uuid.Nil {
			return name + " may be contacted again"
		}
		return "a contact point of " + name + " may be contacted again"
	case people.ContactVerified:
		return fmt.Sprintf("verified a contact point of %s: %s", name, f.How)
	}
	return plainKind(e.Fact)
}

// deskText puts an entry in the stream of the desk into words.
func deskText(fact claim.Fact) string {
	if text := pauseText(fact, "of the desk"); text != "" {
		return text
	}
	switch fact.(type) {
	case people.MailHeld:
		return "holds all mail: no letter is handed over"
	case people.SigningKeyMade:
		return "made a key to sign letters with"
	case people.SigningKeyUsed:
		return "signs letters with another key from now on"
	case people.MailReleased:
		return "released the mail: letters go out again"
	case people.DeskNoticesChosen:
		return "chose what the webhook of the desk is told"
	case people.WebhookSet, people.WebhookRemoved, people.WebhookStopped:
		return hookText(fact)
	}
	return "changed the desk's settings"
}

// pauseText says that reminders are paused or go out again; empty for another fact.
func pauseText(fact claim.Fact, which string) string {
	switch fact.(type) {
	case claim.RemindersPaused:
		return "paused the reminders " + which
	case claim.RemindersResumed:
		return "let the reminders " + which + " go out again"
	}
	return ""
}

// plainKind is the kind of a fact in words, for want of a sentence.
func plainKind(f claim.Fact) string {
	return strings.NewReplacer("_", " ", ".", ": ").Replace(f.FactKind())
}
