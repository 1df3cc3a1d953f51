package intake

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// Intake is one message received by mail until it has its correspondence, or, if it is
// addressed to several, all of them. Its workflow is short; a message that nobody
// can place waits in quarantine, and so does one that is placed by a guess.
type Intake struct {
	claim.Head
	Mail           received.Mail           `json:"mail"`
	Copies         []received.Copy         `json:"copies,omitempty"`
	Senders        []received.KnownContact `json:"senders,omitempty"`    // the contact points that have the address of who wrote
	To             []received.KnownContact `json:"to,omitempty"`         // of a colleague's, those that it was written to
	Correspondence uuid.UUID               `json:"correspondence"`       // where it went; the zero id while it is nowhere
	Also           []uuid.UUID             `json:"also,omitempty"`       // where else
	Quarantine     claim.Reason            `json:"quarantine,omitempty"` // why it waits in quarantine; empty if it does not
	Guesses        []received.Clue         `json:"guesses,omitempty"`    // in quarantine, where it may belong
	Touched        []uuid.UUID             `json:"touched,omitempty"`    // where it may belong besides, or was said not to: it is shown to those alone who may see these
	Stopped        []uuid.UUID             `json:"stopped,omitempty"`    // the correspondences whose clocks wait for it
	Discarded      bool                    `json:"discarded,omitempty"`
	Assigned       []assigned.Assignment   `json:"assigned,omitempty"` // who is to sort it
}

// TakeIn records a received message and what it points at. A message that comes again,
// to another address or by another way, is taken in again.
type TakeIn struct {
	Delivery   int                     `json:"delivery,omitempty"` // how often it has come by now; 0 for once
	Mail       received.Mail           `json:"mail"`
	Copies     []received.Copy         `json:"copies,omitempty"`
	Clues      []received.Clue         `json:"clues,omitempty"`
	Senders    []received.KnownContact `json:"senders,omitempty"`    // of a colleague's, those that the message which it passes on names as its author
	Near       []received.KnownContact `json:"near,omitempty"`       // where no contact point has the address of who wrote, those at the domain of its organisation
	To         []received.KnownContact `json:"to,omitempty"`         // see [Intake.To]
	Each       []SenderTo              `json:"each,omitempty"`       // of one to several, its sender held against the party of each
	Quarantine claim.Reason            `json:"quarantine,omitempty"` // what is wrong with it; one that belongs somewhere for sure goes there all the same
}

// SenderTo is the sender of a message as held against the party of a correspondence.
type SenderTo struct {
	Correspondence uuid.UUID       `json:"correspondence"`
	Sender         received.Sender `json:"sender"`
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
	Mail    received.Mail           `json:"mail"`
	Senders []received.KnownContact `json:"senders,omitempty"`
	To      []received.KnownContact `json:"to,omitempty"` // see [Intake.To]
}

// FactKind implements [claim.Fact].
func (MailReceived) FactKind() string { return "mail.received" }

// MailRepeated: the message came again by another way, and those bytes are kept too.
type MailRepeated struct {
	Copy received.Copy `json:"copy"`
}

// FactKind implements [claim.Fact].
func (MailRepeated) FactKind() string { return "mail.repeated" }

// MailQuarantined: it is not known whom the message concerns, or it is a guess, or too
// many wait there.
type MailQuarantined struct {
	Reason  claim.Reason    `json:"reason"`
	Guesses []received.Clue `json:"guesses,omitempty"`
	Touches []uuid.UUID     `json:"touches,omitempty"` // see [Intake.Touched]
	Stops   []uuid.UUID     `json:"stops,omitempty"`   // whose clocks wait for it from now on
	Frees   []uuid.UUID     `json:"frees,omitempty"`   // and whose do no more
}

// FactKind implements [claim.Fact].
func (MailQuarantined) FactKind() string { return "mail.quarantined" }

// MailMatched: the message belongs to a correspondence.
type MailMatched struct {
	Correspondence uuid.UUID          `json:"correspondence"`
	By             received.Match     `json:"by,omitempty"`     // empty for not known
	Contact        uuid.UUID          `json:"contact,omitzero"` // of the party, whose address the sender has; the zero id for none
	Class          received.MailClass `json:"class,omitempty"`  // what it is taken for by now, if that is not what it was
	Frees          []uuid.UUID        `json:"frees,omitempty"`  // whose clocks need not wait for its place any more
	Sender         *received.Sender   `json:"sender,omitempty"` // as held against its party; nil where that is [Mail.Sender], or nobody has yet
}

// FactKind implements [claim.Fact].
func (MailMatched) FactKind() string { return "mail.matched" }

