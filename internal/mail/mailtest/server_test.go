package mailtest_test

import (
	"context"
	"net/smtp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

const letter = "Message-ID: <m@desk.example>\r\n\r\nHello\r\n"

// send uses the standard library's client, which has nothing in common with ours.
func send(server *mailtest.Server, to string) error {
	return smtp.SendMail(server.Addr(), nil, "desk@desk.example", []string{to}, []byte(letter))
}

func TestCopiesCountWhatTheServerIsAnswerableFor(t *testing.T) {
	at := time.Date(2017, 3, 17, 17, 0, 0, 0, time.UTC)
	server, err := mailtest.Start(mailtest.Options{Now: func() time.Time { return at }})
	require.NoError(t, err)
	defer server.Close()
	cases := []struct {
		sentence string
		step     mailtest.Step
		fails    bool
		copies   int
	}{
		{"an accepted message is taken", mailtest.Accept, false, 1},
		{"one whose reply is lost is taken", mailtest.DropAfterDot, true, 2},
		{"one that breaks off is not", mailtest.DropBeforeDot, true, 2},
		{"one that is refused is not", mailtest.RefuseMessage, true, 2},
		{"one that is deferred is not", mailtest.DeferMessage, true, 2},
		{"one without a step is accepted", "", false, 3},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			if c.step != "" {
				server.Next(c.step)
			}
			require.Equal(t, c.fails, send(server, "press@google.example") != nil)
			require.NoError(t, server.Wait(t.Context(), c.copies))
			require.Equal(t, c.copies, server.Copies()["m@desk.example"])
		})
	}
	first := server.Messages()[0]
	require.Equal(t, []string{"press@google.example"}, first.To)
	require.Equal(t, letter, string(first.Raw))
	require.Equal(t, at, first.At)
}

func TestStepsForOneRecipientLeaveOthersAlone(t *testing.T) {
	server, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	defer server.Close()
	server.For("press@google.example", mailtest.RefuseRecipient, mailtest.DeferRecipient)
	require.ErrorContains(t, send(server, "Press@google.example"), "550")
	require.NoError(t, send(server, "press@apple.example"))
	require.ErrorContains(t, send(server, "press@google.example"), "451")
	require.NoError(t, send(server, "press@google.example"))
}

func TestWaitEndsWithItsContext(t *testing.T) {
	server, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, server.Wait(ctx, 1), context.Canceled)
}
