package people

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// BarContact says that a party, or one of its contact points, is not to be contacted: nothing goes there.
type BarContact struct {
	Contact uuid.UUID `json:"contact,omitzero"` // the zero id for the party as a whole
	Reason  claim.Ref `json:"reason"`           // content: why, as text
}

// CommandKind implements [claim.Body].
func (BarContact) CommandKind() string { return "bar contact" }

// UnbarContact takes that back.
type UnbarContact struct {
	Contact uuid.UUID `json:"contact,omitzero"` // the zero id for the party as a whole
}

// CommandKind implements [claim.Body].
func (UnbarContact) CommandKind() string { return "unbar contact" }

// ContactBarred: the party, or its contact point, is not to be contacted.
type ContactBarred struct {
	Contact uuid.UUID `json:"contact,omitzero"`
	Reason  claim.Ref `json:"reason"`
}

// FactKind implements [claim.Fact].
func (ContactBarred) FactKind() string { return "party.barred" }

// ContactUnbarred: it may be contacted again.
type ContactUnbarred struct {
	Contact uuid.UUID `json:"contact,omitzero"`
}

// FactKind implements [claim.Fact].
func (ContactUnbarred) FactKind() string { return "party.unbarred" }

func init() {
	claim.RegisterBody[BarContact](claim.StreamParty)
	claim.RegisterBody[UnbarContact](claim.StreamParty)
	claim.RegisterFact[ContactBarred]()
	claim.RegisterFact[ContactUnbarred]()
}

// barThere is where it stands that the party, or the contact point, is not to be contacted.
func (p *Party) barThere(contact uuid.UUID) (**claim.Barred, error) {
	if contact == uuid.Nil {
		return &p.Barred, nil
	}
	c := p.ContactPoint(contact)
	if c == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	}
	return &c.Barred, nil
}

func (p *Party) bar(b BarContact) ([]claim.Fact, error) {
	there, err := p.barThere(b.Contact)
	switch {
	case err != nil:
		return nil, err
	case *there != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "it is not to be contacted already").WithHint("take that back first, to say so for another reason")
	case b.Reason == "":
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{ContactBarred(b)}, nil
}

func (p *Party) unbar(b UnbarContact) ([]claim.Fact, error) {
	there, err := p.barThere(b.Contact)
	if err != nil || *there == nil {
		return nil, err
	}
	return []claim.Fact{ContactUnbarred(b)}, nil
}

func (p *Party) barred(contact uuid.UUID, by *claim.Barred) {
	if there, err := p.barThere(contact); err == nil {
		*there = by
	}
}

// BarredAs implements [claim.Addressee].
func (p *Party) BarredAs() *claim.Barred {
	if p.Barred != nil || len(p.LetterPoints()) > 0 {
		return p.Barred
	}
	for _, c := range p.Ordered() {
		but := c
		if but.Barred = nil; c.Barred != nil && c.Failed == nil && p.TakesLetters(but) {
			letters := *c.Barred
			letters.Letters = true
			return &letters
		}
	}
	return nil
}

// Bars implements [claim.Addressee].
func (p *Party) Bars(contact uuid.UUID) bool {
	c := p.ContactPoint(contact)
	return p.Barred != nil || c != nil && c.Barred != nil
}

// barsLetters reports whether an address of the party is not to be contacted, retired or not: what waits for its party may
// then go nowhere that nobody has chosen.
func (p *Party) barsLetters() bool {
	return slices.ContainsFunc(p.Contacts, func(c ContactPoint) bool { return c.Barred != nil && c.Channel.Carried() })
}

// barMayChange reports whether what a correspondence knows of it may be another after an entry.
func (p *Party) barMayChange(f claim.Fact) bool {
	switch f.(type) {
	case ContactBarred, ContactUnbarred:
		return true
	case ContactAdded, ContactChanged, ContactsOrdered, ContactRetired, ContactFailed, ContactRevived:
		for _, c := range p.Contacts {
			if c.Barred != nil {
				return true
			}
		}
	}
	return false
}

// barredNow refuses what would have letters go to a contact point that is not to be contacted.
func (c ContactPoint) barredNow() error {
	if c.Barred == nil {
		return nil
	}
	return claim.Errorf(claim.CodeConflict, "this contact point is not to be contacted").WithHint("see why on the page of the party; take that back first (onrecord party unbar)")
}
