// Package imapin fetches mail from a folder of a mailbox (IMAP4, RFC 9051 and RFC 3501).
//
// The lesson of section 2.3.1.1: a message is named by its UID only as long as UIDVALIDITY stays what it is, and both
// belong to one folder. Whoever keeps a list of UIDs of what is done has to throw it away when a server is restored or
// moved. So no list is kept here: the mailbox itself says what is done, by the flag [Keyword] (a keyword of section
// 2.3.2), or because a message was moved to another folder. A message is fetched without a trace (BODY.PEEK sets no
// \Seen), handed to [Config.Keep], and only when that has returned, which is to mean that its bytes are on disk, is it
// flagged or moved. When anything breaks in between, the message is fetched again, and the same bytes are the same
// message: the worst that can happen is work done twice, never a message lost.
//
// The second lesson is RFC 2177: a server tells of new mail by itself while the client waits in IDLE, and may hang up
// after half an hour of silence. So IDLE is begun anew well before 29 minutes are over, and the folder is looked through
// each time, in case something on the way has swallowed the news.
//
// The size of a message is asked for before its bytes are. What is too large stays where it is, and is told in [State].
package imapin

import (
	"cmp"
	"context"
	"crypto/x509"
	"net"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/signin"
)

// TLSMode says how the connection is encrypted.
type TLSMode string

const (
	// TLSImplicit speaks TLS from the first byte (RFC 8314 section 3.2); usually port 993. The default.
	TLSImplicit TLSMode = "implicit"
	// TLSStart upgrades by STARTTLS; usually port 143.
	TLSStart TLSMode = "starttls"
	// TLSNone reads in the clear: on the loopback interface only.
	TLSNone TLSMode = "none"
)

// Keyword is the flag of messages that were taken in.
const Keyword = "$Onrecord"

// Message is one message that was fetched.
type Message struct {
	// Raw is the message byte for byte, as the server gives it.
	Raw []byte
	// ArrivedAt is when it arrived in the mailbox (INTERNALDATE), and never in the future.
	ArrivedAt time.Time
}

// Config says which folder is read, and where its messages go.
type Config struct {
	// Addr is host and port of the server.
	Addr string
	// TLS is TLSImplicit when empty.
	TLS TLSMode
	// RootCAs are the certificate authorities trusted; nil means those of the system.
	RootCAs *x509.CertPool
	// SignIn signs in.
	SignIn signin.Method
	// Folder is the one that is read; INBOX when empty.
	Folder string
	// MoveTo is the folder that messages are moved to once they are kept. When it is empty they stay, with [Keyword].
	MoveTo string
	// Since leaves out what arrived before that day; the zero time leaves out nothing.
	Since time.Time
	// Keep keeps a message and returns nil when it is safe.
	Keep func(ctx context.Context, m Message) error
	// Changed, if not nil, is told whenever [State] becomes another one.
	Changed func(State)
	// MaxBytes bounds a message; 32 MiB when zero.
	MaxBytes int64
	// IdleFor is how long to wait in one IDLE; 9 minutes when zero. PollEvery is how often to look where there is no IDLE;
	// 1 minute when zero.
	IdleFor, PollEvery time.Duration
	// StepTimeout bounds each question to the server, and FetchTimeout the answer that is a message; 1 and 5 minutes.
	StepTimeout, FetchTimeout time.Duration
	// Now is the clock.
	Now func() time.Time
	// Wait waits, or returns the error of the context that has ended; a timer if nil.
	Wait func(ctx context.Context, d time.Duration) error
}

// Bounds of the wait between attempts: it doubles from the first to the last.
const (
	firstWait = time.Second
	lastWait  = 5 * time.Minute
)

// Receiver reads one folder.
type Receiver struct {
	config Config
	host   string
	port   string
	state  keptState
	again  chan struct{} // has one if a wait is to end
}

// New checks the configuration. SignIn, Keep and Now are required. Its errors are sentences and hold no password.
func New(config Config) (*Receiver, error) {
	host, port, err := net.SplitHostPort(config.Addr)
	if err != nil || host == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "%q is not the host and port of a mail server", config.Addr)
	}
	config.TLS = cmp.Or(config.TLS, TLSImplicit)
	config.Folder = cmp.Or(config.Folder, "INBOX")
	config.MaxBytes = cmp.Or(config.MaxBytes, 32<<20)
	config.IdleFor = cmp.Or(config.IdleFor, 9*time.Minute)
	config.PollEvery = cmp.Or(config.PollEvery, time.Minute)
	config.StepTimeout = cmp.Or(config.StepTimeout, time.Minute)
	config.FetchTimeout = cmp.Or(config.FetchTimeout, 5*time.Minute)
	if config.Wait == nil {
		config.Wait = wait
	}
	if config.TLS == TLSNone && !isLoopback(host) {
		return nil, claim.Errorf(claim.CodeInvalid, "a mailbox is not read in the clear: %s is another machine", host)
	}
	if config.MoveTo == config.Folder {
		return nil, claim.Errorf(claim.CodeInvalid, "messages cannot be moved to the folder that they are in")
	}
	return &Receiver{config: config, host: host, port: port, again: make(chan struct{}, 1)}, nil
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
