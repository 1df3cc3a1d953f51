package smtpin_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// What servers that are less strict take for the end of a message stays in it, and the message is refused for good: with the
// second message in it that somebody may have meant to slip in.
func TestNothingIsSmuggled(t *testing.T) {
	const slipped = "MAIL FROM:<admin@desk.example>\r\nRCPT TO:<desk@desk.example>\r\nDATA\r\nSubject: slipped in\r\n\r\nx\r\n.\r\n"
	for _, end := range []string{"\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\n.\r", "\r\n\x00.\n", "\r\r\n.\n", "\n\n.\r\n", "a\rb", "a\nb", "\r\n.\r\r\n", "\r\r\n", "\r\r\n.\r\r\n", "\r\n\r.\r\n", "\r\n.\r\r"} {
		for _, way := range []string{"DATA", "BDAT", "DATA, and the message at once"} {
			t.Run(fmt.Sprintf("%s %q", way, end), func(t *testing.T) {
				_, addr, delivered := receiver(t, nil)
				c := hello(t, addr).envelope()
				text := "Subject: x\r\n\r\nfirst" + end + slipped
				switch way {
				case "BDAT":
					c.write(fmt.Sprintf("BDAT %d LAST\r\n%s", len(text), text))
				case "DATA":
					c.say("DATA", 354)
					c.write(text)
				default:
					c.write("DATA\r\n" + text)
					c.expect(354)
				}
				require.Contains(t, c.expect(554), "bare CR or LF")
				c.say("NOOP", 250)
				require.Empty(t, delivered)
				c.envelope().say("DATA", 354)
				c.write("x\r\n.\r\n")
				c.expect(250)
				require.Equal(t, "x\r\n", string((<-delivered).Raw))
			})
		}
	}
}

// A client that does not wait for the reply to DATA loses nothing by it.
func TestAMessageThatComesAtOnceIsKeptAsItCame(t *testing.T) {
	const text = "Subject: x\r\n\r\nRCPT TO:<postmaster>\r\nDATA\r\nx\r\n"
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr).envelope()
	c.write("DATA\r\n" + text + ".\r\n")
	c.expect(354)
	c.expect(250)
	require.Equal(t, text, string((<-delivered).Raw))
}

func TestACRBeforeTheEndIsNoReasonToWait(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write("x\r\r\n.\r\nNOOP\r")
	c.expect(554)
	c.write("\n")
	c.expect(250)
	require.Empty(t, delivered)
}

// However long a message is that is refused, its end is found.
func TestTheEndOfALongRefusedMessageIsFound(t *testing.T) {
	for _, text := range []string{strings.Repeat("a\r", 200_000), strings.Repeat("a\n", 200_000), strings.Repeat("x\r\r\n", 50_000), "a\r" + strings.Repeat("x", 3<<20), strings.Repeat("x", 3<<20) + "\r"} {
		_, addr, delivered := receiver(t, func(c *smtpin.Config) { c.MaxBytes = 2 << 20 })
		c := hello(t, addr).envelope()
		c.say("DATA", 354)
		c.write(text + "\r\n.\r\n")
		code, _, err := c.text.ReadResponse(0)
		require.NoError(t, err)
		require.Equal(t, 5, code/100)
		c.say("NOOP", 250)
		require.Empty(t, delivered)
	}
}

func TestALineOverTheLimitIsNotSentAgain(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	line := strings.Repeat("x", 3<<20)
	c := hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write(line + "\r\nmore\r\n.\r\n")
	require.Contains(t, c.expect(552), "longer than 1 MiB")
	c.envelope().write(fmt.Sprintf("BDAT %d LAST\r\n%s", len(line), line))
	c.expect(552)
	c.say("NOOP", 250)
	require.Empty(t, delivered)
	c.write(line)
	c.expect(500)
}

