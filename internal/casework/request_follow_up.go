package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
)

// FollowUpInput is a letter by hand.
type FollowUpInput struct {
	Text string `json:"text" doc:"what to write; it goes out in the thread of the request"`
	EnclosedInput
}

// FollowUp has a letter by hand go out in the thread of a request, after the
// undo window. It resets the reminder clock.
func (d *Door) FollowUp(ctx context.Context, caller Caller, request uuid.UUID, in FollowUpInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return Receipt{}, err
	}
	text, err := Prose("text", in.Text, MaxText, true)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, text)
	if err != nil {
		return Receipt{}, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return Receipt{}, err
	}
	with, copies, err := d.enclosed(ctx, mail.Case, mail.Party, in.EnclosedInput)
	if err != nil {
		return Receipt{}, err
	}
	if err := d.keepEnclosed(ctx, with, copies); err != nil {
		return Receipt{}, err
	}
	made := Receipt{ID: d.IDOf("follow-up", Key(ctx).String())}
	cmd := Command(ctx, caller, letters.WriteFollowUp{
		FollowUp: made.ID, Request: request, Text: refs[0], SendAt: d.Now().Add(settings.UndoWindow()), With: with,
	})
	return made, d.Do(ctx, mail.Stream(), cmd)
}
