package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

const (
	// againAfter is when an intake that was started is started again if its message is still not taken in: twice as
	// late each time, up to againAtMost.
	againAfter  = time.Minute
	againAtMost = time.Hour
	// toldFrom is from which start on an operator is told.
	toldFrom = 4
	// startsFailed is after how many intakes that cannot be started the rest waits for the next sweep: the engine is away.
	startsFailed = 16
)

// leftBehind remembers which messages are not taken in though their intakes were started: a message that fails again
// and again is tried ever more rarely, and keeps no other waiting. A restart tries them all.
type leftBehind struct {
	mu     sync.Mutex
	starts map[uuid.UUID]started
}

// all makes it the turn of every message.
func (l *leftBehind) all() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.starts = nil
}

type started struct {
	times int
	next  time.Time
}

// due are the messages whose turn it is, and forgets those that have been taken in.
func (l *leftBehind) due(waiting []received.Spooled, now time.Time) []uuid.UUID {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := map[uuid.UUID]started{}
	var due []uuid.UUID
	for _, s := range waiting {
		before, ok := l.starts[s.Intake]
		if ok {
			known[s.Intake] = before
		}
		if !before.next.After(now) {
			due = append(due, s.Intake)
		}
	}
	l.starts = known
	return due
}

// started notes that an intake runs, and says how often it was started and when that is done again.
func (l *leftBehind) started(intake uuid.UUID, now time.Time) started {
	l.mu.Lock()
	defer l.mu.Unlock()
	times := l.starts[intake].times + 1
	after := againAtMost
	if times <= 6 {
		after = min(againAfter<<(times-1), againAtMost)
	}
	l.starts[intake] = started{times: times, next: now.Add(after)}
	return l.starts[intake]
}

// startIntakes starts the intakes of what is kept and not taken in, each in its turn. It returns how many.
func (a *App) startIntakes(ctx context.Context) (int, error) {
	waiting, err := a.Record.Unsettled(ctx)
	if err != nil {
		return 0, err
	}
	var failed []error
	due := a.left.due(waiting, time.Now())
	for _, intake := range due {
		if err := a.Executor.Start(ctx, claim.Stream{Kind: claim.StreamIntake, ID: intake}); err != nil {
			if failed = append(failed, err); len(failed) == startsFailed || ctx.Err() != nil {
				break
			}
			continue
		}
		if s := a.left.started(intake, time.Now()); s.times >= toldFrom {
			a.log.Error("a message is kept and cannot be taken in; it is tried again, ever more rarely",
				zap.Stringer("intake", intake), zap.Int("tries", s.times), zap.Time("next", s.next))
		}
	}
	return len(due), errors.Join(failed...)
}
