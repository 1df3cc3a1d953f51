package findings

import (
	"context"

	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
)

// UnsignedInput says what is published without the sign-offs that it lacks, and why.
type UnsignedInput struct {
	Subject string `json:"subject" doc:"the subject hash of what you saw"`
	Why     string `json:"why" doc:"why it cannot wait for its sign-offs; for the desk alone"`
	Reason  string `json:"reason,omitempty" doc:"of a correction: why, for readers"`
	Untold  string `json:"untold,omitempty" doc:"why those who were asked are not told in letters, for the record; they are, if it is left out"`
}

// PublishUnsigned makes a finding public without the sign-offs that it lacks. They are
// owed from then on. The receipt warns of rights of reply that still run.
func PublishUnsigned(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in UnsignedInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	why, err := casework.Prose("why", in.Why, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	warnings, err := PublishWarnings(ctx, d, c)
	if err != nil {
		return casework.Receipt{}, err
	}
	untold, err := casework.Prose("untold", in.Untold, casework.MaxText, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, why, reason, untold)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := finding.PublishUnsigned{Subject: in.Subject, Why: refs[0], Reason: refs[1], Untold: refs[2]}
	return casework.Receipt{ID: c.ID, Warnings: warnings}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, body))
}
