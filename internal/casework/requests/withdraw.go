package requests

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// Withdraw stops asking. If the request has gone out, the party is told.
func Withdraw(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return casework.Receipt{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	cmd := casework.Command(ctx, caller, letters.WithdrawRequest{Request: id, Reason: refs[0]})
	return casework.Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}
