package wakes

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record"
)

const (
	// wakeClaimsAfter is how long a wake of a claim may wait for others of it, and
	// for a command that brings its workflow up to date anyway: what falls due within
	// a minute, and what nothing carries yet, does not wait ([claim.Woken.Soon]).
	wakeClaimsAfter = 15 * time.Second
	// settleWakesEvery is how often the record is told which workflows know.
	settleWakesEvery = 250 * time.Millisecond
	// wakeHands is how many workflows are woken at a time.
	wakeHands = 8
)

// Waker hands wakes to the engine: that a workflow has to look at its stream
// again. They are written with the entries that cause them ([record.Record.Wakes]);
// what is in memory here is only the way to be quick. What gets lost on it, in a
// crash or while the engine is away, the sweep hands over.
type Waker struct {
	record *record.Record
	wake   func(context.Context, claim.Stream) error
	log    *zap.Logger

	mu      sync.Mutex
	waiting map[claim.Stream]pending
	known   map[claim.Stream]int64 // that workflows know of, and the record does not know it yet
	handing int                    // taken from waiting, and neither handed over nor given up yet
	resting *sync.Cond             // that nothing is being handed over

	more  chan struct{}
	hands chan struct{} // one place for each workflow that is woken at a time
}

type pending struct {
	version int64
	at      time.Time // when to hand it over, by the clock on the wall
}

// New makes a waker for a record. wake has the engine look at one stream again.
func New(r *record.Record, wake func(context.Context, claim.Stream) error, log *zap.Logger) *Waker {
	w := &Waker{
		record: r, wake: wake, log: log, waiting: map[claim.Stream]pending{}, known: map[claim.Stream]int64{},
		more: make(chan struct{}, 1), hands: make(chan struct{}, wakeHands),
	}
	w.resting = sync.NewCond(&w.mu)
	return w
}

// Store is the record with this waker behind it.
func (w *Waker) Store() Store { return Store{Record: w.record, wakes: w} }

// Store is the record, whose wakes are handed to the engine at once.
type Store struct {
	*record.Record
	wakes *Waker
}

// Do carries commands out, as the record does.
func (s Store) Do(ctx context.Context, d claim.Doing) ([]claim.Done, error) {
	done, err := s.Record.Do(ctx, d)
	if err == nil && !d.Try {
		for _, one := range done {
			s.wakes.Note(one.Wake...)
		}
	}
	return done, err
}

// TakeIn takes a message in, as the record does.
func (s Store) TakeIn(ctx context.Context, intake uuid.UUID, deliveries int, d claim.Doing) ([]claim.Done, bool, error) {
	done, settled, err := s.Record.TakeIn(ctx, intake, deliveries, d)
	if err == nil {
		for _, one := range done {
			s.wakes.Note(one.Wake...)
		}
	}
	return done, settled, err
}

// Note takes wakes that the record has written down.
func (w *Waker) Note(woken ...claim.Woken) {
	if len(woken) == 0 {
		return
	}
	w.mu.Lock()
	for _, one := range woken {
		p := pending{version: one.Version, at: time.Now()}
		if one.Stream.Kind == claim.StreamClaim && !one.Soon {
			p.at = p.at.Add(wakeClaimsAfter)
		}
		if before, ok := w.waiting[one.Stream]; ok {
			p.version = max(p.version, before.version)
			if before.at.Before(p.at) {
				p.at = before.at
			}
		}
		w.waiting[one.Stream] = p
	}
	w.mu.Unlock()
	w.poke()
}

// Late takes wakes that were handed over by nobody for a while, to hand them over now.
// Those that wait here for others of their stream go on doing so.
func (w *Waker) Late(woken ...claim.Woken) {
	w.mu.Lock()
	var lost []claim.Woken
	for _, one := range woken {
		if _, waits := w.waiting[one.Stream]; !waits {
			one.Soon = true
			lost = append(lost, one)
		}
	}
	w.mu.Unlock()
	w.Note(lost...)
}

// Knows notes that the workflow of a stream knows of it up to a version.
func (w *Waker) Knows(s claim.Stream, version int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known[s] = max(w.known[s], version)
	if p, ok := w.waiting[s]; ok && p.version <= version {
		delete(w.waiting, s)
	}
}

func (w *Waker) poke() {
	select {
	case w.more <- struct{}{}:
	default:
	}
}

// Run hands over until the context ends.
func (w *Waker) Run(ctx context.Context) {
	settle := time.NewTicker(settleWakesEvery)
	defer settle.Stop()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		due, next := w.due(time.Now())
		w.hand(ctx, due)
		timer.Reset(next)
		select {
		case <-ctx.Done():
			w.rest()
			w.settle(context.WithoutCancel(ctx))
			return
		case <-w.more:
		case <-timer.C:
		case <-settle.C:
			w.settle(ctx)
		}
	}
}

// due takes what is to be handed over by now, and says when more is.
func (w *Waker) due(now time.Time) (due []claim.Woken, next time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	next = time.Hour
	for s, p := range w.waiting {
		if wait := p.at.Sub(now); wait > 0 {
			next = min(next, wait)
			continue
		}
		due = append(due, claim.Woken{Stream: s, Version: p.version})
		delete(w.waiting, s)
	}
	w.handing += len(due)
	return due, next
}

// hand wakes workflows, several at a time. Those that cannot be woken now are in
// the record still, and the sweep hands them over.
func (w *Waker) hand(ctx context.Context, due []claim.Woken) {
	for _, one := range due {
		go func() {
			w.hands <- struct{}{}
			if w.wake(ctx, one.Stream) == nil {
				w.Knows(one.Stream, one.Version)
			}
			<-w.hands
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.handing--; w.handing == 0 {
				w.resting.Broadcast()
			}
		}()
	}
}

// rest returns when nothing is being handed over.
func (w *Waker) rest() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.handing > 0 {
		w.resting.Wait()
	}
}

// settle tells the record which workflows know, all at once.
func (w *Waker) settle(ctx context.Context) {
	w.mu.Lock()
	woken := make([]claim.Woken, 0, len(w.known))
	for s, version := range w.known {
		woken = append(woken, claim.Woken{Stream: s, Version: version})
	}
	clear(w.known)
	w.mu.Unlock()
	if err := w.record.ForgetWakes(ctx, woken...); err != nil && ctx.Err() == nil {
		w.log.Warn("the record was not told which workflows know; they are woken again", zap.Error(err))
	}
}

// Flush hands over everything that waits, and returns when it is done.
func (w *Waker) Flush(ctx context.Context) error {
	w.mu.Lock()
	for s, p := range w.waiting {
		p.at = time.Time{}
		w.waiting[s] = p
	}
	w.mu.Unlock()
	due, _ := w.due(time.Now())
	w.hand(ctx, due)
	w.rest()
	w.settle(ctx)
	return ctx.Err()
}
