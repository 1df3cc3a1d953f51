// Package bounce reads what mail servers say about messages that they could not deliver.
//
// RFC 3464 gives a form for it, which the MIME library reads; many servers write prose instead, each in its own way: qmail
// since 1996, Exchange, Domino, gateways. Either way the questions are the same: which recipient, what was done (given up,
// or tried on), and why. The why decides what to do next: only an address that does not exist is given up; a full mailbox,
// a size, a policy or a fault on the way says nothing against the address. The server's words are kept, since they tell
// more than any code.
//
// Everybody who got a message can forge a report about it.
package bounce

import (
	"cmp"
	"strings"
)

// Action is what a mail server did with a message (RFC 3464 section 2.3.3).
type Action string

const (
	// ActionFailed: it could not be delivered, and the server has given up.
	ActionFailed Action = "failed"
	// ActionDelayed: it could not be delivered yet; the server goes on trying.
	ActionDelayed Action = "delayed"
	// ActionDelivered: it is in the recipient's mailbox.
	ActionDelivered Action = "delivered"
	// ActionRelayed: it went on to a server that does not report.
	ActionRelayed Action = "relayed"
	// ActionExpanded: it went on to the members of a list.
	ActionExpanded Action = "expanded"
)

// Delivery is what a report means for a message.
type Delivery string

const (
	// DeliveryAccepted: handed on; no more will be heard.
	DeliveryAccepted Delivery = "accepted"
	// DeliveryDelivered: it reached the mailbox.
	DeliveryDelivered Delivery = "delivered"
	// DeliveryDeferred: still being tried.
	DeliveryDeferred Delivery = "deferred"
	// DeliverySoftBounce: failed for a reason that may pass, or that is not the address's fault.
	DeliverySoftBounce Delivery = "soft bounce"
	// DeliveryHardBounce: the address does not take mail.
	DeliveryHardBounce Delivery = "hard bounce"
)

// Bounds on what is looked at.
const (
	maxRecipients = 1000
	maxStatus     = 256 << 10 // bytes of a delivery status
	maxLines      = 400       // of one that the library reads
	maxHeader     = 256 << 10 // bytes of an enclosed header
	maxWords      = 32 << 10  // bytes of prose
	maxOpening    = 4 << 10   // bytes of prose in which a report says that it is one
	maxSaid       = 500       // bytes of a server's words that are kept
)

// Report is a report about a message of ours.
type Report struct {
	// Recipients has an entry for every recipient the report speaks of; it may be empty.
	Recipients []Recipient
	// MessageID is the identifier of the message that the report is about, without angle brackets.
	MessageID string
	// ReplyTo is that message's Reply-To address; on a message of ours, a reply address with a token.
	ReplyTo string
}

// Recipient is what a report says of one recipient (RFC 3464 section 2.3).
type Recipient struct {
	// Original is the address as we wrote it (section 2.3.1), Final as the reporting server knew it (section 2.3.2).
	Original, Final string
	// Action is as reported; other words than those known are kept.
	Action Action
	// Status is a code of RFC 3463, "5.1.1" for instance; empty when it has not that form.
	Status string
	// Said is what the server said, cut to a bound.
	Said string
	// Cause is why it failed, by the server's words and its codes.
	Cause Cause
}

// Address is the recipient as we wrote it, or else as the server knew it.
func (r Recipient) Address() string {
	if r.Original != "" {
		return r.Original
	}
	return r.Final
}

// Delivery says what the report means: the cause decides between hard and soft.
func (r Recipient) Delivery() Delivery {
	switch r.Action {
	case ActionDelivered:
		return DeliveryDelivered
	case ActionRelayed, ActionExpanded:
		return DeliveryAccepted
	case ActionDelayed:
		return DeliveryDeferred
	}
	cause := r.Cause
	if cause == "" {
		cause = CauseOf(r.Status, r.Said)
	}
	if cause.Hard() {
		return DeliveryHardBounce
	}
	return DeliverySoftBounce
}

// Failed gives the recipients that the message did not reach.
func (r Report) Failed() []Recipient {
	var failed []Recipient
	for _, rcpt := range r.Recipients {
		if d := rcpt.Delivery(); d == DeliveryHardBounce || d == DeliverySoftBounce {
			failed = append(failed, rcpt)
		}
	}
	return failed
}

// Passing says whether the report tells of no failure: something was delivered, handed on or is still tried.
func (r Report) Passing() bool { return len(r.Recipients) > 0 && len(r.Failed()) == 0 }

func (r *Report) add(rcpt Recipient) {
	if len(r.Recipients) >= maxRecipients {
		return
	}
	rcpt.Said = cut(strings.TrimLeft(strings.Join(strings.Fields(rcpt.Said), " "), ">: "))
	if rcpt.Status == "" || unspecific(rcpt.Status) { // the server that refused says more than the one that reports
		rcpt.Status = cmp.Or(enhanced.FindString(rcpt.Said), rcpt.Status)
	}
	if rcpt.Action != ActionDelivered && rcpt.Action != ActionRelayed && rcpt.Action != ActionExpanded {
		rcpt.Cause = CauseOf(rcpt.Status, rcpt.Said)
	}
	r.Recipients = append(r.Recipients, rcpt)
}

func cut(s string) string {
	if len(s) > maxSaid {
		s = s[:maxSaid]
	}
	return strings.ToValidUTF8(s, "")
}
