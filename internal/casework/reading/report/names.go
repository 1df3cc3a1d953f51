package report

import (
	"cmp"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// Names is how those are called who are named in a case, and its claims. Of who was erased
// it says so.
type Names struct {
	Zone    *time.Location // of the desk
	Parties map[uuid.UUID]PartyName
	People  map[uuid.UUID]string
	Keys    map[uuid.UUID]string // of claims
}

// PartyName is how a party is called.
type PartyName struct{ Key, Name string }

// PartyCalled is how a party is called; one that was erased says so.
func (n Names) PartyCalled(id uuid.UUID) string {
	return cmp.Or(n.Parties[id].Name, casework.Erased)
}

// PartyKey is the short name of a party, or the identifier of one that has none.
func (n Names) PartyKey(id uuid.UUID) string { return cmp.Or(n.Parties[id].Key, id.String()) }

// PartiesCalled is how several are called, in their order.
func (n Names) PartiesCalled(ids []uuid.UUID) []string {
	var names []string
	for _, id := range ids {
		names = append(names, n.PartyCalled(id))
	}
	return names
}

// NameOf is the name of a party or a person, or the identifier of what has none.
func (n Names) NameOf(id uuid.UUID) string {
	return cmp.Or(n.Parties[id].Name, n.People[id], id.String())
}

// Moment is an instant in the desk's zone, in words.
func (n Names) Moment(t time.Time) string { return claim.Moment(t, n.Zone) }

// NamesOf takes how things are called, whatever they are: identifiers of different kinds do not
// meet.
func NamesOf(all map[uuid.UUID]lists.Called) Names {
	n := Names{Parties: map[uuid.UUID]PartyName{}, People: map[uuid.UUID]string{}, Keys: map[uuid.UUID]string{}}
	for id, c := range all {
		n.Parties[id] = PartyName{c.Name, cmp.Or(c.Title, casework.Erased)}
		n.People[id] = cmp.Or(c.Title, casework.Erased)
		n.Keys[id] = c.Name
	}
	return n
}
