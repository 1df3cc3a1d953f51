package rehearse

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-message/mail"

	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// caught catches letters in place of a mail server. It implements post.Sender.
type caught struct {
	mu      sync.Mutex
	letters int
	latest  map[string]letter // by address, in small letters
	bounces map[string]bool   // addresses that take no mail
}

// letter is what an answer to it needs.
type letter struct{ id, subject, replyTo string }

func newCaught() *caught {
	return &caught{latest: map[string]letter{}, bounces: map[string]bool{}}
}

// Send takes a letter, or refuses it as the server of an address that does not exist.
func (c *caught) Send(_ context.Context, envelope smtpout.Envelope, raw []byte) smtpout.Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, to := range envelope.To {
		if c.bounces[strings.ToLower(to)] {
			return smtpout.Result{
				Outcome: smtpout.OutcomeRefused, Scope: smtpout.ScopeRecipient, Code: 550, Enhanced: "5.1.1", Said: "550 5.1.1 no such user",
			}
		}
		c.latest[strings.ToLower(to)] = readLetter(raw)
	}
	c.letters++
	return smtpout.Result{Outcome: smtpout.OutcomeAccepted, Recipient: -1, Code: 250}
}

// Admit has no letter wait.
func (*caught) Admit(context.Context, string, time.Time) (func(), time.Duration) {
	return func() {}, 0
}

func (c *caught) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.letters
}

// bounce has an address take no mail from now on.
func (c *caught) bounce(address string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bounces[strings.ToLower(address)] = true
}

// to is the letter that went to an address last.
func (c *caught) to(address string) (letter, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, ok := c.latest[strings.ToLower(address)]
	return l, ok
}

func readLetter(raw []byte) letter {
	in, err := mail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		return letter{}
	}
	defer in.Close()
	var l letter
	l.id, _ = in.Header.MessageID()
	l.subject, _ = in.Header.Subject()
	if to, err := in.Header.AddressList("Reply-To"); err == nil && len(to) > 0 {
		l.replyTo = to[0].Address
	}
	return l
}
