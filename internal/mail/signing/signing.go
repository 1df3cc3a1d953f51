// Package signing signs letters (DKIM, RFC 6376), so that whoever gets one can check that it is ours and that nobody has
// changed it on the way.
//
// A signature names a domain and a selector; the public half of the key stands in the DNS under
// selector._domainkey.domain. It covers the body and the fields that a reader sees. Keys are RSA of 2048 bits, which
// every receiver checks (RFC 8301 section 3.2); those of Ed25519 (RFC 8463) many do not yet.
package signing

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
)

// bits of a new key (RFC 8301 section 3.2: at least 1024, and 2048 should be used).
const bits = 2048

// New makes a key. private is to be sealed; public is the value of the record in the DNS (RFC 6376 section 3.6.1).
func New() (private []byte, public string, err error) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return nil, "", fmt.Errorf("signing: make a key: %w", err)
	}
	if private, err = x509.MarshalPKCS8PrivateKey(key); err != nil {
		return nil, "", fmt.Errorf("signing: write the key: %w", err)
	}
	spki, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, "", fmt.Errorf("signing: write the key: %w", err)
	}
	return private, "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(spki), nil
}

// Name is where the public half stands in the DNS (RFC 6376 section 3.6.2.1).
func Name(selector, domain string) string { return selector + "._domainkey." + domain }

// ErrDiffers says that something else stands in the DNS than the public half of the key.
var ErrDiffers = errors.New("signing: another key stands in the DNS")

// Lookup finds TXT records; [net.Resolver] does.
type Lookup interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
}

// Published checks that the public half stands in the DNS. It returns ErrDiffers if something else does, and an error
// of the look-up if nothing does.
func Published(ctx context.Context, dns Lookup, selector, domain, public string) error {
	records, err := dns.LookupTXT(ctx, Name(selector, domain))
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return fmt.Errorf("signing: nothing stands under %s yet: %w", Name(selector, domain), err)
	case err != nil:
		return fmt.Errorf("signing: look up %s: %w", Name(selector, domain), err)
	}
	for _, record := range records {
		if keyOf(record) == keyOf(public) {
			return nil
		}
	}
	return ErrDiffers
}

// keyOf is the tag p of a record, without the spaces that editors of zones put in (RFC 6376 section 3.2).
func keyOf(record string) string {
	for tag := range strings.SplitSeq(record, ";") {
		if value, ok := strings.CutPrefix(strings.TrimSpace(tag), "p="); ok {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}

// fields are signed, each once more than it may occur, so that none can be added (RFC 6376 section 8.15).
var fields = []string{
	"From", "From", "Reply-To", "Reply-To", "Subject", "Subject", "Date", "Date", "To", "To", "Cc", "Message-ID", "Message-ID", "In-Reply-To", "In-Reply-To",
	"References", "References", "MIME-Version", "Content-Type", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted",
}

// Sign gives the letter with a signature in front. private is as New made it.
func Sign(raw, private []byte, selector, domain string) ([]byte, error) {
	key, err := x509.ParsePKCS8PrivateKey(private)
	if err != nil {
		return nil, errors.New("signing: the key cannot be read") // its own error may quote it
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, errors.New("signing: the key cannot sign")
	}
	var out bytes.Buffer
	err = dkim.Sign(&out, bytes.NewReader(raw), &dkim.SignOptions{
		Domain: domain, Selector: selector, Signer: signer, Hash: crypto.SHA256, HeaderKeys: fields,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	})
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return out.Bytes(), nil
}
