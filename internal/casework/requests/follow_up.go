package requests

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// FollowUpInput is a letter by hand.
type FollowUpInput struct {
	Text string `json:"text" doc:"what to write; it goes out in the thread of the request"`
	EnclosedInput
}

// FollowUp has a letter by hand go out in the thread of a request, after the
// undo window. It resets the reminder clock.
func FollowUp(ctx context.Context, d *casework.Door, caller casework.Caller, request uuid.UUID, in FollowUpInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return casework.Receipt{}, err
	}
	text, err := casework.Prose("text", in.Text, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, text)
	if err != nil {
		return casework.Receipt{}, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return casework.Receipt{}, err
	}
	with, copies, err := enclosed(ctx, d, mail.Case, mail.Party, in.EnclosedInput)
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := keepEnclosed(ctx, d, with, copies); err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: d.IDOf("follow-up", casework.Key(ctx).String())}
	cmd := casework.Command(ctx, caller, letters.WriteFollowUp{
		FollowUp: made.ID, Request: request, Text: refs[0], SendAt: d.Now().Add(settings.UndoWindow()), With: with,
	})
	return made, d.Do(ctx, mail.Stream(), cmd)
}
