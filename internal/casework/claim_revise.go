package casework

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ClaimRevision replaces what a claim says. Its short name stays.
type ClaimRevision struct {
	Seen int64 `json:"seen" doc:"version of the claim that you had before you"`
	ClaimInput
}

// ReviseClaim changes what a claim says, and makes the caller one of its
// authors. A claim in review or signed off goes back to assessing. It returns
// [claim.CodeConflict] if somebody else has changed the words since the version
// that was seen, and [claim.CodePolicy] if too few people would be left who can
// sign it.
func (d *Door) ReviseClaim(ctx context.Context, caller Caller, name string, in ClaimRevision) (Receipt, error) {
	if err := caller.May(MayWriteClaims); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	c, err := d.theClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	l, err := d.library(ctx, c.Text)
	if err != nil {
		return Receipt{}, err
	}
	was := read[claim.ClaimText](l, c.Text)
	if in.Key = was.Key; in.Key == "" { // it was erased
		return Receipt{}, claim.Errorf(claim.CodeWrongStage, "what the claim said was erased").WithHint("write a new claim")
	}
	text, err := claimText(in.ClaimInput)
	if err != nil {
		return Receipt{}, err
	}
	revise := claim.ReviseClaim{Text: c.Text, Tier: claim.Routine, Seen: in.Seen}
	if in.Tier != "" {
		revise.Tier = in.Tier
	}
	made := Receipt{ID: c.ID, Name: was.Key}
	if same(was, text) && revise.Tier == c.Tier {
		return made, nil
	}
	if err := d.signableWith(ctx, caller, c); err != nil {
		return Receipt{}, err
	}
	if !same(was, text) {
		if revise.Text, err = d.keepJSON(ctx, "claim", text); err != nil {
			return Receipt{}, err
		}
	}
	return made, d.do(ctx, c.Stream(), command(ctx, caller, revise))
}

// signableWith refuses to make the caller an author of a claim that then too
// few people could sign.
func (d *Door) signableWith(ctx context.Context, caller Caller, c *claim.Claim) error {
	if c.OwnWork(caller.ID) {
		return nil
	}
	of, err := d.caseByID(ctx, caller, c.Case, c.Case.String())
	if err != nil {
		return err
	}
	signers, err := d.signers(ctx, of)
	if err != nil {
		return err
	}
	able := len(others(signers, append(c.Authors(), caller.ID)))
	if able >= c.Policy[claim.Reviewers] {
		return nil
	}
	return claim.Errorf(claim.CodePolicy, "if you change this claim or its evidence you become one of its authors, and too few people are left who can sign it: it needs %d, and there are %d", c.Policy[claim.Reviewers], able).
		WithHint("let one of its authors change it, or give more people a role that signs (reviewer, standards, legal)")
}

// others are the people of a list who are not among some.
func others(list, some []uuid.UUID) []uuid.UUID {
	return slices.DeleteFunc(slices.Clone(list), func(id uuid.UUID) bool { return slices.Contains(some, id) })
}
