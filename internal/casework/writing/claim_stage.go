package writing

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// Withdraw gives a claim up. Its open requests are withdrawn too.
func Withdraw(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Withdraw{Reason: r} })
}

// Decline finds that a claim is not checkable.
func Decline(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Decline{Reason: r} })
}

// Hold stops every clock of a claim.
func Hold(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Hold{Reason: r} })
}

// Resume lets the clocks run again.
func Resume(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Resume{} })
}

// OpenClaim makes a draft checkable.
func OpenClaim(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.OpenClaim{} })
}

// Close ends the work on a published claim.
func Close(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Close{} })
}

// Correct starts a correction of a public finding: it is assessed, signed and
// published again.
func Correct(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Correct{Reason: r} })
}

// WithdrawMany gives several claims up in one act.
func WithdrawMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in casework.ClaimsInput) (casework.Many, error) {
	return moveMany(ctx, d, caller, caseName, in, func(r claim.Ref) claim.Body { return verification.Withdraw{Reason: r} })
}

func moveMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in casework.ClaimsInput, body func(claim.Ref) claim.Body) (casework.Many, error) {
	var err error
	if in.Claims, err = d.UnfoldSeries(ctx, caller, caseName, in.Claims); err != nil {
		return casework.Many{}, err
	}
	b, err := d.Batch(ctx, caller, in.How, len(in.Claims))
	if err != nil {
		return casework.Many{}, err
	}
	for _, name := range in.Claims {
		if err := b.Add(ctx, name, d.OnClaim(caller, caseName, name, in.Reason, body)); err != nil {
			return casework.Many{}, err
		}
	}
	return b.CarryOut(ctx)
}
