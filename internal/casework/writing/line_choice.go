package writing

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
)

// checkChoice refuses what the status line is to be about if it is no claim of the
// case, and no series of its claims.
func checkChoice(ctx context.Context, d *casework.Door, c *cases.Case, names []string) error {
	for _, name := range names {
		_, err := d.ClaimsOf(ctx, c, []string{name})
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = checkSeries(ctx, d, c, name, err)
		}
		if err != nil {
			return casework.NotThere("statusLine", err)
		}
	}
	return nil
}

// checkSeries returns otherwise if the case has no claim of such a series.
func checkSeries(ctx context.Context, d *casework.Door, c *cases.Case, name string, otherwise error) error {
	if c.SeriesCalled(casework.ClaimID(c, name)) != nil {
		return nil
	}
	return otherwise
}
