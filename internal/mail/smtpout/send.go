package smtpout

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/mail/signin"
)

// Envelope is what is said in SMTP, apart from the message (RFC 5321 section 2.3.1).
type Envelope struct {
	// From is where bounces go.
	From string
	// To are the recipients. All get the message or none does.
	To []string
	// ID is asked back in a report of delivery (RFC 3461 section 4.4), printable ASCII; empty for none.
	ID string
}

// Send hands over one message, raw with CR LF line ends, and always returns within the timeouts. When ctx ends before
// the server is ready for the message, nothing is sent. From then on ctx is no longer asked: a message that was cut off
// might arrive all the same, and nobody would know.
//
// When the server minds one recipient, nothing is sent to the others either, and Result.Recipient says which. A letter
// below 4 KB leaves in one write together with its final dot, so a connection that breaks then is always uncertain.
func (s *Sender) Send(ctx context.Context, envelope Envelope, raw []byte) Result {
	wire, bad := onWire(envelope)
	if bad >= -1 {
		return Result{Outcome: OutcomeRefused, Scope: ScopeRecipient, Recipient: bad, Detail: "envelope: not an address"}
	}
	total, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.config.TotalTimeout)
	defer cancel()
	bounded, end := context.WithCancel(total)
	h := handover{sender: s, ctx: bounded, caller: ctx, detach: context.AfterFunc(ctx, end)}
	defer h.detach()
	result := h.run(wire, envelope.ID, raw)
	if !h.keep(result) {
		h.close()
	}
	if result.Outcome == OutcomeDeferred && h.ended() {
		result.Reason = ReasonCanceled
	}
	return result
}

// wired is an envelope as it goes over the wire.
type wired struct {
	from string
	to   []string
	utf8 int // index in to of the first address that needs SMTPUTF8, -1 for the sender's, -2 for none
}

// onWire gives the envelope as it goes over the wire, and the index of an address that cannot stand in a command, -1 for
// the sender's, -2 for none. An address with a line end could add a command of its own.
func onWire(envelope Envelope) (wired, int) {
	w := wired{utf8: -2}
	if len(envelope.To) == 0 {
		return w, -1
	}
	for i, text := range append([]string{envelope.From}, envelope.To...) {
		if i == 0 && text == "" { // the null sender (RFC 5321 section 4.5.5)
			continue
		}
		a, err := address.Parse(text)
		if err != nil {
			return w, i - 1
		}
		if a.UTF8() && w.utf8 == -2 {
			w.utf8 = i - 1
		}
		if i == 0 {
			w.from = a.Wire()
			continue
		}
		w.to = append(w.to, a.Wire())
	}
	return w, -2
}

// handover is one attempt.
type handover struct {
	sender *Sender
	ctx    context.Context // ends with the caller's, until that is detached
	caller context.Context
	detach func() bool
	begun  bool // the server was ready for the message, and the caller's context is detached
	conn   *boundedConn
	client *smtp.Client
	stop   func() bool

	ready    bool // the server knows who we are
	messages int  // that went over the connection before
}

// begin is called when the server is ready for the message, and reports whether it may be sent: the caller's context
// has not ended, and from here on cannot end the hand-over.
func (h *handover) begin() bool {
	h.begun = h.detach()
	return h.begun
}

// ended reports whether a context has ended the hand-over, and not the server.
func (h *handover) ended() bool { return h.ctx.Err() != nil || !h.begun && h.caller.Err() != nil }

// run goes through the phases; the first that fails decides.
func (h *handover) run(w wired, id string, raw []byte) Result {
	if !h.reuse() {
		if result, ok := h.open(); !ok {
			return result
		}
		if result, ok := h.signIn(); !ok {
			return result
		}
	}
	h.ready = true
	options := &smtp.MailOptions{Size: int64(len(raw)), UTF8: w.utf8 >= -1}
	if offered, _ := h.client.Extension("SMTPUTF8"); options.UTF8 && !offered { // RFC 6531 section 3.4
		return Result{
			Outcome: OutcomeRefused, Scope: ScopeRecipient, Reason: ReasonNoUTF8, Recipient: w.utf8, Detail: "mail: no SMTPUTF8",
		}
	}
	rcpt := h.askForReports(options, id)
	if err := h.client.Mail(w.from, options); err != nil {
		return settle(phaseMail, err, -1)
	}
	for i, to := range w.to {
		if err := h.client.Rcpt(to, rcpt); err != nil {
			return settle(phaseRcpt, err, i)
		}
	}
	return h.data(raw, len(w.to))
}

// askForReports asks, where the server offers it, to be told of failure and delay (RFC 3461 section 4.1), with the
// header of the message alone. Success is not asked for: it says no more of a reader than the server's reply does.
func (h *handover) askForReports(options *smtp.MailOptions, id string) *smtp.RcptOptions {
	if offered, _ := h.client.Extension("DSN"); !offered {
		return nil
	}
	options.Return = smtp.DSNReturnHeaders
	if len(id) <= maxEnvelopeID {
		options.EnvelopeID = id
	}
	return &smtp.RcptOptions{Notify: []smtp.DSNNotify{smtp.DSNNotifyFailure, smtp.DSNNotifyDelayed}}
}

// maxEnvelopeID is RFC 3461 section 4.4.
const maxEnvelopeID = 100

// open connects and gets as far as the server's answer to EHLO, encrypted as configured.
func (h *handover) open() (Result, bool) {
	switch h.sender.config.TLS {
	case TLSStart:
		return h.openStartTLS()
	case TLSImplicit:
		return h.openImplicit()
	}
	return h.openPlain()
}

