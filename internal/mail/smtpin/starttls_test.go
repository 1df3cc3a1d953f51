package smtpin_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// files writes a new certificate and its key, and returns who trusts it.
func files(t *testing.T, cert, key string) *x509.CertPool {
	t.Helper()
	pair, roots, err := mailtest.Certificate()
	require.NoError(t, err)
	der, err := x509.MarshalECPrivateKey(pair.PrivateKey.(*ecdsa.PrivateKey))
	require.NoError(t, err)
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, key: {Type: "EC PRIVATE KEY", Bytes: der}} {
		if file != "" {
			require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
		}
	}
	return roots
}

// encrypting makes a receiver offer STARTTLS, and returns how to ask for it.
func encrypting(t *testing.T) (change func(*smtpin.Config), how *tls.Config) {
	t.Helper()
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	roots := files(t, cert, key)
	certificate, err := smtpin.ReadCertificate(cert, key, nil)
	require.NoError(t, err)
	return func(c *smtpin.Config) { c.TLS = certificate.Server() }, &tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}
}

// secure does the handshake after the server has said that it is ready.
func (c *client) secure(how *tls.Config) *client {
	c.t.Helper()
	conn := tls.Client(c.conn, how)
	require.NoError(c.t, conn.HandshakeContext(c.t.Context()))
	return &client{t: c.t, conn: conn, text: textproto.NewConn(conn)}
}

// startTLS says STARTTLS and does the handshake.
func (c *client) startTLS(how *tls.Config) *client {
	c.t.Helper()
	c.say("STARTTLS", 220)
	return c.secure(how)
}

func TestAMessageComesEncrypted(t *testing.T) {
	change, how := encrypting(t)
	_, addr, delivered := receiver(t, change)
	c, err := smtp.Dial(addr)
	require.NoError(t, err)
	offered, _ := c.Extension("STARTTLS")
	require.True(t, offered)
	require.NoError(t, c.StartTLS(how))
	offered, _ = c.Extension("STARTTLS")
	require.False(t, offered, "it is encrypted already")
	state, _ := c.TLSConnectionState()
	require.Equal(t, uint16(tls.VersionTLS13), state.Version)
	require.NoError(t, c.Mail("press@google.example"))
	require.NoError(t, c.Rcpt("reply+abc@desk.example"))
	w, err := c.Data()
	require.NoError(t, err)
	raw := "Subject: x\r\n\r\nRCPT TO:<postmaster>\r\n" + strings.Repeat(strings.Repeat("x", 78)+"\r\n", 50_000)
	_, err = io.WriteString(w, raw)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, c.Quit())
	m := <-delivered
	require.Equal(t, raw, string(m.Raw))
	require.Equal(t, "127.0.0.1", m.Peer)
}

func TestNothingSaidInTheClearIsBelievedOnceEncrypted(t *testing.T) {
	const envelope = "MAIL FROM:<evil@slip.example>\r\nRCPT TO:<desk@desk.example>\r\n"
	change, how := encrypting(t)
	for _, test := range []struct{ sentence, before, with string }{
		{"the name and the envelope", envelope, ""},
		{"commands that came with STARTTLS", "", "EHLO slip.example\r\n" + envelope + "DATA\r\nslipped in\r\n.\r\n"},
		{"a whole message", "", envelope + "DATA\r\nslipped in\r\n.\r\n"},
		{"a message in chunks", "", envelope + "BDAT 3 LAST\r\nx\r\n"},
		{"half a command", "", "RCPT TO:<desk@desk.example"},
		{"a postmaster", "", "RCPT TO:<postmaster>\r\n"},
		{"more than the library reads at a time", "", strings.Repeat("NOOP\r\n", 600)},
		{"more than that after a postmaster", "", strings.Repeat("RCPT TO:<postmaster>\r\n", 180)},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			_, addr, delivered := receiver(t, change)
			c := hello(t, addr)
			if test.before != "" {
				c.write(test.before)
				c.expect(250)
				c.expect(250)
			}
			c.write("STARTTLS\r\n" + test.with)
			c.expect(220)
			c = c.secure(how)
			c.say("MAIL FROM:<a@b.example>", 502) // no greeting, nothing has been said
			c.say("DATA", 502)
			c.say("EHLO mx.example", 250)
			c.say("DATA", 502)
			c.envelope().say("DATA", 354)
			c.write("x\r\n.\r\n")
			c.expect(250)
			m := <-delivered
			require.Equal(t, "press@google.example", m.From)
			require.Equal(t, []string{"reply+abc@desk.example"}, m.To)
			require.Equal(t, "mx.example", m.Helo)
			require.Equal(t, "x\r\n", string(m.Raw))
			c.say("QUIT", 221)
			require.Empty(t, delivered)
		})
	}
}

