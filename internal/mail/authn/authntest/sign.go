package authntest

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"
)

// Key is a 2048-bit RSA key, one for the whole process.
var Key = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// Record is the DKIM record of an RSA key.
func Record(key *rsa.PrivateKey) string {
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
}

// Publish puts the key of [Sign] into a zone for a domain.
func (z *Zone) Publish(domain string) { z.TXT("s1._domainkey."+domain, Record(Key())) }

// Sign signs a message for a domain with [Key], under the selector s1.
func Sign(t testing.TB, domain, raw string) string {
	t.Helper()
	return SignAs(t, raw, &dkim.SignOptions{Domain: domain, Selector: "s1", Signer: Key()})
}

// SignAs signs a message. What is left out is relaxed, and signs what mail servers sign.
func SignAs(t testing.TB, raw string, options *dkim.SignOptions) string {
	t.Helper()
	if options.HeaderCanonicalization == "" {
		options.HeaderCanonicalization, options.BodyCanonicalization = dkim.CanonicalizationRelaxed, dkim.CanonicalizationRelaxed
	}
	if options.HeaderKeys == nil {
		options.HeaderKeys = []string{"From", "To", "Subject", "Date", "Message-ID"}
	}
	options.Hash = crypto.SHA256
	var out bytes.Buffer
	require.NoError(t, dkim.Sign(&out, bytes.NewReader([]byte(raw)), options))
	return out.String()
}

// Mail is a message from an address.
func Mail(from string) string {
	return "From: " + from + "\r\nTo: reply@desk.example\r\nSubject: Your questions\r\nDate: Sat, 18 Mar 2017 10:00:00 +0000\r\n" +
		"Message-ID: <1@sender.example>\r\n\r\nWikiLeaks made initial contact with us.\r\n"
}

// Noon is an instant to check at.
var Noon = time.Now().UTC().Truncate(time.Second)
