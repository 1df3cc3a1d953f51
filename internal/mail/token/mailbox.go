package token

import "strings"

// Mailbox reports whether mail to an address may be an answer to a letter: it has a token, whole or damaged, or is the
// mailbox of the reply addresses, whose tag programs on the way take off.
func (t Tokens) Mailbox(address string) bool {
	if _, ok := t.Find(address); ok || t.Damaged(address) != "" {
		return true
	}
	local, domain, _ := strings.Cut(lowerASCII(strings.TrimSpace(address)), "@")
	user, _, _ := strings.Cut(local, "+")
	return domain == t.domain && (user == t.user || user == tokenUser)
}
