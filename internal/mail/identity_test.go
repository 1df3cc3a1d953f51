package mail_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

func TestAMessageIsOneByWhateverWayItComes(t *testing.T) {
	identity := func(raw string) string {
		in, _ := mail.Read([]byte(raw))
		return mail.Identity([]byte(raw), in)
	}
	raw := "From: Press <press@mill.example>\r\nMessage-ID: <1@mill.example>\r\nSubject: Re\r\n\r\nNo.\r\n\r\nAda\r\n"
	one := identity(raw)
	require.NotEmpty(t, one)
	for _, same := range []string{
		"Received: from a by b; Mon, 13 Mar 2017 10:00:00 +0000\r\nDelivered-To: desk@desk.example\r\n" + raw,
		strings.ReplaceAll(raw, "\r\n", "\n"), raw + "\r\n", strings.Replace(raw, "Re\r\n", "[EXTERNAL] Re\r\n", 1),
		strings.Replace(raw, "press@mill", "PRESS@mill", 1),
	} {
		require.Equal(t, one, identity(same), same)
	}
	for _, other := range []string{
		strings.Replace(raw, "No.", "Yes.", 1), strings.Replace(raw, "press@", "other@", 1), strings.Replace(raw, "<1@", "<2@", 1),
	} {
		require.NotEqual(t, one, identity(other), other)
	}
	require.Empty(t, identity(strings.Replace(raw, "Message-ID", "X-Id", 1)))
	require.Empty(t, identity("From: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\n"))
}
