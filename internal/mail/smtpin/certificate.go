package smtpin

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Certificate is a certificate with its key, in two files (PEM). When the files change it is read anew, so that a renewal
// needs no restart.
type Certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex
	current *tls.Certificate
	read    [2]stamp // of the files as they were last read, well or not
}

// stamp tells two states of a file apart. Renewals put another file there, or another target of a link.
type stamp struct {
	at    time.Time
	bytes int64
}

// ReadCertificate reads a certificate, with those between it and its root, and its key. Later failures to read go to the log,
// which may be nil, and leave the certificate as it was.
func ReadCertificate(certFile, keyFile string, log *slog.Logger) (*Certificate, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	c := &Certificate{certFile: certFile, keyFile: keyFile, log: log}
	read, err := c.stamps()
	if err != nil {
		return nil, err
	}
	c.read = read
	if c.current, err = c.load(); err != nil {
		return nil, err
	}
	return c, nil
}

// Until is when the certificate expires.
func (c *Certificate) Until() time.Time { return c.get().Leaf.NotAfter }

// Server is how to speak TLS with the certificate, 1.2 or later (RFC 8996).
func (c *Certificate) Server() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.get(), nil },
	}
}

// get is the certificate as the files have it now, or as they last had a good one: while a renewal has written one file and
// not the other, they do not match.
func (c *Certificate) get() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	read, err := c.stamps()
	if err == nil && read == c.read {
		return c.current
	}
	if err == nil {
		var renewed *tls.Certificate
		if renewed, err = c.load(); err == nil {
			c.current = renewed
		}
	}
	if err != nil && read != c.read {
		c.log.Warn("the certificate for receiving mail cannot be read anew; the one before stays in use", "error", err)
	}
	c.read = read
	return c.current
}

func (c *Certificate) stamps() (both [2]stamp, err error) {
	for i, file := range []string{c.certFile, c.keyFile} {
		info, err := os.Stat(file)
		if err != nil {
			return [2]stamp{}, err
		}
		both[i] = stamp{at: info.ModTime(), bytes: info.Size()}
	}
	return both, nil
}

func (c *Certificate) load() (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return nil, fmt.Errorf("read %s and %s: %w", c.certFile, c.keyFile, err)
	}
	return &pair, nil
}
