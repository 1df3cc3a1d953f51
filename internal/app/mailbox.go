package app

import (
	"context"
	"time"

	"go.uber.org/zap"
	"golang.org/x/oauth2"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/post"
)

// sealedSignIn keeps in the record, sealed, what a sign-in renews with. It implements [signin.Keeper].
type sealedSignIn struct{ app *App }

// signInName is the name under which it is kept, and what it is bound to.
const signInName = "mail sign-in"

// Kept implements [signin.Keeper].
func (s sealedSignIn) Kept(ctx context.Context) ([]byte, error) {
	data, err := s.app.Record.Sealed(ctx, signInName)
	if err != nil || data == nil {
		return nil, err
	}
	return s.app.keys.Open(data, []byte(signInName))
}

// Keep implements [signin.Keeper].
func (s sealedSignIn) Keep(ctx context.Context, data []byte) error {
	sealed, err := s.app.keys.Seal(data, []byte(signInName))
	if err != nil {
		return err
	}
	return s.app.Record.PutSealed(ctx, signInName, sealed, claim.Instant(time.Now()))
}

// tokens is the sign-in with tokens, for sending and for reading alike; nil where the desk signs in with passwords.
func (a *App) tokens() *signin.OAuth {
	c := a.Config
	if !c.Tokens() {
		return nil
	}
	flow := signin.Flow(c.MailOAuthFlow)
	if flow == "" {
		flow = signin.CodeFlow
	}
	return signin.New(signin.Config{
		Provider: provider(c), Flow: flow, User: c.IMAPUser, ClientID: c.MailOAuthClientID, ClientSecret: c.MailOAuthClientSecret,
		Keeper: sealedSignIn{a}, Now: time.Now, // tokens run out by the world's clock, and not by that of a rehearsal
	})
}

func provider(c config.Config) signin.Provider {
	switch c.MailSignIn {
	case config.ByGoogle:
		return signin.Google()
	case config.ByMicrosoft:
		return signin.Microsoft(c.MailOAuthTenant)
	}
	return signin.Provider{
		Name:     "the provider",
		Endpoint: oauth2.Endpoint{AuthURL: c.MailOAuthAuthorizeURL, TokenURL: c.MailOAuthTokenURL, DeviceAuthURL: c.MailOAuthDeviceURL},
		Scopes:   c.MailOAuthScopes, Flows: signin.Flows,
	}
}

// method is how the desk signs in at one of its mail servers: with the password that is set for it, or else with tokens,
// if it has them; nil for a server without a name to sign in with.
func (a *App) method(user, password string) signin.Method {
	switch {
	case user == "":
		return nil
	case password == "" && a.oauth != nil:
		return a.oauth
	}
	return signin.Password{User: user, Password: password}
}

// openMailbox prepares to read the mailbox, if there is one.
func (a *App) openMailbox() error {
	c := a.Config
	if c.IMAPServer == "" {
		return nil
	}
	var err error
	a.mailbox, err = imapin.New(imapin.Config{
		Addr: c.IMAPServer, TLS: imapin.TLSMode(c.IMAPTLS), RootCAs: a.roots, SignIn: a.method(c.IMAPUser, c.IMAPPassword),
		Folder: c.IMAPFolder, MoveTo: c.IMAPMoveTo, Since: c.Since(), Keep: a.fetchMail, Changed: a.mailboxChanged(), Now: a.Clock.Now,
	})
	return err
}

// ReadMailbox reads the mailbox until the app is closed, if there is one.
func (a *App) ReadMailbox(ctx context.Context) {
	if a.mailbox != nil {
		a.background(ctx, a.mailbox.Run)
	}
}

// fetchMail keeps a message of the mailbox and starts its intake: once it is kept it may be marked.
func (a *App) fetchMail(ctx context.Context, m imapin.Message) error {
	kept, err := a.Room.Fetch(ctx, post.Fetched{WayIn: received.InByMailbox, Raw: m.Raw, At: m.ArrivedAt})
	if err != nil {
		a.log.Error("a message could not be kept, and stays in the mailbox", zap.Error(err))
		return err
	}
	if kept.Waits {
		a.startSoon(kept.Intake)
	}
	return nil
}

// mailboxChanged logs that the mailbox is read, or why not, when that changes.
func (a *App) mailboxChanged() func(imapin.State) {
	var was imapin.State // only the reader tells
	return func(s imapin.State) {
		switch {
		case s.Reading && !was.Reading:
			a.log.Info("the mailbox is read")
		case !s.Reading && s.Problem != was.Problem:
			a.log.Warn("the mailbox cannot be read", zap.String("problem", s.Problem), zap.String("hint", s.Hint))
		}
		was = s
	}
}

// Mailbox implements [desk.Health].
func (h health) Mailbox() desk.MailboxHealth {
	if h.app.mailbox == nil {
		return desk.MailboxHealth{}
	}
	s := h.app.mailbox.State()
	out := desk.MailboxHealth{
		Configured: true, Reading: s.Reading, Since: s.Since, Problem: s.Problem, Hint: s.Hint, Looked: s.Looked, Taken: s.Taken,
		Encryption: s.Encryption,
	}
	for _, left := range s.Left {
		out.Left = append(out.Left, desk.LeftMail{ArrivedAt: left.ArrivedAt, Bytes: left.Bytes, Why: left.Why})
	}
	return out
}
