package requests

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// AskInputs put requests to several parties.
type AskInputs struct {
	casework.How
	Requests []AskInput `json:"requests" doc:"whom to ask what"`
}

// AskMany puts requests to several parties in one act.
func AskMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AskInputs) (casework.Many, error) {
	b, err := d.Batch(ctx, caller, in.How, len(in.Requests))
	if err != nil {
		return casework.Many{}, err
	}
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Many{}, err
	}
	for _, one := range in.Requests {
		if err := b.Add(ctx, one.Party, asking(d, caller, c, one)); err != nil {
			return casework.Many{}, err
		}
	}
	return b.CarryOut(ctx)
}

func asking(d *casework.Door, caller casework.Caller, c *cases.Case, in AskInput) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		id := RequestID(ctx, c.ID, in.ID)
		if there, err := AskedAlready(ctx, d, caller, c, id, in); there || err != nil {
			return id, claim.Stream{}, nil, err
		}
		party, err := theParty(ctx, d, caller, in.Party)
		if err != nil {
			return id, claim.Stream{}, nil, err
		}
		ask, err := kept(ctx, d, c, party, in)
		to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, party.ID)}
		return id, to, ask, err
	}
}

// RequestsInput names requests, and says why.
type RequestsInput struct {
	casework.How
	Requests []string `json:"requests" doc:"identifiers of the requests"`
	Reason   string   `json:"reason,omitempty" doc:"why; the parties read it"`
}

// ExtendInputs move the answer-by instant of several requests.
type ExtendInputs struct {
	casework.How
	Requests []string `json:"requests" doc:"identifiers of the requests"`
	ExtendInput
}

// ExtendMany moves the answer-by instant of several requests in one act.
func ExtendMany(ctx context.Context, d *casework.Door, caller casework.Caller, in ExtendInputs) (casework.Many, error) {
	return onRequests(ctx, d, caller, in.How, in.Requests, in.Reason, func(ctx context.Context, mail *letters.Correspondence, id uuid.UUID, why claim.Ref) (claim.Body, error) {
		extend := letters.Extend{Request: id, AnswerBy: claim.Instant(in.AnswerBy), Reason: why}
		var err error
		extend.Steps, err = StepsAnew(ctx, d, caller, mail, id, extend.AnswerBy)
		return extend, err
	})
}

// WithdrawMany stops asking what several requests ask, in one act.
func WithdrawMany(ctx context.Context, d *casework.Door, caller casework.Caller, in RequestsInput) (casework.Many, error) {
	return onRequests(ctx, d, caller, in.How, in.Requests, in.Reason, func(_ context.Context, _ *letters.Correspondence, id uuid.UUID, why claim.Ref) (claim.Body, error) {
		return letters.WithdrawRequest{Request: id, Reason: why}, nil
	})
}

func onRequests(
	ctx context.Context, d *casework.Door, caller casework.Caller, how casework.How, names []string, reason string,
	body func(context.Context, *letters.Correspondence, uuid.UUID, claim.Ref) (claim.Body, error),
) (casework.Many, error) {
	b, err := d.Batch(ctx, caller, how, len(names))
	if err != nil {
		return casework.Many{}, err
	}
	for _, name := range names {
		err := b.Add(ctx, name, func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
			id, err := casework.OptionalID("requests", name)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			letters, err := d.LettersOf(ctx, caller, id)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			why, err := casework.Prose("reason", reason, casework.MaxText, false)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			refs, err := d.Keep(ctx, why)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			made, err := body(ctx, letters, id, refs[0])
			return id, letters.Stream(), made, err
		})
		if err != nil {
			return casework.Many{}, err
		}
	}
	return b.CarryOut(ctx)
}
