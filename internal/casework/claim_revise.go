package casework

import (
	"context"
	"slices"

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
	ctx = d.keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	l, err := d.library(ctx, c.Text)
	if err != nil {
		return Receipt{}, err
	}
	was := Read[claim.ClaimText](l, c.Text)
	if in.Key = was.Key; in.Key == "" { // it was erased
		return Receipt{}, claim.Errorf(claim.CodeWrongStage, "what the claim said was erased").WithHint("write a new claim")
	}
	text, err := claimText(in.ClaimInput)
	if err != nil {
		return Receipt{}, err
	}
	if in.NameClaimant != "" {
		return Receipt{}, Invalid("nameClaimant", "that is decided by itself: onrecord claim disclose "+name)
	}
	revise := claim.ReviseClaim{Text: c.Text, Tier: claim.Routine, Seen: in.Seen}
	if revise.Involved, err = in.involved(d.namer(ctx, caller).party); err != nil {
		return Receipt{}, err
	}
	if in.Tier != "" {
		revise.Tier = in.Tier
	}
	made := Receipt{ID: c.ID, Name: was.Key}
	if same(was, text) && revise.Tier == c.Tier && slices.Equal(revise.Involved, c.Involved) {
		return made, nil
	}
	if !same(was, text) {
		if revise.Text, err = d.keepJSON(ctx, "claim", text); err != nil {
			return Receipt{}, err
		}
	}
	return made, d.do(ctx, c.Stream(), command(ctx, caller, revise))
}
