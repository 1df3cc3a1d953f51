// Package publicnet makes clients of HTTP for addresses that people and browsers choose, and to
// which the desk connects from inside the newsroom's network.
//
// Such an address must not become a way into that network (server-side request forgery). So
// it is looked at which machine a name leads to, at the moment of connecting and each time
// anew: one in a private network is refused, unless the installation allows that network.
// Nobody is followed to another place.
package publicnet

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"
)

// Client makes a client that connects to public addresses over TLS, and to those of the
// networks that are allowed. roots vouch for the servers; nil for those of the system. It
// always returns within its patience.
func Client(allowed []netip.Prefix, roots *x509.CertPool, patience time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: patience, Control: guard(allowed).mayConnect}
	return &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout: patience, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// ErrPrivate is that an address leads into a network to which one may not go.
var ErrPrivate = errors.New("publicnet: a private network")

// longestWait bounds for how long a server can have the desk leave it alone.
const longestWait = time.Hour

// RetryAfter is for how long a server asks to be left alone (RFC 9110 section 10.2.3), if it says so
// in seconds.
func RetryAfter(answer *http.Response) time.Duration {
	seconds, err := strconv.Atoi(answer.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, int(longestWait/time.Second)))*time.Second, longestWait)
}

// Unanswered says in a sentence why a server gave no answer. The error itself holds the address,
// which may be a secret.
func Unanswered(server string, err error) string {
	var untrusted *tls.CertificateVerificationError
	var timed net.Error
	switch {
	case errors.As(err, &untrusted):
		return server + "'s certificate is not trusted"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timed) && timed.Timeout():
		return server + " does not answer in time"
	}
	return server + " cannot be reached"
}

// guard knows to which networks one may go besides the public ones.
type guard []netip.Prefix

// mayConnect refuses to connect to a machine that is in no network one may go to. It is
// asked after the name was looked up, of the address itself.
func (g guard) mayConnect(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return ErrPrivate
	}
	ip := to.Addr().Unmap().WithZone("")
	for _, network := range g {
		if network.Contains(ip) {
			return nil
		}
	}
	if !public(ip) {
		return ErrPrivate
	}
	return nil
}

// reserved are networks that are not the public Internet besides those that net/netip
// knows (RFC 6890): shared addresses of providers, protocols, tests, and what leads into
// IPv4 by another name.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, network := range reserved {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}
