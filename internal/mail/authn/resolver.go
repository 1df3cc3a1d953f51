package authn

import (
	"cmp"
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord/claim/received"
)

// Bounds on what one message makes us ask.
const (
	maxLookups    = 80
	lookupTimeout = 5 * time.Second
	checkTimeout  = 15 * time.Second
	maxValues     = 20   // of one answer that are kept
	maxValue      = 4096 // bytes of each
)

// Resolver asks the DNS. A [*net.Resolver] is one. Names end with a dot. An error of
// type [*net.DNSError] with IsNotFound says that there is no such name or no such
// record; every other error says that it is not known.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error)
	LookupAddr(ctx context.Context, addr string) ([]string, error)
}

// At is the resolver at an address, host and port.
func At(server string) Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server)
	}}
}

// asking asks the DNS for one message: each thing once, within bounds, and keeps the answers.
type asking struct {
	dns Resolver

	mu      sync.Mutex
	answers []received.DNSAnswer
	known   map[string]answer
}

type answer struct {
	value any
	err   error
}

// ask looks something up. It is asked one thing at a time: signatures are verified side by side.
func ask[T any](ctx context.Context, a *asking, kind, name string, lookup func(ctx context.Context, name string) (T, error), values func(T) []string) (T, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := kind + " " + name
	if got, ok := a.known[key]; ok {
		value, _ := got.value.(T)
		return value, got.err
	}
	var value T
	err := a.refused(ctx, name)
	if err == nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, lookupTimeout)
		value, err = lookup(ctx, name)
		cancel()
	}
	kept := received.DNSAnswer{Type: kind, Name: strings.TrimSuffix(name, ".")}
	if err != nil {
		err = asDNSError(err, name)
		kept.Error = saysOf(err)
	} else {
		kept.Values = cut(values(value))
	}
	a.known[key] = answer{value, err}
	a.answers = append(a.answers, kept)
	return value, err
}

// refused says why nothing is asked any more.
func (a *asking) refused(ctx context.Context, name string) error {
	switch {
	case a.dns == nil:
		return &net.DNSError{Err: received.NoDNS, Name: name, IsTemporary: true}
	case len(a.known) >= maxLookups:
		return &net.DNSError{Err: "too many lookups", Name: name, IsTemporary: true}
	}
	return ctx.Err()
}

// asDNSError makes whatever is not a clear answer a temporary error: it is not known.
func asDNSError(err error, name string) error {
	var dns *net.DNSError
	if errors.As(err, &dns) && (dns.IsNotFound || dns.IsTemporary || dns.IsTimeout) {
		return dns
	}
	return &net.DNSError{Err: cmp.Or(err.Error(), "no answer"), Name: name, IsTemporary: true}
}

func saysOf(err error) string {
	var dns *net.DNSError
	switch {
	case !errors.As(err, &dns):
		return "no answer"
	case dns.IsNotFound:
		return "not found"
	case dns.Err == "too many lookups", dns.Err == received.NoDNS:
		return dns.Err
	}
	return "no answer"
}

func notFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

// cut bounds what is kept of an answer.
func cut(values []string) []string {
	kept := make([]string, 0, min(len(values), maxValues))
	for _, v := range values[:min(len(values), maxValues)] {
		kept = append(kept, strings.ToValidUTF8(v[:min(len(v), maxValue)], "?"))
	}
	return kept
}

// absolute ends a name with a dot, so that no search list is applied to it.
func absolute(name string) string { return strings.TrimSuffix(name, ".") + "." }

// LookupTXT implements [Resolver].
func (a *asking) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return ask(ctx, a, "TXT", absolute(name), func(ctx context.Context, name string) ([]string, error) { return a.dns.LookupTXT(ctx, name) },
		func(v []string) []string { return v })
}

// LookupMX implements [Resolver].
func (a *asking) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	return ask(ctx, a, "MX", absolute(name), func(ctx context.Context, name string) ([]*net.MX, error) { return a.dns.LookupMX(ctx, name) },
		func(v []*net.MX) []string {
			list := make([]string, len(v))
			for i, mx := range v {
				list[i] = strconv.Itoa(int(mx.Pref)) + " " + mx.Host
			}
			return list
		})
}

// LookupIPAddr implements [Resolver].
func (a *asking) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	return ask(ctx, a, "A", absolute(host), func(ctx context.Context, name string) ([]net.IPAddr, error) { return a.dns.LookupIPAddr(ctx, name) },
		func(v []net.IPAddr) []string {
			list := make([]string, len(v))
			for i, ip := range v {
				list[i] = ip.String()
			}
			return list
		})
}

// LookupAddr implements [Resolver].
func (a *asking) LookupAddr(ctx context.Context, addr string) ([]string, error) {
	return ask(ctx, a, "PTR", addr, func(ctx context.Context, name string) ([]string, error) { return a.dns.LookupAddr(ctx, name) },
		func(v []string) []string { return v })
}
