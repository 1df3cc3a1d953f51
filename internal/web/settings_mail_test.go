package web_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// servers are mail servers of which one thing goes wrong.
type servers struct{ allowed bool }

func (s *servers) MailStatus(context.Context) (operation.MailStatus, error) {
	return operation.MailStatus{
		Sender: "smtp.example:587", Mailbox: "imap.example:993", Folder: "INBOX", SignIn: "microsoft", Flow: "device",
		Waits: 2, Since: time.Date(2017, 3, 17, 15, 0, 0, 0, time.UTC),
		Reading: desk.MailboxHealth{
			Encryption: "TLS 1.3.",
			Configured: true, Since: time.Date(2017, 3, 17, 17, 0, 0, 0, time.UTC), Problem: "nobody has let the desk in",
			Left: []desk.LeftMail{{ArrivedAt: time.Date(2017, 3, 17, 16, 0, 0, 0, time.UTC), Bytes: 45 << 20, Why: "it is larger than 32 MB"}},
		},
	}, nil
}

func (s *servers) TestMail(_ context.Context, in operation.MailTestInput) (operation.MailTest, error) {
	steps := []operation.MailStep{{Of: "mailbox", Step: "name", Well: true, Says: "imap.example is 192.0.2.1"}}
	if in.Letter {
		steps = append(steps, operation.MailStep{Of: "letters", Step: "sign-in", Says: "it does not let the desk in", Hint: "look at the name"})
	}
	return operation.MailTest{Steps: steps}, nil
}

func (s *servers) AllowMail(context.Context, operation.MailAllowInput) (operation.MailAllowing, error) {
	return operation.MailAllowing{ID: "begun", URL: "https://login.example/device", Code: "WDJB-MJHT"}, nil
}

func (s *servers) FinishAllowMail(_ context.Context, in operation.MailAllowedInput) (operation.MailAllowState, error) {
	if in.ID != "begun" {
		return operation.MailAllowState{}, claim.Errorf(claim.CodeNotFound, "this sign-in was not begun here, or is over")
	}
	return operation.MailAllowState{Done: s.allowed}, nil
}

func TestTheMailServersAreTriedAndTheDeskIsLetIn(t *testing.T) {
	s := &servers{}
	d := webtest.Open(t)
	d.Site.Operations.Mail = s
	d.Person("jonas", claim.Reviewer)
	b := d.SignIn("mara")
	page := b.Get("/settings/mail")
	require.Equal(t, 200, page.Status)
	require.Contains(t, page.Text(), "cannot be read since")
	require.Contains(t, page.Text(), "2 messages, the oldest since")
	require.Contains(t, page.Text(), "last time by TLS 1.3.")
	require.Contains(t, page.Text(), "Nobody has let the desk in.")
	require.Contains(t, page.Text(), "1 message in the desk's mailbox was not taken in.")
	require.Contains(t, page.Text(), "it is larger than 32 MB")

	tried := b.Post("/settings/mail/test", map[string][]string{"letter": {"on"}})
	require.Contains(t, tried.Text(), "fails letters: sign-in It does not let the desk in. Look at the name.")

	begun := b.Post("/settings/mail/allow", nil)
	require.Contains(t, begun.Body, `href="https://login.example/device"`)
	require.Contains(t, begun.Text(), "WDJB-MJHT")
	typed := map[string][]string{"id": {"begun"}, "url": {"https://login.example/device"}, "code": {"WDJB-MJHT"}}
	require.Contains(t, b.Post("/settings/mail/allowed", typed).Text(), "The code was not typed in yet.")
	s.allowed = true
	require.Equal(t, 303, b.Post("/settings/mail/allowed", typed).Status)
	require.Equal(t, 404, b.Get("/settings/mail/return?state=other&code=x").Status)
	require.Equal(t, 422, b.Get("/settings/mail/return?error=access_denied").Status)
	require.Equal(t, 403, d.SignIn("jonas").Get("/settings/mail").Status)
}