// What comes right behind a message is read with it, and is no more believed than what comes with a command.
func TestNothingBehindAMessageIsBelievedOnceEncrypted(t *testing.T) {
	const slipped = "STARTTLS\r\nMAIL FROM:<evil@slip.example>\r\nRCPT TO:<desk@desk.example>\r\nBDAT 3 LAST\r\nx\r\n"
	change, how := encrypting(t)
	for _, message := range []string{"DATA\r\nx\r\n.\r\n", "BDAT 3 LAST\r\nx\r\n", "BDAT 1 LAST\r\nx"} {
		_, addr, delivered := receiver(t, change)
		c := hello(t, addr).envelope()
		c.write(message + slipped)
		if message[0] == 'D' {
			c.expect(354)
		}
		c.expect(250)
		c.expect(220)
		c = c.secure(how)
		c.say("EHLO mx.example", 250)
		c.say("QUIT", 221)
		require.Equal(t, "press@google.example", (<-delivered).From)
		require.Empty(t, delivered)
	}
}

func TestWhatComesInPlaceOfAHandshakeIsNoCommand(t *testing.T) {
	change, _ := encrypting(t)
	_, addr, delivered := receiver(t, change)
	c := hello(t, addr).envelope()
	c.say("STARTTLS", 220)
	c.write("DATA\r\nslipped in\r\n.\r\n")
	said, err := io.ReadAll(c.conn)
	if err == nil { // or it is reset, with what it had not read
		require.NotContains(t, string(said), "250")
		require.NotContains(t, string(said), "354")
	}
	require.Empty(t, delivered)
}

// A line of a message, or of a chunk of one, is no command; neither does a name that is repeated begin anything.
func TestSTARTTLSIsACommandOnlyWhereCommandsStand(t *testing.T) {
	change, how := encrypting(t)
	_, addr, delivered := receiver(t, change)
	c := hello(t, addr).envelope()
	c.say("DATA", 354)
	c.write("STARTTLS\r\n.\r\n")
	c.expect(250)
	require.Equal(t, "STARTTLS\r\n", string((<-delivered).Raw))
	c.envelope().write("BDAT 10 LAST\r\nSTARTTLS\r\n")
	c.expect(250)
	require.Equal(t, "STARTTLS\r\n", string((<-delivered).Raw))
	c.say("EHLO "+strings.Repeat("x", 4096-len("250-Hello "))+"220 2.0.0 Ready to start TLS", 250)
	c.say("NOOP", 250)
	c = c.startTLS(how)
	c.say("STARTTLS", 502)
	c.say("EHLO mx.example", 250)
	c.say("QUIT", 221)
}

func TestBareLineEndsAreRefusedUnderEncryptionToo(t *testing.T) {
	change, how := encrypting(t)
	for _, end := range []string{"\n.\n", "\r\n.\r\r\n", "\r.\r\n", "a\rb"} {
		_, addr, delivered := receiver(t, change)
		c := hello(t, addr).startTLS(how)
		c.say("EHLO mx.example", 250)
		c.envelope().say("DATA", 354)
		c.write("x" + end + "RSET\r\n.\r\n")
		require.Contains(t, c.expect(554), "bare CR or LF")
		c.say("RCPT TO:<postmaster>", 502)
		c.say("MAIL FROM:<a@b.example>", 250)
		c.say("RCPT TO:<postmaster>", 250)
		require.Empty(t, delivered)
	}
}

func TestOldEncryptionIsNotSpoken(t *testing.T) {
	change, how := encrypting(t)
	_, addr, _ := receiver(t, change)
	old := how.Clone()
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 //nolint:gosec // this is what is to fail
	c := hello(t, addr)
	c.say("STARTTLS", 220)
	require.Error(t, tls.Client(c.conn, old).HandshakeContext(t.Context()))
	at12 := how.Clone()
	at12.MaxVersion = tls.VersionTLS12
	hello(t, addr).startTLS(at12).say("EHLO mx.example", 250)
}

func TestEncryptionIsNotOfferedWithoutACertificate(t *testing.T) {
	_, addr, _ := receiver(t, nil)
	c := dial(t, addr)
	c.expect(220)
	require.NotContains(t, c.say("EHLO mx.example", 250), "STARTTLS")
	require.Contains(t, c.say("STARTTLS", 502), "no encryption")
	c.say("NOOP", 250)
}

