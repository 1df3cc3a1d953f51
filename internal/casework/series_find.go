package casework

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
)

// InSeries are the claims of a series, in the order of their streams.
func (d *Door) InSeries(ctx context.Context, c *cases.Case, id uuid.UUID) ([]*verification.Claim, error) {
	around, failed := d.store.Around(ctx)
	var claims []*verification.Claim
	for _, s := range around.Claims(c.ID) {
		claims = append(claims, claim.StateOf[*verification.Claim](around, s))
	}
	return verification.InSeries(claims, id), failed()
}

// OfSeries puts the keys of a series' claims in place of the key of the series. For a
// party that the series is about, that is its own claim alone.
func (d *Door) OfSeries(ctx context.Context, c *cases.Case, names []string, party uuid.UUID) ([]string, error) {
	if len(c.Series) == 0 {
		return names, nil
	}
	var all []string
	for _, name := range names {
		of := c.SeriesCalled(ClaimID(c, name))
		if of == nil {
			all = append(all, name)
			continue
		}
		claims, err := d.InSeries(ctx, c, of.ID)
		if err != nil {
			return nil, err
		}
		if slices.Contains(of.Parties, party) {
			claims = slices.DeleteFunc(claims, func(one *verification.Claim) bool { return one.Series.Party != party })
		}
		keys, err := d.KeysOf(ctx, claims)
		if err != nil {
			return nil, err
		}
		all = append(all, keys...)
	}
	return Distinct(all, func(name string) string { return name }), nil
}

// UnfoldSeries is [Door.OfSeries] for a case by its name, and whoever was asked.
func (d *Door) UnfoldSeries(ctx context.Context, caller Caller, caseName string, names []string) ([]string, error) {
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return nil, err
	}
	return d.OfSeries(ctx, c, names, uuid.Nil)
}

// KeysOf are the keys of claims; of one whose words were erased, its identifier.
func (d *Door) KeysOf(ctx context.Context, claims []*verification.Claim) ([]string, error) {
	refs := make([]claim.Ref, len(claims))
	for i, c := range claims {
		refs[i] = c.Text
	}
	l, err := d.Library(ctx, refs...)
	keys := make([]string, len(claims))
	for i, c := range claims {
		if keys[i] = Read[claim.ClaimText](l, refs[i]).Key; keys[i] == "" {
			keys[i] = c.ID.String()
		}
	}
	return keys, err
}

// Distinct keeps the first of those that are called the same.
func Distinct[T any](all []T, name func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool {
		again := seen[name(one)]
		seen[name(one)] = true
		return again
	})
}
