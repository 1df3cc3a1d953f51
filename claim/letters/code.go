package letters

import (
	"slices"
	"strings"
	"unicode/utf8"

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

// What a code consists of in a text: groups of digits, between which there may be a few signs, as mail
// programs change hyphens and break and quote the line.
const (
	codeGroup  = 4 // digits
	maxCodeGap = 6 // signs between two groups
)

// maxCodes bounds how many codes are looked for in one text.
const maxCodes = 50

// FindRequestCodes finds what may be codes in a text, without repetition: the beginnings
// of the text form of the identifiers, as [ParseRequestCode] gives them. It looks at each
// byte a few times at most, whatever the text: anybody can send one.
func FindRequestCodes(text string) []string {
	var found []string
	for at := 0; at < len(text) && len(found) < maxCodes; {
		if !wordByte(text[at]) {
			at++
			continue
		}
		digits, end := codeAt(text, at)
		if end == 0 || end < len(text) && wordByte(text[end]) { // none, or a part of something longer
			for at < len(text) && wordByte(text[at]) {
				at++
			}
			continue
		}
		if prefix := string(digits[:8]) + "-" + string(digits[8:]); !slices.Contains(found, prefix) {
			found = append(found, prefix)
		}
		at = end
	}
	return found
}

// codeAt reads the code that begins at a place of a text: its digits in small letters, and where it ends; 0 for none.
func codeAt(text string, at int) (digits [requestCodeDigits]byte, end int) {
	for i := range digits {
		if i > 0 && i%codeGroup == 0 {
			at = afterGap(text, at)
		}
		if at == len(text) || !hexByte(text[at]) {
			return digits, 0
		}
		digits[i] = text[at] | 0x20 // of a letter, the small one; of a digit, itself
		at++
	}
	return digits, at
}

// afterGap is where a text goes on behind what may stand between two groups of digits.
func afterGap(text string, at int) int {
	for range maxCodeGap {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '-', r == '_', r == ' ', r == '\t', r == '\r', r == '\n', r == '>':
		case r == '\u00a0', r == '\u00ad', r >= '\u2010' && r <= '\u2015', r == '\u2212':
		default:
			return at
		}
		at += size
	}
	return at
}

func hexByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
