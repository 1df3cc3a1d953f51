package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// writeKeepingAdmin decides and appends what may take an admin from the desk. It
// refuses to take the last one, with [claim.CodePolicy]. That somebody else is
// one is seen before and holds as the entry is recorded, so that of two admins
// who disable each other at the same moment, in whichever process, one stays.
func (d *Door) writeKeepingAdmin(ctx context.Context, person uuid.UUID, cmd claim.Command) error {
	for {
		p, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, person)
		if err != nil {
			return err
		}
		was, now := p.CanAdminister(), d.now()
		facts, err := p.Decide(cmd, now)
		if err != nil || len(facts) == 0 {
			return err
		}
		entries := claim.Apply(p, cmd, now, facts)
		var seen []claim.Aggregate
		if was && !p.CanAdminister() {
			other, err := d.anotherAdmin(ctx, person)
			if err != nil {
				return err
			}
			seen = append(seen, other)
		}
		err = d.store.AppendWhile(ctx, entries, seen...)
		if claim.CodeOf(err) != claim.CodeConflict {
			return err
		}
	}
}

// anotherAdmin finds an admin besides a person, or fails with [claim.CodePolicy].
func (d *Door) anotherAdmin(ctx context.Context, besides uuid.UUID) (*claim.Person, error) {
	all, err := d.store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return nil, err
	}
	for _, state := range all {
		if p, ok := state.(*claim.Person); ok && p.ID != besides && p.CanAdminister() {
			return p, nil
		}
	}
	return nil, claim.Errorf(claim.CodePolicy, "this is the desk's last admin").WithHint("make somebody else an admin first")
}
