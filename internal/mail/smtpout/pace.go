package smtpout

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// maxDomains bounds how many domains a pace is kept of. Which are forgotten does not matter: theirs is a fresh one.
const maxDomains = 1000

// paces keeps letters to one domain apart, so that a newsroom that asks forty people at one company is not taken for a
// sender of spam by its server.
type paces struct {
	every time.Duration // between two letters to a domain; none for as fast as it goes
	burst int

	mu      sync.Mutex
	domains map[string]*rate.Limiter
}

// Admit says whether a letter to an address may be handed over at an instant: it gives the zero duration and a function
// that ends the hand-over, or how long to wait before asking again. At most [Config.Connections] hand-overs are admitted
// at a time; for one of those it waits some seconds itself.
func (s *Sender) Admit(ctx context.Context, to string, now time.Time) (done func(), wait time.Duration) {
	patience, cancel := context.WithTimeout(ctx, s.config.SlotTimeout)
	defer cancel()
	select {
	case s.slots <- struct{}{}:
	case <-patience.Done():
		return nil, busyWait
	}
	if wait := s.paces.take(to, now); wait > 0 {
		<-s.slots
		return nil, wait
	}
	var once sync.Once
	return func() { once.Do(func() { <-s.slots }) }, 0
}

// busyWait is after how long a letter asks again that found every connection in use.
const busyWait = 2 * time.Second

// take takes one turn of the domain, or says how long there is none.
func (p *paces) take(to string, now time.Time) time.Duration {
	if p.every <= 0 {
		return 0
	}
	domain := to[strings.LastIndex(to, "@")+1:]
	if a, err := address.Parse(to); err == nil {
		domain = a.Domain()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	limiter := p.domains[domain]
	if limiter == nil {
		if len(p.domains) >= maxDomains {
			clear(p.domains)
		}
		limiter = rate.NewLimiter(rate.Every(p.every), p.burst)
		p.domains[domain] = limiter
	}
	turn := limiter.ReserveN(now, 1)
	wait := turn.DelayFrom(now)
	if wait > 0 {
		turn.CancelAt(now)
	}
	return wait
}
