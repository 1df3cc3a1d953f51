package staff

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/internal/casework"
)

// HandOverInput says to whom all that waits for a person goes.
type HandOverInput struct {
	casework.How
	To string `json:"to" doc:"handle of the person who takes it"`
}

// HandOver gives the cases that a person owns, and all that is assigned to that person, to
// somebody else in one act. What that one could not do is refused, with the reason, and
// the rest goes over. Cases that the caller may not see stay as they are.
func HandOver(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in HandOverInput) (casework.Many, error) {
	from, err := ThePerson(ctx, d, name)
	if err != nil {
		return casework.Many{}, err
	}
	if caller.ID != from.ID && !caller.Can(casework.MayReviseCase) && !caller.Can(casework.MayWritePeople) {
		return casework.Many{}, claim.Errorf(claim.CodeForbidden, "you cannot hand over what is somebody else's").
			WithHint("ask that person, an editor or an admin")
	}
	to, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, in.To)
	if err != nil {
		return casework.Many{}, casework.NotThere("to", err)
	}
	if to == from.ID {
		return casework.Many{}, casework.Invalid("to", "it is theirs already; choose somebody else")
	}
	owned, err := ownedBy(ctx, d, caller, from.ID)
	if err != nil {
		return casework.Many{}, err
	}
	items, err := assignedTo(ctx, d, from.ID)
	if err != nil || len(owned)+len(items) == 0 {
		return casework.Many{Each: []casework.One{}}, err
	}
	b, err := d.Batch(ctx, caller, in.How, len(owned)+len(items))
	if err != nil {
		return casework.Many{}, err
	}
	for _, c := range owned {
		if err := b.Add(ctx, "case "+c.ID.String(), handingCase(c, to)); err != nil {
			return casework.Many{}, err
		}
	}
	for _, item := range items {
		if err := b.Add(ctx, item, handingTurn(d, caller, item, to)); err != nil {
			return casework.Many{}, err
		}
	}
	return b.CarryOut(ctx)
}

// ownedBy are the cases of a person that the caller may see.
func ownedBy(ctx context.Context, d *casework.Door, caller casework.Caller, person uuid.UUID) ([]*cases.Case, error) {
	states, err := d.Record().LoadAll(ctx, claim.StreamCase)
	if err != nil {
		return nil, err
	}
	var owned []*cases.Case
	for _, s := range states {
		if c := s.(*cases.Case); c.Owner == person && c.VisibleTo(caller.ID, caller.Roles) {
			owned = append(owned, c)
		}
	}
	return owned, nil
}

// assignedTo names what is assigned to a person.
func assignedTo(ctx context.Context, d *casework.Door, person uuid.UUID) ([]string, error) {
	around, failed := d.Record().Around(ctx)
	var items []string
	for _, s := range around.Assigned(person) {
		var there []assigned.Assignment
		switch keeper := around.State(s).(type) {
		case *cases.Case:
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

func handingCase(c *cases.Case, to uuid.UUID) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		return c.ID, c.Stream(), cases.ChangeAccess{Owner: to, Sensitivity: c.Sensitivity, Access: c.Access, Seen: c.Version}, nil
	}
}

// handingTurn prepares the assignment of something that waits. What does not wait any
// more, or in a case that the caller may not see, is passed over.
func handingTurn(d *casework.Door, caller casework.Caller, item string, to uuid.UUID) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		row, err := d.Record().TurnItem(ctx, caller.Viewer(), item)
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
