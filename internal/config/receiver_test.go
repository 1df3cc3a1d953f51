package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
)

func TestHowMailIsReceived(t *testing.T) {
	cfg, err := load(t, "mail_listen = \"unix:/run/onrecord/lmtp\"\nmail_protocol = \"lmtp\"\nmail_tls_cert = \"/etc/cert.pem\"\nmail_tls_key = \"/etc/key.pem\"")
	require.NoError(t, err)
	require.Equal(t, "/run/onrecord/lmtp", cfg.MailSocket())
	cfg, err = load(t, "", "--mail-listen", ":25", "--mail-tls-cert", "c", "--mail-tls-key", "k")
	require.NoError(t, err)
	require.Equal(t, config.SMTP, cfg.MailProtocol)
	require.Empty(t, cfg.MailSocket())
	for _, test := range []struct {
		args    []string
		message string
	}{
		{[]string{"--mail-listen", "unix:lmtp"}, "the setting mail_listen does not fit: a socket has its whole path, such as unix:/run/onrecord/lmtp"},
		{[]string{"--mail-listen", "unix:/" + strings.Repeat("x", 103)}, "the setting mail_listen does not fit: the path of a socket has no more than 103 bytes"},
		{[]string{"--mail-protocol", "uucp"}, "the setting mail_protocol does not fit: it is smtp or lmtp"},
		{[]string{"--mail-protocol", "lmtp", "--mail-listen", "0.0.0.0:25"},
			"the setting mail_protocol does not fit: LMTP is for your own mail server and never spoken on port 25: choose another port, or smtp"},
		{[]string{"--mail-tls-cert", "c"}, "the setting mail_tls_key does not fit: a certificate is of no use without its key: set the file that has it"},
		{[]string{"--mail-tls-key", "k"}, "the setting mail_tls_cert does not fit: a key is of no use without its certificate: set the file that has it"},
	} {
		_, err := load(t, "", test.args...)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
		require.EqualError(t, err, test.message)
	}
}