// MailDiscarded: a person found that the message concerns no case.
type MailDiscarded struct {
	Frees []uuid.UUID `json:"frees,omitempty"`
}

// FactKind implements [claim.Fact].
func (MailDiscarded) FactKind() string { return "mail.discarded" }

func init() {
	claim.RegisterKind(claim.StreamIntake, func(h claim.Head) claim.Aggregate { return &Intake{Head: h} })
	claim.RegisterBody[TakeIn](claim.StreamIntake)
	claim.RegisterBody[AssignMail](claim.StreamIntake)
	claim.RegisterBody[DiscardMail](claim.StreamIntake)
	claim.RegisterFact[MailReceived]()
	claim.RegisterFact[MailRepeated]()
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
	case assigned.ReleaseTurns:
		return assigned.DecideRelease(b, in, in.Assigned, around), nil
	case AssignMail, AcceptGuess, RefuseGuess, DiscardMail, assigned.AssignTurn:
		if err := in.waiting(); err != nil {
			return nil, err
		}
		return in.sort(cmd.Body, around)
	}
	return nil, claim.UnknownCommand(in, cmd)
}

// sort decides what a person does with a message in quarantine.
func (in *Intake) sort(body claim.Body, around claim.Around) ([]claim.Fact, error) {
	switch b := body.(type) {
	case AssignMail:
		return in.assign(b, around)
	case AcceptGuess:
		return in.accept(b, around)
	case RefuseGuess:
		return in.refuse(b)
	case assigned.AssignTurn:
		if err := in.sortedBy(b.To, around); err != nil {
			return nil, err
		}
		return assigned.DecideAssign(b, in, in.Assigned, around)
	}
	return []claim.Fact{MailDiscarded{Frees: in.Stopped}}, nil
}

// sortedBy refuses to give the message to somebody who may not see a case that it may belong to.
func (in *Intake) sortedBy(person uuid.UUID, around claim.Around) error {
	i := slices.IndexFunc(around.Staff(), func(m claim.Member) bool { return m.ID == person })
	if i < 0 { // nobody, or somebody whom the assignment refuses
		return nil
	}
	for _, near := range in.Near() {
		c := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: near})
		of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
		if !of.VisibleTo(person, around.Staff()[i].Roles) {
			return claim.Errorf(claim.CodeForbidden, "that person may not see every case that the message may belong to").
				WithField("person", "choose somebody on the access lists, or change them")
		}
	}
	return nil
}

// takeIn gives the message to every correspondence that it belongs to for sure and has
// not gone to yet. One that belongs to none waits in quarantine.
func (in *Intake) takeIn(b TakeIn, around claim.Around) []claim.Fact {
	var facts []claim.Fact
	if in.Version == 0 {
		facts = append(facts, MailReceived{b.Mail, b.Senders, b.To})
	}
	for _, c := range b.Copies {
		if !slices.ContainsFunc(in.Copies, func(known received.Copy) bool { return known.Raw == c.Raw }) {
			facts = append(facts, MailRepeated{c})
		}
	}
	f := find(b, around)
	crowded, placed := in.crowded(), false
	for _, clue := range f.sure {
		to := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: clue.Correspondence})
		switch waits := points(crowded, to.ID); {
		case in.went(to.ID) || waits:
		case to.Crowded(b.Mail):
			crowded = append(crowded, clue)
		default:
			m := MailMatched{Correspondence: to.ID, By: clue.By, Contact: contactOf(b.Mail, b.Senders, b.To, to.Party)}
			if at := slices.IndexFunc(b.Each, func(s SenderTo) bool { return s.Correspondence == to.ID }); at >= 0 {
				m.Sender = &b.Each[at].Sender
			} else if in.Version > 0 && b.Mail.Sender.Compared { // it has waited, and was held against nobody
				m.Sender = &b.Mail.Sender
			}
			if in.Version > 0 && b.Mail.Class != in.Mail.Class {
				m.Class = b.Mail.Class
			}
			if !placed {
				m.Frees = without(in.Stopped, crowded)
			}
			facts, placed = append(facts, m), true
		}
	}
	if q, waits := in.quarantine(b, f, crowded, placed); waits {
		facts = append(facts, q)
	}
	return facts
}

// crowded are the correspondences for which it waits in quarantine since too many wait there.
func (in *Intake) crowded() []received.Clue {
	if in.Quarantine != claim.TooManyUnread {
		return nil
	}
	return in.Guesses
}