func TestAnEncryptedConnectionTakesOnePlace(t *testing.T) {
	change, how := encrypting(t)
	_, addr, _ := receiver(t, func(c *smtpin.Config) { change(c); c.MaxConnections, c.MaxPerPeer = 2, 2 })
	place := func() (c *client) { // the place of one that is gone is free when the server has closed
		t.Helper()
		require.Eventually(t, func() bool {
			c = dial(t, addr)
			code, _, err := c.text.ReadResponse(0)
			return err == nil && code == 220
		}, time.Minute, time.Millisecond)
		c.say("EHLO mx.example", 250)
		return c.startTLS(how)
	}
	for range 3 {
		one, two := place(), place()
		dial(t, addr).expect(421)
		for _, c := range []*client{one, two} {
			c.say("QUIT", 221)
			_, err := io.Copy(io.Discard, c.conn)
			require.NoError(t, err)
			require.NoError(t, c.conn.Close())
		}
	}
}

func TestShutdownLetsAnEncryptedMessageIn(t *testing.T) {
	change, how := encrypting(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	r, addr, delivered := receiver(t, func(c *smtpin.Config) {
		change(c)
		keep := c.Deliver
		c.Deliver = func(ctx context.Context, m smtpin.Message) error {
			close(arrived)
			<-release
			return keep(ctx, m)
		}
	})
	idle, busy, silent := hello(t, addr).startTLS(how), hello(t, addr).startTLS(how), hello(t, addr)
	silent.say("STARTTLS", 220)
	idle.say("EHLO mx.example", 250)
	busy.say("EHLO mx.example", 250)
	busy.envelope().say("DATA", 354)
	busy.write("x\r\n.\r\n")
	<-arrived
	done := make(chan error, 1)
	go func() { done <- r.Shutdown(context.Background()) }()
	idle.expect(421)
	_, err := io.Copy(io.Discard, silent.conn)
	require.NoError(t, err, "a handshake that does not come is not waited for")
	close(release)
	busy.expect(250)
	busy.expect(421)
	require.NoError(t, <-done)
	require.Len(t, delivered, 1)
}

func TestACertificateIsReadAnewWhenItsFilesChange(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	before := files(t, cert, key)
	certificate, err := smtpin.ReadCertificate(cert, key, nil)
	require.NoError(t, err)
	require.Equal(t, 2117, certificate.Until().Year())
	_, addr, _ := receiver(t, func(c *smtpin.Config) { c.TLS = certificate.Server() })
	trusts := func(roots *x509.CertPool) {
		t.Helper()
		hello(t, addr).startTLS(&tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}).say("EHLO mx.example", 250)
	}
	trusts(before)
	require.NoError(t, os.WriteFile(cert, []byte("half a file"), 0o600))
	trusts(before)
	after := files(t, cert, key)
	trusts(after)
	files(t, cert, "")
	trusts(after) // the key is not that of the certificate yet
	require.NoError(t, os.Remove(key))
	trusts(after)
	trusts(after)
	trusts(files(t, cert, key))
}

func TestACertificateThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	_, err := smtpin.ReadCertificate(cert, key, nil)
	require.ErrorIs(t, err, os.ErrNotExist)
	files(t, cert, key)
	files(t, "", key)
	_, err = smtpin.ReadCertificate(cert, key, nil)
	require.ErrorContains(t, err, "private key does not match")
	require.ErrorContains(t, err, cert)
}

func TestMailIsReceivedOnASocketOfThisMachine(t *testing.T) {
	delivered := make(chan smtpin.Message, 1)
	change, how := encrypting(t)
	config := smtpin.Config{
		LMTP: true, Accept: func(string) bool { return true }, Now: func() time.Time { return now },
		Deliver: func(_ context.Context, m smtpin.Message) error { delivered <- m; return nil },
	}
	change(&config)
	r := smtpin.New(config)
	path := filepath.Join(t.TempDir(), "lmtp")
	listener, err := net.Listen("unix", path)
	require.NoError(t, err)
	go func() { _ = r.Serve(listener) }()
	defer func() { require.NoError(t, r.Shutdown(context.Background())) }()
	conn, err := net.Dial("unix", path)
	require.NoError(t, err)
	c := &client{t: t, conn: conn, text: textproto.NewConn(conn)}
	c.expect(220)
	c.say("LHLO mx.example", 250)
	c = c.startTLS(how)
	c.say("LHLO mx.example", 250)
	c.envelope().say("DATA", 354)
	c.write("x\r\n.\r\n")
	c.expect(250)
	require.Empty(t, (<-delivered).Peer)
	c.say("QUIT", 221)
}
