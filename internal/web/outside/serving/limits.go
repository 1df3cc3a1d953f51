package serving

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits bounds how often an address may do something. It remembers at most
// maxAddresses of them: beyond that all unknown ones share one limit, so that
// whoever has many addresses gains nothing by it.
type Limits struct {
	mu     sync.Mutex
	every  rate.Limit
	burst  int
	known  map[string]*rate.Limiter
	others *rate.Limiter
}

const maxAddresses = 10_000

// NewLimits allows a burst at first, and then one for each interval.
func NewLimits(every time.Duration, burst int) *Limits {
	l := &Limits{every: rate.Every(every), burst: burst, known: map[string]*rate.Limiter{}}
	l.others = rate.NewLimiter(l.every*10, burst*10)
	return l
}

// Allow reports whether the address may do it once more.
func (l *Limits) Allow(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := network(address)
	limiter := l.known[key]
	if limiter == nil && len(l.known) >= maxAddresses {
		l.forget(now)
	}
	if limiter == nil && len(l.known) >= maxAddresses {
		return l.others.AllowN(now, 1)
	}
	if limiter == nil {
		limiter = rate.NewLimiter(l.every, l.burst)
		l.known[key] = limiter
	}
	return limiter.AllowN(now, 1)
}

// forget drops the addresses that have been quiet for long enough.
func (l *Limits) forget(now time.Time) {
	for key, limiter := range l.known {
		if limiter.TokensAt(now) >= float64(l.burst) {
			delete(l.known, key)
		}
	}
}

// network is whom an address belongs to: of IPv6 a whole /64 is one customer.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
