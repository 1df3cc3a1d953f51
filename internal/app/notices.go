package app

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/notices"
	"github.com/onrecord/onrecord/internal/post"
)

// tellEvery is how often it is looked for what is to be told, and tellIdle how often
// if nothing has happened: things begin to wait, and digests fall due, by the clock.
const (
	tellEvery = 5 * time.Second
	tellIdle  = 30 * time.Second
)

// openNotices ties the telling of people together. By mail they are told where a mail
// server is configured.
func (a *App) openNotices(h hooks, p pushes) {
	a.Notices = &notices.Room{
		Store: a.Record, Turns: a.Reads, Now: a.Clock.Now, Desk: strings.TrimSuffix(a.Config.DeskURL(), "/"),
		Carriers: map[people.NoticeChannel]notices.Carrier{people.NoticeByWebhook: h, people.NoticeByPush: p}, Stop: a.stopHook,
	}
	if a.Room.Sender != nil {
		a.Notices.Carriers[people.NoticeByMail] = noticeMail{app: a}
	}
}

// tellPeople tells people what waits for them until the context ends.
func (a *App) tellPeople(ctx context.Context) {
	ticker := time.NewTicker(tellEvery)
	defer ticker.Stop()
	var head int64
	var looked time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		position, _, err := a.Record.Head(ctx)
		if err == nil && (position != head || time.Since(looked) >= tellIdle) {
			head, looked = position, time.Now()
			err = a.Notices.Tell(ctx)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Warn("people could not be told what waits for them", zap.Error(err))
		}
	}
}

// noticeMail carries notices to the addresses of people's accounts.
type noticeMail struct{ app *App }

// Reaches implements [notices.Carrier].
func (noticeMail) Reaches(p notices.Person) bool { return p.Profile.Email != "" }

// Carry implements [notices.Carrier]. Its sentences say nothing of the address: they
// stand in the working state of the record.
func (m noticeMail) Carry(ctx context.Context, p notices.Person, n notices.Notice) notices.Outcome {
	done, wait := m.app.sender.Admit(ctx, p.Profile.Email, m.app.Clock.Now())
	if wait > 0 {
		return notices.Outcome{Failing: "other mail to the domain goes first", Wait: wait}
	}
	defer done()
	head, err := m.app.letterhead(ctx)
	if err != nil {
		return notices.Outcome{Failing: "the desk's settings cannot be read", Down: true}
	}
	raw, err := m.app.Room.Signer.Sign(ctx, noticeLetter(head, p, n, m.app.Config.MailDomain, m.app.Clock.Now()))
	if err != nil {
		return notices.Outcome{Failing: "the message could not be signed", Down: true}
	}
	return mailOutcome(m.send(ctx, p.Profile.Email, raw))
}

// send hands a notice over with no sender, so that nothing comes back to the desk as
// one more message that waits; a server that takes no such mail gets the desk's own address.
func (m noticeMail) send(ctx context.Context, to string, raw []byte) smtpout.Result {
	result := m.app.sender.Send(ctx, smtpout.Envelope{To: []string{to}}, raw)
	if result.Outcome == smtpout.OutcomeDeferred && result.Reason == smtpout.ReasonSender {
		return m.app.sender.Send(ctx, smtpout.Envelope{From: m.app.Config.MailFrom, To: []string{to}}, raw)
	}
	return result
}

// mailOutcome says what became of a notice. Where nobody knows, it counts as sent: it
// stands on the desk, and nobody is told twice.
func mailOutcome(r smtpout.Result) notices.Outcome {
	switch {
	case r.Outcome == smtpout.OutcomeAccepted, r.Outcome == smtpout.OutcomeUncertain:
		return notices.Outcome{}
	case r.Outcome == smtpout.OutcomeRefused:
		return notices.Outcome{Failing: "the mail server does not take mail to the address of the account", Wait: notices.LongestRest}
	case r.Reason == smtpout.ReasonCanceled:
		return notices.Outcome{Failing: "the desk was stopped", Down: true}
	case r.Reason == smtpout.ReasonServer && r.Recipient >= 0:
		return notices.Outcome{Failing: "the mail server asks to try again later"}
	}
	return notices.Outcome{Failing: "the mail server takes no mail from the desk now", Down: true}
}

// noticeLetter is a notice as it is sent. Its Message-ID is that of the notice, and so
// the same if it has to be sent again.
func noticeLetter(head post.Letterhead, p notices.Person, n notices.Notice, domain string, now time.Time) []byte {
	from := netmail.Address{Name: head.Name, Address: head.Address}
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s\r\nTo: <%s>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\n",
		from.String(), p.Profile.Email, mime.QEncoding.Encode("utf-8", n.Subject), now.UTC().Format(time.RFC1123Z), token.MessageID(n.ID, domain))
	b.WriteString("Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	body := quotedprintable.NewWriter(&b)
	_, _ = body.Write([]byte(strings.ReplaceAll(n.Text(), "\n", "\r\n"))) // a buffer takes all
	_ = body.Close()
	return b.Bytes()
}
