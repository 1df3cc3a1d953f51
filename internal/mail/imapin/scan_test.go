package imapin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/stretchr/testify/require"
)

// paper is a folder that breaks at a given call.
type paper struct {
	messages map[imap.UID]string
	marked   map[imap.UID]bool
	refuses  map[imap.UID]bool // does not give them
	lies     int64             // about the size, by so much
	calls    int
	breaks   int // at that call, before it is done; 0 for never
	after    bool
}

var errBroken = errors.New("broken")

// call reports whether the connection breaks at this call, and whether that is after the server has done it.
func (p *paper) call() (before, after bool) {
	p.calls++
	return p.calls == p.breaks && !p.after, p.calls == p.breaks && p.after
}

func (p *paper) unfetched(context.Context) ([]imap.UID, error) {
	if before, after := p.call(); before || after {
		return nil, errBroken
	}
	var uids []imap.UID
	for uid := range p.messages {
		if !p.marked[uid] {
			uids = append(uids, uid)
		}
	}
	slices.Sort(uids)
	return uids, nil
}

func (p *paper) look(_ context.Context, uids []imap.UID) ([]entry, error) {
	if before, after := p.call(); before || after {
		return nil, errBroken
	}
	var entries []entry
	for _, uid := range uids {
		entries = append(entries, entry{uid, int64(len(p.messages[uid])) - p.lies, time.Time{}})
	}
	return entries, nil
}

func (p *paper) raw(_ context.Context, uid imap.UID, limit int64) ([]byte, error) {
	if before, after := p.call(); before || after {
		return nil, errBroken
	}
	if p.refuses[uid] {
		return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Text: "corrupt"}
	}
	raw := p.messages[uid]
	return []byte(raw[:min(int64(len(raw)), limit+1)]), nil
}

func (p *paper) done(_ context.Context, uid imap.UID) error {
	before, after := p.call()
	if !before {
		p.marked[uid] = true
	}
	if before || after {
		return errBroken
	}
	return nil
}

func (p *paper) await(context.Context) error { return nil }
func (p *paper) close()                      {}

func paperOf(texts ...string) *paper {
	p := &paper{messages: map[imap.UID]string{}, marked: map[imap.UID]bool{}, refuses: map[imap.UID]bool{}}
	for i, text := range texts {
		p.messages[imap.UID(i+1)] = text
	}
	return p
}

// desk keeps messages by their bytes, as the record does.
type desk struct {
	kept  []string
	times int
	fails int // at that call; the bytes are kept all the same if after is set
	after bool
}

func (d *desk) keep(_ context.Context, m Message) error {
	d.times++
	fails := d.times == d.fails
	if (!fails || d.after) && !slices.Contains(d.kept, string(m.Raw)) {
		d.kept = append(d.kept, string(m.Raw))
	}
	if fails {
		return errBroken
	}
	return nil
}

func (d *desk) scan(t *testing.T, p *paper) (*scan, *Receiver) {
	r, err := New(Config{Addr: "imap.example:993", Keep: d.keep, Now: func() time.Time { return time.Unix(1e9, 0) }, MaxBytes: 20})
	require.NoError(t, err)
	return &scan{receiver: r, folder: p, kept: map[imap.UID]bool{}}, r
}

// Wherever the connection breaks, before or after the server has done what was asked, and wherever keeping fails, the
// next session ends with every message kept once and marked.
func TestABreakAtAnyLineLosesNothingAndRepeatsNothing(t *testing.T) {
	texts := []string{"one", "two", "three"}
	for _, after := range []bool{false, true} {
		for at := 1; at <= 2+2*len(texts); at++ {
			t.Run(fmt.Sprint("the server ", at, after), func(t *testing.T) {
				p, d := paperOf(texts...), &desk{}
				p.breaks, p.after = at, after
				first, _ := d.scan(t, p)
				require.ErrorIs(t, first.run(t.Context()), errBroken)
				second, _ := d.scan(t, p)
				require.NoError(t, second.run(t.Context()))
				require.Equal(t, texts, d.kept)
				require.Len(t, p.marked, len(texts))
			})
		}
		for at := 1; at <= len(texts); at++ {
			t.Run(fmt.Sprint("keeping ", at, after), func(t *testing.T) {
				p, d := paperOf(texts...), &desk{fails: at, after: after}
				first, _ := d.scan(t, p)
				require.Error(t, first.run(t.Context()))
				require.Len(t, p.marked, at-1, "what may not be kept is not marked")
				second, _ := d.scan(t, p)
				require.NoError(t, second.run(t.Context()))
				require.Equal(t, texts, d.kept)
				require.Len(t, p.marked, len(texts))
			})
		}
	}
}

func TestWhatTheServerDoesNotGiveDoesNotStandInTheWay(t *testing.T) {
	p, d := paperOf("one", "two", "much longer than it says it is", "three"), &desk{}
	p.refuses[2], p.lies = true, 15
	s, r := d.scan(t, p)
	require.NoError(t, s.run(t.Context()))
	require.Equal(t, []string{"one", "three"}, d.kept)
	require.Equal(t, map[imap.UID]bool{1: true, 4: true}, p.marked)
	left := r.State().Left
	require.Len(t, left, 2)
	require.Equal(t, "the mail server does not give it: the mail server imap.example refuses: “corrupt”", left[0].Why)
	require.Contains(t, left[1].Why, "larger than")
	require.NoError(t, s.run(t.Context()))
	require.Len(t, r.State().Left, 2, "they are told once each")
}

func TestAMailServerThatKeepsNoMarkIsNotAskedForTheSameBytesForEver(t *testing.T) {
	p, d := paperOf("one"), &desk{}
	s, _ := d.scan(t, p)
	require.NoError(t, s.run(t.Context()))
	delete(p.marked, 1)
	require.NoError(t, s.run(t.Context()))
	require.Equal(t, 1, d.times)
}

func TestTheWaitGrowsUntilTheFolderIsRead(t *testing.T) {
	var waits []time.Duration
	ctx, cancel := context.WithCancel(t.Context())
	r, err := New(Config{
		Addr: "127.0.0.1:1", TLS: TLSNone, Now: time.Now,
		Wait: func(ctx context.Context, d time.Duration) error {
			if waits = append(waits, d); len(waits) == 12 {
				cancel()
			}
			return ctx.Err()
		},
	})
	require.NoError(t, err)
	r.Run(ctx)
	require.Equal(t, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, waits[:3])
	require.Equal(t, 5*time.Minute, waits[11])
	require.Equal(t, "no connection to 127.0.0.1:1 can be made", r.State().Problem)
}

func TestWhatWasPutRightIsTriedAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	waited := make(chan struct{}, 10)
	r, err := New(Config{
		Addr: "127.0.0.1:1", TLS: TLSNone, Now: time.Now,
		Wait: func(ctx context.Context, _ time.Duration) error {
			waited <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		},
	})
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Run(ctx)
	}()
	for range 3 {
		<-waited
		r.Retry()
	}
	cancel()
	<-done
}

func TestAMailboxIsNotReadInTheClearFromElsewhere(t *testing.T) {
	for _, config := range []Config{
		{Addr: "imap.example:143", TLS: TLSNone}, {Addr: "imap.example"}, {Addr: "imap.example:993", MoveTo: "INBOX"},
	} {
		_, err := New(config)
		require.Error(t, err)
	}
}
