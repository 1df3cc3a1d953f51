package crashtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"net/mail"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// Letter is what a press office sees of a letter of the desk.
type Letter struct {
	MessageID string // without brackets
	To        string
	ReplyTo   string
	Subject   string
	Raw       []byte
}

// Read reads a letter as it came in.
func Read(m mailtest.Message) (Letter, error) {
	parsed, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		return Letter{}, fmt.Errorf("read a letter: %w", err)
	}
	replyTo, err := mail.ParseAddress(parsed.Header.Get("Reply-To"))
	if err != nil {
		return Letter{}, fmt.Errorf("reply address of a letter: %w", err)
	}
	return Letter{
		MessageID: m.MessageID, To: m.To[0], ReplyTo: replyTo.Address, Subject: parsed.Header.Get("Subject"), Raw: m.Raw,
	}, nil
}

// requestCode is how the code of a request looks.
var requestCode = regexp.MustCompile(`\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b`)

// Code is the code of the request that the subject names; empty if it names none.
func (l Letter) Code() string {
	subject, err := new(mime.WordDecoder).DecodeHeader(l.Subject)
	if err != nil {
		return ""
	}
	return requestCode.FindString(subject)
}

// Reply is an answer to the letter as mail. The same words give the same bytes.
func (l Letter) Reply(words string, headers ...string) []byte {
	lines := append([]string{
		"From: Press office <" + l.To + ">",
		"To: <" + l.ReplyTo + ">",
		"Subject: Re: " + l.Subject,
		"In-Reply-To: <" + l.MessageID + ">",
		"References: <" + l.MessageID + ">",
		"Message-ID: <" + hash(l.MessageID + words)[:24] + "@press.example>",
		"Date: Fri, 17 Mar 2017 17:00:00 +0000",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
	}, headers...)
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + strings.ReplaceAll(words, "\n", "\r\n") + "\r\n")
}

// Bounce is the mail that says that the letter came back for good (RFC 3464).
func (l Letter) Bounce() []byte {
	original := l.Raw
	if head, _, ok := bytes.Cut(l.Raw, []byte("\r\n\r\n")); ok {
		original = append(bytes.Clone(head), "\r\n\r\n"...)
	}
	return []byte(strings.Join([]string{
		"From: Mail Delivery System <mailer-daemon@mx.example>",
		"To: <" + l.ReplyTo + ">",
		"Subject: Undelivered mail returned to sender",
		"Auto-Submitted: auto-replied",
		"Message-ID: <" + hash(l.MessageID + "bounce")[:24] + "@mx.example>",
		"Date: Fri, 17 Mar 2017 17:00:00 +0000",
		"MIME-Version: 1.0",
		`Content-Type: multipart/report; report-type=delivery-status; boundary="b"`,
		"", "--b", "Content-Type: text/plain", "", "The address does not exist.",
		"", "--b", "Content-Type: message/delivery-status", "",
		"Reporting-MTA: dns; mx.example", "",
		"Final-Recipient: rfc822; " + l.To, "Action: failed", "Status: 5.1.1",
		"", "--b", "Content-Type: text/rfc822-headers", "", "",
	}, "\r\n") + string(original) + "\r\n--b--\r\n")
}

// Intake is the identifier that a message will have in the record.
func Intake(raw []byte) uuid.UUID { return claim.IntakeID(hash(string(raw))) }

// HandIn gives a message to the mail server of the desk and says whether it was
// acknowledged.
func HandIn(ctx context.Context, server, from, to string, raw []byte) (bool, error) {
	sender, err := smtpout.New(smtpout.Config{Addr: server, TLS: smtpout.TLSNone})
	if err != nil {
		return false, err
	}
	defer func() { _ = sender.Close() }()
	return sender.Send(ctx, smtpout.Envelope{From: from, To: []string{to}}, raw).Outcome == smtpout.OutcomeAccepted, nil
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
