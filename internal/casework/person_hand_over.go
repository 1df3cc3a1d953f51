package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/verification"
)

// HandOverInput says to whom all that waits for a person goes.
type HandOverInput struct {
	How
	To string `json:"to" doc:"handle of the person who takes it"`
}

// HandOver gives the cases that a person owns, and all that is assigned to that person, to
// somebody else in one act. What that one could not do is refused, with the reason, and
// the rest goes over. Cases that the caller may not see stay as they are.
func (d *Door) HandOver(ctx context.Context, caller Caller, name string, in HandOverInput) (Many, error) {
	from, err := d.ThePerson(ctx, name)
	if err != nil {
		return Many{}, err
	}
	if caller.ID != from.ID && !caller.Can(MayReviseCase) && !caller.Can(MayWritePeople) {
		return Many{}, claim.Errorf(claim.CodeForbidden, "you cannot hand over what is somebody else's").
			WithHint("ask that person, an editor or an admin")
	}
	to, err := d.resolve(ctx, claim.StreamPerson, uuid.Nil, in.To)
	if err != nil {
		return Many{}, notThere("to", err)
	}
	if to == from.ID {
		return Many{}, Invalid("to", "it is theirs already; choose somebody else")
	}
	owned, err := d.ownedBy(ctx, caller, from.ID)
	if err != nil {
		return Many{}, err
	}
	items, err := d.assignedTo(ctx, from.ID)
	if err != nil || len(owned)+len(items) == 0 {
		return Many{Each: []One{}}, err
	}
	b, err := d.batch(ctx, caller, in.How, len(owned)+len(items))
	if err != nil {
		return Many{}, err
	}
	for _, c := range owned {
		if err := b.add(ctx, "case "+c.ID.String(), handingCase(c, to)); err != nil {
			return Many{}, err
		}
	}
	for _, item := range items {
		if err := b.add(ctx, item, d.handingTurn(caller, item, to)); err != nil {
			return Many{}, err
		}
	}
	return b.carryOut(ctx)
}

// ownedBy are the cases of a person that the caller may see.
func (d *Door) ownedBy(ctx context.Context, caller Caller, person uuid.UUID) ([]*verification.Case, error) {
	states, err := d.store.LoadAll(ctx, claim.StreamCase)
	if err != nil {
		return nil, err
	}
	var owned []*verification.Case
	for _, s := range states {
		if c := s.(*verification.Case); c.Owner == person && c.VisibleTo(caller.ID, caller.Roles) {
			owned = append(owned, c)
		}
	}
	return owned, nil
}

// assignedTo names what is assigned to a person.
func (d *Door) assignedTo(ctx context.Context, person uuid.UUID) ([]string, error) {
	around, failed := d.store.Around(ctx)
	var items []string
	for _, s := range around.Assigned(person) {
		var there []claim.Assignment
		switch keeper := around.State(s).(type) {
		case *verification.Case:
			there = keeper.Assigned
		case *intake.Intake:
			there = keeper.Assigned
		}
		for _, a := range there {
			if a.To == person {
				items = append(items, a.Item)
			}
		}
	}
	return items, failed()
}

func handingCase(c *verification.Case, to uuid.UUID) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		return c.ID, c.Stream(), verification.ChangeAccess{Owner: to, Sensitivity: c.Sensitivity, Access: c.Access, Seen: c.Version}, nil
	}
}

// handingTurn prepares the assignment of something that waits. What does not wait any
// more, or in a case that the caller may not see, is passed over.
func (d *Door) handingTurn(caller Caller, item string, to uuid.UUID) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		row, err := d.store.TurnItem(ctx, caller.Viewer(), item)
		if claim.CodeOf(err) == claim.CodeNotFound {
			return uuid.Nil, claim.Stream{}, nil, nil
		}
		at := claim.Stream{Kind: claim.StreamCase, ID: row.Case}
		if row.Case == uuid.Nil {
			at = row.Stream
		}
		return row.Subject, at, assigning(row, to), err
	}
}
