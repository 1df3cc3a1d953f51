package token

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// maxUser keeps the local part of a reply address within 64 octets (RFC 5321 section 4.5.3.1.1).
const maxUser = 64 - 1 - 42

// At makes reply addresses with another name before the plus sign: that of the desk's mailbox, whose server brings
// everything to it that has its name and a plus sign. Those that were made before are known all the same.
func (t Tokens) At(user string) (Tokens, error) {
	user = lowerASCII(user)
	if _, err := address.Parse(user + "@" + t.domain); err != nil || strings.ContainsAny(user, "+@\"") || len(user) > maxUser {
		return t, fmt.Errorf("mail: %q cannot stand before the plus sign of a reply address", user)
	}
	t.user = user
	return t, nil
}
