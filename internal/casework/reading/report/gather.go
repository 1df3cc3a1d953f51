package report

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// CaseHead shows what a case says about itself, without its claims and requests.
func (r *Room) CaseHead(ctx context.Context, caller casework.Caller, caseName string) (Report, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return Report{}, err
	}
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return Report{}, err
	}
	b, err := r.GatherStates(ctx, []claim.Aggregate{c}, r.now())
	if err != nil {
		return Report{}, err
	}
	return b.Head(), nil
}

// Gather gathers a case that the caller may see, as of an instant; nil is now.
func (r *Room) Gather(ctx context.Context, caller casework.Caller, caseName string, asOf *time.Time) (*Gathered, error) {
	return r.GatherAbout(ctx, caller, caseName, uuid.Nil, asOf)
}

// GatherAbout gathers a case as Gather does. If a claim is named, only
// that one and the requests about it can be reported, and not the status line.
func (r *Room) GatherAbout(
	ctx context.Context, caller casework.Caller, caseName string, about uuid.UUID, asOf *time.Time,
) (*Gathered, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return nil, err
	}
	if err := r.passed(asOf); err != nil {
		return nil, err
	}
	var states []claim.Aggregate
	if about != uuid.Nil && asOf == nil {
		states, err = r.statesAbout(ctx, c.ID, about)
	} else {
		states, err = r.store.States(ctx, c.ID, casework.InstantOr(asOf, time.Time{}))
	}
	if err != nil {
		return nil, err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	b := &Gathered{AsOf: casework.InstantOr(asOf, r.now()), Names: Names{Zone: settings.Location()}, about: about}
	if err := b.gather(ctx, r, states); err != nil {
		return nil, err
	}
	if b.Case == nil || b.Case.Version == 0 {
		return r.absent(ctx, b, c)
	}
	return b, nil
}

// GatherStates reads what a report of these states needs, whoever asks: what of them is shown to
// whom is decided by whoever calls it.
func (r *Room) GatherStates(ctx context.Context, states []claim.Aggregate, asOf time.Time) (*Gathered, error) {
	b := &Gathered{AsOf: asOf}
	return b, b.gather(ctx, r, states)
}
