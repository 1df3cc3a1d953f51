package crashtest_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/post"
)

// newsroom gives commands and mail to a product that dies now and then, and
// does not let go before each was acknowledged.
type newsroom struct {
	*house
	smtp  *mailtest.Server
	desks chan struct{} // how many commands are under way at once

	stricter  bool         // a version serves, too, that extends nothing
	forbidden atomic.Int64 // extensions that it has refused

	commands, retries, mails atomic.Int64
	inDoubt                  atomic.Int64 // commands whose outcome was lost at least once
	checked                  atomic.Int64 // entries that were looked at after kills

	mu      sync.Mutex
	serving []*process    // none while nothing serves
	whole   bool          // nothing of what it takes to serve is away
	since   time.Time     // when it became whole
	doubt   time.Duration // the longest, see answered
	changed chan struct{} // closed when that changes
	letters map[string]crashtest.Letter
	arrived chan struct{} // closed when a letter arrives
}

func newNewsroom(h *house, smtp *mailtest.Server) *newsroom {
	return &newsroom{
		house: h, smtp: smtp, desks: make(chan struct{}, 16), changed: make(chan struct{}),
		letters: map[string]crashtest.Letter{}, arrived: make(chan struct{}),
	}
}

// open lets everybody know of the processes that serve now, and that everything
// is there again that they need.
func (n *newsroom) open(serving ...*process) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.serving, n.whole, n.since = serving, len(serving) > 0, time.Now()
	close(n.changed)
	n.changed = make(chan struct{})
}

// breaks notes that something is away which those who serve need.
func (n *newsroom) breaks() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.whole = false
}

// current is one of the processes that serve, or nil.
func (n *newsroom) current() (*process, <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.serving) == 0 {
		return nil, n.changed
	}
	return n.serving[rand.IntN(len(n.serving))], n.changed
}

// lost reports whether it is open what became of a command.
func lost(err error) bool {
	code := claim.CodeOf(err)
	return code == claim.CodeUnavailable || code == claim.CodeUnknownOutcome
}

// answered notes how long a command was in doubt while it could have been
// answered: it was sent before everything was back, or its outcome was lost.
func (n *newsroom) answered(sent, lost time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	from := lost
	if n.since.After(sent) && n.since.After(lost) {
		from = n.since
	}
	if n.whole && !from.IsZero() { // else it is given up for now; the next one answers, or has
		n.doubt = max(n.doubt, time.Since(from))
	}
}

// command gives a command until it is answered, always under the same key.
func (n *newsroom) command(ctx context.Context, give func(context.Context, *process) error) error {
	n.desks <- struct{}{}
	defer func() { <-n.desks }()
	ctx = client.WithKey(ctx, uuid.New())
	var sent, inDoubt time.Time // since when
	for {
		p, changed := n.current()
		if p != nil {
			if sent.IsZero() {
				sent = time.Now()
			}
			err := give(ctx, p)
			if err == nil {
				n.commands.Add(1)
			}
			n.answered(sent, inDoubt)
			if !lost(err) {
				return err
			}
			if inDoubt.IsZero() {
				inDoubt = time.Now()
				n.inDoubt.Add(1)
			}
			n.retries.Add(1)
		}
		if err := pause(ctx, changed, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// found gives a command again while what it is about is not there yet.
func (n *newsroom) found(ctx context.Context, give func(context.Context, *process) error) error {
	for {
		err := n.command(ctx, give)
		if claim.CodeOf(err) != claim.CodeNotFound {
			return err
		}
		if err := pause(ctx, nil, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// handIn gives mail to the desk until it is acknowledged.
func (n *newsroom) handIn(ctx context.Context, l crashtest.Letter, raw []byte) error {
	for {
		p, changed := n.current()
		if p != nil {
			acknowledged, err := crashtest.HandIn(ctx, p.mail, l.To, l.ReplyTo, raw)
			if err != nil {
				return err
			}
			if acknowledged {
				n.mails.Add(1)
				return nil
			}
		}
		if err := pause(ctx, changed, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// pause waits for a change, or for a while if none comes.
func pause(ctx context.Context, changed <-chan struct{}, while time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-changed:
	case <-time.After(while):
	}
	return nil
}

// sort puts every letter that arrives where the offices find it.
func (n *newsroom) sort(ctx context.Context) error {
	seen := 0
	for {
		if n.smtp.Wait(ctx, seen+1) != nil {
			return nil // everybody has acted
		}
		messages := n.smtp.Taken()
		n.mu.Lock()
		for _, m := range messages[seen:] {
			l, err := crashtest.Read(m)
			if err != nil {
				n.mu.Unlock()
				return err
			}
			code := l.Code()
			if _, ok := n.letters[code]; !ok {
				n.letters[code] = l
			}
		}
		close(n.arrived)
		n.arrived = make(chan struct{})
		n.mu.Unlock()
		seen = len(messages)
	}
}

// errCalledOff: the request lapsed before its letter could go out.
var errCalledOff = errors.New("the letter was called off")

// calledOff reports whether a request lapsed before its letter came, as one does
// whose window is over before the product comes to it.
func (n *newsroom) calledOff(ctx context.Context, id uuid.UUID) bool {
	p, _ := n.current()
	if p == nil {
		return false
	}
	r, err := client.Call(ctx, p.Client, operation.RequestShow, operation.RequestPath{Request: id})
	return err == nil && r.Lifecycle == letters.NoReply
}

// letter waits for the first letter about a request.
func (n *newsroom) letter(ctx context.Context, request uuid.UUID) (crashtest.Letter, error) {
	for {
		n.mu.Lock()
		l, ok := n.letters[post.Code(request)]
		arrived := n.arrived
		n.mu.Unlock()
		if ok {
			return l, nil
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return l, ctx.Err()
		case <-time.After(5 * time.Second):
			if n.calledOff(ctx, request) {
				return l, errCalledOff
			}
		}
	}
}
