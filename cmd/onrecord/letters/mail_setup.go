package letters

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailSetup is the command onrecord mail setup.
type MailSetup struct {
	Letter bool `help:"Also send a letter to the desk's own address."`
}

// Help implements kong.HelpProvider.
func (MailSetup) Help() string {
	return `
Servers and names are settings of "onrecord serve"; in onrecord.toml, for example:

    smtp_server = "smtp.gmail.com:587"          smtp.office365.com:587 at Microsoft
    smtp_user   = "desk@newsroom.example"
    mail_from   = "desk@newsroom.example"
    mail_reply_user = "desk"                    parties answer to desk+…@newsroom.example
    imap_server = "imap.gmail.com:993"          outlook.office365.com:993 at Microsoft
    imap_user   = "desk@newsroom.example"
    imap_move_to = "Archive"                    needed at Microsoft, which keeps no flags
    mail_sign_in = "google"                     or microsoft, oauth; with a password, nothing
    mail_oauth_client_id = "…"                  the secret in ONRECORD_MAIL_OAUTH_CLIENT_SECRET

Where the desk signs in with tokens, you are sent to a web page to allow it in, with the
mailbox's own account. Then each step is tried.

Example:

    onrecord mail setup`
}

// Run allows the desk in, where somebody has to, and tries the servers.
func (c MailSetup) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	s, err := client.Call(p.Ctx, desk, operation.MailState, operation.None{})
	if err != nil {
		return err
	}
	if s.Flow != "" {
		if err := allow(p, desk, s.Flow); err != nil {
			return err
		}
	}
	return testMail(p, desk, c.Letter)
}

func allow(p *terminal.Program, desk *client.Client, flow string) error {
	back := &comeBack{}
	var in operation.MailAllowInput
	if flow == "code" {
		if err := back.listen(); err != nil {
			return err
		}
		defer back.close()
		in.Redirect = back.address()
	}
	begun, err := client.Call(p.Ctx, desk, operation.MailAllow, operation.Body(in))
	if err != nil || begun.ID == "" {
		return err
	}
	if flow == "device" {
		return allowDevice(p, desk, begun)
	}
	fmt.Fprintf(p.Err, "Open this page, and allow the desk in with the mailbox's own account:\n\n  %s\n\n", terminal.Clean(begun.URL))
	fmt.Fprintln(p.Err, "If the browser is on another machine, paste the address that it ends at here.")
	finish, err := back.wait(p, begun)
	if err != nil {
		return err
	}
	_, err = client.Call(p.Ctx, desk, operation.MailAllowed, operation.Body(finish))
	return err
}

func allowDevice(p *terminal.Program, desk *client.Client, begun operation.MailAllowing) error {
	fmt.Fprintf(p.Err, "Open %s, and type in the code %s with the mailbox's own account.\n", terminal.Clean(begun.URL), terminal.Clean(begun.Code))
	ticker := time.NewTicker(time.Duration(max(begun.Every, 1)) * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-p.Ctx.Done():
			return terminal.Interrupted(claim.Errorf(claim.CodeUnavailable, "interrupted; the desk was not allowed in"))
		case <-ticker.C:
		}
		s, err := client.Call(p.Ctx, desk, operation.MailAllowed, operation.Body(operation.MailAllowedInput{ID: begun.ID}))
		if err != nil || s.Done {
			return err
		}
	}
}

// comeBack is where the browser comes back to, on this machine.
type comeBack struct {
	listener net.Listener
	server   *http.Server
	came     chan url.Values
}

func (b *comeBack) listen() error {
	var err error
	if b.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return claim.Errorf(claim.CodeInvalid, "this machine has no address for the browser to come back to: %v", err)
	}
	b.came = make(chan url.Values, 2)
	b.server = &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Referrer-Policy", "no-referrer")
		fmt.Fprintln(w, "You can close this page. The rest is said where you began.")
		b.send(r.URL.Query())
	})}
	go func() { _ = b.server.Serve(b.listener) }() // it ends with close
	return nil
}

func (b *comeBack) address() string { return "http://" + b.listener.Addr().String() + "/" }

func (b *comeBack) send(values url.Values) {
	if values.Get("state") == "" {
		return
	}
	select {
	case b.came <- values:
	default: // one is enough
	}
}

func (b *comeBack) close() { _ = b.server.Close() }

// wait waits for the browser, or for its address to be pasted.
func (b *comeBack) wait(p *terminal.Program, begun operation.MailAllowing) (operation.MailAllowedInput, error) {
	go func() {
		lines := bufio.NewScanner(p.In)
		for lines.Scan() {
			if at, err := url.Parse(strings.TrimSpace(lines.Text())); err == nil {
				b.send(at.Query())
			}
		}
	}()
	ctx, cancel := context.WithDeadline(p.Ctx, begun.Ends)
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			return operation.MailAllowedInput{}, terminal.Interrupted(claim.Errorf(claim.CodeUnavailable, "nobody came back; the desk was not allowed in").WithHint("begin again: onrecord mail setup"))
		case came := <-b.came:
			if came.Get("state") != begun.ID {
				continue // somebody else's
			}
			if came.Get("code") == "" {
				return operation.MailAllowedInput{}, claim.Errorf(claim.CodeForbidden, "the page did not allow the desk in (%s)", terminal.Clean(came.Get("error")))
			}
			return operation.MailAllowedInput{ID: begun.ID, Code: came.Get("code")}, nil
		}
	}
}
