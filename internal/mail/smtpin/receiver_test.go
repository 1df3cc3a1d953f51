package smtpin_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

var now = time.Date(2017, 3, 17, 17, 0, 0, 0, time.UTC)

// receiver serves on a free port until the test ends; delivered messages go into the channel.
func receiver(t *testing.T, change func(*smtpin.Config)) (*smtpin.Receiver, string, chan smtpin.Message) {
	t.Helper()
	delivered := make(chan smtpin.Message, 10)
	config := smtpin.Config{
		Domain: "desk.example",
		Accept: func(to string) bool { return strings.HasSuffix(strings.ToLower(to), "@desk.example") },
		Deliver: func(_ context.Context, m smtpin.Message) error {
			delivered <- m
			return nil
		},
		Now: func() time.Time { return now },
	}
	if change != nil {
		change(&config)
	}
	r := smtpin.New(config)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	served := make(chan error, 1)
	go func() { served <- r.Serve(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		_ = r.Shutdown(ctx)
		require.NoError(t, <-served)
	})
	return r, listener.Addr().String(), delivered
}

// client says lines and reads replies.
type client struct {
	t    *testing.T
	conn net.Conn
	text *textproto.Conn
}

func dial(t *testing.T, addr string) *client {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	t.Cleanup(func() { _ = conn.Close() })
	return &client{t: t, conn: conn, text: textproto.NewConn(conn)}
}

// hello gets as far as the server's answer to EHLO.
func hello(t *testing.T, addr string) *client {
	t.Helper()
	c := dial(t, addr)
	c.expect(220)
	c.say("EHLO mx.example", 250)
	return c
}

func (c *client) say(line string, code int) string {
	c.t.Helper()
	require.NoError(c.t, c.text.PrintfLine("%s", line))
	return c.expect(code)
}

func (c *client) expect(code int) string {
	c.t.Helper()
	got, message, err := c.text.ReadResponse(0)
	require.NoError(c.t, err)
	require.Equal(c.t, code, got, message)
	return message
}

func (c *client) write(data string) {
	c.t.Helper()
	_, err := io.WriteString(c.conn, data)
	require.NoError(c.t, err)
}

// envelope begins a message to the desk.
func (c *client) envelope() *client {
	c.t.Helper()
	c.say("MAIL FROM:<press@google.example>", 250)
	c.say("RCPT TO:<reply+abc@desk.example>", 250)
	return c
}

func TestAMessageIsKeptByteForByte(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr).envelope()
	c.say("RCPT TO:<second@desk.example>", 250)
	c.say("DATA", 354)
	const raw = "Subject: x\r\n\r\n.dot\r\n.\r\n\x00\xff " + "\r\n"
	c.write("Subject: x\r\n\r\n..dot\r\n..\r\n\x00\xff \r\n.\r\n")
	c.expect(250)
	require.Equal(t, smtpin.Message{
		From: "press@google.example", To: []string{"reply+abc@desk.example", "second@desk.example"},
		Peer: "127.0.0.1", Helo: "mx.example", Raw: []byte(raw), ReceivedAt: now,
	}, <-delivered)
}

func TestAnEmptySenderIsABounce(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr)
	c.say("MAIL FROM:<> SMTPUTF8 BODY=8BITMIME", 250)
	c.say("RCPT TO:<réponse@desk.example>", 250)
	c.say("DATA", 354)
	c.write("x\r\n.\r\n")
	c.expect(250)
	require.Empty(t, (<-delivered).From)
}

func TestLongLinesAreTaken(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write(strings.Repeat("x", 300_000) + "\r\n.\r\n")
	c.expect(250)
	require.Len(t, (<-delivered).Raw, 300_002)
}

func TestWhatIsNotTaken(t *testing.T) {
	fail := func(c *smtpin.Config) {
		c.Deliver = func(context.Context, smtpin.Message) error { return errors.New("disk is full") }
	}
	boom := func(c *smtpin.Config) {
		c.Deliver = func(context.Context, smtpin.Message) error { panic("boom") }
	}
	cases := []struct {
		sentence string
		change   func(*smtpin.Config)
		talk     func(*client)
	}{
		{"a recipient of somebody else's", nil, func(c *client) {
			c.say("MAIL FROM:<a@b.example>", 250)
			c.say("RCPT TO:<x@elsewhere.example>", 550)
			c.say("DATA", 502)
		}},
		{"more recipients than allowed", func(c *smtpin.Config) { c.MaxRecipients = 1 }, func(c *client) {
			c.envelope().say("RCPT TO:<second@desk.example>", 452)
		}},
		{"a message announced as too long", func(c *smtpin.Config) { c.MaxBytes = 100 }, func(c *client) {
			c.say("MAIL FROM:<a@b.example> SIZE=101", 552)
		}},
		{"a message that turns out too long", func(c *smtpin.Config) { c.MaxBytes = 100 }, func(c *client) {
			c.envelope().say("DATA", 354)
			c.write(strings.Repeat("0123456789\r\n", 100) + ".\r\n")
			c.expect(552)
			c.say("NOOP", 250)
		}},
		{"a message that cannot be kept is to come again", fail, func(c *client) {
			c.envelope().say("DATA", 354)
			c.write("x\r\n.\r\n")
			require.NotContains(c.t, c.expect(451), "disk")
			c.say("NOOP", 250)
		}},
		{"a panic is no loss", boom, func(c *client) {
			c.envelope().say("DATA", 354)
			c.write("x\r\n.\r\n")
			c.expect(451)
			c.say("NOOP", 250)
		}},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			_, addr, delivered := receiver(t, c.change)
			c.talk(hello(t, addr))
			require.Empty(t, delivered)
		})
	}
}

