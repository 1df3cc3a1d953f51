package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/dovecottest"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/signin/signintest"
	"github.com/onrecord/onrecord/internal/operation"
)

// TestAnAnswerInTheMailboxFindsItsRequest plays the way of an answer at a newsroom whose mail is at somebody else's: it
// lies in a mailbox of a real server, and the desk fetches it.
func TestAnAnswerInTheMailboxFindsItsRequest(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	d := openWith(t, config.Config{IMAPServer: server.Secure, IMAPUser: dovecottest.User, IMAPPassword: dovecottest.Password}, server.Roots)
	d.ReadMailbox(d.ctx)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(0, 1))
	l := d.letter("press@vendor.example")
	raw := l.Reply("Yes, it is so.")
	server.Add("INBOX", string(raw), d.Clock.Now())
	message := crashtest.Intake(raw)
	d.eventually("the answer", func() bool {
		_, err := d.Record.MessageCorrespondence(d.ctx, message)
		return err == nil
	})
	shown, err := d.Reads.Message(d.ctx, d.mara, message)
	require.NoError(t, err)
	require.Equal(t, "vendor", shown.Party)
	require.Equal(t, "fetched from the desk's mailbox", shown.WayIn)
	d.eventually("the flag", func() bool { return len(server.Flags("INBOX")[0]) == 1 })
	require.Equal(t, [][]string{{imapin.Keyword}}, server.Flags("INBOX"))

	// The same message by SMTP, and the mailbox after a restore, change nothing.
	require.Equal(t, message, d.handIn(l.To, l.ReplyTo, raw))
	inbox, err := d.Reads.Inbox(d.ctx, d.mara)
	require.NoError(t, err)
	require.Len(t, inbox, 1)
	require.Empty(t, d.reminders(id))

	// While nobody can read the mailbox, that is said, and since when.
	server.Stop()
	d.eventually("that it is said", func() bool { return d.Reads.MailboxHealth().Fails() })
	require.False(t, d.Reads.MailboxHealth().Since.IsZero())
	require.NotEmpty(t, d.Reads.MailboxHealth().Problem)
	status, err := d.MailServers().MailStatus(d.ctx)
	require.NoError(t, err)
	require.Equal(t, "INBOX", status.Folder)
	require.True(t, status.Reading.Fails())
}

// TestTheDeskIsLetInOnceAndStaysLetIn: a person allows it at the provider's page; what renews the token is sealed in the
// record, and outlives a restart.
func TestTheDeskIsLetInOnceAndStaysLetIn(t *testing.T) {
	provider := signintest.Start(t, dovecottest.User)
	server := dovecottest.Start(t, dovecottest.Options{Introspect: provider.Introspect()})
	t.Setenv("ONRECORD_MAIL_OAUTH_CLIENT_SECRET", signintest.ClientSecret)
	d := openWith(t, config.Config{
		IMAPServer: server.Secure, IMAPUser: dovecottest.User, MailSignIn: config.ByOAuth, MailOAuthClientID: signintest.ClientID,
		MailOAuthAuthorizeURL: provider.URL + "/authorize", MailOAuthTokenURL: provider.URL + "/token", MailOAuthScopes: []string{"mail"},
	}, server.Roots)
	failed := func(test operation.MailTest) (steps []string) {
		for _, step := range test.Steps {
			if !step.Well {
				steps = append(steps, step.Of+": "+step.Step+": "+step.Says)
			}
		}
		return steps
	}
	before, err := d.MailServers().TestMail(d.ctx, operation.MailTestInput{})
	require.NoError(t, err)
	require.Equal(t, []string{"mailbox: sign-in: nobody has allowed the desk into the mailbox at the provider yet"}, failed(before))

	_, err = d.MailServers().AllowMail(d.ctx, operation.MailAllowInput{Redirect: "https://elsewhere.example/"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), "a code is sent to nobody else")
	begun, err := d.MailServers().AllowMail(d.ctx, operation.MailAllowInput{Redirect: "http://127.0.0.1:1/"})
	require.NoError(t, err)
	page := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := page.Get(begun.URL)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	back, err := url.Parse(answer.Header.Get("Location"))
	require.NoError(t, err)
	state, err := d.MailServers().FinishAllowMail(d.ctx, operation.MailAllowedInput{ID: back.Query().Get("state"), Code: back.Query().Get("code")})
	require.NoError(t, err)
	require.True(t, state.Done)

	d.restart()
	after, err := d.MailServers().TestMail(d.ctx, operation.MailTestInput{Letter: true})
	require.NoError(t, err)
	require.Empty(t, failed(after))
	require.Equal(t, "letter", after.Steps[len(after.Steps)-1].Step)
	sealed, err := d.Record.Sealed(d.ctx, "mail sign-in")
	require.NoError(t, err)
	require.NotEmpty(t, sealed)
	require.NotContains(t, strings.ToLower(string(sealed)), "refresh")
}
