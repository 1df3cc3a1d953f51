package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/api/serviceerror"
	"golang.org/x/sync/errgroup"
)

const (
	// steppedAtOnce bounds how many workflows move at the same time.
	steppedAtOnce = 8
	// overshoot carries every clock a little past the instant asked for. A timer exactly at the end of a step would
	// otherwise fire after the step, and one that is already due when the next step begins would fire at its end.
	overshoot = 10 * time.Millisecond
)

// FastForward moves the clocks of the given workflows forward by the same step and returns when each has arrived and
// rests: timers on the way have fired, each once and at its own time, and what they caused has run. Ids that are
// unknown or closed are skipped. It works in an Ephemeral engine only, and needs running workers.
//
// Every workflow has its own clock, wall time plus what it has skipped, and keeps it over continue-as-new. Skipping
// waits for work in hand, so a busy workflow would fall behind by the real time its work took; FastForward remembers
// how far each should be and makes up for it with the next step. After a step a clock stands between zero and some
// tens of milliseconds past the instant asked for.
//
// A workflow that gets work from outside at the very end of a step may still be taken to its next timer, see skip: end a
// step shortly before an instant at which something is due, and let real time reach it.
//
// It waits as long as ctx allows; then the error has CodeBusy and names one of those that did not arrive.
func (e *Engine) FastForward(ctx context.Context, ids []string, by time.Duration) error {
	return e.FastForwardSome(ctx, ids, nil, by)
}

// FastForwardSome is [Engine.FastForward] for some workflows. Those that have nothing to do at the end of the step are only
// noted to be behind, which costs a fraction: they make up for it with the step at whose end they have.
func (e *Engine) FastForwardSome(ctx context.Context, ids, behind []string, by time.Duration) error {
	if e.local == nil || !e.local.ephemeral {
		return fail(CodeConfig, "time can be moved in a throw-away engine only", nil)
	}
	if by <= 0 {
		return fail(CodeConfig, fmt.Sprintf("cannot move time by %s: it only goes forward", by), nil)
	}
	if err := e.Rest(ctx, ids); err != nil {
		return err
	}
	begun := time.Now()
	err := each(ctx, behind, func(ctx context.Context, id string) error {
		clock, err := e.readClock(ctx, id)
		if err == nil && clock.open {
			e.clocks.advance(clock, by)
		}
		return settle(ctx, id, err)
	})
	if err != nil {
		return err
	}
	return each(ctx, ids, func(ctx context.Context, id string) error { return settle(ctx, id, e.moveClock(ctx, id, by, begun)) })
}

// Rest returns when none of the workflows has work in hand. Ids that are unknown or closed are skipped. What one
// workflow tells another may set that one to work again; so it looks until it finds all at rest.
func (e *Engine) Rest(ctx context.Context, ids []string) error {
	for {
		var worked atomic.Bool
		err := each(ctx, ids, func(ctx context.Context, id string) error {
			_, waited, err := e.awaitRest(ctx, id)
			if waited {
				worked.Store(true)
			}
			return settle(ctx, id, err)
		})
		if err != nil || !worked.Load() {
			return err
		}
	}
}

// each does something for every workflow once, several at a time.
func each(ctx context.Context, ids []string, do func(context.Context, string) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(steppedAtOnce)
	for _, id := range unique(ids) {
		group.Go(func() error { return do(ctx, id) })
	}
	return group.Wait()
}

// settle makes an error of what went wrong with one workflow. One that is gone is no error.
func settle(ctx context.Context, id string, err error) error {
	switch {
	case err == nil || notFound(err):
		return nil
	case ctx.Err() != nil, errors.As(err, new(*serviceerror.DeadlineExceeded)): // the server may notice first
		return fail(CodeBusy, "workflow "+id+" did not come to rest in the time given", errors.Join(err, ctx.Err()))
	default:
		return fmt.Errorf("engine: fast-forward %s: %w", id, err)
	}
}

// moveClock aims at where the clock should be after this step, not at a fixed distance from where it is. The time since
// the step was begun is left out, so that every clock ends the step at the same instant, however many there are.
func (e *Engine) moveClock(ctx context.Context, id string, by time.Duration, begun time.Time) error {
	clock, err := e.readClock(ctx, id)
	if err != nil || !clock.open {
		return err
	}
	aim := e.clocks.advance(clock, by) + overshoot
	for arrived := false; clock.open && !arrived; {
		distance := aim - clock.shift - time.Since(begun)
		if distance <= 0 {
			return nil
		}
		if arrived, err = e.skip(ctx, clock, distance); err != nil {
			return err
		}
		if clock, _, err = e.awaitRest(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// clocks remembers by how much each workflow, named by the first run of its chain, should be ahead of wall time.
type clocks struct {
	mu     sync.Mutex
	shifts map[string]time.Duration
}

func (c *clocks) advance(clock workflowClock, by time.Duration) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.shifts[clock.chain]; !known {
		c.shifts[clock.chain] = clock.shift
	}
	c.shifts[clock.chain] += by
	return c.shifts[clock.chain]
}

// workflowClock is how one workflow stands.
type workflowClock struct {
	id    string
	chain string        // first run of the chain, the same after continue-as-new
	run   string        // latest run
	shift time.Duration // how far ahead of wall time
	open  bool
	busy  bool   // a workflow task or an activity is in hand
	spent string // the skip that was begun last, once it has gone as far as it goes
}

func (e *Engine) readClock(ctx context.Context, id string) (workflowClock, error) {
	described, err := e.client.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return workflowClock{}, err
	}
	// The server read its clock a little earlier, so the shift comes out a little too small. That errs on the safe
	// side: the next step then goes a little too far, never short of a timer.
	return clockOf(described, time.Now()), nil
}

// awaitRest returns when nothing is in hand, how the workflow stands then, and whether it had to wait for that.
func (e *Engine) awaitRest(ctx context.Context, id string) (clock workflowClock, waited bool, err error) {
	err = repeat(ctx, func() (bool, error) {
		var err error
		clock, err = e.readClock(ctx, id)
		rests := err != nil || !clock.open || !clock.busy
		waited = waited || !rests
		return rests, err
	})
	return clock, waited, err
}

// repeat does something until it is done, at growing intervals.
func repeat(ctx context.Context, do func() (done bool, err error)) error {
	pause := 2 * time.Millisecond
	for {
		if done, err := do(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			pause = min(2*pause, 50*time.Millisecond)
		}
	}
}

func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