// quarantine is what is left to be sorted by a person, if anything is.
func (in *Intake) quarantine(b TakeIn, f finding, crowded []received.Clue, placed bool) (MailQuarantined, bool) {
	q := MailQuarantined{Reason: claim.TooManyUnread, Guesses: crowded}
	switch {
	case len(crowded) > 0:
		if !placed && len(crowded) == len(in.crowded()) {
			return q, false // as it was
		}
	case in.Version > 0 || len(f.sure) > 0:
		return q, false
	default:
		q.Guesses, q.Touches, q.Reason = f.guesses, f.touched, unplaced(b)
		if len(f.guesses) > 0 {
			q.Reason = f.guesses[0].By.Reason()
		}
	}
	stops := b.Mail.Class.Halts() || b.Mail.Class == received.MailBounce && q.Reason != claim.TooManyUnread
	for _, g := range q.Guesses {
		if stops && !slices.Contains(in.Stopped, g.Correspondence) {
			q.Stops = append(q.Stops, g.Correspondence)
		}
	}
	if !placed { // else the first match has said so
		q.Frees = without(in.Stopped, q.Guesses)
	}
	return q, true
}

// unplaced is why a message that points nowhere is in quarantine.
func unplaced(b TakeIn) claim.Reason {
	switch {
	case b.Quarantine != "":
		return b.Quarantine
	case slices.ContainsFunc(b.Clues, func(c received.Clue) bool { return c.By == received.ByToken }):
		return claim.NoCorrespondence
	case b.Mail.Class == received.MailBounce:
		return claim.UnmatchedDeliveries
	}
	return claim.NoToken
}

func (in *Intake) assign(b AssignMail, around claim.Around) ([]claim.Fact, error) {
	to := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: b.Correspondence})
	switch {
	case to.StreamVersion() == 0:
		return nil, claim.Errorf(claim.CodeInvalid, "the party was not asked anything in this case").
			WithHint("ask the party first: onrecord ask")
	case in.went(to.ID):
		return nil, claim.Errorf(claim.CodeConflict, "the message belongs to that party already")
	}
	return []claim.Fact{MailMatched{Correspondence: to.ID, By: received.ByPerson, Contact: in.contact(to.Party), Frees: in.Stopped}}, nil
}

func (in *Intake) waiting() error {
	switch {
	case in.Version == 0:
		return claim.Errorf(claim.CodeNotFound, "there is no such message")
	case in.Quarantine != "":
		return nil
	case in.Correspondence != uuid.Nil:
		return claim.Errorf(claim.CodeConflict, "the message belongs to a correspondence already")
	}
	return claim.Errorf(claim.CodeConflict, "the message was discarded already")
}

// went reports whether it was given to a correspondence.
func (in *Intake) went(to uuid.UUID) bool { return slices.Contains(in.Places(), to) }

// Places are the correspondences that it was given to.
func (in *Intake) Places() []uuid.UUID {
	if in.Correspondence == uuid.Nil {
		return nil
	}
	return append([]uuid.UUID{in.Correspondence}, in.Also...)
}

// MessageIn is the identifier that the message has in a correspondence: its own in the
// first that it was given to.
func (in *Intake) MessageIn(correspondence uuid.UUID) uuid.UUID {
	if correspondence == in.Correspondence {
		return in.ID
	}
	return claim.DerivedID("place", in.ID.String(), correspondence.String())
}

// NextMessageIn is the identifier that the message has in a correspondence once it is given to it.
func (in *Intake) NextMessageIn(correspondence uuid.UUID) uuid.UUID {
	if in.Correspondence == uuid.Nil {
		return in.ID
	}
	return in.MessageIn(correspondence)
}

// Near are the correspondences that it may belong to and has not gone to: who may not
// see the case of each does not see it.
func (in *Intake) Near() []uuid.UUID {
	near := slices.Clone(in.Touched)
	for _, g := range in.Guesses {
		near = append(near, g.Correspondence)
	}
	return near
}

func (in *Intake) contact(party uuid.UUID) uuid.UUID {
	return contactOf(in.Mail, in.Senders, in.To, party)
}

// contactOf is the contact point of the party that the sender has the address of, or, of a colleague's
// mail, the one that it was written to: whom it passes on is not proven.
func contactOf(mail received.Mail, senders, to []received.KnownContact, party uuid.UUID) uuid.UUID {
	if mail.Sender.Staff != uuid.Nil {
		senders = to
	}
	for _, s := range senders {
		if s.Party == party {
			return s.Contact
		}
	}
	return uuid.Nil
}

func points(clues []received.Clue, to uuid.UUID) bool {
	return slices.ContainsFunc(clues, func(c received.Clue) bool { return c.Correspondence == to })
}

