package apitest

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
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

	putOff []claim.Ref // what the mail server says of each letter, which it refuses; nil if it takes them
}

// Do implements [casework.Executor].
func (e *executor) Do(ctx context.Context, to claim.Stream, cmd claim.Command, _ claim.Next) error {
	if e.down.Load() {
		return claim.Errorf(claim.CodeUnavailable, "the engine does not answer").WithHint("try again in a moment")
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.carry(ctx, claim.Act{To: to, Command: cmd})
}

// carry has the record carry an act out, and then does what workflows would do.
func (e *executor) carry(ctx context.Context, act claim.Act) error {
	done, err := e.Record.Do(ctx, claim.Doing{Acts: []claim.Act{act}, Now: claim.Instant(e.clock.Now()), Carrier: act.To})
	if err != nil {
		return err
	}
	if done[0].Refused != nil {
		return done[0].Refused
	}
	return e.follow(ctx, done[0])
}

// follow does what the workflows of the streams concerned would do.
func (e *executor) follow(ctx context.Context, done claim.Done) error {
	if err := e.deliver(ctx, done.To, done.Next.Letters); err != nil {
		return err
	}
	for _, w := range done.Wake {
		state, err := e.Load(ctx, w.Stream)
		if err != nil {
			return err
		}
		if err := e.deliver(ctx, w.Stream, state.Next().Letters); err != nil {
			return err
		}
	}
	return nil
}

// RefuseLetters has the mail server refuse all letters from now on, for good, for a policy of its own, and say why.
func (d *Fixture) RefuseLetters(ctx context.Context, said string) (err error) {
	d.executor.putOff, err = d.Record.Put(ctx, claim.Content{Key: "server said", Media: "text/plain", Data: []byte(said)})
	return err
}

// deliver says of letters on their way that they were accepted, or refused.
func (e *executor) deliver(ctx context.Context, s claim.Stream, mail []uuid.UUID) error {
	for _, id := range mail {
		state, err := e.Load(ctx, s)
		if err != nil {
			return err
		}
		c := state.(*letters.Correspondence)
		if c.Message(id).Deferred != nil { // it is tried again later
			continue
		}
		composed, err := e.room.Compose(ctx, c, *c.Message(id))
		if err != nil {
			return err
		}
		body := letters.RecordDelivery{
			Message: id, Delivery: letters.DeliveryAccepted, Attempts: 1, Contact: composed.Contact.ID, Content: composed.Content,
			Language: composed.Language,
		}
		if e.putOff != nil {
			body.Delivery, body.Reason, body.Said, body.Lasting = letters.DeliveryDeferred, claim.ServerSender, e.putOff[0], true
			now := claim.Instant(e.clock.Now())
			if _, _, err := e.BeginHandOver(ctx, id, now); err != nil {
				return err
			}
			if err := e.EndHandOver(ctx, id, letters.HandOverEnd{Outcome: string(body.Delivery), Reason: body.Reason, At: now, Next: now}); err != nil {
				return err
			}
		}
		if err := e.carry(ctx, claim.Act{To: s, Command: system(body)}); err != nil {
			return err
		}
	}
	return nil
}

func system(body claim.Body) claim.Command {
	return claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}
}

// store is the record of a desk without an engine: what the door has it carry out
// has letters go out at once.
type store struct {
	*record.Record
	executor *executor
}

// Do implements the record of the door.
func (s store) Do(ctx context.Context, d claim.Doing) ([]claim.Done, error) {
	done, err := s.Record.Do(ctx, d)
	if err != nil || s.executor == nil {
		return done, err
	}
	for _, one := range done {
		if err := s.executor.follow(ctx, one); err != nil {
			return done, err
		}
	}
	return done, nil
}
