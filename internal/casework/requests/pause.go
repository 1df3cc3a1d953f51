package requests

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// PauseReminders stops the reminders of a request, with a reason, until they are
// resumed. Its answer-by instant stays.
func PauseReminders(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return casework.Receipt{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	cmd := casework.Command(ctx, caller, letters.PauseReminders{Request: id, Reason: refs[0]})
	return casework.Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}

// ResumeReminders lets the reminders of a request go out again. Those that fell
// due in the meantime are not made up for.
func ResumeReminders(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return casework.Receipt{}, err
	}
	cmd := casework.Command(ctx, caller, letters.ResumeReminders{Request: id})
	return casework.Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}
