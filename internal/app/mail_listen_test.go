package app_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

func TestMailIsReceivedOnASocketThatAKilledProgramHasLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lmtp")
	cfg := config.Config{MailListen: "unix:" + path}
	left, err := net.Listen("unix", path)
	require.NoError(t, err)
	_, err = app.ListenForMail(cfg)
	require.Equal(t, claim.CodeInUse, claim.CodeOf(err))
	require.EqualError(t, err, "another program listens on "+path+" already")
	left.(*net.UnixListener).SetUnlinkOnClose(false)
	require.NoError(t, left.Close())
	require.FileExists(t, path)

	listener, err := app.ListenForMail(cfg)
	require.NoError(t, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o666), info.Mode().Perm())
	require.NoError(t, listener.Close())
	require.NoFileExists(t, path)

	require.NoError(t, os.WriteFile(path, []byte("mine"), 0o600))
	_, err = app.ListenForMail(cfg)
	require.EqualError(t, err, path+" is no socket, and is left as it is")
	require.FileExists(t, path)
	_, err = app.ListenForMail(config.Config{MailListen: "unix:" + filepath.Join(path, "in", "a", "file")})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "mail cannot be received on the socket")
}

func TestACertificateThatCannotBeUsedStopsTheStart(t *testing.T) {
	cfg := servingSettings(t)
	cfg.MailListen, cfg.MailTLSCert, cfg.MailTLSKey = "127.0.0.1:0", filepath.Join(cfg.Data, "cert.pem"), filepath.Join(cfg.Data, "key.pem")
	err := app.Serve(context.Background(), app.Serving{Config: cfg, Log: zap.NewNop(), Person: "mara"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "the certificate for receiving mail cannot be used: ")
}

func TestMailIsReceivedEncrypted(t *testing.T) {
	cfg := servingSettings(t)
	pair, roots, err := mailtest.Certificate()
	require.NoError(t, err)
	key, err := x509.MarshalECPrivateKey(pair.PrivateKey.(*ecdsa.PrivateKey))
	require.NoError(t, err)
	cfg.MailListen, cfg.MailTLSCert, cfg.MailTLSKey = "127.0.0.1:0", filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	require.NoError(t, os.WriteFile(cfg.MailTLSCert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}), 0o600))
	require.NoError(t, os.WriteFile(cfg.MailTLSKey, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: key}), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	at, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- app.Serve(ctx, app.Serving{Config: cfg, Log: zap.NewNop(), Person: "mara", Ready: func(_, mail string) { at <- mail }})
	}()
	var address string
	select {
	case address = <-at:
	case err := <-ended:
		require.NoError(t, err)
	}
	c, err := smtp.Dial(address)
	require.NoError(t, err)
	require.NoError(t, c.StartTLS(&tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}))
	require.NoError(t, c.Mail("press@mill.example"))
	require.NoError(t, c.Rcpt("postmaster@localhost"))
	w, err := c.Data()
	require.NoError(t, err)
	_, err = w.Write([]byte("Subject: hello\r\n\r\nHello.\r\n"))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, c.Quit())
	stop()
	require.NoError(t, <-ended)
}
