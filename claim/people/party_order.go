package people

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// OrderContacts says in which order a party's contact points are used for letters: where
// letters come back from one, they go to the next.
type OrderContacts struct {
	Contacts []uuid.UUID `json:"contacts"` // the first ones; those that are not named follow as they stood
}

// CommandKind implements [claim.Body].
func (OrderContacts) CommandKind() string { return "order contacts" }

// ReviveContact says that a contact point at which letters came back for good takes mail again.
type ReviveContact struct {
	Contact uuid.UUID `json:"contact"`
}

// CommandKind implements [claim.Body].
func (ReviveContact) CommandKind() string { return "revive contact" }

// ContactsOrdered: the contact points are used in another order from now on.
type ContactsOrdered struct {
	Contacts []uuid.UUID `json:"contacts"`
	Moved    bool        `json:"moved,omitempty"` // letters go elsewhere by that
}

// FactKind implements [claim.Fact].
func (ContactsOrdered) FactKind() string { return "party.contacts_ordered" }

// ContactFailed: letters do not arrive at the contact point, and go there no more.
type ContactFailed struct {
	Contact uuid.UUID   `json:"contact"`
	Cause   claim.Cause `json:"cause"`
	Said    claim.Ref   `json:"said,omitempty"` // content: the mail server's own words
	At      time.Time   `json:"at"`
}

// FactKind implements [claim.Fact].
func (ContactFailed) FactKind() string { return "party.contact_failed" }

// ContactRevived: a person says that letters arrive at the contact point again.
type ContactRevived struct {
	Contact uuid.UUID `json:"contact"`
}

// FactKind implements [claim.Fact].
func (ContactRevived) FactKind() string { return "party.contact_revived" }

func init() {
	claim.RegisterBody[OrderContacts](claim.StreamParty)
	claim.RegisterBody[ReviveContact](claim.StreamParty)
	claim.RegisterFact[ContactsOrdered]()
	claim.RegisterFact[ContactFailed]()
	claim.RegisterFact[ContactRevived]()
}

func (p *Party) orderContacts(b OrderContacts) ([]claim.Fact, error) {
	if len(b.Contacts) == 0 {
		return nil, claim.Errorf(claim.CodeInvalid, "an order names at least one contact point").WithField("contacts", "name one or more contact points")
	}
	for i, id := range b.Contacts {
		c, err := p.usable(id)
		switch {
		case err != nil:
			return nil, err
		case c.Barred != nil:
			return nil, c.barredNow()
		case !c.Channel.Carried():
			return nil, claim.Errorf(claim.CodeInvalid, "letters do not go to a contact %s", c.Channel.How()).WithField("contacts", "name e-mail addresses")
		case slices.Contains(b.Contacts[:i], id):
			return nil, claim.Errorf(claim.CodeInvalid, "a contact point stands in the order twice").WithField("contacts", "name each once")
		}
	}
	as := *p
	as.first(b.Contacts...)
	if slices.Equal(as.Order, p.Order) {
		return nil, nil
	}
	return []claim.Fact{ContactsOrdered{b.Contacts, as.letters().ID != p.Contact.ID}}, nil
}

func (p *Party) reviveContact(b ReviveContact) ([]claim.Fact, error) {
	c, err := p.usable(b.Contact)
	if err != nil || c.Failed == nil {
		return nil, err
	}
	return []claim.Fact{ContactRevived(b)}, nil
}

// noteFailure takes the first failure: what comes later tells nothing new.
func (p *Party) noteFailure(b claim.NoteFailure) []claim.Fact {
	if c := p.ContactPoint(b.Contact); c == nil || c.Failed != nil {
		return nil
	}
	return []claim.Fact{ContactFailed(b)}
}

// first puts contact points before all others in the order.
func (p *Party) first(ids ...uuid.UUID) {
	rest := slices.DeleteFunc(slices.Clone(p.Order), func(id uuid.UUID) bool { return slices.Contains(ids, id) })
	p.Order = append(slices.Clone(ids), rest...)
}

// Ordered are the contact points in the order in which letters go to them.
func (p *Party) Ordered() []ContactPoint {
	ordered := slices.Clone(p.Contacts)
	place := func(c ContactPoint) int {
		if i := slices.Index(p.Order, c.ID); i >= 0 {
			return i
		}
		return len(p.Order)
	}
	slices.SortStableFunc(ordered, func(a, b ContactPoint) int { return place(a) - place(b) })
	return ordered
}

// TakesLetters reports whether letters can go to the contact point, if they arrive there.
func (p *Party) TakesLetters(c ContactPoint) bool {
	return c.Channel.Carried() && c.RetiredAt.IsZero() && c.Barred == nil && (!c.Sender || slices.Contains(p.Order, c.ID))
}

// letters is where letters go: the first contact point in the order that is not dead, or else the
// first one.
func (p *Party) letters() Contact {
	var first Contact
	for _, c := range p.Ordered() {
		switch {
		case !p.TakesLetters(c):
		case c.Failed == nil:
			return c.Contact
		case first.ID == uuid.Nil:
			first = c.Contact
		}
	}
	return first
}

// LetterPoints implements [claim.Addressee].
func (p *Party) LetterPoints() []uuid.UUID {
	if p.Barred != nil {
		return nil
	}
	var ids []uuid.UUID
	for _, c := range p.Ordered() {
		if p.TakesLetters(c) && c.Failed == nil {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// LettersTo is the contact point for a letter that is meant for the one named; the zero Contact
// if that takes no letters any more.
func (p *Party) LettersTo(id uuid.UUID) Contact {
	if c := p.ContactPoint(id); c != nil && p.TakesLetters(*c) {
		return c.Contact
	}
	return Contact{}
}

// LettersOf is the contact point for letters of a correspondence that go to the one named as long
// as they arrive there; else it is where letters to the party go.
func (p *Party) LettersOf(id uuid.UUID) Contact {
	if c := p.ContactPoint(id); c != nil && p.TakesLetters(*c) && c.Failed == nil {
		return c.Contact
	}
	return p.Contact
}
