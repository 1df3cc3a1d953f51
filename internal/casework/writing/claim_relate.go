package writing

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// RelateInput says what a claim is to another one of its case.
type RelateInput struct {
	To     string            `json:"to" doc:"key of the other claim"`
	As     relation.Relation `json:"as" doc:"what it is to the other one"`
	Reason string            `json:"reason,omitempty" doc:"why, for the record; to end it, a reason is needed"`
}

// Relate says that a claim rests on another one, contradicts or repeats it. A circle
// of claims that rest on one another is refused.
func Relate(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in RelateInput) (casework.Receipt, error) {
	other, err := related(ctx, d, caller, name, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(r claim.Ref) claim.Body {
		return relation.RelateClaim{To: other.ID, As: in.As, Reason: r}
	})
}

// Unrelate says that it is that no more.
func Unrelate(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in RelateInput) (casework.Receipt, error) {
	other, err := related(ctx, d, caller, name, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(r claim.Ref) claim.Body {
		return relation.UnrelateClaim{To: other.ID, As: in.As, Reason: r}
	})
}

// StandsInput says why something stands.
type StandsInput struct {
	Seen   int64  `json:"seen" doc:"version of the claim that you had before you"`
	Reason string `json:"reason" doc:"why it stands, for the record; reviewers read it"`
}

// Uphold says why a claim stands although one that it rests on has fallen, and makes the
// caller one of its authors. It returns [claim.CodeConflict] if the claim, or what it rests
// on, has changed since the version that was seen.
func Uphold(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in StandsInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(r claim.Ref) claim.Body {
		return relation.UpholdClaim{Seen: in.Seen, Reason: r}
	})
}

// related finds the other claim, which is one of the same case.
func related(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in RelateInput) (*verification.Claim, error) {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	of, err := d.CaseByID(ctx, caller, c.Case, name)
	if err != nil {
		return nil, err
	}
	others, err := d.ClaimsOf(ctx, of, []string{in.To})
	if err != nil {
		return nil, claim.InField(err, "to")
	}
	return others[0], nil
}
