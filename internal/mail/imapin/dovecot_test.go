package imapin_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/dovecottest"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/signin"
)

var arrived = time.Date(2017, 3, 17, 17, 4, 0, 0, time.UTC)

const letter = "From: press@google.example\r\nSubject: Re: yours\r\n\r\nWe were not contacted.\r\n"

// reader reads a mailbox of a real server until the test ends.
type reader struct {
	t      *testing.T
	server *dovecottest.Server
	*imapin.Receiver
	kept  chan imapin.Message
	stop  func()
	mu    sync.Mutex
	fails int // how often keeping is to fail yet
}

func read(t *testing.T, server *dovecottest.Server, change func(*imapin.Config)) *reader {
	t.Helper()
	r := &reader{t: t, server: server, kept: make(chan imapin.Message, 100)}
	config := imapin.Config{
		Addr: server.Secure, RootCAs: server.Roots, SignIn: signin.Password{User: dovecottest.User, Password: dovecottest.Password},
		Keep: r.keep, Now: time.Now,
	}
	if change != nil {
		change(&config)
	}
	var err error
	r.Receiver, err = imapin.New(config)
	require.NoError(t, err)
	return r
}

func (r *reader) keep(_ context.Context, m imapin.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails > 0 {
		r.fails--
		return errors.New("disk full")
	}
	r.kept <- m
	return nil
}

func (r *reader) run() *reader {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Run(ctx)
	}()
	r.stop = sync.OnceFunc(func() { cancel(); <-done })
	r.t.Cleanup(r.stop)
	return r
}

func (r *reader) next() imapin.Message {
	r.t.Helper()
	select {
	case m := <-r.kept:
		return m
	case <-time.After(time.Minute):
		r.t.Fatalf("no message came; %+v", r.State())
		return imapin.Message{}
	}
}

// eventually waits for something that the server and the reader do between them.
func (r *reader) eventually(what string, met func() bool) {
	r.t.Helper()
	require.Eventually(r.t, met, time.Minute, 20*time.Millisecond, what)
}

func TestTheMailboxIsLeftAsItIsFoundButForAFlag(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", letter, arrived)
	r := read(t, server, nil).run()
	require.Equal(t, imapin.Message{Raw: []byte(letter), ArrivedAt: arrived}, func() imapin.Message { m := r.next(); m.ArrivedAt = m.ArrivedAt.UTC(); return m }())
	r.eventually("the flag", func() bool { return r.State().Looked.After(r.State().Since) })
	require.Equal(t, [][]string{{imapin.Keyword}}, server.Flags("INBOX"), "it is not marked as read")

	// What comes while it waits is told by the server.
	server.Add("INBOX", strings.Replace(letter, "not", "indeed", 1), arrived)
	require.Contains(t, string(r.next().Raw), "indeed")
	r.stop()
	require.Equal(t, [][]string{{imapin.Keyword}, {imapin.Keyword}}, server.Flags("INBOX"))

	// Whoever reads it again finds nothing to do.
	again := read(t, server, nil).run()
	again.eventually("a look", func() bool { return !again.State().Looked.IsZero() })
	require.Empty(t, again.kept)
}

func TestMessagesAreMovedWhereTheDeskSaysSo(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Make("Desk")
	server.Make("Desk/Done")
	server.Add("Desk", letter, arrived)
	server.Add("INBOX", "Subject: not the desk's\r\n\r\n", arrived)
	r := read(t, server, func(c *imapin.Config) { c.Folder, c.MoveTo = "Desk", "Desk/Done" }).run()
	require.Equal(t, letter, string(r.next().Raw))
	r.eventually("the move", func() bool { return !r.State().Looked.IsZero() })
	require.Empty(t, server.Flags("Desk"))
	require.Equal(t, [][]string{nil}, server.Flags("Desk/Done"))
	require.Equal(t, [][]string{nil}, server.Flags("INBOX"))
	require.Empty(t, r.kept)
}

func TestAMessageThatCannotBeKeptStaysAndComesAgain(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", letter, arrived)
	var problems []string
	var mu sync.Mutex
	r := read(t, server, func(c *imapin.Config) {
		c.Wait = quick(c.Wait)
		c.Changed = func(s imapin.State) {
			mu.Lock()
			defer mu.Unlock()
			if s.Problem != "" {
				problems = append(problems, s.Problem)
			}
		}
	})
	r.fails = 2
	r.run()
	require.Equal(t, letter, string(r.next().Raw))
	r.eventually("the flag", func() bool { return !r.State().Looked.IsZero() })
	require.Equal(t, [][]string{{imapin.Keyword}}, server.Flags("INBOX"))
	mu.Lock()
	defer mu.Unlock()
	require.Equal(t, []string{"a message could not be kept, and stays in the mailbox", "a message could not be kept, and stays in the mailbox"}, problems)
}

// quick makes the waits between attempts short, and leaves those in IDLE to the server.
func quick(func(context.Context, time.Duration) error) func(context.Context, time.Duration) error {
	return func(ctx context.Context, d time.Duration) error {
		if d <= 5*time.Minute {
			return ctx.Err()
		}
		<-ctx.Done()
		return ctx.Err()
	}
}

