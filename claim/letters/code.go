package letters

import (
	"strings"

	"github.com/google/uuid"
)

// requestCodeDigits is how many digits of a request's identifier make its code:
// 48 bits, all before the digits that every identifier has alike.
const requestCodeDigits = 12

// RequestCode is the short code of a request, which stands in its letters and
// which a party can have checked: A1B2-C3D4-E5F6.
func RequestCode(request uuid.UUID) string {
	digits := strings.ToUpper(strings.ReplaceAll(request.String(), "-", ""))
	return digits[:4] + "-" + digits[4:8] + "-" + digits[8:requestCodeDigits]
}

// ParseRequestCode reads a code as people type it: in any case, with or without
// hyphens and spaces. It returns the beginning of the text form of the
// identifiers that have it, and whether it is a code at all.
func ParseRequestCode(text string) (prefix string, ok bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '\t' || r == '–' || r == '‑':
			return -1
		case r >= 'A' && r <= 'F':
			return r + 'a' - 'A'
		}
		return r
	}, strings.TrimSpace(text))
	if len(digits) != requestCodeDigits || strings.Trim(digits, "0123456789abcdef") != "" {
		return "", false
	}
	return digits[:8] + "-" + digits[8:], true
}
