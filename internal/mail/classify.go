package mail

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Class says what a received message is. New values are appended.
type Class string

const (
	// ClassAnswer is a message that a person seems to have written. It may be an answer; a reader decides.
	ClassAnswer Class = "answer"
	// ClassAutomatic was written by a program: an absence notice, an acknowledgement, a newsletter, a read receipt.
	ClassAutomatic Class = "automatic"
	// ClassBounce is a mail server's report about a message of ours.
	ClassBounce Class = "bounce"
)

// Sign is one thing that a message was judged by. New values are appended.
type Sign string

const (
	// SignAutoSubmitted is an Auto-Submitted field that is not "no" (RFC 3834 section 5).
	SignAutoSubmitted Sign = "auto-submitted"
	// SignPrecedence is a Precedence of bulk, junk or auto_reply (RFC 3834 section 2; RFC 2076 section 3.9).
	SignPrecedence Sign = "precedence"
	// SignAutoReply is X-Autoreply, X-Autorespond or X-Autoresponse.
	SignAutoReply Sign = "autoreply field"
	// SignSuppress is X-Auto-Response-Suppress, which Exchange and many ticket systems set.
	SignSuppress Sign = "auto-response-suppress"
	// SignList is a List-* field (RFC 2369, RFC 2919) on a message that replies to nothing.
	SignList Sign = "mailing list"
	// SignNullSender is the envelope sender <> (RFC 5321 section 4.5.5), or a Return-Path that says so.
	SignNullSender Sign = "empty envelope sender"
	// SignSubject is a subject such as "Out of office". Alone it proves nothing: a person may have typed it.
	SignSubject Sign = "absence subject"
	// SignDisposition is a disposition notification (RFC 8098 section 3).
	SignDisposition Sign = "disposition notification"
	// SignDeliveryReport is a delivery status notification (RFC 3464 section 2).
	SignDeliveryReport Sign = "delivery status notification"
	// SignMailerDaemon is a message from mailer-daemon or postmaster under the empty envelope sender.
	SignMailerDaemon Sign = "mailer-daemon"
)

// Envelope is what was said in SMTP, apart from the message (RFC 5321 section 2.3.1).
type Envelope struct {
	// From is the reverse path, without angle brackets; empty for <>.
	From string
	// To are the recipients.
	To []string
}

// Classify judges a message again with its envelope known, and sets Class and Signs.
func Classify(in *Inbound, envelope Envelope) {
	in.classify(&envelope)
}

// classify weighs the signs: a delivery report makes a bounce; any sign but a subject alone makes automatic mail.
func (in *Inbound) classify(envelope *Envelope) {
	in.Signs = in.signs(envelope)
	in.Class = ClassAnswer
	for _, sign := range in.Signs {
		if sign != SignSubject {
			in.Class = ClassAutomatic
		}
	}
	in.Bounce = nil
	if slices.Contains(in.Signs, SignDeliveryReport) || slices.Contains(in.Signs, SignMailerDaemon) {
		in.Class = ClassBounce
		in.Bounce = cmp.Or(in.report, &Bounce{})
	}
}

func (in *Inbound) signs(envelope *Envelope) []Sign {
	nullSender := in.nullSender(envelope)
	checks := []struct {
		sign  Sign
		holds bool
	}{
		{SignDeliveryReport, in.reportType() == "delivery-status"},
		{SignMailerDaemon, nullSender && in.fromMailerDaemon() && in.report != nil},
		{SignDisposition, in.reportType() == "disposition-notification"},
		{SignAutoSubmitted, in.autoSubmitted()},
		{SignPrecedence, oneOf(in.header.Get("Precedence"), "bulk", "junk", "auto_reply")},
		{SignAutoReply, in.anyField("X-Autoreply", "X-Autorespond", "X-Autoresponse")},
		{SignSuppress, in.anyField("X-Auto-Response-Suppress") && !oneOf(in.header.Get("X-Auto-Response-Suppress"), "none")},
		{SignList, in.fromList()},
		{SignNullSender, nullSender},
		{SignSubject, absenceSubject.MatchString(in.Subject)},
	}
	var signs []Sign
	for _, c := range checks {
		if c.holds {
			signs = append(signs, c.sign)
		}
	}
	return signs
}

// autoSubmitted follows RFC 3834 section 5.1: parameters and comments may follow the keyword; only "no" is a person's.
func (in *Inbound) autoSubmitted() bool {
	value := in.header.Get("Auto-Submitted")
	keyword, _, _ := strings.Cut(value, ";")
	keyword, _, _ = strings.Cut(keyword, "(")
	return strings.TrimSpace(value) != "" && !oneOf(keyword, "no")
}

// nullSender goes by the envelope; where that is unknown (mail fetched from a mailbox), by the Return-Path field that the
// last server wrote (RFC 5321 section 4.4).
func (in *Inbound) nullSender(envelope *Envelope) bool {
	if envelope != nil {
		return envelope.From == ""
	}
	return strings.ReplaceAll(in.header.Get("Return-Path"), " ", "") == "<>"
}

// fromList takes no notice of list fields on a reply: press offices answer through groups, which add such fields.
func (in *Inbound) fromList() bool {
	return len(in.InReplyTo) == 0 && in.anyField("List-Id", "List-Unsubscribe", "List-Post", "List-Help")
}

func (in *Inbound) fromMailerDaemon() bool {
	for _, a := range append(in.From, in.Sender...) {
		local, _, _ := strings.Cut(a.Address, "@")
		if oneOf(local, "mailer-daemon", "postmaster") {
			return true
		}
	}
	return false
}

func (in *Inbound) anyField(names ...string) bool {
	for _, name := range names {
		if strings.TrimSpace(in.header.Get(name)) != "" {
			return true
		}
	}
	return false
}

func oneOf(value string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(strings.TrimSpace(value), w) {
			return true
		}
	}
	return false
}

// absenceSubject knows how absence notices and acknowledgements begin in the languages of Europe.
var absenceSubject = regexp.MustCompile(`(?i)^\s*(?:(?:re|aw|sv|rif|r)\s*:\s*)*(?:` + strings.Join([]string{
	`auto(?:matic|mated)?[- ]?(?:reply|response)`, `out of (?:the )?office`, `on (?:vacation|leave|holiday)`,
	`abwesenheit`, `automatische (?:antwort|reactie)`, `au(?:ß|ss)er haus`,
	`r[ée]ponse automatique`, `absence du bureau`, `absent`,
	`respuesta autom[áa]tica`, `fuera de (?:la )?oficina`, `resposta autom[áa]tica`,
	`risposta automatica`, `fuori sede`, `autosvar`, `automatisch antwoord`, `afwezig`,
	`autom(?:aattinen|atisk|atyczna|atick[áa])`, `we have received your`, `your (?:message|request|e-?mail) has been received`,
}, "|") + `)`)
