package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/operation"
)

// mailServers implements [operation.Mail].
type mailServers struct{ *App }

// MailServers is what can be done with the mail servers.
func (a *App) MailServers() operation.Mail { return mailServers{a} }

// MailStatus implements [operation.Mail].
func (m mailServers) MailStatus(ctx context.Context) (operation.MailStatus, error) {
	c := m.Config
	backlog, err := m.Record.Backlog(ctx, m.Clock.Now())
	if err != nil {
		return operation.MailStatus{}, err
	}
	s := operation.MailStatus{Sender: c.SMTPServer, Mailbox: c.IMAPServer, SignIn: c.MailSignIn, Reading: health{m.App}.Mailbox(), Waits: backlog.Spooled, Since: backlog.Waiting}
	if m.sender != nil {
		s.Sealed = m.sender.Encryption()
	}
	if c.MailListen != config.Off {
		s.Listens = c.MailListen
	}
	if s.SignIn == "" {
		s.SignIn = config.ByPassword
	}
	if c.Tokens() {
		if s.Flow = c.MailOAuthFlow; s.Flow == "" {
			s.Flow = "code"
		}
	}
	if s.Mailbox != "" {
		if s.Folder = c.IMAPFolder; s.Folder == "" {
			s.Folder = "INBOX"
		}
	}
	return s, nil
}

// trying bounds how long the servers are tried.
const trying = 3 * time.Minute

// TestMail implements [operation.Mail].
func (m mailServers) TestMail(ctx context.Context, in operation.MailTestInput) (operation.MailTest, error) {
	ctx, cancel := context.WithTimeout(ctx, trying)
	defer cancel()
	t := mailTest{app: m.App}
	if m.mailbox == nil && m.sender == nil {
		return t.MailTest, claim.Errorf(claim.CodeInvalid, "no mail server is configured").WithHint("set smtp_server and imap_server; see: onrecord mail setup --help")
	}
	t.Well = true
	if m.mailbox != nil {
		t.read(ctx)
		m.mailbox.Retry()
	}
	if m.sender != nil {
		t.send(ctx, in.Letter)
	}
	return t.MailTest, nil
}

// mailTest tries the mail servers.
type mailTest struct {
	app *App
	operation.MailTest
}

func (t *mailTest) well(of string, step, says string) {
	t.Steps = append(t.Steps, operation.MailStep{Of: of, Step: step, Well: true, Says: says})
}

func (t *mailTest) failed(of, step, says, hint string) {
	t.Well = false
	t.Steps = append(t.Steps, operation.MailStep{Of: of, Step: step, Says: says, Hint: hint})
}

func (t *mailTest) read(ctx context.Context) {
	const of = "mailbox"
	err := t.app.mailbox.Check(ctx, func(step imapin.Step, says string) { t.well(of, string(step), says) })
	var f *imapin.Failure
	if errors.As(err, &f) {
		t.failed(of, string(f.Step), f.Says, f.Hint)
	} else if err != nil {
		t.failed(of, string(imapin.StepRead), "the mailbox cannot be read", "")
	}
}

func (t *mailTest) send(ctx context.Context, letter bool) {
	const of = "letters"
	result, ok := t.app.sender.Check(ctx, func(step, says string) { t.well(of, step, says) })
	if !ok {
		step, says, hint := t.refusal(result)
		t.failed(of, step, says, hint)
		return
	}
	if !letter {
		return
	}
	from := t.app.Config.MailFrom
	result = t.app.sender.Send(ctx, smtpout.Envelope{From: from, To: []string{from}}, t.app.testLetter(from))
	if result.Outcome != smtpout.OutcomeAccepted {
		_, says, hint := t.refusal(result)
		t.failed(of, "letter", says, hint)
		return
	}
	t.well(of, "letter", "a letter to "+from+" was taken; see whether it arrives")
}

