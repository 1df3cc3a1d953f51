package letters

import (
	"regexp"
	"slices"
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

// codeInText finds what may be a code, also where mail programs have changed its hyphens or
// broken and quoted the line in it.
var codeInText = regexp.MustCompile(`(?i)[0-9a-f]{4}` + codeGap + `[0-9a-f]{4}` + codeGap + `[0-9a-f]{4}`)

const codeGap = `[-\x{ad}\x{2010}-\x{2015}\x{2212}_ \t\x{a0}\r\n>]{0,6}`

// maxCodes bounds how many codes are looked for in one text.
const maxCodes = 50

// FindRequestCodes finds what may be codes in a text, without repetition: the beginnings
// of the text form of the identifiers, as [ParseRequestCode] gives them.
func FindRequestCodes(text string) []string {
	var found []string
	for from := 0; len(found) < maxCodes; {
		at := codeInText.FindStringIndex(text[from:])
		if at == nil {
			break
		}
		begin, end := from+at[0], from+at[1]
		if begin > 0 && wordByte(text[begin-1]) || end < len(text) && wordByte(text[end]) {
			from = begin + 1 // a part of something longer
			continue
		}
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > 'f' || r > '9' && r < 'a' {
				return -1
			}
			return r
		}, strings.ToLower(text[begin:end]))
		if prefix := digits[:8] + "-" + digits[8:]; !slices.Contains(found, prefix) {
			found = append(found, prefix)
		}
		from = end
	}
	return found
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
