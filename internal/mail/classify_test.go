package mail_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/automatic"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// message puts header lines in front of a usual message.
func message(lines ...string) []byte {
	header := append(lines, "From: Press <press@google.example>", "Date: Tue, 14 Mar 2017 10:00:00 +0000",
		"Message-ID: <m@google.example>")
	return []byte(strings.Join(header, "\r\n") + "\r\n\r\nWe have no comment.\r\n")
}

func TestWhatIsAnswerAndWhatIsAutomatic(t *testing.T) {
	const sender = "press@google.example"
	stray, ours := mail.Envelope{From: sender}, mail.Envelope{From: sender, Ours: true}
	cases := []struct {
		sentence string
		raw      []byte
		envelope mail.Envelope
		want     mail.Class
		doubt    bool
	}{
		{"a plain reply is an answer", message("Subject: Re: WikiLeaks"), ours, mail.ClassAnswer, false},
		{"Auto-Submitted: no is a person's", message("Auto-Submitted: no"), stray, mail.ClassAnswer, false},
		{"an empty Auto-Submitted says nothing", message("Auto-Submitted: "), stray, mail.ClassAnswer, false},
		{"a program's mail that is no answer to us is automatic", message("Auto-Submitted: auto-generated"), stray, mail.ClassAutomatic, false},
		{"a ticket system marks what its agents type: that is looked at", message("Subject: Re: WikiLeaks", "Auto-Submitted: auto-generated", "X-Zendesk-Ticket: 1"), ours, mail.ClassAnswer, true},
		{"Exchange suppresses replies to people's mail, too", message("X-Auto-Response-Suppress: All"), ours, mail.ClassAnswer, false},
		{"bulk from a group is an answer still", message("Precedence: bulk"), ours, mail.ClassAnswer, false},
		{"Precedence: list alone is what a press office's group adds", message("Precedence: list"), stray, mail.ClassAnswer, false},
		{"a newsletter is automatic", message("List-Unsubscribe: <mailto:x@y.example>", "Precedence: bulk"), stray, mail.ClassAutomatic, false},
		{"a reply by way of a group is an answer", message("List-Id: <press.google.example>", "In-Reply-To: <a@b>"), stray, mail.ClassAnswer, false},
		{"a subject of absence alone is in doubt", message("Subject: Out of office: our answer"), ours, mail.ClassAnswer, true},
		{"what says something is looked at, whatever it is marked with", message("Subject: Automatic reply: WikiLeaks", "Auto-Submitted: auto-replied", "X-Autoreply: yes"), ours, mail.ClassAnswer, true},
		{"an absence that says nothing else is automatic", []byte("From: press@google.example\r\nSubject: Automatic reply: WikiLeaks\r\nAuto-Submitted: auto-replied\r\n\r\nI am out of the office until 20 March and will answer when I am back.\r\n"), ours, mail.ClassAutomatic, false},
		{"a read receipt is automatic", message("Content-Type: multipart/report; report-type=disposition-notification; boundary=x"), ours, mail.ClassAutomatic, false},
		{"our own mail that comes back is automatic", message("Subject: WikiLeaks"), mail.Envelope{From: sender, Own: true}, mail.ClassAutomatic, false},
		{"a postmaster who writes is an answer", message("Sender: postmaster@google.example"), mail.Envelope{From: "postmaster@google.example"}, mail.ClassAnswer, false},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, c.raw)
			mail.Classify(&in, c.envelope)
			require.Equal(t, c.want, in.Class, "signs: %v", in.Signs)
			if c.want == mail.ClassAnswer {
				require.Equal(t, c.doubt, in.Hint != "", "hint: %s, signs: %v", in.Hint, in.Signs)
			}
			require.Nil(t, in.Bounce)
		})
	}
}

func TestSignsSayWhy(t *testing.T) {
	in := read(t, message("Return-Path: <>", "Subject: Out of office", "Auto-Submitted: auto-replied"))
	require.Equal(t, []automatic.Sign{automatic.SignAutoSubmitted, automatic.SignNullSender, automatic.SignSubject}, in.Signs)
	require.Equal(t, automatic.Absence, in.Hint)
}

