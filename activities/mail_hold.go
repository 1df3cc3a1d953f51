package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// A letter that is held looks again at these intervals: soon after mail was held,
// and less often the longer it is. So it goes out within minutes of being let go, and
// a thousand letters that wait cost little and do not go out at one moment.
const (
	holdLookSoonest = 15 * time.Second
	holdLookLatest  = 5 * time.Minute
)

// held returns the error with which a letter waits while the desk holds all mail, or
// nil if it does not. The letter is looked at anew each time: what became moot in
// the meantime is called off, and does not wait for the release.
func (d *delivery) held(ctx context.Context) error {
	state, err := d.Store.Load(ctx, claim.DeskStream)
	if err != nil {
		return err
	}
	hold := state.(*people.Desk).Hold
	if hold == nil {
		return nil
	}
	again := min(max(d.now.Sub(hold.At)/8, holdLookSoonest), holdLookLatest)
	again += spread(d.message.ID[:], again/4)
	return temporal.NewApplicationErrorWithOptions("the desk holds all mail", string(claim.HandOverHeld),
		temporal.ApplicationErrorOptions{Category: temporal.ApplicationErrorCategoryBenign, NextRetryDelay: again})
}

// spread is a share of a duration that follows from an identifier, so that what
// began together does not go on together.
func spread(id []byte, over time.Duration) time.Duration {
	var sum time.Duration
	for _, b := range id {
		sum = (sum*31 + time.Duration(b)) % 1024
	}
	return over * sum / 1024
}
