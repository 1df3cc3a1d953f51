package rehearse

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// caught catches letters in place of a mail server. It implements post.Sender.
type caught struct {
	mu      sync.Mutex
	letters int
	bounces map[string]bool // addresses that take no mail
}

func newCaught() *caught {
	return &caught{bounces: map[string]bool{}}
}

// Send takes a letter, or refuses it as the server of an address that does not exist.
func (c *caught) Send(_ context.Context, envelope smtpout.Envelope, _ []byte) smtpout.Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, to := range envelope.To {
		if c.bounces[strings.ToLower(to)] {
			return smtpout.Result{
				Outcome: smtpout.OutcomeRefused, Scope: smtpout.ScopeRecipient, Code: 550, Enhanced: "5.1.1", Said: "550 5.1.1 no such user",
			}
		}
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
