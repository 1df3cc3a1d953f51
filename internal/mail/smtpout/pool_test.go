package smtpout_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

const short = "Message-ID: <%d@desk.example>\r\n\r\nHello\r\n"

// sending is a sender to a server of the test.
func sending(t *testing.T, options mailtest.Options, change func(*smtpout.Config)) (*mailtest.Server, func(to string) smtpout.Result) {
	t.Helper()
	server, err := mailtest.Start(options)
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Close() })
	config := smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone}
	if change != nil {
		change(&config)
	}
	sender, err := smtpout.New(config)
	require.NoError(t, err)
	t.Cleanup(func() { _ = sender.Close() })
	n := 0
	return server, func(to string) smtpout.Result {
		n++
		return sender.Send(t.Context(), smtpout.Envelope{From: "desk@desk.example", To: []string{to}, ID: "letter"}, fmt.Appendf(nil, short, n))
	}
}

func TestLettersGoOverOneConnection(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	for range 20 {
		require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	}
	require.Len(t, server.Taken(), 20)
	require.Equal(t, 1, server.Connections())
}

func TestARefusalLeavesTheConnectionFit(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	for _, step := range []mailtest.Step{mailtest.RefuseRecipient, mailtest.DeferRecipient, mailtest.RefuseSender, mailtest.DeferMessage} {
		server.Next(step)
		require.NotEqual(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome, step)
		require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome, step)
	}
	require.Len(t, server.Taken(), 4, "nothing of one letter is left in the next")
	require.Equal(t, 1, server.Connections())
}

func TestAConnectionOnWhichAnOutcomeWasLostIsNotUsedAgain(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	server.Next(mailtest.DropAfterDot)
	require.Equal(t, smtpout.OutcomeUncertain, send("press@mill.example").Outcome)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.Equal(t, 2, server.Connections())
}

func TestAServerThatHangsUpOnIdleConnectionsCostsNothing(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	server.HangUp()
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.Equal(t, 2, server.Connections())
}

func TestNoConnectionIsKeptLongerThanIsSaid(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, func(c *smtpout.Config) { c.IdleTimeout = -1 })
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.Equal(t, 2, server.Connections())
}

func TestReportsOfFailureAndDelayAreAskedForWhereTheyAreOffered(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.Contains(t, server.Taken()[0].Parameters, " RET=HDRS ENVID=letter NOTIFY=FAILURE,DELAY")
	server, send = sending(t, mailtest.Options{Without: []string{"DSN"}}, nil)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@mill.example").Outcome)
	require.NotContains(t, server.Taken()[0].Parameters, "NOTIFY")
}

func TestInternationalAndQuotedAddressesAreSentTo(t *testing.T) {
	server, send := sending(t, mailtest.Options{Without: []string{"SMTPUTF8"}}, nil)
	require.Equal(t, smtpout.OutcomeAccepted, send("press@müller.example").Outcome)
	require.Equal(t, smtpout.OutcomeAccepted, send(`"press office"@mill.example`).Outcome)
	require.Equal(t, []string{"press@xn--mller-kva.example"}, server.Taken()[0].To)
	require.Equal(t, []string{`"press office"@mill.example`}, server.Taken()[1].To)
	refused := send("größe@mill.example")
	require.Equal(t, smtpout.OutcomeRefused, refused.Outcome)
	require.Equal(t, smtpout.ReasonNoUTF8, refused.Reason)

	server, send = sending(t, mailtest.Options{}, nil)
	require.Equal(t, smtpout.OutcomeAccepted, send("größe@mill.example").Outcome)
	require.Contains(t, server.Taken()[0].Parameters, "SMTPUTF8")
}

func TestWhatTheServerSaidIsKeptInItsOwnWords(t *testing.T) {
	server, send := sending(t, mailtest.Options{}, nil)
	server.Next(mailtest.RefuseRelay)
	put := send("press@mill.example")
	require.Equal(t, smtpout.OutcomeDeferred, put.Outcome)
	require.True(t, put.Lasting)
	require.Equal(t, "554 5.7.1 relay access denied", put.Said)
	require.NotContains(t, put.Detail, "relay access")
	server.Next(mailtest.DeferMessage)
	put = send("press@mill.example")
	require.False(t, put.Lasting)
	require.Equal(t, "451 4.3.0 try again later", put.Said)
}

func TestLettersToOneDomainAreKeptApart(t *testing.T) {
	sender, err := smtpout.New(smtpout.Config{Addr: "127.0.0.1:25", DomainPace: 6})
	require.NoError(t, err)
	now := time.Date(2017, 3, 10, 12, 0, 0, 0, time.UTC)
	admit := func(to string) time.Duration {
		done, wait := sender.Admit(t.Context(), to, now)
		if done != nil {
			done()
		}
		return wait
	}
	for range 20 {
		require.Zero(t, admit("press@mill.example"))
	}
	require.Equal(t, 10*time.Second, admit("press@MILL.example"))
	require.Equal(t, 10*time.Second, admit("other@mill.example"), "asking takes nobody's turn")
	require.Zero(t, admit("press@works.example"))
	now = now.Add(10 * time.Second)
	require.Zero(t, admit("press@mill.example"))
}

func TestNoMoreHandOversThanConnections(t *testing.T) {
	sender, err := smtpout.New(smtpout.Config{Addr: "127.0.0.1:25", Connections: 1, SlotTimeout: time.Millisecond})
	require.NoError(t, err)
	first, wait := sender.Admit(t.Context(), "press@mill.example", time.Time{})
	require.Zero(t, wait)
	_, wait = sender.Admit(t.Context(), "press@works.example", time.Time{})
	require.NotZero(t, wait)
	first()
	_, wait = sender.Admit(t.Context(), "press@works.example", time.Time{})
	require.Zero(t, wait)
}
