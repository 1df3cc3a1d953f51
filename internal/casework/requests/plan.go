package requests

import (
	"cmp"
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// planFor names the desk's plan which is for such requests, if there is one.
func planFor(ctx context.Context, d *casework.Door, party *people.Party, about []*verification.Claim, asks claim.RequestKind) (string, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil || len(desk.Plans) == 0 {
		return plan.Choose(desk.PlansSet(), plan.Wanted{Asks: asks}), err
	}
	want := plan.Wanted{Asks: asks}
	for _, cl := range about {
		want.Tiers = append(want.Tiers, cl.Tier)
	}
	l, err := d.Library(ctx, party.Profile)
	if err != nil {
		return "", err
	}
	want.Parties = []string{string(casework.Read[people.PartyProfile](l, party.Profile).Kind)}
	return plan.Choose(desk.PlansSet(), want), nil
}

// planOf names the plan that a request comes under: the one that was asked for, or that of the
// desk's which is for such requests; empty for the shares of its case. The document is the one
// that the record pins, unless it is set anew in the same moment.
func planOf(ctx context.Context, d *casework.Door, c *cases.Case, party *people.Party, about []*verification.Claim, in AskInput) (string, *plan.Document, error) {
	around, failed := d.Record().Around(ctx)
	name := in.Plan
	if name == "" {
		var err error
		if name, err = planFor(ctx, d, party, about, in.Kind); err != nil || name == "" {
			return "", nil, cmp.Or(err, failed())
		}
	}
	p, err := plan.The(around, name)
	if err == nil {
		err = failed()
	}
	if err != nil {
		return "", nil, err
	}
	return name, plan.Of(p.Text), nil
}

// inTime fills in by when an answer is needed, where nobody has said it and the plan does, in the
// party's own time.
func inTime(in AskInput, under *plan.Document, party *people.Party, settings claim.DeskSettings, now time.Time) (AskInput, error) {
	if under == nil {
		if in.Where != "" {
			return in, casework.Invalid("where", "the request is under no plan that knows how long a party has by law")
		}
		return in, nil
	}
	has := under.HasToAnswer
	if in.Where != "" {
		limit, known := under.LimitOf(in.Where)
		if !known {
			return in, casework.Invalid("where", "the plan "+under.Name+" does not say how long a party has there")
		}
		has = limit
	}
	from := now.Add(settings.UndoWindow())
	if in.CountFrom != nil {
		from = claim.Instant(in.CountFrom.Add(settings.UndoWindow()))
	}
	if in.AskedAt != nil {
		from = *in.AskedAt
	}
	calendar := settings.Calendar(party.Hours, casework.ZoneOf(party))
	if in.AnswerBy.IsZero() && !has.IsZero() {
		in.AnswerBy = has.From(from, calendar)
	}
	if intent := under.HasToSay; in.IntentBy == nil && !intent.IsZero() {
		if by := claim.Instant(intent.From(from, calendar)); by.Before(in.AnswerBy) {
			in.IntentBy = &by
		}
	}
	return in, nil
}
