package smtpin

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"

	"github.com/emersion/go-smtp"
)

var (
	errNotOurs  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such address here"}
	errTooMuch  = &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "too much from this sender today, try again tomorrow"}
	errBareLine = &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "a line of the message ends with a bare CR or LF; send it with CR LF"}
	errLongLine = &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "a line of the message is longer than 1 MiB; send it encoded"}
	errTooLarge = &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "the message is too large"}
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
	if admit := s.receiver.config.Admit; admit != nil && !admit(s.receiver.ctx, Offer{From: s.from, Peer: peerOf(s.conn), To: to}) {
		return errTooMuch
	}
	s.to = append(s.to, to)
	return nil
}

// Data reads the message and has it delivered. Only nil becomes a 250.
func (s *session) Data(r io.Reader) error {
	s.conn.setBusy(true)
	defer s.conn.setBusy(false)
	lines := &lines{from: r}
	if _, chunked := r.(*io.PipeReader); !chunked { // all in the goroutine that reads from the wire
		s.conn.wire.begin()
		lines.wire = &s.conn.wire
		s.conn.beginData()
	}
	raw, leave, err := s.receiver.read(lines, s.conn)
	defer leave()
	var refused *smtp.SMTPError
	switch {
	case errors.Is(err, smtp.ErrDataTooLarge):
		return errTooLarge
	case errors.As(err, &refused):
		return refused
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

// lines reads a message and refuses it for its lines.
type lines struct {
	from io.Reader
	wire *wire // of a message by DATA
	last byte
	long int
}

// Read gives the next bytes. What follows an error is read by the library, and thrown away.
func (l *lines) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	if refused := l.look(p[:n]); refused != nil {
		return 0, refused
	}
	switch {
	case l.wire != nil && l.wire.bare, errors.Is(err, io.EOF) && l.last == '\r':
		return 0, errBareLine
	case l.wire != nil && l.wire.long:
		return 0, errLongLine
	}
	return n, err
}

// look goes from line to line: messages are long.
func (l *lines) look(come []byte) error {
	for len(come) > 0 {
		end := bytes.IndexByte(come, '\n')
		line := come
		if end >= 0 {
			line = come[:end]
		}
		cr := bytes.IndexByte(line, '\r')
		ended := cr >= 0 || len(line) == 0 && l.last == '\r' // by a CR, as far as can be seen
		switch {
		case l.last == '\r' && len(line) > 0, cr >= 0 && cr < len(line)-1, end >= 0 && !ended:
			return errBareLine
		}
		if l.long += len(line); l.long > maxLine {
			return errLongLine
		}
		if end < 0 {
			l.last = line[len(line)-1]
			return nil
		}
		l.last, l.long, come = '\n', 0, come[end+1:]
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
