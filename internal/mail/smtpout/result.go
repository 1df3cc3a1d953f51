package smtpout

import (
	"errors"
	"fmt"

	"github.com/emersion/go-smtp"
)

// Outcome is what became of a hand-over. New values are appended.
type Outcome string

const (
	// OutcomeAccepted: the server has taken responsibility.
	OutcomeAccepted Outcome = "accepted"
	// OutcomeDeferred: the server does not have the message; it is safe to send again later.
	OutcomeDeferred Outcome = "deferred"
	// OutcomeRefused: the server does not have the message and will not take it; Scope says what it minds.
	OutcomeRefused Outcome = "refused"
	// OutcomeUncertain: the final dot was sent and no reply came; the server may have the message.
	OutcomeUncertain Outcome = "uncertain"
)

// Scope says what a refusal is about.
type Scope string

const (
	// ScopeRecipient: the address does not take mail.
	ScopeRecipient Scope = "recipient"
	// ScopeMessage: the address may be good, but this message is not wanted.
	ScopeMessage Scope = "message"
)

// Reason says why a hand-over was deferred.
type Reason string

const (
	// ReasonUnreachable: no connection, or it broke or stalled before the message was handed over.
	ReasonUnreachable Reason = "unreachable"
	// ReasonServer: the server asks to try again later, or gives no service at all.
	ReasonServer Reason = "server"
	// ReasonTLS: no encrypted connection could be made: not offered, or the certificate is not trusted.
	ReasonTLS Reason = "tls"
	// ReasonAuth: the sign-in failed. The desk's configuration is to be put right.
	ReasonAuth Reason = "auth"
	// ReasonSender: the server does not take mail from us: the sender's address, or relaying. Configuration, too.
	ReasonSender Reason = "sender"
	// ReasonNoUTF8: refused, since an address has letters beyond ASCII before its @, and the server does not carry such
	// (RFC 6531 section 3.4).
	ReasonNoUTF8 Reason = "no_smtputf8"
	// ReasonCanceled: the caller's context ended first.
	ReasonCanceled Reason = "canceled"
)

// phase is where a hand-over stood; it goes into Result.Detail.
type phase string

const (
	phaseConnect phase = "connect"
	phaseTLS     phase = "tls"
	phaseHello   phase = "hello"
	phaseAuth    phase = "auth"
	phaseMail    phase = "mail"
	phaseRcpt    phase = "rcpt"
	phaseData    phase = "data"
	phaseBody    phase = "body"
	phaseReply   phase = "reply"
)

// Result says what became of a hand-over.
type Result struct {
	Outcome Outcome
	// Scope is set when refused, Reason when deferred.
	Scope  Scope
	Reason Reason
	// Recipient is the index in Envelope.To of the recipient in question, or -1.
	Recipient int
	// Code is the server's reply code (RFC 5321 section 4.2), 0 when there was none; Enhanced its enhanced status code
	// (RFC 2034), "5.1.1" for instance, or empty.
	Code     int
	Enhanced string
	// Detail is for operators: phase and codes. It never holds an address or content.
	Detail string
	// Said is what the server said when it did not take the message, with its codes: its own words, which often hold
	// the address, so they are content. At most [MaxSaid] characters, without control characters; empty if it said nothing.
	Said string
	// Lasting says of what is deferred that the server means it for good (5yz): we have to be put right, and the
	// recipient's address and the message are not to blame.
	Lasting bool
}

// settle turns an error in a phase before the final dot into a result.
func settle(at phase, err error, recipient int) Result {
	r := Result{Outcome: OutcomeDeferred, Reason: ReasonUnreachable, Recipient: recipient, Detail: string(at) + ": no reply"}
	var reply *smtp.SMTPError
	if !errors.As(err, &reply) {
		return r
	}
	r.takeReply(at, reply)
	r.Reason, r.Lasting = ReasonServer, at != phaseHello && permanent(at, reply)
	if !permanent(at, reply) {
		return r
	}
	switch {
	case at == phaseAuth:
		r.Reason = ReasonAuth
	case at == phaseMail && reply.Code == 552: // RFC 1870 section 6.1: longer than the server takes
		r.refuse(ScopeMessage)
	case at == phaseMail, needsAuth(reply), at == phaseRcpt && reply.EnhancedCode[1] == 7:
		r.Reason = ReasonSender
	case at == phaseRcpt:
		r.refuse(ScopeRecipient)
	case at == phaseReply && reply.EnhancedCode[1] == 1: // RFC 3463 section 3.2: X.1.Z is about an address
		r.refuse(ScopeRecipient)
	case at == phaseData, at == phaseReply:
		r.refuse(ScopeMessage)
	}
	return r
}

func (r *Result) refuse(scope Scope) {
	r.Outcome, r.Scope, r.Reason, r.Lasting = OutcomeRefused, scope, "", false
}

// takeReply keeps the codes, and the server's text apart, which often repeats the address.
func (r *Result) takeReply(at phase, reply *smtp.SMTPError) {
	r.Code = reply.Code
	if e := reply.EnhancedCode; e[0] > 0 {
		r.Enhanced = fmt.Sprintf("%d.%d.%d", e[0], e[1], e[2])
	}
	r.Detail = fmt.Sprintf("%s: %d", at, r.Code)
	if r.Enhanced != "" {
		r.Detail += " " + r.Enhanced
	}
	r.Said = said(r.Code, r.Enhanced, reply.Message)
}

// permanent says whether a reply means it for good. 552 to RCPT means "too many recipients" and is to be taken for 452
// (RFC 5321 section 4.5.3.1.10).
func permanent(at phase, reply *smtp.SMTPError) bool {
	return reply.Code/100 == 5 && !(at == phaseRcpt && reply.Code == 552)
}

// needsAuth knows the replies of RFC 4954 section 6 that ask for a sign-in, at whatever command they come.
func needsAuth(reply *smtp.SMTPError) bool {
	return reply.Code == 530 || reply.Code == 534 || reply.Code == 535 || reply.Code == 538
}
