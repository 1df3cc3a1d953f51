package claim

import (
	"slices"

	"github.com/google/uuid"
)

// ReleaseTurns gives back all that is assigned to a person in a stream and that
// the person cannot do any more: as if nobody had ever assigned it.
type ReleaseTurns struct {
	Person uuid.UUID  `json:"person"`
	Kinds  []TurnKind `json:"kinds"` // what the person cannot do
}

// CommandKind implements [Body].
func (ReleaseTurns) CommandKind() string { return "release turns" }

func init() { registerBody[ReleaseTurns]() }

// releaseTurns decides on what stands in the stream already.
func releaseTurns(b ReleaseTurns, there []Assignment) []Fact {
	var facts []Fact
	for _, a := range there {
		kind, _, err := ParseItem(a.Item)
		if err == nil && a.To == b.Person && slices.Contains(b.Kinds, kind) {
			facts = append(facts, TurnAssigned{Item: a.Item})
		}
	}
	return facts
}
