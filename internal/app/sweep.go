package app

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/workflows"
)

const (
	// sweepWakesEvery is how often wakes that were not handed over are looked for.
	// One that is found twice is handed over then.
	sweepWakesEvery = 3 * time.Second
	// sweepRunsEvery is how often what should run and does not is looked for.
	sweepRunsEvery = 30 * time.Second
	// overdueAfter is how late the clock of a stream may be before its workflow is woken.
	overdueAfter = 20 * time.Second
	// sweepOverdue is how many streams that are late are woken in one go.
	sweepOverdue = 500
)

// Swept is what the last sweep that found something did.
type Swept struct {
	At      time.Time // by the clock of the product
	Started int       // workflows that should have run and did not
}

// sweeper finds what a crash, an outage or an operator's mistake has left undone.
type sweeper struct {
	*App
	seen map[claim.Stream]int64 // wakes that were there the last time; sweepEngine's alone
	late record.Overdue         // up to which those that are late were woken the last time; zero for all

	mu   sync.Mutex
	last Swept
}

// Swept says what the last sweep did that found something.
func (s *sweeper) Swept() Swept {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// sweepEngine looks after the workflows until the context ends.
func (a *App) sweepEngine(ctx context.Context) {
	wakes, runs := time.NewTicker(sweepWakesEvery), time.NewTicker(sweepRunsEvery)
	defer wakes.Stop()
	defer runs.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-wakes.C:
			err = a.sweeper.wakes(ctx)
		case <-runs.C:
			err = a.sweeper.runs(ctx)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Warn("the engine could not be swept", zap.Error(err))
		}
	}
}

// wakes hands over what was to be handed over before.
func (s *sweeper) wakes(ctx context.Context) error {
	rows, err := s.Record.Wakes(ctx)
	if err != nil {
		return err
	}
	seen := map[claim.Stream]int64{}
	var late []claim.Woken
	for _, row := range rows {
		seen[row.Stream] = row.Version
		if s.seen[row.Stream] == row.Version {
			late = append(late, row)
		}
	}
	s.seen = seen
	s.waker.Late(late...)
	return nil
}

// runs starts what should run and does not, whoever ended it, and wakes what
// should have done something by now.
func (s *sweeper) runs(ctx context.Context) error {
	if err := s.wakeOverdue(ctx); err != nil {
		return err
	}
	missing, err := s.missing(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	if err := s.startAll(ctx, missing); err != nil {
		return err
	}
	s.log.Warn("workflows that should have run did not, and were started", zap.Int("workflows", len(missing)))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = Swept{At: s.Clock.Now(), Started: len(missing)}
	return nil
}

// wakeOverdue wakes some of those that are late, and the next time those after
// them: the ones that a wake does not help must not stand before all others.
func (s *sweeper) wakeOverdue(ctx context.Context) error {
	overdue, err := s.Record.Overdue(ctx, s.Clock.Now().Add(-overdueAfter), s.late, sweepOverdue)
	if err != nil {
		return err
	}
	s.late = record.Overdue{}
	if len(overdue) == sweepOverdue {
		s.late = overdue[len(overdue)-1]
	}
	for _, one := range overdue {
		s.waker.Note(claim.Woken{Stream: one.Stream, Soon: true})
	}
	return nil
}

// missing are the streams that are open and have no workflow.
func (s *sweeper) missing(ctx context.Context) ([]claim.Stream, error) {
	open, err := s.Record.OpenStreams(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(open))
	byID := make(map[string]claim.Stream, len(open))
	for i, stream := range open {
		ids[i] = workflows.ID(stream)
		byID[ids[i]] = stream
	}
	gone, err := s.Engine.NotRunning(ctx, ids)
	missing := make([]claim.Stream, len(gone))
	for i, id := range gone {
		missing[i] = byID[id]
	}
	return missing, err
}
