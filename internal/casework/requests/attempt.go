package requests

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// AttemptInput says that somebody has tried to reach a party.
type AttemptInput struct {
	Channel  claim.Channel         `json:"channel,omitempty" doc:"how; by telephone if left out"`
	Result   letters.AttemptResult `json:"result" doc:"what came of it"`
	At       *time.Time            `json:"at,omitempty" doc:"when; now if left out"`
	Number   string                `json:"number,omitempty" doc:"the number or address that was tried"`
	With     string                `json:"with,omitempty" doc:"whom you spoke to, or left word with"`
	Note     string                `json:"note,omitempty" doc:"what was said, for the desk alone"`
	Promised *time.Time            `json:"promised,omitempty" doc:"by when the party says that it will answer; no reminder goes out before"`
}

// LogAttempt records that somebody has tried to reach the party about a request. It counts when silence is put into words.
func LogAttempt(ctx context.Context, d *casework.Door, caller casework.Caller, request uuid.UUID, in AttemptInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return casework.Receipt{}, err
	}
	if in.Channel == "" {
		in.Channel = claim.ByPhone
	}
	var texts []string
	for _, given := range []struct {
		field, text string
		limit       int
	}{{"number", in.Number, casework.MaxName}, {"with", in.With, casework.MaxName}, {"note", in.Note, casework.MaxStatement}} {
		text, err := casework.Prose(given.field, given.text, given.limit, false)
		if err != nil {
			return casework.Receipt{}, err
		}
		texts = append(texts, text)
	}
	refs, err := d.Keep(ctx, texts...)
	if err != nil {
		return casework.Receipt{}, err
	}
	attempt := letters.Attempt{
		ID: d.IDOf("attempt", casework.Key(ctx).String()), Request: request, Channel: in.Channel, Result: in.Result, At: claim.Instant(casework.InstantOr(in.At, d.Now())),
		Number: refs[0], With: refs[1], Note: refs[2], Promised: claim.Instant(casework.InstantOr(in.Promised, time.Time{})),
	}
	return casework.Receipt{ID: attempt.ID}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, letters.LogAttempt{Attempt: attempt}))
}
