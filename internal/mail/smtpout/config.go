// Package smtpout hands letters over to the desk's mail server.
//
// The lesson of RFC 5321 is in one place, section 4.1.1.4: with the reply to the final dot, responsibility for a message
// passes from client to server. Until the client has sent that dot, a message that failed may be sent again, and nobody
// gets it twice. Once the reply is there, the matter is settled. Between the two lies a gap that no protocol closes:
// the server may have taken the message, and its reply may be lost. [Sender.Send] calls that uncertain and leaves the choice to
// the caller.
//
// The second lesson is whose fault a refusal is. A 5yz reply to RCPT speaks of the recipient, one to the message of the
// message. But a reply to AUTH or MAIL, or one that says policy (X.7.Z of RFC 3463), speaks of us: of a password, a
// sender's address, a relay that does not know the desk. That must never be held against a recipient's address, so it is
// deferred, with a reason for the operator.
//
// Passwords go over TLS (RFC 3207, RFC 8314) or the loopback interface, never otherwise. A server that offers no
// STARTTLS, or whose offer somebody has stripped, gets no letter.
package smtpout

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/onrecord/onrecord/internal/mail/signin"
)

// TLSMode says how the connection is encrypted.
type TLSMode string

const (
	// TLSStart upgrades by STARTTLS (RFC 3207). The default. On the loopback interface the server need not offer it.
	TLSStart TLSMode = "starttls"
	// TLSImplicit speaks TLS from the first byte (RFC 8314 section 3.3); usually port 465.
	TLSImplicit TLSMode = "implicit"
	// TLSNone sends in the clear. With a password it is allowed on the loopback interface only.
	TLSNone TLSMode = "none"
)

// Config says which server takes the letters, and on what terms.
type Config struct {
	// Addr is host and port of the desk's mail server.
	Addr string
	// SignIn signs in (RFC 4954); nil where the server asks for none.
	SignIn signin.Method
	// TLS is TLSStart when empty.
	TLS TLSMode
	// RootCAs are the certificate authorities trusted; nil means those of the system.
	RootCAs *x509.CertPool
	// HELO is the name we give; "localhost" when empty. Before STARTTLS the name given is always localhost.
	HELO string
	// StepTimeout bounds each read and each write; 2 minutes when zero.
	StepTimeout time.Duration
	// ReplyTimeout bounds the wait after the final dot; 10 minutes when zero (RFC 5321 section 4.5.3.2.6).
	ReplyTimeout time.Duration
	// TotalTimeout bounds the whole of Send; 15 minutes when zero.
	TotalTimeout time.Duration
	// IdleTimeout is how long a connection is kept that nobody uses; a minute when zero, and none is kept when negative.
	IdleTimeout time.Duration
	// Connections is how many hand-overs [Sender.Admit] admits at a time; 10 when zero. It waits SlotTimeout for one of
	// them to end; 10 seconds when zero.
	Connections int
	SlotTimeout time.Duration
	// DomainPace is how many letters a minute go to one domain, after a first few at once; no limit when zero.
	DomainPace float64
}

// Sender hands letters over. It keeps connections for a while, and uses them again. It may be used by many goroutines.
type Sender struct {
	config   Config
	host     string
	port     int
	loopback bool
	pool     pool
	slots    chan struct{}
	paces    paces

	encryption atomic.Pointer[string] // of the last connection, in words
}

// domainBurst is how many letters to one domain go at once, before the pace counts.
const domainBurst = 20

// New checks the configuration. Its errors are sentences for the operator and hold no password.
func New(config Config) (*Sender, error) {
	host, port, err := net.SplitHostPort(config.Addr)
	if err != nil || host == "" {
		return nil, fmt.Errorf("smtpout: %q is not host:port", config.Addr)
	}
	config.TLS = cmp.Or(config.TLS, TLSStart)
	config.HELO = cmp.Or(config.HELO, "localhost")
	config.StepTimeout = cmp.Or(config.StepTimeout, 2*time.Minute)
	config.ReplyTimeout = cmp.Or(config.ReplyTimeout, 10*time.Minute)
	config.TotalTimeout = cmp.Or(config.TotalTimeout, 15*time.Minute)
	config.IdleTimeout = cmp.Or(config.IdleTimeout, time.Minute)
	config.Connections = cmp.Or(config.Connections, 10)
	config.SlotTimeout = cmp.Or(config.SlotTimeout, 10*time.Second)
	s := &Sender{config: config, host: host, loopback: isLoopback(host), slots: make(chan struct{}, config.Connections)}
	s.port, _ = strconv.Atoi(port) // the name of a service gives 0, which says nothing
	if config.DomainPace > 0 {
		s.paces = paces{every: time.Duration(float64(time.Minute) / config.DomainPace), burst: domainBurst, domains: map[string]*rate.Limiter{}}
	}
	switch config.TLS {
	case TLSStart, TLSImplicit, TLSNone:
	default:
		return nil, fmt.Errorf("smtpout: unknown TLS mode %q", config.TLS)
	}
	if config.SignIn != nil && config.TLS == TLSNone && !s.loopback {
		return nil, errors.New("smtpout: a password is not sent in the clear; use TLS")
	}
	if strings.ContainsAny(config.HELO, "\r\n ") {
		return nil, fmt.Errorf("smtpout: %q is not a host name", config.HELO)
	}
	return s, nil
}

func (s *Sender) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.host, RootCAs: s.config.RootCAs, MinVersion: tls.VersionTLS12}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