func TestThePostmasterIsReached(t *testing.T) {
	_, addr, delivered := receiver(t, nil)
	c := hello(t, addr)
	c.say("MAIL FROM:<a@b.example>", 250)
	c.say("rcpt to:<PostMaster>", 250)
	c.say("RCPT TO:<postmaster@desk.example>", 250)
	c.say("DATA", 354)
	c.write("RCPT TO:<postmaster>\r\n.\r\n")
	c.expect(250)
	m := <-delivered
	require.Equal(t, []string{"PostMaster@desk.example", "postmaster@desk.example"}, m.To)
	require.Equal(t, "RCPT TO:<postmaster>\r\n", string(m.Raw), "it is not looked for in messages")
	text := "BDAT and\r\nRCPT TO:<postmaster>\r\n"
	c.envelope().write(fmt.Sprintf("BDAT %d LAST\r\n%s", len(text), text))
	c.expect(250)
	require.Equal(t, text, string((<-delivered).Raw))
}

func TestRepliesAreInPlainWords(t *testing.T) {
	_, addr, _ := receiver(t, nil)
	c := hello(t, addr)
	var said []string
	for _, step := range []struct {
		line string
		code int
	}{
		{"NOOP", 250}, {"VRFY a", 252}, {"WHAT now", 500}, {"MAIL x", 501}, {"MAIL FROM:<a@b.example>", 250}, {"RCPT x", 501}, {"RCPT TO:<a@desk.example>", 250},
		{"DATA", 354}, {"x\r\n.", 250}, {"DATA", 502}, {"RSET", 250}, {"QUIT", 221},
	} {
		said = append(said, c.say(step.line, step.code))
	}
	all := strings.Join(said, "\n")
	for _, word := range []string{"Roger", "I'll make sure", "successfully", "bye", "Bye", "queued", "Syntax errors", "a@b.example"} {
		require.NotContains(t, all, word)
	}
	require.Contains(t, all, "the message is kept")
}

func TestAHundredIdleConnectionsFromOneAddressShutNobodyOut(t *testing.T) {
	_, addr, delivered := receiver(t, func(c *smtpin.Config) { c.MaxConnections, c.MaxPerPeer = 30, 20 })
	refused := 0
	for i := range 100 {
		c := dial(t, addr)
		code, _, err := c.text.ReadResponse(0)
		require.NoError(t, err)
		if code == 421 {
			refused++
		} else {
			require.Less(t, i, 20)
		}
	}
	require.Equal(t, 80, refused)
	_, port, err := net.SplitHostPort(addr)
	require.NoError(t, err)
	from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 9)}}
	conn, err := from.DialContext(context.Background(), "tcp", "127.0.0.1:"+port)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = io.WriteString(conn, "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@desk.example>\r\nDATA\r\n")
	require.NoError(t, err)
	_, err = io.WriteString(conn, "x\r\n.\r\n")
	require.NoError(t, err)
	require.Equal(t, "127.0.0.9", (<-delivered).Peer)
}

func TestWhoSendsTooMuchIsToComeAgain(t *testing.T) {
	var offers []smtpin.Offer
	_, addr, delivered := receiver(t, func(c *smtpin.Config) {
		c.Admit = func(_ context.Context, o smtpin.Offer) bool {
			offers = append(offers, o)
			return o.To != "desk@desk.example"
		}
	})
	c := hello(t, addr)
	c.say("MAIL FROM:<a@b.example>", 250)
	require.Contains(t, c.say("RCPT TO:<desk@desk.example>", 450), "tomorrow")
	c.say("RCPT TO:<reply+abc@desk.example>", 250)
	c.say("RCPT TO:<x@elsewhere.example>", 550)
	c.say("DATA", 354)
	c.write("x\r\n.\r\n")
	c.expect(250)
	require.Equal(t, []string{"reply+abc@desk.example"}, (<-delivered).To)
	require.Equal(t, []smtpin.Offer{{From: "a@b.example", Peer: "127.0.0.1", To: "desk@desk.example"}, {From: "a@b.example", Peer: "127.0.0.1", To: "reply+abc@desk.example"}}, offers)
}
