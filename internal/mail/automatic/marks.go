package automatic

import (
	"regexp"
	"strings"
)

// Sign is one thing that a message was judged by. New values are appended.
type Sign string

const (
	// SignAutoSubmitted is an Auto-Submitted field that is not "no" (RFC 3834 section 5).
	SignAutoSubmitted Sign = "auto-submitted"
	// SignPrecedence is a Precedence of bulk, junk or auto_reply (RFC 3834 section 2; RFC 2076 section 3.9).
	SignPrecedence Sign = "precedence"
	// SignAutoReply is X-Autoreply and its many kin, which only absence programs write.
	SignAutoReply Sign = "autoreply field"
	// SignSuppress is X-Auto-Response-Suppress, which Exchange and many ticket systems set.
	SignSuppress Sign = "auto-response-suppress"
	// SignList is a List-* field (RFC 2369, RFC 2919) or a Feedback-ID.
	SignList Sign = "mailing list"
	// SignNullSender is the envelope sender <> (RFC 5321 section 4.5.5), or a Return-Path that says so.
	SignNullSender Sign = "empty envelope sender"
	// SignSubject is a subject such as "Out of office". Alone it proves nothing: a person may have typed it.
	SignSubject Sign = "absence subject"
	// SignDisposition is a disposition notification (RFC 8098 section 3).
	SignDisposition Sign = "disposition notification"
	// SignTicket is a field that a ticket system writes.
	SignTicket Sign = "ticket system"
	// SignWording is a sentence that absence notices and acknowledgements have.
	SignWording Sign = "absence wording"
	// SignSystem is a sentence that one program alone writes.
	SignSystem Sign = "a program's own wording"
	// SignAbuse is an abuse report (RFC 5965).
	SignAbuse Sign = "abuse report"
	// SignLoop is a Message-ID of our making on what was received.
	SignLoop Sign = "loop"
	// SignCalendar is a calendar program's note that somebody accepted or declined.
	SignCalendar Sign = "calendar"
)

// mark is a sign in the header. A reply mark is one that programs write when they answer for an absent person.
type mark struct {
	sign   Sign
	weight int
	reply  bool
}

func (m Message) marks() []mark {
	var marks []mark
	add := func(holds bool, sign Sign, weight int, reply bool) {
		if holds {
			marks = append(marks, mark{sign, weight, reply})
		}
	}
	add(m.ReportType == "disposition-notification", SignDisposition, certain, false)
	add(m.ReportType == "feedback-report", SignAbuse, certain, false)
	add(m.Own, SignLoop, certain, false)
	switch keyword := m.autoSubmitted(); keyword {
	case "", "no":
	case "auto-replied":
		add(true, SignAutoSubmitted, strong, true)
	case "auto-notified":
		add(true, SignAutoSubmitted, noticed, false)
	default:
		add(true, SignAutoSubmitted, 40, false)
	}
	add(m.any(autoReplyFields...) || m.autoReplyValues(), SignAutoReply, strong, true)
	precedence := strings.ToLower(m.value("Precedence") + " " + m.value("X-Precedence") + " " + m.value("Preference"))
	if strings.Contains(precedence, "auto") {
		add(true, SignPrecedence, strong, true)
	} else {
		bulk := 20
		if m.any("List-Id") {
			bulk = 10 // a group's, which marks everything so
		}
		add(strings.Contains(precedence, "bulk") || strings.Contains(precedence, "junk"), SignPrecedence, bulk, false)
	}
	add(m.any("X-Auto-Response-Suppress"), SignSuppress, 10, false)
	list := 10
	if !m.Ours && !m.replies() {
		list = 20 // a newsletter
	}
	add(m.any("List-Id", "List-Unsubscribe", "List-Post", "List-Help", "Feedback-Id"), SignList, list, false)
	add(m.NullSender, SignNullSender, noticed, false)
	add(m.any(ticketFields...) || ticketMailer.MatchString(m.value("X-Mailer")), SignTicket, 0, false)
	return marks
}

// autoSubmitted gives the keyword of RFC 3834 section 5.1 in lower case; parameters and comments may follow it.
func (m Message) autoSubmitted() string {
	keyword, _, _ := strings.Cut(m.value("Auto-Submitted"), ";")
	keyword, _, _ = strings.Cut(keyword, "(")
	return strings.ToLower(strings.TrimSpace(keyword))
}

// autoReplyFields are written by programs that answer for absent people, each by its own.
var autoReplyFields = []string{
	"X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Autoresponder", "X-Auto-Reply", "X-Auto-Response", "X-Auto-Responder", "X-Autoreply-From",
	"X-Fc-Machinegenerated", "X-Mail-Autoreply", "X-Vacation", "X-Away", "X-Ms-Exchange-Inbox-Rules-Loop-Oof",
	"X-Post-Messageclass-Autoreply", "X-Cron-Env-Autoreply", "X-Kmail-Autoreply", "X-Facebook-Autoreply", "X-Gmx-Autoreply", "X-Ui-Autoreply", "X-Out-Of-Office",
}

var (
	vacationMailer = regexp.MustCompile(`(?i)vacation|auto-?(?:reply|respon)|out ?of ?office|\babsence`)
	ticketMailer   = regexp.MustCompile(`(?i)zendesk|freshdesk|otrs|znuny|zammad|jira|servicenow|request tracker|help ?scout|salesforce|front\b|kayako|osticket|hubspot|intercom`)
)

// autoReplyValues knows the programs that give themselves away in a field that others use too.
func (m Message) autoReplyValues() bool {
	for i, value := range m.Header.Values("Delivered-To") {
		if i < 20 && strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "autoresponder") {
			return true
		}
	}
	return vacationMailer.MatchString(m.value("X-Mailer")) || vacationMailer.MatchString(m.value("User-Agent")) ||
		vacationMailer.MatchString(m.value("X-Post-Messageclass")) || strings.Contains(strings.ToLower(m.value("X-Rules")), "oof")
}

// ticketFields are written by ticket systems, on their acknowledgements and on their agents' answers alike.
var ticketFields = []string{
	"X-Jira-Fingerprint", "X-Atlassian-Token", "Rt-Ticket", "X-Rt-Loop-Prevention", "Rt-Originator", "Managed-By", "X-Otrs-Loop", "X-Otrs-Followup",
	"X-Powered-By-Otrs", "X-Zammad-Ticket-Id", "X-Zendesk-Ticket", "X-Delivery-Context", "X-Freshdesk-Ticket", "X-Fd-Ticket", "X-Sfdc-Lk", "X-Sfdc-User",
	"X-Helpscout-Conversation", "X-Help-Scout-Conversation-Id", "X-Hs-Ticket-Id", "X-Osticket-Loop", "X-Kayako-Ticket", "X-Servicenow-Generated",
	"X-Servicenow-Source", "X-Desk-Ticket", "X-Front-Conversation", "X-Intercom-Conversation", "X-Redmine-Issue-Id", "X-Gitlab-Issue-Id", "X-Spiceworks-Ticket", "X-Mantis-Issue",
}

// any says whether one of the fields says something; "no" and "none" say that it does not hold.
func (m Message) any(names ...string) bool {
	for _, name := range names {
		switch strings.ToLower(m.value(name)) {
		case "", "no", "none", "false", "0":
		default:
			return true
		}
	}
	return false
}
