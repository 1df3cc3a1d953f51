package assigned

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// AssignTurn gives something that waits to a person. It stands in the case's
// stream, or, of a message in quarantine, in that of its intake.
type AssignTurn struct {
	Item string    `json:"item"`
	To   uuid.UUID `json:"to"` // the zero id gives it back to everybody
	// Correspondence in which it waits, unless it is about a claim or a message in quarantine.
	Correspondence uuid.UUID `json:"correspondence,omitzero"`
}

// CommandKind implements [claim.Body].
func (AssignTurn) CommandKind() string { return "assign turn" }

// TurnAssigned: it is a person's turn, until it is assigned to somebody else.
type TurnAssigned struct {
	Item string    `json:"item"`
	To   uuid.UUID `json:"to"`
}

// FactKind implements [claim.Fact].
func (TurnAssigned) FactKind() string { return "turn.assigned" }

func init() {
	claim.RegisterBody[AssignTurn](claim.StreamCase, claim.StreamIntake)
	claim.RegisterFact[TurnAssigned]()
}

// Assignment says whose turn something is.
type Assignment struct {
	Item string    `json:"item"`
	To   uuid.UUID `json:"to"`
	By   uuid.UUID `json:"by"`
	At   time.Time `json:"at"`
}

// maxAssignments is how many assignments a case remembers, the latest ones.
const maxAssignments = 1000

// DecideAssign decides for a stream on what stands there already. Nobody is given
// what the person could not do: without the role, kept out of the case, or
// because it is her own work.
func DecideAssign(b AssignTurn, keeper claim.Aggregate, there []Assignment, around claim.Around) ([]claim.Fact, error) {
	kind, subject, err := claim.ParseItem(b.Item)
	if err != nil {
		return nil, err
	}
	if kind == claim.TurnMention {
		return nil, claim.Errorf(claim.CodeForbidden, "a mention is a word to one person, and cannot be given to another").
			WithHint("mention somebody else in the thread")
	}
	turns := around.State(waitsIn(kind, subject, b.Correspondence)).Turns()
	at := slices.IndexFunc(turns, func(t claim.Turn) bool { return t.Item() == b.Item })
	if at < 0 { // somebody else was quicker
		return nil, nil
	}
	if b.To != uuid.Nil {
		if err := canTake(kind, turns[at], b.To, keeper, around); err != nil {
			return nil, err
		}
	}
	i := slices.IndexFunc(there, func(a Assignment) bool { return a.Item == b.Item })
	if i < 0 && b.To == uuid.Nil || i >= 0 && there[i].To == b.To {
		return nil, nil
	}
	return []claim.Fact{TurnAssigned{b.Item, b.To}}, nil
}

// waitsIn is where a turn of the kind waits.
func waitsIn(k claim.TurnKind, subject, correspondence uuid.UUID) claim.Stream {
	switch k {
	case claim.TurnSort:
		return claim.Stream{Kind: claim.StreamIntake, ID: subject}
	case claim.TurnRead, claim.TurnLook, claim.TurnClarify, claim.TurnDeliver, claim.TurnChase, claim.TurnIntent, claim.TurnDue:
		return claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence}
	}
	return claim.Stream{Kind: claim.StreamClaim, ID: subject}
}

// Guarded is a stream that not everybody may see: a case.
type Guarded interface {
	claim.Aggregate
	// VisibleTo reports whether a person with these roles may see it.
	VisibleTo(person uuid.UUID, roles []claim.Role) bool
}

// canTake refuses a person who could not do what waits.
func canTake(kind claim.TurnKind, t claim.Turn, person uuid.UUID, keeper claim.Aggregate, around claim.Around) error {
	i := slices.IndexFunc(around.Staff(), func(m claim.Member) bool { return m.ID == person })
	if i < 0 {
		return claim.Errorf(claim.CodeNotFound, "there is no such person")
	}
	m := around.Staff()[i]
	of, inCase := keeper.(Guarded)
	switch {
	case m.Disabled:
		return claim.Errorf(claim.CodeForbidden, "the account of that person is disabled").WithField("person", "choose somebody else")
	case !m.MayDo(kind):
		return claim.Errorf(claim.CodeForbidden, "the roles of that person do not allow to do this").
			WithField("person", "choose somebody with a role for it: "+claim.JoinWords(kind.Roles()))
	case slices.Contains(t.Not, person):
		return claim.Errorf(claim.CodeOwnWork, "nobody signs off their own work, and nobody twice").WithField("person", "choose another reviewer")
	case inCase && !of.VisibleTo(m.ID, m.Roles):
		return claim.Errorf(claim.CodeForbidden, "that person may not see the case").
			WithField("person", "choose somebody on the access list, or change it")
	}
	return nil
}

// EvolveAssigned is the list after a fact.
func EvolveAssigned(list []Assignment, e claim.Entry, f TurnAssigned) []Assignment {
	list = slices.DeleteFunc(slices.Clone(list), func(a Assignment) bool { return a.Item == f.Item })
	if f.To != uuid.Nil {
		list = append(list, Assignment{f.Item, f.To, e.Actor.ID, e.At})
	}
	if extra := len(list) - maxAssignments; extra > 0 {
		list = slices.Delete(list, 0, extra)
	}
	return list
}
