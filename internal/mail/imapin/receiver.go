package imapin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Run reads the folder until the context ends. Whatever goes wrong, it tries again, after a wait that doubles from a
// second to five minutes, and begins anew at a second once the folder was looked through.
func (r *Receiver) Run(ctx context.Context) {
	wait := firstWait
	for ctx.Err() == nil {
		read := false
		err := r.session(ctx, func() { wait, read = firstWait, true })
		if ctx.Err() != nil {
			return
		}
		// Servers hang up now and then. That is worth no word if they let the desk in again.
		var f *Failure
		if !read || errors.As(err, &f) {
			r.failed(r.asFailure(StepRead, err))
		}
		r.rest(ctx, wait)
		wait = min(2*wait, lastWait)
	}
}

// Retry has a wait between attempts end: something was put right.
func (r *Receiver) Retry() {
	select {
	case r.again <- struct{}{}:
	default: // it is known already, or nobody waits long
	}
}

// rest waits between attempts.
func (r *Receiver) rest(ctx context.Context, d time.Duration) {
	waited, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-r.again:
			stop()
		case <-waited.Done():
		}
	}()
	_ = r.config.Wait(waited, d) // it ends early where that is wanted
}

// session reads until something goes wrong.
func (r *Receiver) session(ctx context.Context, well func()) error {
	f, err := r.open(ctx, func(Step, string) {})
	if err != nil {
		return err
	}
	defer f.close()
	r.opened()
	s := scan{receiver: r, folder: f, kept: map[imap.UID]bool{}}
	for {
		if err := s.run(ctx); err != nil {
			return err
		}
		well()
		if err := f.await(ctx); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// scan looks through the folder.
type scan struct {
	receiver *Receiver
	folder   mailbox
	kept     map[imap.UID]bool // in this session: only the mark is missing, if they turn up again
	left     []Left
}

// atOnce is how many messages are asked about in one question.
const atOnce = 200

func (s *scan) run(ctx context.Context) error {
	s.left = nil
	uids, err := s.folder.unfetched(ctx)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(uids, atOnce) {
		entries, err := s.folder.look(ctx, chunk)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := s.take(ctx, e); err != nil {
				return err
			}
		}
	}
	s.receiver.looked(s.left)
	return nil
}

// take fetches a message, has it kept, and only then marks it.
func (s *scan) take(ctx context.Context, e entry) error {
	if !s.kept[e.uid] {
		kept, err := s.keep(ctx, e)
		if !kept || err != nil {
			return err
		}
		s.kept[e.uid] = true
	}
	return s.folder.done(ctx, e.uid)
}

// keep reports false for a message that stays in the folder, or is gone. One that the server does not give does not
// stand in the way of those after it.
func (s *scan) keep(ctx context.Context, e entry) (bool, error) {
	c := s.receiver.config
	tooLarge := fmt.Sprintf("it is larger than %d MB", c.MaxBytes>>20)
	if e.bytes > c.MaxBytes {
		s.leave(e, tooLarge)
		return false, nil
	}
	raw, err := s.folder.raw(ctx, e.uid, c.MaxBytes)
	switch {
	case isNo(err):
		s.leave(e, "the mail server does not give it: "+s.receiver.asFailure(StepRead, err).Says)
		return false, nil
	case err != nil, raw == nil:
		return false, err
	case int64(len(raw)) > c.MaxBytes: // the size that a server names is not always that of the message
		s.leave(e, tooLarge)
		return false, nil
	}
	if err := c.Keep(ctx, Message{Raw: raw, ArrivedAt: arrived(e.at, c.Now())}); err != nil {
		return false, failure(StepRead, err, "a message could not be kept, and stays in the mailbox", "see the log, and the disk")
	}
	s.receiver.change(func(st *State) { st.Taken = c.Now() })
	return true, nil
}

func (s *scan) leave(e entry, why string) {
	if len(s.left) < maxLeft {
		s.left = append(s.left, Left{ArrivedAt: e.at, Bytes: e.bytes, Why: why})
	}
}

// arrived is when a message arrived: as the server says, unless its clock is ahead of ours or it says nothing.
func arrived(at, now time.Time) time.Time {
	if at.IsZero() || at.After(now) {
		return now
	}
	return at
}
