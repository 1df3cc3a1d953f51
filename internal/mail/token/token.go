package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/mail/address"
)

const (
	tokenUser  = "reply"                     // what stands before the plus sign
	tokenScope = "onrecord/reply-address/v1" // keeps this use of the key apart from every other
	macSize    = 10                          // octets of HMAC kept: 80 bits
)

// tokenCoding has no upper case and no padding: local parts are case-insensitive in practice.
var tokenCoding = base32.NewEncoding(tokenDigits).WithPadding(base32.NoPadding)

const tokenDigits = "abcdefghijklmnopqrstuvwxyz234567"

// Tokens makes and checks reply addresses: reply+<token>@domain (subaddressing, RFC 5233). The token is the id and 80
// bits of its HMAC-SHA256, so an address cannot be guessed or altered. It is no secret from those who got the letter:
// it says where an answer belongs, not who wrote it.
type Tokens struct {
	key    []byte
	domain string
	user   string
}

// NewTokens takes a key of at least 32 bytes and the domain that receives the desk's mail.
func NewTokens(key []byte, domain string) (Tokens, error) {
	if len(key) < 32 {
		return Tokens{}, errors.New("mail: the key for reply addresses needs at least 32 bytes")
	}
	if _, err := address.Parse(tokenUser + "@" + domain); err != nil {
		return Tokens{}, fmt.Errorf("mail: %q is not a domain for reply addresses", domain)
	}
	return Tokens{key: slices.Clone(key), domain: strings.ToLower(domain), user: tokenUser}, nil
}

// Address gives the reply address for an id. Its local part has 48 octets; RFC 5321 section 4.5.3.1.1 allows 64.
func (t Tokens) Address(id uuid.UUID) string {
	return t.user + "+" + tokenCoding.EncodeToString(t.seal(id)) + "@" + t.domain
}

// Parse gives the id that a bare address was made for. It ignores case; a foreign, forged or altered address gives false.
func (t Tokens) Parse(address string) (uuid.UUID, bool) {
	local, domain, ok := strings.Cut(lowerASCII(strings.TrimSpace(address)), "@")
	token, isToken := strings.CutPrefix(local, tokenUser+"+")
	if !isToken {
		token, isToken = strings.CutPrefix(local, t.user+"+")
	}
	if !ok || !isToken || domain != t.domain || len(t.key) == 0 {
		return uuid.UUID{}, false
	}
	sealed, err := tokenCoding.DecodeString(token)
	if err != nil || len(sealed) != 16+macSize {
		return uuid.UUID{}, false
	}
	id := uuid.UUID(sealed[:16])
	// The last character has two bits to spare; comparing what we would write ourselves leaves no second spelling.
	same := tokenCoding.EncodeToString(sealed) == token
	if !hmac.Equal(sealed, t.seal(id)) || !same { // constant time for the secret half
		return uuid.UUID{}, false
	}
	return id, true
}

// FindAll gives the distinct ids among addresses, in their order. One answer may be addressed to two requests.
func (t Tokens) FindAll(addresses []string) []uuid.UUID {
	var ids []uuid.UUID
	tries := maxTried
	for _, a := range addresses {
		if id, ok := t.find(a, &tries); ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// seal gives the id followed by its HMAC, truncated to the 80 bits that RFC 2104 section 5 names as the least. An attempt
// to guess costs a whole mail, so this is ample.
func (t Tokens) seal(id uuid.UUID) []byte {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(tokenScope))
	mac.Write(id[:])
	return append(slices.Clone(id[:]), mac.Sum(nil)[:macSize]...)
}

// lowerASCII lowers A to Z only: Unicode folding would turn the Kelvin sign into a k and so accept a second spelling.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
