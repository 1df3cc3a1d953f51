package requests

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// Undo takes back what has not gone out yet: a request in its undo window, or
// else the letter by hand about it that waits, or that it is put again. The party hears nothing of it. It
// returns [claim.CodeWrongStage] once it is too late.
func Undo(ctx context.Context, d *casework.Door, caller casework.Caller, request uuid.UUID) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	letters, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: request}, d.Do(ctx, letters.Stream(), casework.Command(ctx, caller, undoing(letters, request)))
}

// undoing is the command that takes back what waits of a request.
func undoing(mail *letters.Correspondence, request uuid.UUID) claim.Body {
	for _, f := range mail.WaitingFollowUps() {
		if f.Request == request {
			return letters.UndoFollowUp{FollowUp: f.ID}
		}
	}
	if r := mail.Request(request); r != nil && r.Again != nil {
		return letters.UndoPutAgain{Request: request}
	}
	return letters.WithdrawRequest{Request: request, Undo: true}
}
