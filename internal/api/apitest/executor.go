package apitest

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
)

// executor implements [casework.Executor] without an engine, one command at a time.
type executor struct {
	*record.Record
	clock casework.Clock
	room  *post.Room
	down  atomic.Bool
	mu    sync.Mutex
}

// Do implements [casework.Executor].
func (e *executor) Do(ctx context.Context, to claim.Stream, cmd claim.Command, _ int64) error {
	if e.down.Load() {
		return claim.Errorf(claim.CodeUnavailable, "the engine does not answer").WithHint("try again in a moment")
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.do(ctx, to, cmd)
}

// do decides, records, tells whom it concerns, and hands letters over.
func (e *executor) do(ctx context.Context, to claim.Stream, cmd claim.Command) error {
	state, err := e.Load(ctx, to)
	if err != nil {
		return err
	}
	now := claim.Instant(e.clock.Now())
	facts, err := state.Decide(cmd, now)
	if err != nil || len(facts) == 0 {
		return err
	}
	entries := claim.Apply(state, cmd, now, facts)
	if err := e.Append(ctx, entries); err != nil {
		return err
	}
	for _, entry := range entries {
		for _, n := range claim.Notices(state, entry) {
			if err := e.tell(ctx, n, entry); err != nil {
				return err
			}
		}
	}
	return e.deliver(ctx, to)
}

func (e *executor) tell(ctx context.Context, n claim.Notice, entry claim.Entry) error {
	to := []uuid.UUID{n.To.ID}
	if n.To.ID == uuid.Nil {
		var err error
		if to, err = e.Correspondences(ctx, claim.CorrespondenceFilter{Claim: n.From.ID}); err != nil {
			return err
		}
	}
	for _, id := range to {
		s := claim.Stream{Kind: n.To.Kind, ID: id}
		if err := e.do(ctx, s, n.Command(s, entry)); err != nil {
			return err
		}
	}
	return nil
}

// deliver says of every letter on its way that it was accepted.
func (e *executor) deliver(ctx context.Context, s claim.Stream) error {
	state, err := e.Load(ctx, s)
	if err != nil {
		return err
	}
	letters, ok := state.(*claim.Correspondence)
	if !ok {
		return nil
	}
	for _, m := range letters.ToDeliver() {
		composed, err := e.room.Compose(ctx, letters, m)
		if err != nil {
			return err
		}
		done := claim.RecordDelivery{
			Message: m.ID, Delivery: claim.DeliveryAccepted, Attempts: 1, Contact: composed.Contact.ID, Content: composed.Content,
		}
		if err := e.do(ctx, s, system(done)); err != nil {
			return err
		}
	}
	return nil
}

func system(body claim.Body) claim.Command {
	return claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}
}
