package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// giveBack gives back whatever is assigned to a person and the person cannot do:
// it waits for those again for whom it waited before. To do it at the moment at
// which somebody loses the right costs nothing when people ask what waits. It
// does no harm twice.
func (d *Door) giveBack(ctx context.Context, person uuid.UUID, because claim.Command) error {
	streams, err := d.store.AssignedTo(ctx, person)
	if err != nil {
		return err
	}
	return d.giveBackFrom(ctx, person, streams, because)
}

// giveBackFrom is [Door.giveBack] in some cases, or of some messages.
func (d *Door) giveBackFrom(ctx context.Context, person uuid.UUID, streams []claim.Stream, because claim.Command) error {
	p, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, person)
	if err != nil {
		return err
	}
	for _, s := range streams {
		state, err := d.store.Load(ctx, s)
		if err != nil {
			return err
		}
		if err := d.giveBackIn(ctx, state, p, because); err != nil {
			return err
		}
	}
	return nil
}

// giveBackIn gives back what a person cannot do in one case, or of one message.
func (d *Door) giveBackIn(ctx context.Context, in claim.Aggregate, p *claim.Person, because claim.Command) error {
	kinds := beyond(p, in)
	if len(kinds) == 0 {
		return nil
	}
	return d.write(ctx, in.Stream(), claim.Command{
		ID:    claim.DerivedID("give back", because.ID.String(), p.ID.String(), in.Stream().String()),
		Actor: because.Actor, Body: claim.ReleaseTurns{Person: p.ID, Kinds: kinds},
	})
}

// beyond are the kinds of turn that a person cannot take in a case, or of a
// message: all of them for one who is disabled or may not see the case.
func beyond(p *claim.Person, in claim.Aggregate) []claim.TurnKind {
	c, inCase := in.(*claim.Case)
	out := p.Disabled || inCase && !c.VisibleTo(p.ID, p.Roles)
	who := Caller{ID: p.ID, Roles: p.Roles}
	var kinds []claim.TurnKind
	for _, kind := range claim.TurnKinds {
		if out || !who.Can(TurnRights[kind]) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// giveBackOf gives back what people have in a case who may not see it any more.
func (d *Door) giveBackOf(ctx context.Context, caseID uuid.UUID, because claim.Command) error {
	c, err := Load[*claim.Case](ctx, d.store, claim.StreamCase, caseID)
	if err != nil {
		return err
	}
	seen := map[uuid.UUID]bool{}
	for _, a := range c.Assigned {
		if seen[a.To] {
			continue
		}
		seen[a.To] = true
		p, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, a.To)
		if err != nil {
			return err
		}
		if err := d.giveBackIn(ctx, c, p, because); err != nil {
			return err
		}
	}
	return nil
}
