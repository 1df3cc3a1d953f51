package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
)

// SeePageAnswer says that the caller has looked at what came on the answer page.
func (d *Door) SeePageAnswer(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, _, err := d.ThePageMessage(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.Do(ctx, mail.Stream(), Command(ctx, caller, letters.SeePageAnswer{Message: message}))
}