func TestHalfAMessageIsNoMessage(t *testing.T) {
	for sentence, half := range map[string]string{
		"with DATA":                       "DATA\r\nSubject: x\r\n\r\nhalf",
		"with BDAT, within the chunk":     "BDAT 100 LAST\r\nSubject: x\r\n\r\nhalf",
		"with BDAT, between two chunks":   "BDAT 4\r\nhalf",
		"with a bare line feed and a dot": "DATA\r\nSubject: x\r\n\r\nhalf\n.\n",
	} {
		t.Run(sentence, func(t *testing.T) {
			r, addr, delivered := receiver(t, nil)
			c := hello(t, addr).envelope()
			c.write(half)
			require.NoError(t, c.conn.(*net.TCPConn).CloseWrite())
			_, err := io.Copy(io.Discard, c.conn)
			require.NoError(t, err)
			require.NoError(t, r.Shutdown(t.Context()))
			require.Empty(t, delivered)
		})
	}
}

func TestChunksMakeAMessage(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr).envelope()
	c.write("BDAT 5\r\n.dot\r")
	c.expect(250)
	c.write("BDAT 4 LAST\r\n\nend")
	c.expect(250)
	require.Equal(t, ".dot\r\nend", string((<-delivered).Raw))
}

func TestTooManyConnectionsAreToComeAgain(t *testing.T) {
	_, addr, _ := receiver(t, func(c *smtpin.Config) { c.MaxConnections = 1 })
	first := hello(t, addr)
	dial(t, addr).expect(421)
	first.say("QUIT", 221)
	_, err := io.Copy(io.Discard, first.conn)
	require.NoError(t, err)
	hello(t, addr)
}

func TestASlowClientIsLetGo(t *testing.T) {
	_, addr, delivered := receiver(t, func(c *smtpin.Config) { c.ReadTimeout = time.Second })
	c := hello(t, addr)
	c.expect(421)
	c = hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write("never ended")
	c.expect(451)
	require.Empty(t, delivered)
}

func TestShutdownLetsAMessageInAndEndsTheIdle(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	r, addr, delivered := receiver(t, func(c *smtpin.Config) {
		keep := c.Deliver
		c.Deliver = func(ctx context.Context, m smtpin.Message) error {
			close(arrived)
			<-release
			return keep(ctx, m)
		}
	})
	idle, busy := hello(t, addr), hello(t, addr).envelope()
	busy.say("DATA", 354)
	busy.write("x\r\n.\r\n")
	<-arrived
	done := make(chan error, 1)
	go func() { done <- r.Shutdown(context.Background()) }()
	idle.expect(421)
	close(release)
	busy.expect(250)
	busy.expect(421)
	require.NoError(t, <-done)
	require.Len(t, delivered, 1)
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	taken, canceled := make(chan struct{}), make(chan struct{})
	r, addr, _ := receiver(t, func(c *smtpin.Config) {
		c.Deliver = func(ctx context.Context, _ smtpin.Message) error {
			close(taken)
			<-ctx.Done()
			close(canceled)
			return ctx.Err()
		}
	})
	c := hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write("x\r\n.\r\n")
	<-taken
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, r.Shutdown(ctx), context.DeadlineExceeded)
	<-canceled
	code, _, err := c.text.ReadResponse(0)
	require.True(t, err != nil || code == 451, "nothing is acknowledged that was not kept")
}

func TestManyAtOnce(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	var clients []*client
	for range 10 {
		c := hello(t, addr).envelope()
		c.say("DATA", 354)
		clients = append(clients, c)
	}
	for i, c := range clients {
		c.write(fmt.Sprintf("message %d\r\n.\r\n", i))
	}
	seen := map[string]bool{}
	for _, c := range clients {
		c.expect(250)
		seen[string((<-delivered).Raw)] = true
	}
	require.Len(t, seen, 10)
}
