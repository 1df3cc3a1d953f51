package smtpin_test

import (
	"bytes"
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// Whatever comes after DATA, in one piece or two: a message ends at the first CR LF . CR LF and nowhere else, and arrives
// as it was sent, but if a line of it has another end: then it is refused for good.
func FuzzData(f *testing.F) {
	for _, text := range []string{"x", "Subject: x\r\n\r\n..dot\r\n.\r\r\n.\n", "\r\r\n", ".\r\n", "..\r\n.", "a\n.\nMAIL FROM:<a@b.example>\r\n", "\r", "\r\n.\r\r\n\x00\xff", ".\rx"} {
		f.Add([]byte(text), 0)
		f.Add([]byte(text), 3)
	}
	delivered := make(chan []byte, 1)
	r := smtpin.New(smtpin.Config{
		Accept: func(string) bool { return true }, Now: time.Now,
		Deliver: func(_ context.Context, m smtpin.Message) error { delivered <- m.Raw; return nil },
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(f, err)
	go func() { _ = r.Serve(listener) }()
	f.Cleanup(func() { _ = r.Shutdown(context.Background()) })
	f.Fuzz(func(t *testing.T, data []byte, pause int) {
		data = append(append([]byte("\r\n"), data...), "\r\n.\r\n"...)
		end := bytes.Index(data, []byte("\r\n.\r\n"))
		data, sent := data[2:end+5], string(data[2:end+2])
		c := hello(t, listener.Addr().String()).envelope()
		c.say("DATA", 354)
		if pause = max(0, min(pause, len(data))); pause > 0 {
			c.write(string(data[:pause]))
		}
		c.write(string(data[pause:]))
		if bytes.ContainsAny(bytes.ReplaceAll([]byte(sent), []byte("\r\n"), nil), "\r\n") {
			c.expect(554)
			require.Empty(t, delivered)
		} else {
			c.expect(250)
			require.Equal(t, unstuffed(sent), string(<-delivered))
		}
		c.say("NOOP", 250)
		c.say("QUIT", 221)
	})
}

// unstuffed takes off the dot that a line has in front that begins with one (RFC 5321 section 4.5.2).
func unstuffed(text string) string {
	return strings.TrimPrefix(strings.ReplaceAll("\r\n"+text, "\r\n.", "\r\n"), "\r\n")
}
