package requests

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// ExtendInput moves an answer-by instant.
type ExtendInput struct {
	AnswerBy time.Time `json:"answerBy" doc:"the new instant"`
	Reason   string    `json:"reason" doc:"why; the party reads it"`
}

// Extend moves the answer-by instant of a request, plans its reminders anew,
// and tells the party if the request has gone out.
func Extend(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID, in ExtendInput) (casework.Receipt, error) {
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
	extend := letters.Extend{Request: id, AnswerBy: claim.Instant(in.AnswerBy), Reason: refs[0]}
	if extend.Steps, err = StepsAnew(ctx, d, caller, mail, id, extend.AnswerBy); err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: id}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, extend))
}

// StepsAnew lays the plan of a case anew over what is left of a request until another answer-by instant.
func StepsAnew(ctx context.Context, d *casework.Door, caller casework.Caller, letters *letters.Correspondence, id uuid.UUID, answerBy time.Time) ([]claim.Step, error) {
	r := letters.Request(id)
	if r.ByHand() || r.Plan != nil { // the record lays out a plan that the request is pinned to
		return nil, nil
	}
	c, err := d.CaseByID(ctx, caller, letters.Case, letters.Case.String())
	if err != nil {
		return nil, err
	}
	party, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, letters.Party)
	if err != nil {
		return nil, err
	}
	from := d.Now()
	if r.SendAt.After(from) {
		from = r.SendAt
	}
	settings, err := d.DeskSettings(ctx)
	return steps(c, party, settings, from, answerBy), err
}
