package smtpout_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/mail/signin/signintest"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

func TestLettersGoOutWithATokenThatIsRenewed(t *testing.T) {
	const mailbox = "desk@desk.example"
	provider := signintest.Start(t, mailbox)
	server := start(t, mailtest.Options{Username: mailbox, Token: provider.Good})
	oauth := signin.New(signin.Config{
		Provider: provider.Provider(), Flow: signin.ClientFlow, User: mailbox, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Now: time.Now,
	})
	s := sender(t, smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone, SignIn: oauth})
	require.Equal(t, smtpout.OutcomeAccepted, s.Send(t.Context(), envelope, letter).Outcome)
	provider.Revoke(true)
	require.Equal(t, smtpout.OutcomeAccepted, s.Send(t.Context(), envelope, letter).Outcome, "the token that was taken back is renewed")
	require.Equal(t, mailbox, server.Messages()[1].User)

	stranger := signin.New(signin.Config{
		Provider: provider.Provider(), Flow: signin.ClientFlow, User: "other@desk.example", ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Now: time.Now,
	})
	result := sender(t, smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone, SignIn: stranger}).Send(t.Context(), envelope, letter)
	require.Equal(t, smtpout.Result{
		Outcome: smtpout.OutcomeDeferred, Reason: smtpout.ReasonAuth, Recipient: -1, Code: 535, Enhanced: "5.7.8", Detail: "auth: 535 5.7.8",
		Said: "535 5.7.8 token not accepted", Lasting: true,
	}, result)
}