const failed = `From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: reply+abc@desk.example
Subject: Undelivered Mail Returned to Sender
Date: Tue, 14 Mar 2017 10:00:00 +0000
Message-ID: <report@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Original-Recipient: rfc822;press@google.example
Final-Recipient: RFC822; press-team@google.example
Action: Failed
Status: 5.1.1 (no such user)
Diagnostic-Code: smtp; 550 5.1.1 <press-team@google.example>: unknown

Final-Recipient: rfc822; second@google.example
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; third@google.example
Action: failed
Status: 4.2.2

Final-Recipient: rfc822; fourth@google.example
Action: delivered
Status: 2.0.0
--b
Content-Type: %TYPE%

Received: from desk.example
From: Mara <investigations@desk.example>
Reply-To: <reply+abc@desk.example>
Message-ID:
 <6ba7b810-9dad-11d1-80b4-00c04fd430c8@desk.example>
Subject: WikiLeaks

text
--b--
`

func TestBounces(t *testing.T) {
	for _, enclosed := range []string{"message/rfc822", "text/rfc822-headers", "message/global-headers"} {
		t.Run("a report that encloses "+enclosed, func(t *testing.T) {
			in := read(t, crlf(strings.Replace(failed, "%TYPE%", enclosed, 1)))
			mail.Classify(&in, mail.Envelope{})
			require.Equal(t, mail.ClassBounce, in.Class)
			require.Equal(t, "6ba7b810-9dad-11d1-80b4-00c04fd430c8@desk.example", in.Bounce.MessageID)
			require.Equal(t, "reply+abc@desk.example", in.Bounce.ReplyTo)
			var means []bounce.Delivery
			for _, r := range in.Bounce.Recipients {
				means = append(means, r.Delivery())
			}
			require.Equal(t, []bounce.Delivery{bounce.DeliveryHardBounce, bounce.DeliveryDeferred, bounce.DeliverySoftBounce, bounce.DeliveryDelivered}, means)
			require.Equal(t, "press@google.example", in.Bounce.Recipients[0].Address())
			require.Contains(t, in.Bounce.Recipients[0].Said, "unknown")
			id, ok := token.ParseMessageID(in.Bounce.MessageID, "desk.example")
			require.True(t, ok)
			require.Equal(t, uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), id)
		})
	}
}

func TestAReportIsBelievedFromAMailServerAlone(t *testing.T) {
	in := read(t, crlf(strings.Replace(failed, "%TYPE%", "message/rfc822", 1)))
	mail.Classify(&in, mail.Envelope{From: "press@google.example", Ours: true})
	require.Equal(t, mail.ClassAnswer, in.Class, "somebody looks at it")
	require.NotEmpty(t, in.Hint)
	require.Nil(t, in.Bounce)
}

func TestBouncesThatAreNoReports(t *testing.T) {
	const original = "From: a@desk.example\r\nMessage-ID: <o@desk.example>\r\nReply-To: reply+x@desk.example\r\n\r\nHello\r\n"
	const returned = "Subject: Undelivered mail\r\n"
	enclosed := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nYour message could not be delivered.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + original + "--b--\r\n"
	cases := []struct {
		sentence, from, rest, sender string
		want                         mail.Class
		about                        string
	}{
		{"mailer-daemon returns the message", "MAILER-DAEMON@mx.example", returned + enclosed, "", mail.ClassBounce, "o@desk.example"},
		{"qmail repeats it in its text", "MAILER-DAEMON@mx.example", "Subject: failure notice\r\n\r\nHi. This is the qmail-send program.\r\n\r\n<press@google.example>:\r\nSorry, no mailbox here by that name.\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n" + original, "", mail.ClassBounce, "o@desk.example"},
		{"mailer-daemon says in words that it failed", "MAILER-DAEMON@mx.example", returned + "\r\nThe following address failed: press@google.example\r\n", "", mail.ClassBounce, ""},
		{"a person who forwards a message has not bounced it", "press@google.example", enclosed, "press@google.example", mail.ClassAnswer, ""},
		{"nor has one who writes as mailer-daemon under an address", "mailer-daemon@mx.example", enclosed, "x@mx.example", mail.ClassAnswer, ""},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, []byte("From: "+c.from+"\r\n"+c.rest))
			mail.Classify(&in, mail.Envelope{From: c.sender})
			require.Equal(t, c.want, in.Class, "%v", in.Signs)
			if c.want == mail.ClassBounce {
				require.Equal(t, c.about, in.Bounce.MessageID)
				require.NotEmpty(t, in.Bounce.Failed())
			}
		})
	}
}

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func read(t testing.TB, raw []byte) mail.Inbound {
	t.Helper()
	in, err := mail.Read(raw)
	require.NoError(t, err)
	return in
}
