package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
)

// RelateInput says what a claim is to another one of its case.
type RelateInput struct {
	To     string         `json:"to" doc:"key of the other claim"`
	As     claim.Relation `json:"as" doc:"what it is to the other one"`
	Reason string         `json:"reason,omitempty" doc:"why, for the record; to end it, a reason is needed"`
}

// Relate says that a claim rests on another one, contradicts or repeats it. A circle
// of claims that rest on one another is refused.
func (d *Door) Relate(ctx context.Context, caller Caller, name string, in RelateInput) (Receipt, error) {
	other, err := d.related(ctx, caller, name, in)
	if err != nil {
		return Receipt{}, err
	}
	return d.moveClaim(ctx, caller, name, ReasonInput{in.Reason}, func(r claim.Ref) claim.Body {
		return claim.RelateClaim{To: other.ID, As: in.As, Reason: r}
	})
}

// Unrelate says that it is that no more.
func (d *Door) Unrelate(ctx context.Context, caller Caller, name string, in RelateInput) (Receipt, error) {
	other, err := d.related(ctx, caller, name, in)
	if err != nil {
		return Receipt{}, err
	}
	return d.moveClaim(ctx, caller, name, ReasonInput{in.Reason}, func(r claim.Ref) claim.Body {
		return claim.UnrelateClaim{To: other.ID, As: in.As, Reason: r}
	})
}

// Uphold says that a claim stands although one that it rests on has fallen.
func (d *Door) Uphold(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return claim.UpholdClaim{Reason: r} })
}

// related finds the other claim, which is one of the same case.
func (d *Door) related(ctx context.Context, caller Caller, name string, in RelateInput) (*claim.Claim, error) {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	of, err := d.CaseByID(ctx, caller, c.Case, name)
	if err != nil {
		return nil, err
	}
	others, err := d.claimsOf(ctx, of, []string{in.To})
	if err != nil {
		return nil, claim.InField(err, "to")
	}
	return others[0], nil
}
