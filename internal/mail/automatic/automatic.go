// Package automatic tells a machine's mail from a person's.
//
// No single field decides. RFC 3834 asks programs to say what they are (Auto-Submitted), but ticket systems say it of what
// their agents type, groups and gateways add Precedence, List-* and X-Auto-Response-Suppress to everything, and many
// absence notices say nothing at all. So fields and wordings are signs with weights, and there are three outcomes: an
// answer, a machine's mail, and doubt. A verified reply address or a reference to a letter of ours, with words of the
// message's own, speaks for a person: then only a field and a wording that agree, or several fields that only absence
// programs write, make it automatic. Doubt costs somebody a glance; a person taken for a machine costs the truth.
package automatic

import (
	"net/textproto"
	"regexp"
	"slices"
	"strings"
)

// Outcome is what a message was found to be. New values are appended.
type Outcome string

const (
	// Answer seems to be a person's.
	Answer Outcome = "answer"
	// Doubt may be either; somebody has to look.
	Doubt Outcome = "in doubt"
	// Machine is a program's.
	Machine Outcome = "automatic"
)

// Hint says what a message looks like, in words for a person. New values are appended.
type Hint string

const (
	// Absence is an out-of-office notice.
	Absence Hint = "looks like an absence"
	// Acknowledgement says that the message was received.
	Acknowledgement Hint = "looks like an acknowledgement"
	// Receipt says that the message was opened or deleted (RFC 8098).
	Receipt Hint = "is a read receipt"
	// Abuse is a complaint about spam (RFC 5965).
	Abuse Hint = "is an abuse report"
	// Loop is mail of ours that came back to us.
	Loop Hint = "is our own mail come back"
	// Ticket came through a ticket system, which marks people's answers as its own.
	Ticket Hint = "came through a ticket system"
	// Program is marked as a program's, and does not say which.
	Program Hint = "is marked as a program's"
)

// Message is what is judged. The caller bounds it; the work is linear in what [maxWords] and [maxValue] leave.
type Message struct {
	Header  textproto.MIMEHeader
	Subject string
	// Text is its own words, without what it quotes.
	Text string
	// ReportType is the report-type of a multipart/report (RFC 6522), in lower case.
	ReportType string
	// Receipt says that a part of it is a disposition notification (RFC 8098), though the whole is not said to be one.
	Receipt bool
	// NullSender says that the envelope's sender is empty (RFC 5321 section 4.5.5).
	NullSender bool
	// Ours says that it carries a reply address that verifies, or refers to a letter of ours.
	Ours bool
	// Own says that it bears a Message-ID of our making: mail of ours that came back.
	Own bool
	// Files says that it has attachments.
	Files bool
}

// Verdict is what a message was found to be, and why.
type Verdict struct {
	Outcome Outcome
	Hint    Hint // empty for a plain answer
	Signs   []Sign
	// Until is the passage that names a date of return, verbatim; empty when there is none.
	Until string
}

const (
	maxWords = 8 << 10 // of the text; what a program has to say stands at its beginning
	maxValue = 2 << 10 // of a field
)

// The weights that decide. certain is more than people's mail is marked with by groups, gateways and ticket systems.
const (
	noticed = 30
	strong  = 60
	certain = 100
)

// Judge weighs the signs of a message.
func Judge(m Message) Verdict {
	w := wordsOf(m)
	marks := m.marks()
	v := Verdict{Outcome: Answer, Until: w.until}
	general, reply, ticket, said := 0, 0, false, false
	for _, mark := range marks {
		v.Signs = append(v.Signs, mark.sign)
		if mark.reply {
			reply += mark.weight
		} else {
			general += mark.weight
		}
		ticket = ticket || mark.sign == SignTicket
		said = said || mark.sign == SignAutoSubmitted || mark.reply
	}
	v.Signs = append(v.Signs, w.signs...)
	header := min(general, certain-10) + reply
	if ticket {
		header = min(header, certain-10) // its agents' answers bear the same marks as its acknowledgements
	}
	v.Hint = w.hint
	switch {
	case m.ReportType == "disposition-notification":
		v.Outcome, v.Hint = Machine, Receipt
	case m.ReportType == "feedback-report":
		v.Outcome, v.Hint = Machine, Abuse
	case slices.Contains(v.Signs, SignLoop):
		v.Outcome, v.Hint = Machine, Loop
	case w.system && !w.states && (w.known > 0 || w.empty):
		v.Outcome = Machine
	case m.Ours || m.replies():
		v.Outcome = judgeReply(header, reply, ticket, said, w)
	default:
		v.Outcome = judgeStray(header, w)
	}
	if v.Hint == "" && v.Outcome != Answer {
		v.Hint = Program
		if ticket {
			v.Hint = Ticket
		}
	}
	if v.Outcome == Answer {
		v.Hint = ""
	}
	return v
}

// judgeReply judges what answers a letter of ours, or says so.
// said says that a program has marked it as its own, and not the way there.
func judgeReply(header, reply int, ticket, said bool, w words) Outcome {
	switch {
	case header >= noticed && w.weight >= noticed && (w.mixed(reply, ticket) || !said && w.rest > 0):
		return Doubt
	case w.states && (header >= noticed || w.weight >= noticed):
		return Doubt
	case w.empty && header >= noticed, header >= noticed && w.weight >= noticed, reply >= certain:
		return Machine
	case header >= noticed || w.weight >= noticed:
		return Doubt
	}
	return Answer
}

// mixed says whether a message may hold a person's words among a program's: much of it is in no notice, and its marks are
// those of systems that mark people's words likewise. Who is away gives no receipts through a ticket system; and whoever
// answers in one, be it with a word below its thanks, does not do so under the subject of a receipt.
func (w words) mixed(reply int, ticket bool) bool {
	systems := ticket || !w.named && (reply < strong || w.hint == Acknowledgement)
	return systems && (w.rest > w.known || ticket && w.rest > 0 && (w.absent || !w.titled))
}

// judgeStray judges what has nothing to do with a letter of ours, as far as can be seen; such mail waits in quarantine in any case.
func judgeStray(header int, w words) Outcome {
	switch {
	case header >= 20:
		return Machine
	case header >= 10 || w.weight >= noticed:
		return Doubt
	}
	return Answer
}

var replySubject = regexp.MustCompile(`(?i)^\s*(?:re|aw|antw|sv|vs|odp|rif|r|ynt|yan|res|rv|回复|答复|回覆|返信|답장)\s*(?:\[\d+\])?\s*[:：]`)

// replies says whether the message claims to be a reply.
func (m Message) replies() bool {
	return strings.TrimSpace(m.value("In-Reply-To")+m.value("References")) != "" || replySubject.MatchString(m.Subject)
}

// value gives a field's first value, cut to its bound.
func (m Message) value(name string) string {
	v := m.Header.Get(name)
	return strings.TrimSpace(v[:min(len(v), maxValue)])
}
