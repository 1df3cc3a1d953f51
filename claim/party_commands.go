package claim

import (
	"time"

	"github.com/google/uuid"
)

// AddParty puts a party into the directory. Content: a [PartyProfile].
type AddParty struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
	Contact Contact     `json:"contact"`
}

// CommandKind implements [Body].
func (AddParty) CommandKind() string { return "add party" }

// ReviseParty describes a party anew. Content: a [PartyProfile].
type ReviseParty struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
	Seen    int64       `json:"seen,omitempty"` // version of the stream that was revised; 0 for whatever is there
}

// CommandKind implements [Body].
func (ReviseParty) CommandKind() string { return "revise party" }

// ChangeContact gives a party another contact point for letters, a new one or one that it has.
type ChangeContact struct {
	Contact Contact `json:"contact"`
}

// CommandKind implements [Body].
func (ChangeContact) CommandKind() string { return "change contact" }

// AddContact gives a party one more contact point. The first e-mail address is where letters go.
type AddContact struct {
	Contact Contact `json:"contact"`
}

// CommandKind implements [Body].
func (AddContact) CommandKind() string { return "add contact" }

// ChooseContact has letters go to one of the party's contact points.
type ChooseContact struct {
	Contact uuid.UUID `json:"contact"`
}

// CommandKind implements [Body].
func (ChooseContact) CommandKind() string { return "choose contact" }

// RetireContact says that a contact point is not used any more.
type RetireContact struct {
	Contact uuid.UUID `json:"contact"`
}

// CommandKind implements [Body].
func (RetireContact) CommandKind() string { return "retire contact" }

// VerifyContact says how and when somebody made sure that a contact point is the party's.
type VerifyContact struct {
	Contact uuid.UUID  `json:"contact"`
	How     VerifiedBy `json:"how"`
	At      time.Time  `json:"at"`
	Note    Ref        `json:"note,omitempty"` // content: text
}

// CommandKind implements [Body].
func (VerifyContact) CommandKind() string { return "verify contact" }

// PartyAdded: a party entered the directory. Content: a [PartyProfile].
type PartyAdded struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
	Contact Contact     `json:"contact"`
}

// FactKind implements [Fact].
func (PartyAdded) FactKind() string { return "party.added" }

// PartyRevised: the party is described otherwise from now on. Content: a [PartyProfile].
type PartyRevised struct {
	Profile Ref         `json:"profile"`
	Zone    string      `json:"zone"`
	Hours   OfficeHours `json:"hours"`
}

// FactKind implements [Fact].
func (PartyRevised) FactKind() string { return "party.revised" }

// ContactChanged: letters to the party go elsewhere from now on.
type ContactChanged struct {
	Contact Contact `json:"contact"`
}

// FactKind implements [Fact].
func (ContactChanged) FactKind() string { return "party.contact_changed" }

// ContactAdded: the party has one more contact point.
type ContactAdded struct {
	Contact Contact `json:"contact"`
}

// FactKind implements [Fact].
func (ContactAdded) FactKind() string { return "party.contact_added" }

// ContactRetired: the contact point is not used any more.
type ContactRetired struct {
	Contact uuid.UUID `json:"contact"`
}

// FactKind implements [Fact].
func (ContactRetired) FactKind() string { return "party.contact_retired" }

// ContactVerified: somebody has made sure that the contact point is the party's.
type ContactVerified struct {
	Contact uuid.UUID  `json:"contact"`
	How     VerifiedBy `json:"how"`
	At      time.Time  `json:"at"`
	Note    Ref        `json:"note,omitempty"`
}

// FactKind implements [Fact].
func (ContactVerified) FactKind() string { return "party.contact_verified" }

func init() {
	RegisterBody[AddParty](StreamParty)
	RegisterBody[ReviseParty](StreamParty)
	RegisterBody[ChangeContact](StreamParty)
	RegisterBody[AddContact](StreamParty)
	RegisterBody[ChooseContact](StreamParty)
	RegisterBody[RetireContact](StreamParty)
	RegisterBody[VerifyContact](StreamParty)
	RegisterFact[PartyAdded]()
	RegisterFact[PartyRevised]()
	RegisterFact[ContactChanged]()
	RegisterFact[ContactAdded]()
	RegisterFact[ContactRetired]()
	RegisterFact[ContactVerified]()
}
