package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// ExtendInput moves an answer-by instant.
type ExtendInput struct {
	AnswerBy time.Time `json:"answerBy" doc:"the new instant"`
	Reason   string    `json:"reason" doc:"why; the party reads it"`
}

// WithdrawRequest stops asking. If the request has gone out, the party is told.
func (d *Door) WithdrawRequest(ctx context.Context, caller Caller, id uuid.UUID, in ReasonInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, id)
	if err != nil {
		return Receipt{}, err
	}
	reason, err := Prose("reason", in.Reason, MaxText, false)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Receipt{}, err
	}
	cmd := Command(ctx, caller, letters.WithdrawRequest{Request: id, Reason: refs[0]})
	return Receipt{ID: id}, d.Do(ctx, mail.Stream(), cmd)
}

// Extend moves the answer-by instant of a request, plans its reminders anew,
// and tells the party if the request has gone out.
func (d *Door) Extend(ctx context.Context, caller Caller, id uuid.UUID, in ExtendInput) (Receipt, error) {
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
	extend := letters.Extend{Request: id, AnswerBy: claim.Instant(in.AnswerBy), Reason: refs[0]}
	if extend.Steps, err = d.stepsAnew(ctx, caller, mail, id, extend.AnswerBy); err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: id}, d.Do(ctx, mail.Stream(), Command(ctx, caller, extend))
}

func (d *Door) stepsAnew(ctx context.Context, caller Caller, letters *letters.Correspondence, id uuid.UUID, answerBy time.Time) ([]claim.Step, error) {
	r := letters.Request(id)
	if r.ByHand() || r.Plan != nil { // the record lays out a plan that the request is pinned to
		return nil, nil
	}
	c, err := d.CaseByID(ctx, caller, letters.Case, letters.Case.String())
	if err != nil {
		return nil, err
	}
	party, err := Load[*people.Party](ctx, d.store, claim.StreamParty, letters.Party)
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