func TestItComesBackWhenTheServerDoesAndAfterARestore(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", letter, arrived)
	r := read(t, server, func(c *imapin.Config) {
		c.Wait = func(ctx context.Context, d time.Duration) error {
			if d > 5*time.Minute {
				<-ctx.Done()
				return ctx.Err()
			}
			timer := time.NewTimer(20 * time.Millisecond)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-ctx.Done():
			}
			return ctx.Err()
		}
	}).run()
	first := r.next()
	r.eventually("a look", func() bool { return !r.State().Looked.IsZero() })
	server.Stop()
	r.eventually("that it is noticed", func() bool { return !r.State().Reading })
	require.NotEmpty(t, r.State().Problem)
	require.False(t, r.State().Since.IsZero())
	server.Forget() // another UIDVALIDITY, and the flags are gone
	server.Run()
	r.eventually("that it reads again", func() bool { return r.State().Reading })
	require.Equal(t, first.Raw, r.next().Raw, "the same bytes come again, and are the same message")
	require.Empty(t, r.State().Problem)
}

func TestWhatIsTooLargeStaysAndIsSaid(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", letter+strings.Repeat("0123456789abcd\r\n", 1<<17), arrived)
	server.Add("INBOX", letter, arrived)
	r := read(t, server, func(c *imapin.Config) { c.MaxBytes = 1 << 20 }).run()
	require.Equal(t, letter, string(r.next().Raw))
	r.eventually("a look", func() bool { return len(r.State().Left) > 0 })
	left := r.State().Left[0]
	require.Equal(t, "it is larger than 1 MB", left.Why)
	require.True(t, arrived.Equal(left.ArrivedAt))
	require.Greater(t, left.Bytes, int64(2<<20))
	require.Equal(t, [][]string{nil, {imapin.Keyword}}, server.Flags("INBOX"))
}

func TestWhatArrivedBeforeTheDeskBeganIsLeftAlone(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", "Subject: old\r\n\r\n", arrived.AddDate(0, 0, -2))
	server.Add("INBOX", letter, arrived)
	r := read(t, server, func(c *imapin.Config) { c.Since = arrived }).run()
	require.Equal(t, letter, string(r.next().Raw))
	r.eventually("a look", func() bool { return !r.State().Looked.IsZero() })
	require.Equal(t, [][]string{nil, {imapin.Keyword}}, server.Flags("INBOX"))
}

func TestEachStepIsToldInWords(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	server.Add("INBOX", letter, arrived)
	wrong := signin.Password{User: dovecottest.User, Password: "wrong"}
	for name, test := range map[string]struct {
		change func(*imapin.Config)
		step   imapin.Step
		says   string
	}{
		"all is well":        {func(*imapin.Config) {}, "", "1 messages in it were not taken in yet"},
		"STARTTLS":           {func(c *imapin.Config) { c.Addr, c.TLS = server.Plain, imapin.TLSStart }, "", "1 messages in it were not taken in yet"},
		"no such machine":    {func(c *imapin.Config) { c.Addr = "imap.invalid:993" }, imapin.StepResolve, "imap.invalid"},
		"nobody there":       {func(c *imapin.Config) { c.Addr = "127.0.0.1:1" }, imapin.StepConnect, "no connection to 127.0.0.1:1 can be made"},
		"nobody vouches":     {func(c *imapin.Config) { c.RootCAs = nil }, imapin.StepTLS, "nobody known here vouches for the certificate of 127.0.0.1"},
		"TLS on plain port":  {func(c *imapin.Config) { c.Addr = server.Plain }, imapin.StepTLS, "no encrypted connection to " + server.Plain + " can be made"},
		"in the clear":       {func(c *imapin.Config) { c.Addr, c.TLS = server.Plain, imapin.TLSNone }, "", "1 messages"},
		"wrong password":     {func(c *imapin.Config) { c.SignIn = wrong }, imapin.StepSignIn, "the mail server 127.0.0.1 does not let the desk in: “Authentication failed.”"},
		"no such folder":     {func(c *imapin.Config) { c.Folder = "Nowhere" }, imapin.StepFolder, "the folder Nowhere cannot be opened: “Mailbox doesn't exist: Nowhere"},
		"nowhere to move to": {func(c *imapin.Config) { c.MoveTo = "Nowhere" }, imapin.StepFolder, "there is no folder Nowhere to move messages to"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, server, test.change)
			var told []string
			err := r.Check(t.Context(), func(step imapin.Step, says string) { told = append(told, string(step)+": "+says) })
			if test.step == "" {
				require.NoError(t, err)
				require.Contains(t, told[len(told)-1], test.says)
				require.Len(t, told, 7)
				return
			}
			var f *imapin.Failure
			require.ErrorAs(t, err, &f)
			require.Equal(t, test.step, f.Step, "%s: %v", f.Says, f.Err)
			require.Contains(t, f.Says, test.says)
		})
	}
	require.Equal(t, [][]string{nil}, server.Flags("INBOX"), "a check changes nothing")
}
