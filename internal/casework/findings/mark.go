package findings

import (
	"context"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// MarksInput says which marks a claim has.
type MarksInput struct {
	Marks []verification.Mark `json:"marks" doc:"all that hold; what is left out does not"`
}

// Mark says what a policy has to know of a claim. What was signed is signed again.
func Mark(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in MarksInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, verification.MarkClaim{Marks: in.Marks}))
}
