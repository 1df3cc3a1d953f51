package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// SeePageAnswer says that the caller has looked at what came on the answer page.
func SeePageAnswer(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, _, err := d.ThePageMessage(ctx, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: message}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, letters.SeePageAnswer{Message: message}))
}
