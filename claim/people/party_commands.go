package people

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// AddParty puts a party into the directory. Content: a [PartyProfile].
type AddParty struct {
	Profile claim.Ref         `json:"profile"`
	Zone    string            `json:"zone"`
	Hours   claim.OfficeHours `json:"hours"`
	Contact Contact           `json:"contact"`
}

// CommandKind implements [claim.Body].
func (AddParty) CommandKind() string { return "add party" }

// ReviseParty describes a party anew. Content: a [PartyProfile].
type ReviseParty struct {
	Profile claim.Ref         `json:"profile"`
	Zone    string            `json:"zone"`
	Hours   claim.OfficeHours `json:"hours"`
	Seen    int64             `json:"seen,omitempty"` // version of the stream that was revised; 0 for whatever is there
}

// CommandKind implements [claim.Body].
func (ReviseParty) CommandKind() string { return "revise party" }

// ChangeContact gives a party another contact point for letters, a new one or one that it has.
type ChangeContact struct {
	Contact Contact `json:"contact"`
}

// CommandKind implements [claim.Body].
func (ChangeContact) CommandKind() string { return "change contact" }

// AddContact gives a party one more contact point, the last in its order. Letters go there if
// they arrive at none before it. While an address of the party is not to be contacted, letters go to another one that is
// added only if somebody puts it in the order, as with the address of a sender.
type AddContact struct {
	Contact Contact `json:"contact"`
	Sender  bool    `json:"sender,omitempty"` // known as a sender alone: letters go there only if somebody puts it in the order
}

// CommandKind implements [claim.Body].
func (AddContact) CommandKind() string { return "add contact" }

// ChooseContact has letters go to one of the party's contact points: it is the first in its order.
type ChooseContact struct {
	Contact uuid.UUID `json:"contact"`
}

// CommandKind implements [claim.Body].
func (ChooseContact) CommandKind() string { return "choose contact" }

// RetireContact says that a contact point is not used any more.
type RetireContact struct {
	Contact uuid.UUID `json:"contact"`
}

// CommandKind implements [claim.Body].
func (RetireContact) CommandKind() string { return "retire contact" }

// VerifyContact says how and when somebody made sure that a contact point is the party's.
type VerifyContact struct {
	Contact uuid.UUID  `json:"contact"`
	How     VerifiedBy `json:"how"`
	At      time.Time  `json:"at"`
	Note    claim.Ref  `json:"note,omitempty"` // content: text
}

// CommandKind implements [claim.Body].
func (VerifyContact) CommandKind() string { return "verify contact" }

// PartyAdded: a party entered the directory. Content: a [PartyProfile].
type PartyAdded struct {
	Profile claim.Ref         `json:"profile"`
	Zone    string            `json:"zone"`
	Hours   claim.OfficeHours `json:"hours"`
	Contact Contact           `json:"contact"`
}

// FactKind implements [claim.Fact].
func (PartyAdded) FactKind() string { return "party.added" }

// PartyRevised: the party is described otherwise from now on. Content: a [PartyProfile].
type PartyRevised struct {
	Profile claim.Ref         `json:"profile"`
	Zone    string            `json:"zone"`
	Hours   claim.OfficeHours `json:"hours"`
}

// FactKind implements [claim.Fact].
func (PartyRevised) FactKind() string { return "party.revised" }

// ContactChanged: letters to the party go elsewhere from now on.
type ContactChanged struct {
	Contact Contact `json:"contact"`
}

// FactKind implements [claim.Fact].
func (ContactChanged) FactKind() string { return "party.contact_changed" }

// ContactAdded: the party has one more contact point.
type ContactAdded struct {
	Contact Contact `json:"contact"`
	Sender  bool    `json:"sender,omitempty"` // letters go there only if somebody puts it in the order
}

// FactKind implements [claim.Fact].
func (ContactAdded) FactKind() string { return "party.contact_added" }

// ContactRetired: the contact point is not used any more.
type ContactRetired struct {
	Contact uuid.UUID `json:"contact"`
}

// FactKind implements [claim.Fact].
func (ContactRetired) FactKind() string { return "party.contact_retired" }

// ContactVerified: somebody has made sure that the contact point is the party's.
type ContactVerified struct {
	Contact uuid.UUID  `json:"contact"`
	How     VerifiedBy `json:"how"`
	At      time.Time  `json:"at"`
	Note    claim.Ref  `json:"note,omitempty"`
}

// FactKind implements [claim.Fact].
func (ContactVerified) FactKind() string { return "party.contact_verified" }

func init() {
	claim.RegisterBody[AddParty](claim.StreamParty)
	claim.RegisterBody[ReviseParty](claim.StreamParty)
	claim.RegisterBody[ChangeContact](claim.StreamParty)
	claim.RegisterBody[AddContact](claim.StreamParty)
	claim.RegisterBody[ChooseContact](claim.StreamParty)
	claim.RegisterBody[RetireContact](claim.StreamParty)
	claim.RegisterBody[VerifyContact](claim.StreamParty)
	claim.RegisterFact[PartyAdded]()
	claim.RegisterFact[PartyRevised]()
	claim.RegisterFact[ContactChanged]()
	claim.RegisterFact[ContactAdded]()
	claim.RegisterFact[ContactRetired]()
	claim.RegisterFact[ContactVerified]()
}
