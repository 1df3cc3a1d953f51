package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"
)

const (
	linkScope   = "onrecord/answer-link/v1" // keeps this use of the key apart from every other
	linkMACSize = 16                        // octets of HMAC kept: 128 bits, as no mail is needed to try one
)

// Links makes and checks what stands at the end of a link to the answer page. A token names one request and the contact
// point that its letter went to, followed by 128 bits of their HMAC-SHA256, so that nobody who has not got the letter can
// make one. Whether it was used, has expired or was withdrawn is for the record to say.
type Links struct {
	key []byte
}

// NewLinks takes a key of at least 32 bytes.
func NewLinks(key []byte) (Links, error) {
	if len(key) < 32 {
		return Links{}, errors.New("mail: the key for links needs at least 32 bytes")
	}
	return Links{key: slices.Clone(key)}, nil
}

// Token gives the token for a request as put to a contact point: 77 lower-case letters and digits, so that no mail
// program takes its end for punctuation.
func (l Links) Token(request, contact uuid.UUID) string {
	return tokenCoding.EncodeToString(l.seal(request, contact))
}

// Parse gives the request and the contact point that a token was made for. It ignores case; a forged or altered token
// gives false.
func (l Links) Parse(token string) (request, contact uuid.UUID, ok bool) {
	token = lowerASCII(strings.TrimSpace(token))
	sealed, err := tokenCoding.DecodeString(token)
	if err != nil || len(sealed) != 32+linkMACSize || len(l.key) == 0 {
		return uuid.UUID{}, uuid.UUID{}, false
	}
	request, contact = uuid.UUID(sealed[:16]), uuid.UUID(sealed[16:32])
	same := tokenCoding.EncodeToString(sealed) == token // no second spelling
	if !hmac.Equal(sealed, l.seal(request, contact)) || !same {
		return uuid.UUID{}, uuid.UUID{}, false
	}
	return request, contact, true
}

func (l Links) seal(request, contact uuid.UUID) []byte {
	named := slices.Concat(request[:], contact[:])
	mac := hmac.New(sha256.New, l.key)
	mac.Write([]byte(linkScope))
	mac.Write(named)
	return append(named, mac.Sum(nil)[:linkMACSize]...)
}
