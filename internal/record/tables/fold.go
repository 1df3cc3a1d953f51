package tables

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is text as it is compared: in small letters, without accents, with one
// space for whatever is neither letter nor digit.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		word := false
		if r < utf8.RuneSelf {
			if folded, ok := foldASCII(byte(r)); ok {
				gap, word = space(&b, gap), true
				b.WriteByte(folded)
			}
		} else {
			word = foldRune(&b, r, &gap)
		}
		if !word && !unicode.Is(unicode.Mn, r) {
			gap = true
		}
	}
	return b.String()
}

func foldASCII(c byte) (byte, bool) {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		return c, true
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A', true
	}
	return 0, false
}

// foldRune writes what is left of a letter without its marks.
func foldRune(b *strings.Builder, r rune, gap *bool) bool {
	word := false
	for _, part := range norm.NFKD.String(string(r)) {
		if unicode.IsLetter(part) || unicode.IsDigit(part) {
			*gap, word = space(b, *gap), true
			b.WriteRune(unicode.ToLower(part))
		}
	}
	return word
}

// space writes the space that stands between two words.
func space(b *strings.Builder, gap bool) bool {
	if gap && b.Len() > 0 {
		b.WriteByte(' ')
	}
	return false
}
