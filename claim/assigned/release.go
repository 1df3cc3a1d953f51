package assigned

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ReleaseTurns gives back all that is assigned to a person in a stream and that
// the person cannot do any more: as if nobody had ever assigned it.
type ReleaseTurns struct {
	Person uuid.UUID `json:"person"`
}

// CommandKind implements [claim.Body].
func (ReleaseTurns) CommandKind() string { return "release turns" }

// NoticeKey implements [claim.Told].
func (b ReleaseTurns) NoticeKey() string { return b.Person.String() }

func init() { claim.RegisterBody[ReleaseTurns](claim.StreamCase, claim.StreamIntake) }

// DecideRelease decides for a stream on what stands there already.
func DecideRelease(b ReleaseTurns, keeper claim.Aggregate, there []Assignment, around claim.Around) []claim.Fact {
	var who claim.Member
	if i := slices.IndexFunc(around.Staff(), func(m claim.Member) bool { return m.ID == b.Person }); i >= 0 {
		who = around.Staff()[i]
	}
	of, inCase := keeper.(Guarded)
	out := inCase && !of.VisibleTo(who.ID, who.Roles)
	var facts []claim.Fact
	for _, a := range there {
		kind, _, err := claim.ParseItem(a.Item)
		if err == nil && a.To == b.Person && (out || !who.MayDo(kind)) {
			facts = append(facts, TurnAssigned{Item: a.Item})
		}
	}
	return facts
}
