package main

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// stillMail are mail servers that somebody has yet to let the desk into.
type stillMail struct{}

func (stillMail) MailStatus(context.Context) (operation.MailStatus, error) {
	return operation.MailStatus{
		Sender: "smtp.example:587", Mailbox: "imap.example:993", Folder: "INBOX", SignIn: "google", Flow: "code",
		Sealed: "TLS 1.3, with the certificate of smtp.example that is good until 2 January 2027",
		Waits:  2, Since: time.Now().Add(-time.Hour),
		Reading: desk.MailboxHealth{
			Configured: true, Since: time.Now().Add(-time.Hour), Problem: "nobody has allowed the desk in", Hint: "allow it in",
			Left: []desk.LeftMail{{ArrivedAt: time.Now().Add(-2 * time.Hour), Bytes: 45e6, Why: "it is larger than 32 MB"}},
		},
	}, nil
}

func (stillMail) TestMail(_ context.Context, in operation.MailTestInput) (operation.MailTest, error) {
	t := operation.MailTest{Well: !in.Letter, Steps: []operation.MailStep{{Of: "mailbox", Step: "sign-in", Well: true, Says: "signed in by OAUTHBEARER"}}}
	if in.Letter {
		t.Steps = append(t.Steps, operation.MailStep{Of: "letters", Step: "letter", Says: "it takes no mail from desk@newsroom.example", Hint: "look at mail_from"})
	}
	return t, nil
}

func (stillMail) AllowMail(_ context.Context, in operation.MailAllowInput) (operation.MailAllowing, error) {
	return operation.MailAllowing{ID: "begun", URL: "https://login.example/?to=" + in.Redirect, Ends: time.Now().Add(time.Minute)}, nil
}

func (stillMail) FinishAllowMail(_ context.Context, in operation.MailAllowedInput) (operation.MailAllowState, error) {
	if in.Code != "good" {
		return operation.MailAllowState{}, claim.Errorf(claim.CodeNotFound, "the code of this sign-in is over")
	}
	return operation.MailAllowState{Done: true}, nil
}
