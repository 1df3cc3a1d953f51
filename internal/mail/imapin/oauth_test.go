package imapin_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/dovecottest"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/mail/signin/signintest"
)

// A real server that asks the provider whose the token is takes it by both mechanisms, a token that was taken back is
// renewed at once, and where nobody renews it any more the desk says so.
func TestATokenOpensTheMailboxAndIsRenewed(t *testing.T) {
	for _, mechanism := range []string{"oauthbearer", "xoauth2"} {
		t.Run(mechanism, func(t *testing.T) {
			provider := signintest.Start(t, dovecottest.User)
			server := dovecottest.Start(t, dovecottest.Options{Introspect: provider.Introspect(), Mechanisms: mechanism + " plain"})
			server.Add("INBOX", letter, arrived)
			oauth := signin.New(signin.Config{
				Provider: provider.Provider(), Flow: signin.ClientFlow, User: dovecottest.User,
				ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Now: time.Now,
			})
			r := read(t, server, func(c *imapin.Config) { c.SignIn = oauth })
			check := func() error { return r.Check(context.Background(), func(imapin.Step, string) {}) }
			require.NoError(t, check())
			provider.Revoke(true)
			require.NoError(t, check())
			require.Len(t, provider.Requests(), 2)

			wrong := signin.New(signin.Config{
				Provider: provider.Provider(), Flow: signin.ClientFlow, User: "other@newsroom.example",
				ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Now: time.Now,
			})
			other := read(t, server, func(c *imapin.Config) { c.SignIn = wrong })
			err := other.Check(context.Background(), func(imapin.Step, string) {})
			var f *imapin.Failure
			require.ErrorAs(t, err, &f)
			require.Equal(t, imapin.StepSignIn, f.Step)
			require.Contains(t, f.Says, "does not let the desk in")
		})
	}
}
