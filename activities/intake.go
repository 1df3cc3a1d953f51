package activities

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// TakeIn is the name of [Mail.TakeIn], by which it runs within a task of a workflow.
const TakeIn = "TakeIn"

// TakeIn takes in a spooled message: what it is goes into its own stream, and in
// the same transaction the message to its correspondence, and it is settled. Each step may
// run again, and all do if the message comes again while it is taken in.
func (a *Mail) TakeIn(ctx context.Context, intake uuid.UUID) error {
	return ToEngine(a.takeIn(ctx, intake))
}

func (a *Mail) takeIn(ctx context.Context, id uuid.UUID) error {
	for {
		if settled, err := a.takeInOnce(ctx, id); settled || err != nil {
			return err
		}
	}
}

func (a *Mail) takeInOnce(ctx context.Context, id uuid.UUID) (settled bool, err error) {
	examined, err := a.Spool.Examine(ctx, id)
	if err != nil {
		return false, err
	}
	act := claim.Act{
		To:      claim.Stream{Kind: claim.StreamIntake, ID: id},
		Command: claim.Command{ID: claim.DerivedID("take in", id.String(), strconv.Itoa(examined.Delivery)), Actor: claim.System, Body: examined},
	}
	done, settled, err := a.Intakes.TakeIn(ctx, id, examined.Delivery, claim.Doing{Acts: []claim.Act{act}, Now: claim.Instant(a.Clock.Now())})
	if err != nil {
		return false, err
	}
	if refused := done[0].Refused; refused != nil {
		return false, refused
	}
	return settled, nil
}
