package mail

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/automatic"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// Class says what a received message is. New values are appended.
type Class string

const (
	// ClassAnswer is a message that a person seems to have written, or may have: then it has Signs and a Hint. It may be
	// an answer; a reader decides.
	ClassAnswer Class = "answer"
	// ClassAutomatic was written by a program: an absence notice, an acknowledgement, a newsletter, a read receipt.
	ClassAutomatic Class = "automatic"
	// ClassBounce is a mail server's report about a message of ours.
	ClassBounce Class = "bounce"
)

// SignReport says that a message is a report about the delivery of another one (RFC 3464), or tells of it in words.
const SignReport automatic.Sign = "delivery report"

// Envelope is what was said in SMTP, apart from the message (RFC 5321 section 2.3.1), and what we know of it.
type Envelope struct {
	// From is the reverse path, without angle brackets; empty for <>.
	From string
	// To are the recipients.
	To []string
	// Untold says that no mail server told either of them: the message was fetched from a mailbox, or put in from a file.
	Untold bool
	// Ours says that it came to a reply address that verifies, refers to a letter of ours, or has the code of a request in it.
	Ours bool
	// Own says that its Message-ID is one of ours: mail of ours that came back.
	Own bool
}

// Classify judges a message again with its envelope known, and sets Class, Signs, Hint and Bounce.
func Classify(in *Inbound, envelope Envelope) {
	in.classify(&envelope)
}

func (in *Inbound) classify(envelope *Envelope) {
	in.Bounce, in.Doubted = nil, nil
	if in.classifyReport(envelope) {
		return
	}
	m := automatic.Message{
		Header: in.header, Subject: in.Subject, Text: replytext.Newest(in.Segments), ReportType: in.reportType, Receipt: in.receipt, NullSender: in.nullSender(envelope), Files: len(in.Attachments) > 0,
	}
	if envelope != nil {
		m.Ours, m.Own = envelope.Ours, envelope.Own
	}
	v := automatic.Judge(m)
	in.Class, in.Signs, in.Hint = ClassAnswer, v.Signs, v.Hint
	if v.Outcome == automatic.Machine && (!in.hidden() || v.Hint == automatic.Loop) {
		in.Class = ClassAutomatic // what nobody can read here may be a person's, whatever its header says
	}
}

// classifyReport knows a report about a message of ours. Everybody can write one: where the sender of the envelope is not
// empty, as that of a report has to be (RFC 5321 section 4.5.5), somebody has to look at it.
func (in *Inbound) classifyReport(envelope *Envelope) bool {
	words := in.prose(envelope)
	if in.reportType != "delivery-status" && !words.Tells() {
		return false
	}
	in.Signs = []automatic.Sign{SignReport}
	if !words.NullSender && envelope != nil {
		in.Class, in.Hint = ClassAnswer, "is a delivery report from somebody who is no mail server"
		in.Doubted = in.reported(words)
		return true
	}
	in.Class, in.Hint, in.Bounce = ClassBounce, "", in.reported(words)
	return true
}

// reported is what a report says of a message of ours.
func (in *Inbound) reported(words bounce.Prose) *bounce.Report {
	report := bounce.Report{}
	if in.report != nil {
		report = *in.report
	}
	report.Recipients = slices.Clone(report.Recipients)
	words.Fill(&report)
	return &report
}

// prose is the message as one that may tell of a failure in words.
func (in *Inbound) prose(envelope *Envelope) bounce.Prose {
	p := bounce.Prose{Subject: in.Subject, Text: in.Text, Failed: in.header.Get("X-Failed-Recipients"), NullSender: in.nullSender(envelope)}
	for _, a := range slices.Concat(in.To, in.Cc) {
		p.To = append(p.To, a.Address)
	}
	for _, a := range in.From {
		p.From = append(p.From, a.Address)
	}
	if envelope != nil {
		p.To = append(p.To, envelope.To...)
	}
	return p
}

// nullSender goes by the envelope; where that is unknown (mail fetched from a mailbox), by the Return-Path field that the
// last server wrote (RFC 5321 section 4.4).
func (in *Inbound) nullSender(envelope *Envelope) bool {
	if envelope != nil && !envelope.Untold {
		return envelope.From == ""
	}
	path := strings.ToLower(strings.ReplaceAll(in.header.Get("Return-Path"), " ", ""))
	return path == "<>" || strings.HasPrefix(path, "<mailer-daemon@") // sendmail writes its own name where the sender is empty
}