// refusal says in words why the server for letters took nothing, and at which step.
func (t *mailTest) refusal(r smtpout.Result) (step, says, hint string) {
	server := t.app.Config.SMTPServer
	at, _, _ := strings.Cut(r.Detail, ":")
	switch {
	case at == "name":
		return "name", fmt.Sprintf("the address of %s cannot be found", server), "look at smtp_server"
	case r.Reason == smtpout.ReasonTLS:
		return "encryption", fmt.Sprintf("no encrypted connection to %s can be made (%s)", server, r.Detail), "port 587 goes with smtp_tls starttls, port 465 with implicit"
	case r.Reason == smtpout.ReasonAuth, at == "auth":
		return "sign-in", fmt.Sprintf("%s does not let the desk in (%s)", server, r.Detail), "look at the name and the password, or allow the desk in anew: onrecord mail setup"
	case r.Reason == smtpout.ReasonSender:
		return "letter", fmt.Sprintf("%s takes no mail from %s (%s)", server, t.app.Config.MailFrom, r.Detail), "mail_from has to be an address that the account may send from"
	case r.Reason == smtpout.ReasonUnreachable:
		return "connection", fmt.Sprintf("no connection to %s can be made, or it broke (%s)", server, r.Detail), "look at smtp_server, and whether a firewall lets the desk out"
	}
	return "letter", fmt.Sprintf("%s did not take it (%s)", server, r.Detail), ""
}

// testLetter is a letter to the desk itself. It says that a program wrote it, so nobody answers it.
func (a *App) testLetter(from string) []byte {
	return fmt.Appendf(nil, "From: <%s>\r\nTo: <%s>\r\nSubject: A test of the desk's mail\r\nDate: %s\r\nMessage-ID: <%s>\r\n"+
		"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+
		"Somebody at the desk tried whether its mail works. It does, if you read this.\r\n",
		from, from, time.Now().UTC().Format(time.RFC1123Z), token.MessageID(uuid.New(), a.Config.MailDomain))
}

// AllowMail implements [operation.Mail].
func (m mailServers) AllowMail(ctx context.Context, in operation.MailAllowInput) (operation.MailAllowing, error) {
	if m.oauth == nil {
		return operation.MailAllowing{}, claim.Errorf(claim.CodeInvalid, "the desk signs in with a password, which nobody has to allow").
			WithHint("where a server takes no passwords, set mail_sign_in to google, microsoft or oauth")
	}
	if err := m.mayReturn(in.Redirect); err != nil {
		return operation.MailAllowing{}, err
	}
	begun, err := m.oauth.Begin(ctx, in.Redirect)
	return operation.MailAllowing{ID: begun.ID, URL: begun.URL, Code: begun.Code, Every: int(begun.Every / time.Second), Ends: begun.Ends}, err
}

// mayReturn refuses to send a person, and the code, anywhere but to this desk or to a person's own machine.
func (m mailServers) mayReturn(redirect string) error {
	if redirect == "" {
		return nil
	}
	to, err := url.Parse(redirect)
	desk, _ := url.Parse(m.Config.DeskURL())
	local := err == nil && to.Scheme == "http" && (to.Hostname() == "127.0.0.1" || to.Hostname() == "localhost" || to.Hostname() == "::1")
	if err != nil || !local && (desk == nil || to.Scheme != desk.Scheme || to.Host != desk.Host) {
		return claim.Errorf(claim.CodeInvalid, "a person can come back to this desk, or to the own machine").WithField("redirect", "an address of this desk")
	}
	return nil
}

// FinishAllowMail implements [operation.Mail].
func (m mailServers) FinishAllowMail(ctx context.Context, in operation.MailAllowedInput) (operation.MailAllowState, error) {
	if m.oauth == nil {
		return operation.MailAllowState{}, claim.Errorf(claim.CodeInvalid, "the desk signs in with a password, which nobody has to allow")
	}
	done, err := m.oauth.Finish(ctx, in.ID, in.Code)
	if done && m.mailbox != nil {
		m.mailbox.Retry()
	}
	return operation.MailAllowState{Done: done}, err
}
