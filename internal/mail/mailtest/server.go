// Package mailtest is a mail server for tests: real SMTP (RFC 5321) on the loopback interface, with faults on demand.
//
// It records every message that it was given, whether it took it or not, so that a test can count what a recipient would
// have got twice. [Server.Next] and [Server.For] say what happens to the messages to come. A message counts as taken when
// its final dot has arrived and the server did not refuse it: also when the reply was then lost, which is the case that
// a client can never tell from its opposite.
//
// Nothing here sleeps; a stall lasts until the client hangs up or the server is closed.
package mailtest

import (
	"context"
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options say what kind of server it is. The zero value speaks plain SMTP without authentication.
type Options struct {
	// StartTLS, when set, offers STARTTLS (RFC 3207) with this certificate, see [Certificate].
	StartTLS *tls.Certificate
	// ImplicitTLS, when set, speaks TLS from the first byte (RFC 8314 section 3.3).
	ImplicitTLS *tls.Certificate
	// Username and Password, when set, are required (AUTH PLAIN, RFC 4954).
	Username, Password string
	// Token, when set, is asked instead whether a token is good (AUTH XOAUTH2): with Username.
	Token func(token string) bool
	// Without are extensions that are not offered: DSN, SMTPUTF8.
	Without []string
	// Now is the clock for [Message.At]; nil means time.Now.
	Now func() time.Time
}

// Message is one that the server was given.
type Message struct {
	// MessageID is without angle brackets.
	MessageID string
	// From and To are the envelope.
	From string
	To   []string
	// Parameters is what MAIL and the last RCPT said besides (RFC 5321 section 4.1.2): " RET=HDRS".
	Parameters string
	// Raw is the message as transmitted, without dot-stuffing; cut short when Step says so.
	Raw []byte
	// At is when its last byte arrived.
	At time.Time
	// TLS says whether it came encrypted, User who had signed in.
	TLS  bool
	User string
	// Step is what was done with it; Taken says whether the server is now answerable for it.
	Step  Step
	Taken bool
}

// Server is a running mail server. Its methods may be called at any time, from any goroutine.
type Server struct {
	options  Options
	listener net.Listener
	wg       sync.WaitGroup

	mu          sync.Mutex
	steps       []Step
	byRecipient map[string][]Step
	messages    []Message
	changed     chan struct{} // closed and replaced when a message is recorded
	conns       map[net.Conn]bool
	closed      bool
	accepted    int
}

// Start runs a server on a free port of 127.0.0.1 until Close.
func Start(options Options) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	if options.ImplicitTLS != nil {
		listener = tls.NewListener(listener, tlsConfig(options.ImplicitTLS))
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	s := &Server{
		options: options, listener: listener, byRecipient: map[string][]Step{},
		changed: make(chan struct{}), conns: map[net.Conn]bool{},
	}
	s.wg.Add(1)
	go s.serve()
	return s, nil
}

// Addr gives host and port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Next queues steps: each connection takes one, and each further message on it another. An empty queue means Accept.
func (s *Server) Next(steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = append(s.steps, steps...)
}

// For queues steps for messages to one recipient. They come into force at RCPT and go before those of Next.
func (s *Server) For(recipient string, steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.ToLower(recipient)
	s.byRecipient[key] = append(s.byRecipient[key], steps...)
}

// Messages gives every message that was given to the server, in order.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// Taken gives the messages that the server is answerable for.
func (s *Server) Taken() []Message {
	return slices.DeleteFunc(s.Messages(), func(m Message) bool { return !m.Taken })
}

// Connections counts the connections that were ever made.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}

// HangUp closes every connection, as a server does with idle ones. It goes on taking new ones.
func (s *Server) HangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close()
	}
}

// Copies counts the messages taken under each Message-ID; anything above one is a duplicate.
func (s *Server) Copies() map[string]int {
	copies := map[string]int{}
	for _, m := range s.Taken() {
		copies[m.MessageID]++
	}
	return copies
}

// Wait returns when n messages have been taken, or with the context's error.
func (s *Server) Wait(ctx context.Context, n int) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if len(s.Taken()) >= n {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Close hangs up on everybody and waits until all connections have ended.
func (s *Server) Close() error {
	err := s.listener.Close()
	s.mu.Lock()
	s.closed = true
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
	return err
}

func (s *Server) serve() {
	defer s.wg.Done()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if !s.track(conn) {
			_ = conn.Close()
			return
		}
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			defer s.untrack(conn)
			newSession(s, conn).run()
		}()
	}
}

func (s *Server) track(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[conn] = true
	s.accepted++
	return !s.closed
}

func (s *Server) untrack(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, conn)
}

func (s *Server) takeStep() Step {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.steps) == 0 {
		return Accept
	}
	step := s.steps[0]
	s.steps = s.steps[1:]
	return step
}

// stepFor gives the recipient's next step, or else the one already in force.
func (s *Server) stepFor(recipient string, current Step) Step {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.ToLower(recipient)
	steps := s.byRecipient[key]
	if len(steps) == 0 {
		return current
	}
	s.byRecipient[key] = steps[1:]
	return steps[0]
}

func (s *Server) record(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.At = s.options.Now()
	s.messages = append(s.messages, m)
	close(s.changed)
	s.changed = make(chan struct{})
}
