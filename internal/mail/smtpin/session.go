package smtpin

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"

	"github.com/emersion/go-smtp"
)

var (
	errNotOurs  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such address here"}
	errTryAgain = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try again later"}
)

// session is what one connection is saying.
type session struct {
	receiver *Receiver
	conn     *trackedConn
	greeting func() string // by what name the peer has greeted; the latest counts
	from     string
	to       []string
}

func (r *Receiver) newSession(c *smtp.Conn) (smtp.Session, error) {
	conn, ok := c.Conn().(*trackedConn)
	if !ok {
		return nil, errTryAgain
	}
	return &session{receiver: r, conn: conn, greeting: c.Hostname}, nil
}

// Mail begins a message (RFC 5321 section 4.1.1.2); an empty sender is allowed and usual for bounces.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.Reset()
	s.from = from
	return nil
}

// Rcpt takes a recipient that is ours (RFC 5321 section 4.1.1.3). Being nobody's relay, it refuses every other.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if !s.receiver.config.Accept(to) {
		return errNotOurs
	}
	s.to = append(s.to, to)
	return nil
}

// Data reads the message and has it delivered. Only nil becomes a 250.
func (s *session) Data(r io.Reader) error {
	s.conn.setBusy(true)
	defer s.conn.setBusy(false)
	raw, leave, err := s.receiver.read(r)
	defer leave()
	if errors.Is(err, smtp.ErrDataTooLarge) {
		return smtp.ErrDataTooLarge
	}
	if errors.Is(err, errNoRoom) {
		return errNoRoom
	}
	// With BDAT (RFC 3030) the library takes a connection that breaks within a chunk for the chunk's end; the connection
	// itself knows better.
	if err != nil || s.conn.hasFailed() {
		return errTryAgain
	}
	m := Message{From: s.from, To: s.to, Peer: peerOf(s.conn), Helo: s.greeting(), Raw: raw, ReceivedAt: s.receiver.config.Now()}
	if err := s.receiver.deliver(m); err != nil {
		return errTryAgain
	}
	return nil
}

// peerOf is the IP address at the other end; empty if it has none.
func peerOf(c net.Conn) string {
	at, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return ""
	}
	return at.Addr().Unmap().WithZone("").String()
}

// deliver turns a panic into an error, so that the sender keeps the message.
func (r *Receiver) deliver(m Message) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("smtpin: deliver panicked: %v", p)
			r.server.ErrorLog.Println("smtpin: deliver panicked")
		}
	}()
	return r.config.Deliver(r.ctx, m)
}

// Reset forgets the message begun (RFC 5321 section 4.1.1.5).
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout has nothing to give back.
func (s *session) Logout() error { return nil }
