package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// checkChoice refuses what the status line is to be about if it is no claim of the
// case, and no series of its claims.
func (d *Door) checkChoice(ctx context.Context, c *cases.Case, names []string) error {
	for _, name := range names {
		_, err := d.ClaimsOf(ctx, c, []string{name})
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = d.checkSeries(ctx, c, name, err)
		}
		if err != nil {
			return NotThere("statusLine", err)
		}
	}
	return nil
}

// checkSeries returns otherwise if the case has no claim of such a series.
func (d *Door) checkSeries(ctx context.Context, c *cases.Case, name string, otherwise error) error {
	if c.SeriesCalled(ClaimID(c, name)) != nil {
		return nil
	}
	return otherwise
}
