package casework

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
)

// ClaimID is the identifier of the claim with a key in a case.
func ClaimID(c *cases.Case, key string) uuid.UUID { return SeriesID(c.ID, key) }

// SeriesID is the identifier of the series of a case that is called so. No claim of the
// case has that name: both are drawn in the same way.
func SeriesID(of uuid.UUID, key string) uuid.UUID {
	return claim.DerivedID("claim", of.String(), key)
}

// TheClaim finds a claim that the caller may see, by "case/key" or identifier.
func (d *Door) TheClaim(ctx context.Context, caller Caller, name string) (*verification.Claim, error) {
	caseID := uuid.Nil
	key := name
	if caseName, rest, ok := strings.Cut(name, "/"); ok {
		c, err := d.TheCase(ctx, caller, caseName)
		if err != nil {
			return nil, err
		}
		caseID, key = c.ID, rest
	}
	id, err := d.Resolve(ctx, claim.StreamClaim, caseID, key)
	if err != nil {
		return nil, err
	}
	c, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, id)
	if err != nil {
		return nil, err
	}
	if _, err := d.CaseByID(ctx, caller, c.Case, name); err != nil {
		return nil, Hide(err, claim.StreamClaim, name)
	}
	return c, nil
}

// ClaimsOf finds claims of one case by key or identifier.
func (d *Door) ClaimsOf(ctx context.Context, c *cases.Case, names []string) ([]*verification.Claim, error) {
	claims := make([]*verification.Claim, 0, len(names))
	for _, name := range names {
		id, err := d.Resolve(ctx, claim.StreamClaim, c.ID, name)
		if err != nil {
			return nil, err
		}
		found, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		if found.Case != c.ID {
			return nil, NotFound(claim.StreamClaim, name)
		}
		claims = append(claims, found)
	}
	return claims, nil
}
