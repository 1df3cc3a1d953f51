package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
)

// ReasonInput says why.
type ReasonInput struct {
	Reason string `json:"reason,omitempty" doc:"why, for the record"`
}

// MoveClaim sends the command about a claim that follows from a reason, which is kept.
func (d *Door) MoveClaim(ctx context.Context, caller Caller, name string, in ReasonInput, body func(claim.Ref) claim.Body) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	reason, err := Prose("reason", in.Reason, MaxText, false)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), Command(ctx, caller, body(refs[0])))
}
