package imapin

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// mailbox is an open folder. The library, a beta, stays behind it.
type mailbox interface {
	// unfetched lists the messages that are not done yet, the oldest first.
	unfetched(ctx context.Context) ([]imap.UID, error)
	// look says of messages how large they are, and when they arrived. Those that are gone are left out.
	look(ctx context.Context, uids []imap.UID) ([]entry, error)
	// raw fetches the bytes of a message, limit and one more at most; nil if it is gone.
	raw(ctx context.Context, uid imap.UID, limit int64) ([]byte, error)
	// done marks a message as done.
	done(ctx context.Context, uid imap.UID) error
	// await waits until there may be something new, or for as long as is set.
	await(ctx context.Context) error
	close()
}

// entry is a message in the folder.
type entry struct {
	uid   imap.UID
	bytes int64
	at    time.Time
}

// folder implements mailbox with a connection.
type folder struct {
	receiver *Receiver
	conn     net.Conn
	client   *imapclient.Client
	flags    []imap.Flag   // that the server keeps
	news     chan struct{} // has one if the server said that there is more
}

// step bounds a question to the server: the library would wait for ever on a connection that is only half there.
func (f *folder) step(ctx context.Context, d time.Duration, ask func() error) error {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = f.conn.Close() })
	defer stop()
	err := ask()
	if err != nil && ctx.Err() != nil && !isNo(err) {
		return ctx.Err()
	}
	return err
}

// isNo reports whether the server has answered, and said no.
func isNo(err error) bool {
	var said *imap.Error
	return errors.As(err, &said)
}

// keeps reports whether the server keeps a flag: it names it, or says by \* that there may be new ones (section 7.1,
// PERMANENTFLAGS).
func (f *folder) keeps(flag imap.Flag) bool {
	return slices.ContainsFunc(f.flags, func(kept imap.Flag) bool {
		return kept == imap.FlagWildcard || strings.EqualFold(string(kept), string(flag))
	})
}

func (f *folder) tell() {
	select {
	case f.news <- struct{}{}:
	default: // it is known already
	}
}

func (f *folder) unfetched(ctx context.Context) (uids []imap.UID, err error) {
	c := f.receiver.config
	criteria := &imap.SearchCriteria{Since: c.Since, NotFlag: []imap.Flag{imap.FlagDeleted}}
	if c.MoveTo == "" {
		criteria.NotFlag = append(criteria.NotFlag, Keyword)
	}
	err = f.step(ctx, c.StepTimeout, func() error {
		data, err := f.client.UIDSearch(criteria, nil).Wait()
		if err == nil {
			uids = data.AllUIDs()
		}
		return err
	})
	slices.Sort(uids)
	return uids, err
}

func (f *folder) look(ctx context.Context, uids []imap.UID) (entries []entry, err error) {
	err = f.step(ctx, f.receiver.config.StepTimeout, func() error {
		found, err := f.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true}).Collect()
		for _, m := range found {
			entries = append(entries, entry{m.UID, m.RFC822Size, m.InternalDate})
		}
		return err
	})
	slices.SortFunc(entries, func(a, b entry) int { return int(int64(a.uid) - int64(b.uid)) })
	return entries, err
}

func (f *folder) raw(ctx context.Context, uid imap.UID, limit int64) (raw []byte, err error) {
	body := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Size: limit + 1}}
	err = f.step(ctx, f.receiver.config.FetchTimeout, func() error {
		found, err := f.client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{body}}).Collect()
		for _, m := range found {
			if m.UID == uid && len(m.BodySection) > 0 {
				raw = m.BodySection[0].Bytes
			}
		}
		return err
	})
	return raw, err
}

func (f *folder) done(ctx context.Context, uid imap.UID) error {
	set := imap.UIDSetNum(uid)
	return f.step(ctx, f.receiver.config.StepTimeout, func() error {
		if to := f.receiver.config.MoveTo; to != "" {
			_, err := f.client.Move(set, to).Wait()
			return err
		}
		return f.client.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{Keyword}}, nil).Close()
	})
}

// await waits in IDLE, or for a while where the server knows none.
func (f *folder) await(ctx context.Context) error {
	c := f.receiver.config
	if !f.client.Caps().Has(imap.CapIdle) {
		if err := c.Wait(ctx, c.PollEvery); err != nil {
			return err
		}
		return f.step(ctx, c.StepTimeout, func() error { return f.client.Noop().Wait() })
	}
	var idle *imapclient.IdleCommand
	if err := f.step(ctx, c.StepTimeout, func() (err error) { idle, err = f.client.Idle(); return err }); err != nil {
		return err
	}
	waited, stop := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		_ = c.Wait(waited, c.IdleFor) // it ends with the wait
	}()
	select {
	case <-f.news:
	case <-over:
	case <-f.client.Closed():
	}
	stop()
	<-over
	return f.step(context.WithoutCancel(ctx), c.StepTimeout, func() error { return errors.Join(idle.Close(), idle.Wait()) })
}

// farewell is how long a server has to answer the last word.
const farewell = 2 * time.Second

func (f *folder) close() {
	if f.client == nil {
		_ = f.conn.Close()
		return
	}
	_ = f.step(context.Background(), farewell, func() error { return f.client.Logout().Wait() })
	_ = f.conn.Close()
	_ = f.client.Close()
}
