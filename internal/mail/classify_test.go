package mail_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

// message puts header lines in front of a usual message.
func message(lines ...string) []byte {
	header := append(lines, "From: Press <press@google.example>", "Date: Tue, 14 Mar 2017 10:00:00 +0000",
		"Message-ID: <m@google.example>")
	return []byte(strings.Join(header, "\r\n") + "\r\n\r\nWe have no comment.\r\n")
}

func TestWhatIsAnswerAndWhatIsAutomatic(t *testing.T) {
	cases := []struct {
		sentence string
		raw      []byte
		sender   string // envelope sender
		want     mail.Class
	}{
		{"a plain reply is an answer", message("Subject: Re: WikiLeaks"), "press@google.example", mail.ClassAnswer},
		{"Auto-Submitted: no is a person's", message("Auto-Submitted: no"), "a@b.example", mail.ClassAnswer},
		{"an empty Auto-Submitted says nothing", message("Auto-Submitted: "), "a@b.example", mail.ClassAnswer},
		{"auto-replied is automatic", message("Auto-Submitted: auto-replied"), "a@b.example", mail.ClassAutomatic},
		{"auto-generated with a parameter is automatic", message(`Auto-Submitted: auto-generated; owner-email="x@y"`), "a@b.example", mail.ClassAutomatic},
		{"an unknown keyword is automatic", message("Auto-Submitted: auto-notified (vacation)"), "a@b.example", mail.ClassAutomatic},
		{"bulk is automatic", message("Precedence: Bulk"), "a@b.example", mail.ClassAutomatic},
		{"auto_reply is automatic", message("Precedence: auto_reply"), "a@b.example", mail.ClassAutomatic},
		{"Precedence: list alone is what a press office's group adds", message("Precedence: list"), "a@b.example", mail.ClassAnswer},
		{"X-Autoreply is automatic", message("X-Autoreply: yes"), "a@b.example", mail.ClassAutomatic},
		{"what Exchange suppresses is automatic", message("X-Auto-Response-Suppress: All"), "a@b.example", mail.ClassAutomatic},
		{"a newsletter is automatic", message("List-Unsubscribe: <mailto:x@y.example>"), "a@b.example", mail.ClassAutomatic},
		{"a reply by way of a group is an answer", message("List-Id: <press.google.example>", "In-Reply-To: <a@b>"), "a@b.example", mail.ClassAnswer},
		{"an empty envelope sender is automatic", message("Subject: Re: WikiLeaks"), "", mail.ClassAutomatic},
		{"a subject of absence alone is no proof", message("Subject: Out of office: our answer"), "a@b.example", mail.ClassAnswer},
		{"a subject of absence with another sign is automatic", message("Subject: Abwesenheit", "Precedence: junk"), "a@b.example", mail.ClassAutomatic},
		{"a read receipt is automatic", message("Content-Type: multipart/report; report-type=disposition-notification; boundary=x"), "a@b.example", mail.ClassAutomatic},
		{"a postmaster who writes is an answer", message("Sender: postmaster@google.example"), "postmaster@google.example", mail.ClassAnswer},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, c.raw)
			mail.Classify(&in, mail.Envelope{From: c.sender})
			require.Equal(t, c.want, in.Class, "signs: %v", in.Signs)
			require.Nil(t, in.Bounce)
		})
	}
}

func TestSignsSayWhy(t *testing.T) {
	in := read(t, message("Return-Path: <>", "Subject: Out of office", "Auto-Submitted: auto-replied"))
	require.Equal(t, []mail.Sign{mail.SignAutoSubmitted, mail.SignNullSender, mail.SignSubject}, in.Signs)
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
			require.Equal(t, mail.ClassBounce, in.Class)
			require.Equal(t, &mail.Bounce{
				MessageID: "6ba7b810-9dad-11d1-80b4-00c04fd430c8@desk.example",
				ReplyTo:   "reply+abc@desk.example",
				Recipients: []mail.BouncedRecipient{
					{Original: "press@google.example", Final: "press-team@google.example", Action: mail.ActionFailed, Status: "5.1.1"},
					{Final: "second@google.example", Action: mail.ActionDelayed, Status: "4.4.1"},
					{Final: "third@google.example", Action: mail.ActionFailed, Status: "4.2.2"},
					{Final: "fourth@google.example", Action: mail.ActionDelivered, Status: "2.0.0"},
				},
			}, in.Bounce)
			id, ok := mail.ParseMessageID(in.Bounce.MessageID, "desk.example")
			require.True(t, ok)
			require.Equal(t, messageID, id)
		})
	}
}

func TestBouncesThatAreNoReports(t *testing.T) {
	const original = "From: a@desk.example\r\nMessage-ID: <o@desk.example>\r\nReply-To: reply+x@desk.example\r\n\r\nHello\r\n"
	enclosed := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + original + "--b--\r\n"
	cases := []struct {
		sentence, from, rest, sender string
		want                         mail.Class
	}{
		{"mailer-daemon returns the message", "MAILER-DAEMON@mx.example", enclosed, "", mail.ClassBounce},
		{"qmail repeats it in its text", "MAILER-DAEMON@mx.example", "\r\nHi. This is the qmail-send program.\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n" + original, "", mail.ClassBounce},
		{"mailer-daemon without a message is only automatic", "MAILER-DAEMON@mx.example", "\r\nSorry\r\n", "", mail.ClassAutomatic},
		{"a person who forwards a message has not bounced it", "press@google.example", enclosed, "press@google.example", mail.ClassAnswer},
		{"nor has one who writes as mailer-daemon under an address", "mailer-daemon@mx.example", enclosed, "x@mx.example", mail.ClassAnswer},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, []byte("From: "+c.from+"\r\n"+c.rest))
			mail.Classify(&in, mail.Envelope{From: c.sender})
			require.Equal(t, c.want, in.Class)
			if c.want == mail.ClassBounce {
				require.Equal(t, &mail.Bounce{MessageID: "o@desk.example", ReplyTo: "reply+x@desk.example"}, in.Bounce)
			}
		})
	}
}

func TestWhatABounceMeans(t *testing.T) {
	cases := []struct {
		sentence  string
		recipient mail.BouncedRecipient
		want      mail.Delivery
	}{
		{"5.x.x is for good", mail.BouncedRecipient{Action: "failed", Status: "5.1.1"}, mail.DeliveryHardBounce},
		{"4.x.x may pass", mail.BouncedRecipient{Action: "failed", Status: "4.2.2"}, mail.DeliverySoftBounce},
		{"failed without a status is for good", mail.BouncedRecipient{Action: "failed"}, mail.DeliveryHardBounce},
		{"delayed is still being tried", mail.BouncedRecipient{Action: "delayed", Status: "4.4.1"}, mail.DeliveryDeferred},
		{"delivered has arrived", mail.BouncedRecipient{Action: "delivered"}, mail.DeliveryDelivered},
		{"relayed is out of sight", mail.BouncedRecipient{Action: "relayed"}, mail.DeliveryAccepted},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) { require.Equal(t, c.want, c.recipient.Delivery()) })
	}
}

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func read(t testing.TB, raw []byte) mail.Inbound {
	t.Helper()
	in, err := mail.Read(raw)
	require.NoError(t, err)
	return in
}
