package claim

import (
	"time"

	"github.com/google/uuid"
)

// Intake is one message received by mail until it has a correspondence. Its
// workflow is short; a message that nobody can place waits in quarantine.
type Intake struct {
	Head
	Mail           Mail         `json:"mail"`
	Correspondence uuid.UUID    `json:"correspondence"`       // where it went; the zero id while it is nowhere
	Quarantine     Reason       `json:"quarantine,omitempty"` // why it could not be placed
	Discarded      bool         `json:"discarded,omitempty"`
	Assigned       []Assignment `json:"assigned,omitempty"` // who is to sort it
}

// Mail is what is known of a received message without its content.
type Mail struct {
	Raw        Ref       `json:"raw"` // content: the bytes as they came
	Class      MailClass `json:"class"`
	ReceivedAt time.Time `json:"receivedAt"`
	// Of a bounce: the message of ours that it is about, if it says so, and whether it came back for good.
	About uuid.UUID `json:"about,omitzero"`
	Hard  bool      `json:"hard,omitempty"`
}

// TakeIn records a received message, and its correspondence if the token named one.
type TakeIn struct {
	Mail           Mail      `json:"mail"`
	Correspondence uuid.UUID `json:"correspondence,omitzero"`
	Quarantine     Reason    `json:"quarantine,omitempty"`
}

// CommandKind implements [Body].
func (TakeIn) CommandKind() string { return "take in" }

// AssignMail gives a message in quarantine to a correspondence.
type AssignMail struct {
	Correspondence uuid.UUID `json:"correspondence"`
}

// CommandKind implements [Body].
func (AssignMail) CommandKind() string { return "assign mail" }

// DiscardMail takes a message out of quarantine without giving it to anybody. It is kept.
type DiscardMail struct{}

// CommandKind implements [Body].
func (DiscardMail) CommandKind() string { return "discard mail" }

// MailReceived: a message came in and its bytes are kept.
type MailReceived struct {
	Mail Mail `json:"mail"`
}

// FactKind implements [Fact].
func (MailReceived) FactKind() string { return "mail.received" }

// MailQuarantined: it is not known whom the message concerns.
type MailQuarantined struct {
	Reason Reason `json:"reason"`
}

// FactKind implements [Fact].
func (MailQuarantined) FactKind() string { return "mail.quarantined" }

// MailMatched: the message belongs to a correspondence.
type MailMatched struct {
	Correspondence uuid.UUID `json:"correspondence"`
}

// FactKind implements [Fact].
func (MailMatched) FactKind() string { return "mail.matched" }

// MailDiscarded: a person found that the message concerns no case.
type MailDiscarded struct{}

// FactKind implements [Fact].
func (MailDiscarded) FactKind() string { return "mail.discarded" }

func init() {
	RegisterKind(StreamIntake, func(h Head) Aggregate { return &Intake{Head: h} })
	RegisterBody[TakeIn](StreamIntake)
	RegisterBody[AssignMail](StreamIntake)
	RegisterBody[DiscardMail](StreamIntake)
	RegisterFact[MailReceived]()
	RegisterFact[MailQuarantined]()
	RegisterFact[MailMatched]()
	RegisterFact[MailDiscarded]()
}

// Stream implements [Aggregate].
func (in *Intake) Stream() Stream { return Stream{StreamIntake, in.ID} }

// Decide implements [Aggregate].
func (in *Intake) Decide(cmd Command, _ time.Time, around Around) ([]Fact, error) {
	switch b := cmd.Body.(type) {
	case TakeIn:
		return in.takeIn(b, around), nil
	case AssignMail:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		if around.State(Stream{StreamCorrespondence, b.Correspondence}).StreamVersion() == 0 {
			return nil, Errorf(CodeInvalid, "say which correspondence the message belongs to")
		}
		return []Fact{MailMatched(b)}, nil
	case DiscardMail:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		return []Fact{MailDiscarded{}}, nil
	case AssignTurn:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		return assignTurn(b, in, in.Assigned, around)
	case ReleaseTurns:
		return releaseTurns(b, in, in.Assigned, around), nil
	}
	return nil, unknownCommand(in, cmd)
}

func (in *Intake) takeIn(b TakeIn, around Around) []Fact {
	if in.Version > 0 { // a second delivery of the same bytes
		return nil
	}
	received := MailReceived{b.Mail}
	if b.Correspondence != uuid.Nil && around.State(Stream{StreamCorrespondence, b.Correspondence}).StreamVersion() == 0 {
		return []Fact{received, MailQuarantined{NoCorrespondence}}
	}
	if b.Correspondence == uuid.Nil {
		return []Fact{received, MailQuarantined{b.Quarantine}}
	}
	return []Fact{received, MailMatched{b.Correspondence}}
}

func (in *Intake) waiting() error {
	switch {
	case in.Version == 0:
		return Errorf(CodeNotFound, "there is no such message")
	case in.Correspondence != uuid.Nil:
		return Errorf(CodeConflict, "the message belongs to a correspondence already")
	case in.Discarded:
		return Errorf(CodeConflict, "the message was discarded already")
	}
	return nil
}

// Evolve implements [Aggregate].
func (in *Intake) Evolve(e Entry) {
	in.Take(e)
	switch f := e.Fact.(type) {
	case MailReceived:
		in.Mail = f.Mail
	case MailQuarantined:
		in.Quarantine = f.Reason
	case MailMatched:
		in.Correspondence, in.Quarantine = f.Correspondence, ""
	case MailDiscarded:
		in.Discarded, in.Quarantine = true, ""
	case TurnAssigned:
		in.Assigned = assigned(in.Assigned, e, f)
	}
}

// Notices implements [Aggregate]: the message is given to its correspondence.
func (in *Intake) Notices(e Entry, _ Around) []Notice {
	f, ok := e.Fact.(MailMatched)
	if !ok {
		return nil
	}
	to := Stream{StreamCorrespondence, f.Correspondence}
	return []Notice{{To: to, From: in.Stream(), Body: Receive{Message: in.ID, Mail: in.Mail}, By: System}}
}
