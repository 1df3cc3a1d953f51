package mail

import (
	"net/textproto"
	"time"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/internal/mail/automatic"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// Address is a mailbox: a display name, which may be empty, and an address such as "press@example.org".
type Address struct {
	Name    string
	Address string
}

// Inbound is a received message as far as it could be read. All texts are valid UTF-8 without NUL. Nothing in it is
// proven: every field, the sender's address first, is what the message says of itself.
type Inbound struct {
	// From are the authors; one, as a rule.
	From []Address
	// Sender is who handed the message in for the author, if that was somebody else.
	Sender []Address
	// ReplyTo is where the author wants answers.
	ReplyTo []Address
	// To and Cc are the recipients named in the header.
	To, Cc []Address
	// DeliveredTo are the addresses that mail servers on the way noted (Delivered-To, X-Original-To, Envelope-To).
	DeliveredTo []string
	// Subject is decoded.
	Subject string
	// MessageID is without angle brackets; empty when there is none.
	MessageID string
	// InReplyTo and References are identifiers without angle brackets, oldest first; the latest 100 at most.
	InReplyTo, References []string
	// Date is what the message says; zero when it says nothing that can be read.
	Date time.Time
	// Text is the plain text, or else what the HTML says, with LF line ends; it is cut after 2 MiB.
	Text string
	// Segments are the text in its segments: what is new, quoted, a signature, and so on. Together they are the text.
	Segments []replytext.Segment
	// FromHTML is set when Text was made from HTML.
	FromHTML bool
	// HTML is set when there is HTML to be read in it; see [Formatted].
	HTML bool
	// Attachments are the files in the message, in its order; the first 1,000.
	Attachments []Attachment
	// Wrapped says how the message is encrypted, packed or signed; empty for one that is plain.
	Wrapped []Wrapped
	// Class says what the message is, Signs what that was judged by, and Hint what it looks like where it is no plain answer.
	Class Class
	Signs []automatic.Sign
	Hint  automatic.Hint
	// Bounce is set when Class is ClassBounce.
	Bounce *bounce.Report
	// Doubted is what a report says that somebody sent who is no mail server; Class is then ClassAnswer.
	Doubted *bounce.Report
	// Problems say in words what could not be read, or was odd.
	Problems []string
	// Size is the number of bytes received.
	Size int

	header     textproto.MIMEHeader // as received, for Classify
	marks      []replytext.Mark     // what the HTML says of the text
	letters    []string             // that it was compared with
	attached   []Origin             // what the messages attached to it say of themselves
	reportType string               // of a multipart/report
	receipt    bool                 // a part of it is a disposition notification
	report     *bounce.Report       // what the message says about another one, whatever its class
	root       *enmime.Part         // its parts, for Decoded
	lost       [][]byte             // what of its texts is in no part
}

// Attachment describes a file; its bytes stay in the raw message.
type Attachment struct {
	// Name is the file's name without any folder; empty when it has none.
	Name string
	// ContentType is what the message declares, "application/pdf" for instance.
	ContentType string
	// Size is in bytes, decoded.
	Size int
	// SHA256 is the hash of its bytes in hex, as [File] gives them; empty for a text that was turned into UTF-8.
	SHA256 string
	// Found is its media type by its content; empty when nothing that is known begins so.
	Found string
	// Warnings say what to know before it is opened, a sentence each.
	Warnings []string
}

// Recipients gives every address at which the message says it arrived: To, Cc and what servers on the way noted. With
// the envelope's recipients, that is what [token.Tokens.FindAll] looks through.
func (in Inbound) Recipients() []string {
	var all []string
	for _, list := range [][]Address{in.To, in.Cc} {
		for _, a := range list {
			all = append(all, a.Address)
		}
	}
	return append(all, in.DeliveredTo...)
}

func (in *Inbound) problem(sentence string) {
	in.Problems = append(in.Problems, sentence)
}
