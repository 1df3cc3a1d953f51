package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Intake is one message received by mail until it has a correspondence. Its
// workflow is short; a message that nobody can place waits in quarantine.
type Intake struct {
	claim.Head
	Mail           Mail               `json:"mail"`
	Correspondence uuid.UUID          `json:"correspondence"`       // where it went; the zero id while it is nowhere
	Quarantine     claim.Reason       `json:"quarantine,omitempty"` // why it could not be placed
	Meant          uuid.UUID          `json:"meant,omitzero"`       // in quarantine, the correspondence that it is addressed to, where too many wait
	Discarded      bool               `json:"discarded,omitempty"`
	Assigned       []claim.Assignment `json:"assigned,omitempty"` // who is to sort it
}

// Mail is what is known of a received message without its content.
type Mail struct {
	Raw        claim.Ref `json:"raw"` // content: the bytes as they came
	Class      MailClass `json:"class"`
	ReceivedAt time.Time `json:"receivedAt"`
	// Of a bounce: the message of ours that it is about, if it says so, and whether it came back for good.
	About uuid.UUID `json:"about,omitzero"`
	Hard  bool      `json:"hard,omitempty"`
	// How it came, and of one that was put in from a file, who did that.
	WayIn WayIn     `json:"wayIn,omitempty"`
	By    uuid.UUID `json:"by,omitzero"`
}

// TakeIn records a received message, and its correspondence if the token named one.
type TakeIn struct {
	Mail           Mail         `json:"mail"`
	Correspondence uuid.UUID    `json:"correspondence,omitzero"`
	Quarantine     claim.Reason `json:"quarantine,omitempty"`
}

// CommandKind implements [claim.Body].
func (TakeIn) CommandKind() string { return "take in" }

// AssignMail gives a message in quarantine to a correspondence.
type AssignMail struct {
	Correspondence uuid.UUID `json:"correspondence"`
}

// CommandKind implements [claim.Body].
func (AssignMail) CommandKind() string { return "assign mail" }

// DiscardMail takes a message out of quarantine without giving it to anybody. It is kept.
type DiscardMail struct{}

// CommandKind implements [claim.Body].
func (DiscardMail) CommandKind() string { return "discard mail" }

// MailReceived: a message came in and its bytes are kept.
type MailReceived struct {
	Mail Mail `json:"mail"`
}

// FactKind implements [claim.Fact].
func (MailReceived) FactKind() string { return "mail.received" }

// MailQuarantined: it is not known whom the message concerns.
type MailQuarantined struct {
	Reason claim.Reason `json:"reason"`
	Meant  uuid.UUID    `json:"meant,omitzero"` // where it is known, and too many wait there
}

// FactKind implements [claim.Fact].
func (MailQuarantined) FactKind() string { return "mail.quarantined" }

// MailMatched: the message belongs to a correspondence.
type MailMatched struct {
	Correspondence uuid.UUID `json:"correspondence"`
}

// FactKind implements [claim.Fact].
func (MailMatched) FactKind() string { return "mail.matched" }

// MailDiscarded: a person found that the message concerns no case.
type MailDiscarded struct{}

// FactKind implements [claim.Fact].
func (MailDiscarded) FactKind() string { return "mail.discarded" }

func init() {
	claim.RegisterKind(claim.StreamIntake, func(h claim.Head) claim.Aggregate { return &Intake{Head: h} })
	claim.RegisterBody[TakeIn](claim.StreamIntake)
	claim.RegisterBody[AssignMail](claim.StreamIntake)
	claim.RegisterBody[DiscardMail](claim.StreamIntake)
	claim.RegisterFact[MailReceived]()
	claim.RegisterFact[MailQuarantined]()
	claim.RegisterFact[MailMatched]()
	claim.RegisterFact[MailDiscarded]()
}

// Stream implements [claim.Aggregate].
func (in *Intake) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamIntake, ID: in.ID} }

// Decide implements [claim.Aggregate].
func (in *Intake) Decide(cmd claim.Command, _ time.Time, around claim.Around) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case TakeIn:
		return in.takeIn(b, around), nil
	case AssignMail:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		if around.State(claim.Stream{Kind: claim.StreamCorrespondence, ID: b.Correspondence}).StreamVersion() == 0 {
			return nil, claim.Errorf(claim.CodeInvalid, "the party was not asked anything in this case").
				WithHint("ask the party first: onrecord ask")
		}
		return []claim.Fact{MailMatched(b)}, nil
	case DiscardMail:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		return []claim.Fact{MailDiscarded{}}, nil
	case claim.AssignTurn:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		return claim.DecideAssign(b, in, in.Assigned, around)
	case claim.ReleaseTurns:
		return claim.DecideRelease(b, in, in.Assigned, around), nil
	}
	return nil, claim.UnknownCommand(in, cmd)
}

func (in *Intake) takeIn(b TakeIn, around claim.Around) []claim.Fact {
	if in.Version > 0 { // a second delivery of the same bytes
		return nil
	}
	received := MailReceived{b.Mail}
	to := claim.StateOf[*Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: b.Correspondence})
	switch {
	case b.Correspondence == uuid.Nil:
		return []claim.Fact{received, MailQuarantined{Reason: b.Quarantine}}
	case to.StreamVersion() == 0:
		return []claim.Fact{received, MailQuarantined{Reason: claim.NoCorrespondence}}
	case to.crowded(b.Mail):
		return []claim.Fact{received, MailQuarantined{claim.TooManyUnread, b.Correspondence}}
	}
	return []claim.Fact{received, MailMatched{b.Correspondence}}
}

func (in *Intake) waiting() error {
	switch {
	case in.Version == 0:
		return claim.Errorf(claim.CodeNotFound, "there is no such message")
	case in.Correspondence != uuid.Nil:
		return claim.Errorf(claim.CodeConflict, "the message belongs to a correspondence already")
	case in.Discarded:
		return claim.Errorf(claim.CodeConflict, "the message was discarded already")
	}
	return nil
}

// Evolve implements [claim.Aggregate].
func (in *Intake) Evolve(e claim.Entry) {
	in.Take(e)
	switch f := e.Fact.(type) {
	case MailReceived:
		in.Mail = f.Mail
	case MailQuarantined:
		in.Quarantine, in.Meant = f.Reason, f.Meant
	case MailMatched:
		in.Correspondence, in.Quarantine = f.Correspondence, ""
	case MailDiscarded:
		in.Discarded, in.Quarantine = true, ""
	case claim.TurnAssigned:
		in.Assigned = claim.EvolveAssigned(in.Assigned, e, f)
	}
}

// Notices implements [claim.Aggregate]: the message is given to its correspondence,
// and where a person's message is meant for is told whether it waits in quarantine.
func (in *Intake) Notices(e claim.Entry, _ claim.Around) []claim.Notice {
	var notices []claim.Notice
	tell := func(correspondence uuid.UUID, body claim.Body) {
		to := claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence}
		notices = append(notices, claim.Notice{To: to, From: in.Stream(), Body: body, By: claim.System})
	}
	if f, ok := e.Fact.(MailMatched); ok {
		tell(f.Correspondence, Receive{Message: in.ID, Mail: in.Mail})
	}
	if in.Meant == uuid.Nil || in.Mail.Class != MailAnswer {
		return notices
	}
	switch e.Fact.(type) {
	case MailQuarantined:
		tell(in.Meant, NoteQuarantine{Message: in.ID, In: true})
	case MailMatched, MailDiscarded: // after the message itself, so that the clock does not run in between
		tell(in.Meant, NoteQuarantine{Message: in.ID})
	}
	return notices
}
