package smtpin_test

import (
	"context"
	"errors"
	"net"
	"testing"

	gosmtp "github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

func lmtp(c *smtpin.Config) { c.LMTP = true }

// lhlo gets as far as the server's answer to LHLO.
func lhlo(t *testing.T, addr string) *client {
	t.Helper()
	c := dial(t, addr)
	require.Contains(t, c.expect(220), "LMTP")
	require.NotContains(t, c.say("LHLO mx.example", 250), "CHUNKING")
	return c
}

// A message to several of our addresses is kept once; each recipient that was accepted has a reply (RFC 2033 section 4.2).
func TestEveryRecipientHasItsReplyInLMTP(t *testing.T) {
	_, addr, delivered := receiver(t, lmtp)
	c := lhlo(t, addr)
	c.say("MAIL FROM:<press@google.example>", 250)
	c.say("RCPT TO:<reply+abc@desk.example>", 250)
	require.Contains(t, c.say("RCPT TO:<nobody@elsewhere.example>", 550), "no such address")
	c.say("RCPT TO:<desk@desk.example>", 250)
	c.say("DATA", 354)
	c.write("Subject: x\r\n\r\n..dot\r\n.\r\n")
	require.Equal(t, "2.0.0 <reply+abc@desk.example> the message is kept", c.expect(250))
	require.Equal(t, "2.0.0 <desk@desk.example> the message is kept", c.expect(250))
	m := <-delivered
	require.Equal(t, []string{"reply+abc@desk.example", "desk@desk.example"}, m.To)
	require.Equal(t, "Subject: x\r\n\r\n.dot\r\n", string(m.Raw))
	c.say("QUIT", 221)
	require.Empty(t, delivered)
}

func TestAClientOfLMTPSendsAMessage(t *testing.T) {
	_, addr, delivered := receiver(t, lmtp)
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	c := gosmtp.NewClientLMTP(conn)
	require.NoError(t, c.Hello("mx.example"))
	require.NoError(t, c.Mail("press@google.example", nil))
	require.NoError(t, c.Rcpt("reply+abc@desk.example", nil))
	var refused *gosmtp.SMTPError
	require.ErrorAs(t, c.Rcpt("nobody@elsewhere.example", nil), &refused)
	require.Equal(t, 550, refused.Code)
	w, err := c.Data()
	require.NoError(t, err)
	_, err = w.Write([]byte("x\r\n"))
	require.NoError(t, err)
	replies, err := w.CloseWithLMTPResponse()
	require.NoError(t, err)
	require.Len(t, replies, 1)
	require.NoError(t, c.Quit())
	require.Equal(t, "x\r\n", string((<-delivered).Raw))
}

func TestWhatIsNotKeptIsAcknowledgedToNoRecipient(t *testing.T) {
	fails := func(c *smtpin.Config) {
		c.LMTP = true
		c.Deliver = func(context.Context, smtpin.Message) error { return errors.New("disk is full") }
	}
	boom := func(c *smtpin.Config) {
		c.LMTP = true
		c.Deliver = func(context.Context, smtpin.Message) error { panic("boom") }
	}
	for _, test := range []struct {
		sentence string
		change   func(*smtpin.Config)
		text     string
		code     int
	}{
		{"a full disk", fails, "x\r\n", 451},
		{"a panic", boom, "x\r\n", 451},
		{"a bare line feed", lmtp, "x\n.\nMAIL FROM:<a@b.example>\r\n", 554},
		{"too much", func(c *smtpin.Config) { c.LMTP, c.MaxBytes = true, 10 }, "0123456789\r\nx\r\n", 552},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			_, addr, delivered := receiver(t, test.change)
			c := lhlo(t, addr).envelope()
			c.say("RCPT TO:<desk@desk.example>", 250)
			c.say("DATA", 354)
			c.write(test.text + ".\r\n")
			c.expect(test.code)
			c.expect(test.code)
			c.say("NOOP", 250)
			require.Empty(t, delivered)
		})
	}
}

func TestEachProtocolHasItsGreeting(t *testing.T) {
	_, addr, _ := receiver(t, lmtp)
	c := dial(t, addr)
	c.expect(220)
	require.Contains(t, c.say("EHLO mx.example", 500), "say LHLO")
	require.Contains(t, c.say("HELO mx.example", 500), "say LHLO")
	_, addr, _ = receiver(t, nil)
	c = dial(t, addr)
	c.expect(220)
	require.Contains(t, c.say("LHLO mx.example", 500), "say EHLO")
}