func (h *handover) openPlain() (Result, bool) {
	if err := h.dial(); err != nil {
		return settle(phaseConnect, err, -1), false
	}
	h.client = smtp.NewClient(h.conn)
	return h.hello(phaseHello)
}

func (h *handover) openImplicit() (Result, bool) {
	if err := h.dial(); err != nil {
		return settle(phaseConnect, err, -1), false
	}
	secure := tls.Client(h.conn, h.sender.tlsConfig())
	if err := secure.HandshakeContext(h.ctx); err != nil {
		return noTLS("handshake failed"), false
	}
	h.client = smtp.NewClient(secure)
	return h.hello(phaseHello)
}

// openStartTLS refuses to go on in the clear when the server offers no STARTTLS, or somebody on the way has taken the
// offer out (RFC 3207 section 6); only the machine itself is trusted without.
func (h *handover) openStartTLS() (Result, bool) {
	if err := h.dial(); err != nil {
		return settle(phaseConnect, err, -1), false
	}
	client, err := smtp.NewClientStartTLS(h.conn, h.sender.tlsConfig())
	var reply *smtp.SMTPError
	switch {
	case err == nil:
		h.client = client
		return h.hello(phaseTLS)
	case errors.As(err, &reply), h.conn.broken():
		return settle(phaseHello, err, -1), false
	case h.sender.loopback:
		h.close()
		return h.openPlain()
	}
	return noTLS("STARTTLS not offered"), false
}

// hello says EHLO. After STARTTLS, that is when the library makes the handshake; a failure without a reply is then TLS's.
func (h *handover) hello(at phase) (Result, bool) {
	err := h.client.Hello(h.sender.config.HELO)
	if err == nil {
		says := h.encryption()
		h.sender.encryption.Store(&says)
		return Result{}, true
	}
	if state, secure := h.client.TLSConnectionState(); at == phaseTLS && secure && !state.HandshakeComplete {
		return noTLS("handshake failed"), false
	}
	return settle(phaseHello, err, -1), false
}

func (h *handover) dial() error {
	dialer := net.Dialer{Timeout: h.sender.config.StepTimeout}
	conn, err := dialer.DialContext(h.ctx, "tcp", h.sender.config.Addr)
	if err != nil {
		return err
	}
	h.conn, h.stop = bound(h.ctx, conn, h.sender.config.StepTimeout)
	return nil
}

// signIn shows a password or a token: config.go and open have seen to it that nobody can look. Where a token is not taken,
// a newer one is tried, once.
func (h *handover) signIn() (Result, bool) {
	method := h.sender.config.SignIn
	if method == nil {
		return Result{}, true
	}
	err := h.authenticate(method)
	var reply *smtp.SMTPError
	if errors.As(err, &reply) && method.Refused() {
		err = h.authenticate(method)
	}
	switch code := claim.CodeOf(err); {
	case err == nil:
		return Result{}, true
	case code == claim.CodeUnavailable:
		return Result{Outcome: OutcomeDeferred, Reason: ReasonUnreachable, Recipient: -1, Detail: "auth: no token is given now"}, false
	case code == claim.CodeForbidden:
		return Result{Outcome: OutcomeDeferred, Reason: ReasonAuth, Recipient: -1, Detail: "auth: not allowed in"}, false
	case code == claim.CodeInvalid:
		return Result{Outcome: OutcomeDeferred, Reason: ReasonAuth, Recipient: -1, Detail: "auth: no way to sign in"}, false
	}
	return settle(phaseAuth, err, -1), false
}

func (h *handover) authenticate(method signin.Method) error {
	_, mechanisms := h.client.Extension("AUTH")
	server := signin.Server{Host: h.sender.host, Port: h.sender.port, Mechanisms: strings.Fields(strings.ToUpper(mechanisms))}
	client, err := method.Client(h.ctx, server)
	if err != nil {
		return err
	}
	return h.client.Auth(client)
}

// data transmits the message (RFC 5321 section 4.1.1.4). An error while writing, the final dot included, means that the
// server never saw the end and so has nothing. An error while waiting for the reply means that we cannot know.
func (h *handover) data(raw []byte, recipients int) Result {
	w, err := h.client.Data()
	if err != nil {
		return settle(phaseData, err, -1)
	}
	if !h.begin() {
		return settle(phaseData, h.caller.Err(), -1)
	}
	if _, err := w.Write(raw); err != nil {
		return settle(phaseBody, err, -1)
	}
	h.conn.step.Store(int64(h.sender.config.ReplyTimeout))
	_, err = w.CloseWithResponse()
	var reply *smtp.SMTPError
	switch {
	case err == nil:
		return Result{Outcome: OutcomeAccepted, Recipient: -1, Code: 250, Detail: "reply: 250"}
	case errors.As(err, &reply) && recipients == 1:
		return settle(phaseReply, err, 0)
	case errors.As(err, &reply):
		return settle(phaseReply, err, -1)
	case h.conn.writeFailed.Load():
		return settle(phaseBody, err, -1)
	}
	return Result{Outcome: OutcomeUncertain, Recipient: -1, Detail: "reply: lost"}
}

// quitTimeout bounds the farewell, after which nothing can change.
const quitTimeout = 2 * time.Second

// close hangs up, with a QUIT (RFC 5321 section 4.1.1.10) where there is somebody to say it to.
func (h *handover) close() {
	if h.conn == nil {
		return
	}
	if h.client != nil && !h.conn.broken() {
		h.conn.step.Store(int64(quitTimeout))
		_ = h.client.Quit()
	}
	h.stop()
	_ = h.conn.Close()
}

func noTLS(why string) Result {
	return Result{Outcome: OutcomeDeferred, Reason: ReasonTLS, Recipient: -1, Detail: "tls: " + why}
}
