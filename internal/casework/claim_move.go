package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// ReasonInput says why.
type ReasonInput struct {
	Reason string `json:"reason,omitempty" doc:"why, for the record"`
}

// Withdraw gives a claim up. Its open requests are withdrawn too.
func (d *Door) Withdraw(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Withdraw{Reason: r} })
}

// Decline finds that a claim is not checkable.
func (d *Door) Decline(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Decline{Reason: r} })
}

// Hold stops every clock of a claim.
func (d *Door) Hold(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Hold{Reason: r} })
}

// Resume lets the clocks run again.
func (d *Door) Resume(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Resume{} })
}

// OpenClaim makes a draft checkable.
func (d *Door) OpenClaim(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.OpenClaim{} })
}

// Close ends the work on a published claim.
func (d *Door) Close(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Close{} })
}

// Correct starts a correction of a public finding: it is assessed, signed and
// published again.
func (d *Door) Correct(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Correct{Reason: r} })
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
