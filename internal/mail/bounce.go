package mail

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
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
	// DeliverySoftBounce: failed for a reason that may pass (status 4.x.x).
	DeliverySoftBounce Delivery = "soft bounce"
	// DeliveryHardBounce: failed for good (status 5.x.x).
	DeliveryHardBounce Delivery = "hard bounce"
)

// maxBounced bounds the recipients taken from one report.
const maxBounced = 1000

// Bounce is a report about a message of ours. Everybody who got the message can forge one.
type Bounce struct {
	// Recipients has an entry for every recipient the report speaks of; it may be empty.
	Recipients []BouncedRecipient
	// MessageID is the identifier of the message that the report is about, without angle brackets.
	MessageID string
	// ReplyTo is that message's Reply-To address; on a message of ours, a reply address with a token.
	ReplyTo string
}

// BouncedRecipient is what a report says of one recipient (RFC 3464 section 2.3).
type BouncedRecipient struct {
	// Original is the address as we wrote it (section 2.3.1), Final as the reporting server knew it (section 2.3.2).
	Original, Final string
	// Action is as reported; other words than those known are kept.
	Action Action
	// Status is a code of RFC 3463, "5.1.1" for instance; empty when it has not that form.
	Status string
}

// Delivery says what the report means: the status decides between hard and soft; without one, "failed" is hard.
func (r BouncedRecipient) Delivery() Delivery {
	switch r.Action {
	case ActionDelivered:
		return DeliveryDelivered
	case ActionRelayed, ActionExpanded:
		return DeliveryAccepted
	case ActionDelayed:
		return DeliveryDeferred
	}
	if strings.HasPrefix(r.Status, "4.") { // RFC 3463 section 3.1
		return DeliverySoftBounce
	}
	return DeliveryHardBounce
}

// readBounce collects what a message says about another one; nil when it says nothing of the kind.
func readBounce(root *enmime.Part, text string) *Bounce {
	var b Bounce
	found := false
	root.DepthMatchAll(func(p *enmime.Part) bool {
		switch p.ContentType {
		case "message/delivery-status", "message/global-delivery-status": // RFC 3464 section 2.1, RFC 6533 section 4
			b.readStatus(p.Content)
			found = true
		case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers": // RFC 3464 section 2
			b.readOriginal(p.Content)
			found = true
		}
		return false
	})
	if !found {
		b.readOriginal(originalIn(text))
		found = b.MessageID != ""
	}
	if !found {
		return nil
	}
	return &b
}

// readStatus reads the groups of fields in a delivery status part (RFC 3464 section 2.1); every group that names a
// recipient or an action is about a recipient.
func (b *Bounce) readStatus(content []byte) {
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	for group := range bytes.SplitSeq(content, []byte("\n\n")) {
		fields := readFields(bytes.TrimLeft(group, "\n"))
		r := BouncedRecipient{
			Original: typedAddress(get(fields, "original-recipient")),
			Final:    typedAddress(get(fields, "final-recipient")),
			Action:   Action(strings.ToLower(firstWord(get(fields, "action")))),
			Status:   statusCode.FindString(get(fields, "status")),
		}
		if (r.Original != "" || r.Final != "" || r.Action != "") && len(b.Recipients) < maxBounced {
			b.Recipients = append(b.Recipients, r)
		}
	}
}

// statusCode is RFC 3463 section 2: class, subject, detail.
var statusCode = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}\b`)

// readOriginal reads the header of the enclosed message; the first one that has an identifier counts.
func (b *Bounce) readOriginal(content []byte) {
	if b.MessageID != "" {
		return
	}
	fields := readFields(bytes.TrimLeft(content[:min(len(content), maxHeader)], "\r\n"))
	if ids := listIDs(get(fields, "message-id"), 1); len(ids) == 1 {
		b.MessageID = tidy(ids[0])
		b.ReplyTo = tidy(bareAddress.FindString(get(fields, "reply-to")))
	}
}

// originalHeader finds where a bounce that is no report (qmail's, for one) repeats the header of the message.
var originalHeader = regexp.MustCompile(`(?im)^(?:return-path|received|from|message-id):[^\n]*\n(?:[^\n]+\n)*`)

// originalIn gives the repeated header that has a Message-ID.
func originalIn(text string) []byte {
	for _, header := range originalHeader.FindAllString(text+"\n", 20) {
		if strings.Contains(strings.ToLower(header), "message-id:") {
			return []byte(header)
		}
	}
	return nil
}

// typedAddress takes the address out of "rfc822; user@example.org" (RFC 3464 section 2.3.1).
func typedAddress(value string) string {
	if _, address, ok := strings.Cut(value, ";"); ok {
		value = address
	}
	return strings.Trim(tidy(value), "<> ")
}

func firstWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return tidy(words[0])
	}
	return ""
}

// reportType gives the report-type of a multipart/report (RFC 6522 section 3), in lower case; else nothing.
func (in *Inbound) reportType() string {
	mediaType, params, _, err := mediatype.Parse(in.header.Get("Content-Type"))
	if err != nil || mediaType != "multipart/report" {
		return ""
	}
	return strings.ToLower(params["report-type"])
}