// without leaves out what the clues point at.
func without(ids []uuid.UUID, clues []received.Clue) []uuid.UUID {
	return slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool { return points(clues, id) })
}

// less leaves one out.
func less(ids []uuid.UUID, id uuid.UUID) []uuid.UUID {
	return slices.DeleteFunc(slices.Clone(ids), func(other uuid.UUID) bool { return other == id })
}

// Evolve implements [claim.Aggregate].
func (in *Intake) Evolve(e claim.Entry) {
	in.Take(e)
	switch f := e.Fact.(type) {
	case MailReceived:
		in.Mail, in.Senders, in.To = f.Mail, f.Senders, f.To
	case MailRepeated:
		in.Copies = append(in.Copies, f.Copy)
	case MailQuarantined:
		in.Quarantine, in.Guesses, in.Discarded = f.Reason, f.Guesses, false
		in.Touched = append(in.Touched, f.Touches...)
		in.stop(f.Stops, f.Frees)
	case MailMatched:
		in.matched(f)
	case GuessRefused:
		in.refused(f)
	case MailDiscarded:
		in.Discarded, in.Quarantine = true, ""
		in.leave(f.Frees)
	case assigned.TurnAssigned:
		in.Assigned = assigned.EvolveAssigned(in.Assigned, e, f)
	}
}

func (in *Intake) matched(f MailMatched) {
	if in.Correspondence == uuid.Nil {
		in.Correspondence = f.Correspondence
	} else {
		in.Also = append(in.Also, f.Correspondence)
	}
	if f.Class != "" {
		in.Mail.Class = f.Class
	}
	in.Quarantine, in.Discarded = "", false
	in.leave(f.Frees)
}

// leave takes the message out of quarantine. Where it was guessed to belong keeps those
// from it who may not see that.
func (in *Intake) leave(frees []uuid.UUID) {
	for _, g := range in.Guesses {
		if !in.went(g.Correspondence) {
			in.Touched = append(in.Touched, g.Correspondence)
		}
	}
	in.Guesses = nil
	in.stop(nil, frees)
}

func (in *Intake) stop(stops, frees []uuid.UUID) {
	for _, id := range frees {
		in.Stopped = less(in.Stopped, id)
	}
	in.Stopped = append(in.Stopped, stops...)
	if len(in.Stopped) == 0 {
		in.Stopped = nil
	}
}

// Notices implements [claim.Aggregate]: the message is given to its correspondence,
// and where it may belong is told whether it waits in quarantine.
func (in *Intake) Notices(e claim.Entry, _ claim.Around) []claim.Notice {
	switch f := e.Fact.(type) {
	case MailQuarantined:
		return append(in.tellStopped(f.Frees, false), in.tellStopped(f.Stops, true)...)
	case MailMatched:
		given := in.tell(f.Correspondence, letters.Receive{Message: in.MessageIn(f.Correspondence), Mail: in.mailFor(f), By: f.By, Contact: f.Contact})
		return append([]claim.Notice{given}, in.tellStopped(f.Frees, false)...) // after the message itself, so that the clock does not run in between
	case GuessRefused:
		return in.tellStopped(f.Frees, false)
	case MailDiscarded:
		return in.tellStopped(f.Frees, false)
	}
	return nil
}

// mailFor is the mail as the correspondence receives it. Its sender was held against the party that it is from for
// sure: where it is given to another, or by a person, that has to be looked at anew.
func (in *Intake) mailFor(f MailMatched) received.Mail {
	m := in.Mail
	if f.Sender != nil {
		m.Sender = *f.Sender
	} else if !f.By.Sure() || f.Correspondence != in.Correspondence {
		m.Sender = m.Sender.Uncompared()
	}
	return m
}

func (in *Intake) tellStopped(correspondences []uuid.UUID, waits bool) []claim.Notice {
	var notices []claim.Notice
	for _, id := range correspondences {
		notices = append(notices, in.tell(id, letters.NoteQuarantine{Message: in.ID, In: waits}))
	}
	return notices
}

func (in *Intake) tell(correspondence uuid.UUID, body claim.Body) claim.Notice {
	return claim.Notice{To: claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence}, From: in.Stream(), Body: body, By: claim.System}
}

// Turns implements [claim.Aggregate].
func (in *Intake) Turns() []claim.Turn {
	if in.Quarantine == "" {
		return nil
	}
	return []claim.Turn{{Kind: claim.TurnSort, Subject: in.ID, Since: in.Mail.ReceivedAt, Why: string(in.Quarantine)}}
}
