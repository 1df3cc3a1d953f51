package app

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord/workflows"
)

// Rehearse lets product time pass until the given instant, on a throw-away
// engine. It goes from due instant to due instant, and at each waits until
// everything that was due is done. step, if not nil, is called after each.
func (a *App) Rehearse(ctx context.Context, until time.Time, step func()) error {
	for {
		due, err := a.Record.NextDue(ctx)
		if err != nil {
			return err
		}
		target := until
		if !due.IsZero() && due.Before(until) {
			target = due
		}
		if err := a.pass(ctx, time.Until(target)-a.Clock.Offset()); err != nil {
			return err
		}
		if step != nil {
			step()
		}
		if target.Equal(until) {
			return nil
		}
		if err := a.done(ctx, due); err != nil {
			return err
		}
	}
}

// pass moves every open workflow, and product time, by the same step. Product
// time goes first: what falls due within the step happens at its end.
func (a *App) pass(ctx context.Context, by time.Duration) error {
	if by <= 0 {
		return nil
	}
	streams, err := a.Record.OpenStreams(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(streams))
	for i, s := range streams {
		ids[i] = workflows.ID(s)
	}
	a.Clock.Move(by)
	return a.Engine.FastForward(ctx, ids, by)
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
