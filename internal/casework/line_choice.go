package casework

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// checkChoice refuses what the status line is to be about if it is no claim of the
// case, and no series of its claims.
func (d *Door) checkChoice(ctx context.Context, c *claim.Case, names []string) error {
	for _, name := range names {
		_, err := d.claimsOf(ctx, c, []string{name})
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = d.checkSeries(ctx, c, name, err)
		}
		if err != nil {
			return notThere("statusLine", err)
		}
	}
	return nil
}

// checkSeries returns otherwise if the case has no claim of such a series.
func (d *Door) checkSeries(ctx context.Context, c *claim.Case, name string, otherwise error) error {
	id, err := uuid.Parse(name)
	if err != nil {
		return otherwise
	}
	around, failed := d.store.Around(ctx)
	found := slices.ContainsFunc(around.Claims(c.ID), func(s claim.Stream) bool {
		one := claim.StateOf[*claim.Claim](around, s)
		return one != nil && one.Series != nil && one.Series.ID == id
	})
	if err := failed(); err != nil || found {
		return err
	}
	return otherwise
}
