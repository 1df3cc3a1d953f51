// Package smtpin receives mail for the desk.
//
// The lesson of RFC 5321 section 6.1: a server that answers the final dot with 250 has taken responsibility for the
// message and must not lose it for frivolous reasons. So 250 is said only after [Config.Deliver] has returned nil, which
// is to mean that the bytes are on disk. Everything else, a full disk as well as a panic, is answered with 451: then the
// message stays with the server that sent it, and that one tries again. The worst that can happen is a message twice,
// never a message lost.
//
// A message is kept byte for byte as it was transmitted, once the dot-stuffing of section 4.5.2 is off. No Received field
// is put in front of it: signatures and hashes are to hold for what arrived. Who sent it, to whom and when is in
// [Message].
//
// Only the sequence CR LF . CR LF ends a message. A server that takes a bare LF for a line end lets others smuggle one
// message inside another. A message that has a bare CR or LF is refused for good (RFC 5321 section 2.3.8): what stands
// between us and its sender may have read it otherwise.
package smtpin

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
	"golang.org/x/sync/semaphore"
)

// Message is one received message.
type Message struct {
	// From is the reverse path; empty for <>, which bounces have (RFC 5321 section 4.5.5).
	From string
	// To are the accepted recipients.
	To []string
	// Peer is the IP address of who handed it over, and Helo the name that it greeted with, as it says.
	Peer, Helo string
	// Raw is the message byte for byte as transmitted.
	Raw []byte
	// ReceivedAt is when its last byte had arrived.
	ReceivedAt time.Time
}

// Offer is a message that somebody wants to hand in: From and Peer as in [Message], and one recipient.
type Offer struct {
	From, Peer, To string
}

// Config says what the receiver takes and where it puts it.
type Config struct {
	// Domain is the name in the greeting; "localhost" when empty.
	Domain string
	// Accept says whether a recipient is ours; any other is answered with 550. It must not block.
	Accept func(recipient string) bool
	// Admit says whether somebody may hand in more for a recipient that is ours now; otherwise that is answered with 450, to
	// be tried again later. Nil admits everybody.
	Admit func(ctx context.Context, o Offer) bool
	// Deliver keeps a message and returns nil when it is safe. Any error, and a panic, is answered with 451. The context
	// ends when a shutdown runs out of patience.
	Deliver func(ctx context.Context, m Message) error
	// Now is the clock for Message.ReceivedAt.
	Now func() time.Time
	// MaxBytes bounds a message; 32 MiB when zero. A longer one is answered with 552.
	MaxBytes int64
	// MaxMemory bounds the bytes of all large messages that are on their way in; 64 MiB when zero, and MaxBytes at least.
	// More wait for room, and are answered with 452 if there is none for half a minute.
	MaxMemory int64
	// MaxRecipients bounds the recipients of a message; 100 when zero (RFC 5321 section 4.5.3.1.8). More are answered
	// with 452.
	MaxRecipients int
	// MaxConnections bounds the connections at a time; 100 when zero. More are answered with 421.
	MaxConnections int
	// MaxPerPeer bounds those from one address, of IPv6 from one /64; 20 when zero, and so many does Postfix open. More are
	// answered with 421.
	MaxPerPeer int
	// ReadTimeout bounds the wait for a command, and the transmission of a message; 10 minutes when zero.
	ReadTimeout time.Duration
	// WriteTimeout bounds the writing of a reply; 1 minute when zero.
	WriteTimeout time.Duration
	// TLS is how to encrypt when asked to (STARTTLS, RFC 3207); nil does not offer it.
	TLS *tls.Config
	// LMTP says that the Local Mail Transfer Protocol (RFC 2033) is spoken, in which every recipient has a reply of its own.
	// It is for a mail server in front, and never for port 25.
	LMTP bool
	// Log gets the library's complaints about connections; nil drops them.
	Log *slog.Logger
}

// maxLine bounds a line, in commands and in messages. Section 4.5.3.1.6 allows 1,000 octets; real mail has HTML without
// line ends, and refusing it would lose answers. A message with a longer one is answered with 552: it comes back to its
// writer at once, and not again and again.
const maxLine = 1 << 20

// Receiver is an SMTP or LMTP server for the desk's addresses.
type Receiver struct {
	config    Config
	server    *smtp.Server
	inside    *smtp.Server // of connections that STARTTLS has encrypted
	encrypted *handover    // where those come from
	ctx       context.Context
	cancel    context.CancelFunc
	room      *semaphore.Weighted // bytes of large messages
	mu        sync.Mutex
	conns     map[*trackedConn]bool
	peers     map[string]int  // connections by whose they are
	large     map[string]bool // networks from which a large message is on its way
	stopping  bool
}

// New prepares a receiver; Accept, Deliver and Now are required.
func New(config Config) *Receiver {
	config.MaxBytes = cmp.Or(config.MaxBytes, 32<<20)
	config.MaxConnections = cmp.Or(config.MaxConnections, 100)
	config.MaxPerPeer = cmp.Or(config.MaxPerPeer, 20)
	room := max(cmp.Or(config.MaxMemory, 64<<20), config.MaxBytes)
	r := &Receiver{config: config, conns: map[*trackedConn]bool{}, peers: map[string]int{}, large: map[string]bool{}, room: semaphore.NewWeighted(room), encrypted: newHandover()}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	r.server, r.inside = r.newServer(), r.newServer()
	r.server.TLSConfig = config.TLS
	return r
}

func (r *Receiver) newServer() *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(r.newSession))
	s.LMTP = r.config.LMTP
	s.Domain = cmp.Or(r.config.Domain, "localhost")
	s.MaxMessageBytes = r.config.MaxBytes
	s.MaxRecipients = cmp.Or(r.config.MaxRecipients, 100)
	s.MaxLineLength = maxLine + 2 // and its end
	s.ReadTimeout = cmp.Or(r.config.ReadTimeout, 10*time.Minute)
	s.WriteTimeout = cmp.Or(r.config.WriteTimeout, time.Minute)
	s.EnableSMTPUTF8 = true // RFC 6531; 8BITMIME (RFC 6152) the library always offers
	s.ErrorLog = slog.NewLogLogger(r.logHandler(), slog.LevelWarn)
	return s
}

func (r *Receiver) logHandler() slog.Handler {
	if r.config.Log == nil {
		return slog.NewTextHandler(io.Discard, nil)
	}
	return r.config.Log.Handler()
}

// Serve receives on the listener until Shutdown, and then returns nil. A TLS listener is received on encrypted.
func (r *Receiver) Serve(listener net.Listener) error {
	go func() { _ = r.inside.Serve(r.encrypted) }() // until Shutdown
	return r.server.Serve(&trackedListener{Listener: listener, receiver: r})
}

// Shutdown takes no more connections, ends the idle ones with 421, and waits for messages on their way in and for Deliver.
// When ctx ends first, the rest is cut off, unacknowledged, and its error is returned: the senders will try again.
func (r *Receiver) Shutdown(ctx context.Context) error {
	defer r.cancel()
	r.mu.Lock()
	r.stopping = true
	for c := range r.conns {
		c.wakeIfIdle()
	}
	r.mu.Unlock()
	// In this order: a connection that is about to be encrypted is one of the first until it is one of the second.
	err := r.server.Shutdown(ctx)
	err = errors.Join(err, r.encrypted.Close(), r.inside.Shutdown(ctx))
	if ctx.Err() != nil {
		r.cancel()
		r.mu.Lock()
		defer r.mu.Unlock()
		for c := range r.conns {
			_ = c.cut()
		}
	}
	return err
}
