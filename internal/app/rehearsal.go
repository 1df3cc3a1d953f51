package app

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/workflows"
)

// lead is how long before something is due a step ends. Real time passes the
// rest: the engine must not be skipping when work begins.
const lead = 150 * time.Millisecond

// leadApart is the same where only what is due is moved, which takes a moment.
const leadApart = 60 * time.Millisecond

// Rehearse lets product time pass until the given instant, on a throw-away
// engine. It goes from due instant to due instant, and at each waits until
// everything that was due is done. step, if not nil, is called after each.
func (a *App) Rehearse(ctx context.Context, until time.Time, step func()) error {
	for {
		due, err := a.Step(ctx, until)
		if err != nil || due.IsZero() {
			return err
		}
		if step != nil {
			step()
		}
	}
}

// Step is one step of [App.Rehearse]: it lets time pass until what is due next is done, and returns
// when that was, or until the given instant if nothing is due by then, and returns none.
func (a *App) Step(ctx context.Context, until time.Time) (time.Time, error) {
	due, err := a.NextDue(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if due.IsZero() || due.After(until) {
		return time.Time{}, a.pass(ctx, until)
	}
	before := lead
	if a.apart {
		before = leadApart
	}
	if err := a.pass(ctx, due.Add(-before)); err != nil {
		return time.Time{}, err
	}
	return due, a.done(ctx, due)
}

// NextDue is what is due next, once all that a person has just asked for is done; none if nothing is.
func (a *App) NextDue(ctx context.Context) (time.Time, error) {
	ids, err := a.openWorkflows(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if err := a.waker.Flush(ctx); err != nil {
		return time.Time{}, err
	}
	if err := a.Engine.Rest(ctx, ids); err != nil {
		return time.Time{}, err
	}
	return a.Record.NextDue(ctx)
}

func (a *App) openWorkflows(ctx context.Context) ([]string, error) {
	streams, err := a.Record.OpenStreams(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(streams))
	for i, s := range streams {
		ids[i] = workflows.ID(s)
	}
	return ids, nil
}

// pass moves product time, and every open workflow, to an instant before which
// nothing is due. Product time goes first: nothing that is decided meanwhile
// must lie ahead of it.
func (a *App) pass(ctx context.Context, until time.Time) error {
	by := until.Sub(a.Clock.Now())
	if by <= 0 {
		return nil
	}
	ids, err := a.openWorkflows(ctx)
	if err != nil {
		return err
	}
	var behind []string
	if a.apart {
		if ids, behind, err = a.dueSoon(ctx, ids, until.Add(lead)); err != nil {
			return err
		}
	}
	a.Clock.Move(by)
	return a.Engine.FastForwardSome(ctx, ids, behind, by)
}

// maxDue is how many streams have something due at the same moment at most.
const maxDue = 100_000

// dueSoon picks the workflows of what is due by an instant, and those that have nothing to do by then.
func (a *App) dueSoon(ctx context.Context, ids []string, by time.Time) (due, rest []string, err error) {
	streams, err := a.Record.Overdue(ctx, by, record.Overdue{}, maxDue)
	if err != nil {
		return nil, nil, err
	}
	soon := make(map[string]bool, len(streams))
	for _, s := range streams {
		soon[workflows.ID(s.Stream)] = true
	}
	for _, id := range ids {
		if soon[id] {
			due = append(due, id)
		} else {
			rest = append(rest, id)
		}
	}
	return due, rest, nil
}

// done waits until what was due at the instant has been decided.
func (a *App) done(ctx context.Context, was time.Time) error {
	for {
		due, err := a.Record.NextDue(ctx)
		if err != nil || !due.Equal(was) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for what was due at %s: %w", was.Format(time.RFC3339), ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}
