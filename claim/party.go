package claim

import (
	"time"

	"github.com/google/uuid"
)

// Party is an organisation or person who can answer. The desk writes it; it
// has no workflow.
type Party struct {
	Head
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"` // IANA time zone name
	Hours   OfficeHours `json:"hours"`
	Contact Contact     `json:"contact"` // where letters go; the zero Contact for a party that is not asked by mail
}

// Contact is one way to reach a party.
type Contact struct {
	ID      uuid.UUID `json:"id"`
	Channel Channel   `json:"channel"`
	Address Ref       `json:"address"` // content: a [ContactAddress]
}

// AddParty puts a party into the directory. Content: a [PartyProfile].
type AddParty struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
	Contact Contact     `json:"contact"`
}

// CommandKind implements [Body].
func (AddParty) CommandKind() string { return "add party" }

// ChangeContact gives a party another contact point for letters.
type ChangeContact struct {
	Contact Contact `json:"contact"`
}

// CommandKind implements [Body].
func (ChangeContact) CommandKind() string { return "change contact" }

// PartyAdded: a party entered the directory. Content: a [PartyProfile].
type PartyAdded struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
	Contact Contact     `json:"contact"`
}

// FactKind implements [Fact].
func (PartyAdded) FactKind() string { return "party.added" }

// ContactChanged: letters to the party go elsewhere from now on.
type ContactChanged struct {
	Contact Contact `json:"contact"`
}

// FactKind implements [Fact].
func (ContactChanged) FactKind() string { return "party.contact_changed" }

func init() {
	registerBody[AddParty]()
	registerBody[ChangeContact]()
	registerFact[PartyAdded]()
	registerFact[ContactChanged]()
}

// Stream implements [Aggregate].
func (p *Party) Stream() Stream { return Stream{StreamParty, p.ID} }

// Decide implements [Aggregate].
func (p *Party) Decide(cmd Command, _ time.Time) ([]Fact, error) {
	if p.Seen(cmd.ID) {
		return nil, nil
	}
	switch b := cmd.Body.(type) {
	case AddParty:
		if p.Version > 0 && p.Profile == b.Profile {
			return nil, nil
		}
		if p.Version > 0 {
			return nil, Errorf(CodeExists, "the party is in the directory already")
		}
		if err := b.Hours.Validate(); err != nil {
			return nil, err
		}
		return []Fact{PartyAdded(b)}, nil
	case ChangeContact:
		if p.Version == 0 {
			return nil, Errorf(CodeNotFound, "there is no such party")
		}
		if b.Contact == p.Contact {
			return nil, nil
		}
		return []Fact{ContactChanged(b)}, nil
	}
	return nil, unknownCommand(p, cmd)
}

// Evolve implements [Aggregate].
func (p *Party) Evolve(e Entry) {
	p.take(e)
	switch f := e.Fact.(type) {
	case PartyAdded:
		p.Profile, p.Zone, p.Hours, p.Contact = f.Profile, f.Zone, f.Hours, f.Contact
	case ContactChanged:
		p.Contact = f.Contact
	}
}
