package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
)

// secretBytes is the length of every random token: 256 bits.
const secretBytes = 32

// newSecret draws a token that stands in cookies and links.
func newSecret() string {
	b := make([]byte, secretBytes)
	rand.Read(b) // never fails: crypto/rand ends the process instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashOf is what is stored of a token. A token of 256 random bits needs no salt
// and no slow hash: it cannot be guessed.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// codeAlphabet leaves out what is read wrongly: 0 and O, 1 and I, and others.
var codeAlphabet = base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding)

// newCode draws a recovery code of 80 bits, in groups that people can type.
func newCode() string {
	b := make([]byte, 10)
	rand.Read(b) // never fails
	text := codeAlphabet.EncodeToString(b)
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}
