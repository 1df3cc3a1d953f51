package app

import (
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"syscall"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/exp/zapslog"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// listenForMail takes the address, or makes the socket, on which mail is received.
func listenForMail(cfg config.Config) (net.Listener, error) {
	path := cfg.MailSocket()
	if path == "" {
		return listenOn("mail-listen", cfg.MailListen)
	}
	if err := clearSocket(path); err != nil {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err == nil {
		// As open as a port on loopback: who may come near is said by the directory.
		if err = os.Chmod(path, 0o666); err == nil { //nolint:gosec // see above
			return listener, nil
		}
		_ = listener.Close()
	}
	return nil, claim.Errorf(claim.CodeInvalid, "mail cannot be received on the socket %s: %v", path, err).
		WithHint("its directory has to be there, and whoever runs onrecord has to be allowed to write to it")
}

// clearSocket takes away a socket that a program has left behind which was killed. Whatever else is there stays.
func clearSocket(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return nil // not there, or Listen says why not
	}
	if info.Mode().Type() != fs.ModeSocket {
		return claim.Errorf(claim.CodeInvalid, "%s is no socket, and is left as it is", path).WithHint("choose another path for mail_listen")
	}
	conn, err := net.Dial("unix", path)
	if err == nil {
		_ = conn.Close()
		return claim.Errorf(claim.CodeInUse, "another program listens on %s already", path).WithHint("choose another path for mail_listen")
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		_ = os.Remove(path) // or Listen says that it is there
	}
	return nil
}

// mailCertificate reads the certificate for receiving mail, if there is to be one.
func mailCertificate(cfg config.Config, log *zap.Logger) (*smtpin.Certificate, error) {
	if cfg.MailTLSCert == "" {
		return nil, nil
	}
	certificate, err := smtpin.ReadCertificate(cfg.MailTLSCert, cfg.MailTLSKey, slog.New(zapslog.NewHandler(log.Core())))
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "the certificate for receiving mail cannot be used: %v", err).
			WithHint("mail_tls_cert and mail_tls_key are files (PEM) that belong together and that whoever runs onrecord may read")
	}
	// Most servers encrypt nevertheless: refusing to start would lose more than it saves.
	if until := certificate.Until(); time.Now().After(until) {
		log.Warn("the certificate for receiving mail has expired: some servers may not hand over their mail", zap.Time("until", until))
	}
	return certificate, nil
}
