package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
)

// PauseReminders stops the reminders of a request, with a reason, until they are
// resumed. Its answer-by instant stays.
func (d *Door) PauseReminders(ctx context.Context, caller Caller, id uuid.UUID, in ReasonInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return Receipt{}, err
	}
	reason, err := Prose("reason", in.Reason, MaxText, true)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Receipt{}, err
	}
	cmd := Command(ctx, caller, letters.PauseReminders{Request: id, Reason: refs[0]})
	return Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}

// ResumeReminders lets the reminders of a request go out again. Those that fell
// due in the meantime are not made up for.
func (d *Door) ResumeReminders(ctx context.Context, caller Caller, id uuid.UUID) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return Receipt{}, err
	}
	cmd := Command(ctx, caller, letters.ResumeReminders{Request: id})
	return Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}
