package webpush

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/url"
	"time"
)

// Key is that of the desk (RFC 8292): browsers are subscribed under its public half, and
// each message is signed with it, so that nobody else can push to them.
type Key struct {
	private *ecdsa.PrivateKey
	public  string
}

// NewKey makes a key. It is made once: browsers that are subscribed under one take
// nothing that is signed with another.
func NewKey() (Key, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("webpush: make a key: %w", err)
	}
	return keyOf(private)
}

// ParseKey reads what [Key.Private] wrote.
func ParseKey(der []byte) (Key, error) {
	any, err := x509.ParsePKCS8PrivateKey(der)
	private, ok := any.(*ecdsa.PrivateKey)
	if err != nil || !ok {
		return Key{}, fmt.Errorf("webpush: read a key: %w", err)
	}
	return keyOf(private)
}

func keyOf(private *ecdsa.PrivateKey) (Key, error) {
	point, err := private.PublicKey.Bytes()
	if err != nil {
		return Key{}, fmt.Errorf("webpush: read a key: %w", err)
	}
	return Key{private, encode(point)}, nil
}

// Public is the public half as browsers take it: a point of P-256 in base64url.
func (k Key) Public() string { return k.public }

// Private is the private half, to be sealed.
func (k Key) Private() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, fmt.Errorf("webpush: write a key: %w", err)
	}
	return der, nil
}

// claimLife is how long a signed claim is good for; at most a day (RFC 8292 section 2).
const claimLife = 12 * time.Hour

// authorization signs for the push service of an address (RFC 8292 section 3). contact is
// whom its operator can write to: a mailto: or https: address.
func (k Key) authorization(endpoint *url.URL, contact string, now time.Time) (string, error) {
	claims, err := json.Marshal(map[string]any{"aud": endpoint.Scheme + "://" + endpoint.Host, "exp": now.Add(claimLife).Unix(), "sub": contact})
	if err != nil {
		return "", fmt.Errorf("webpush: sign: %w", err)
	}
	text := encode([]byte(`{"typ":"JWT","alg":"ES256"}`)) + "." + encode(claims)
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, k.private, sum[:])
	if err != nil {
		return "", fmt.Errorf("webpush: sign: %w", err)
	}
	signature := make([]byte, 64) // JWS: both halves in 32 bytes each
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return "vapid t=" + text + "." + encode(signature) + ", k=" + k.public, nil
}
