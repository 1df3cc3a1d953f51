package peertest

import (
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// A Postfix hands mail on to the receiver as docs/operations.md says: by LMTP on a socket, and encrypted to a port.
func TestPostfixHandsMailToTheReceiver(t *testing.T) {
	delivered := make(chan smtpin.Message, 10)
	settings := smtpin.Config{
		Accept:  func(to string) bool { return !strings.HasPrefix(to, "nobody@") },
		Deliver: func(_ context.Context, m smtpin.Message) error { delivered <- m; return nil },
		Now:     time.Now,
	}
	dir := folder(t)
	socket := filepath.Join(dir, "lmtp")
	byLMTP, bySMTP := settings, settings
	byLMTP.LMTP, bySMTP.TLS = true, certificate(t, dir).Server()
	serve := func(c smtpin.Config, network, address string) string {
		listener, err := net.Listen(network, address)
		require.NoError(t, err)
		receiver := smtpin.New(c)
		go func() { _ = receiver.Serve(listener) }()
		t.Cleanup(func() { require.NoError(t, receiver.Shutdown(context.Background())) })
		return listener.Addr().String()
	}
	serve(byLMTP, "unix", socket)
	require.NoError(t, os.Chmod(socket, 0o666)) //nolint:gosec // Postfix has to write to it
	port := portOf(serve(bySMTP, "tcp", "127.0.0.1:0"))
	at := freePort(t)
	postfix{
		name: "mx.newsroom.example",
		listens: map[string]string{at: option("smtpd_recipient_restrictions", "reject_unverified_recipient,permit_mynetworks,reject") +
			option("address_verify_poll_delay", "1s") + option("address_verify_poll_count", "20") +
			"secure unix - - n - - smtp\n" + option("smtp_tls_security_level", "encrypt")},
		carries: map[string]string{"lmtp.example": "lmtp:unix:" + socket, "secure.example": "secure:[127.0.0.1]:" + port},
	}.start(t)

	const text = "Subject: an answer\r\n\r\nYes.\r\n"
	for _, domain := range []string{"lmtp.example", "secure.example"} {
		to := []string{"reply+abc@" + domain, "desk@" + domain}
		require.NoError(t, smtp.SendMail(at, nil, "press@mill.example", to, []byte(text)))
		m := <-delivered
		require.Equal(t, "press@mill.example", m.From)
		require.ElementsMatch(t, to, m.To, "kept once")
		require.Equal(t, "mx.newsroom.example", m.Helo)
		require.True(t, strings.HasSuffix(string(m.Raw), "Yes.\r\n"))
		err := smtp.SendMail(at, nil, "press@mill.example", []string{"nobody@" + domain}, []byte(text))
		require.ErrorContains(t, err, "no such address here", "Postfix asks which addresses there are")
	}
	require.Empty(t, delivered)
}

// certificate is one in two files.
func certificate(t *testing.T, dir string) *smtpin.Certificate {
	t.Helper()
	pair, _, err := mailtest.Certificate()
	require.NoError(t, err)
	der, err := x509.MarshalECPrivateKey(pair.PrivateKey.(*ecdsa.PrivateKey))
	require.NoError(t, err)
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	write(t, cert, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})))
	write(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})))
	read, err := smtpin.ReadCertificate(cert, key, nil)
	require.NoError(t, err)
	return read
}
