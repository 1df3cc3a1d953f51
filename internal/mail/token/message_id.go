package token

import (
	"regexp"
	"strings"

	"github.com/google/uuid"
)

// maxID keeps an identifier well inside the 998 octets that a line may have (RFC 5322 section 2.1.1).
const maxID = 400

// messageIDs finds identifiers in an In-Reply-To or References field, however it is separated (RFC 5322 section 3.6.4).
var messageIDs = regexp.MustCompile(`<([^<>\s]{1,400})>`)

// MessageID gives the identifier of the message id: "<uuid>@<domain>", without angle brackets. It never changes, so a
// message that is sent twice can be known as one.
func MessageID(id uuid.UUID, domain string) string {
	return id.String() + "@" + strings.ToLower(domain)
}

// ParseMessageID gives back the id that MessageID was made from. Angle brackets are allowed and case does not matter;
// any other form or domain gives false. An identifier proves nothing: everybody who got the letter knows it.
func ParseMessageID(s, domain string) (uuid.UUID, bool) {
	left, right, ok := strings.Cut(BareID(s), "@")
	if !ok || len(left) != 36 || !strings.EqualFold(right, domain) {
		return uuid.UUID{}, false
	}
	id, err := uuid.Parse(left)
	return id, err == nil
}

// BareID takes white space and angle brackets off an identifier.
func BareID(s string) string {
	s = strings.TrimSpace(s)
	return strings.TrimSuffix(strings.TrimPrefix(s, "<"), ">")
}

// IsMessageID says whether s can be written as an identifier: printable ASCII with an @ and no brackets.
func IsMessageID(s string) bool {
	s = BareID(s)
	bad := func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }
	return len(s) <= maxID && strings.Contains(s, "@") && strings.IndexFunc(s, bad) < 0
}

// ListIDs gives the identifiers in a field, without brackets, at most max of them and the latest ones.
func ListIDs(field string, max int) []string {
	found := messageIDs.FindAllStringSubmatch(field, -1)
	if len(found) > max {
		found = found[len(found)-max:]
	}
	var ids []string
	for _, m := range found {
		ids = append(ids, m[1])
	}
	return ids
}
