package drafttext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Find lists where words stand in a text, however they are broken into lines there. They
// begin and end where words do.
func Find(text, words string) []Span { return find(text, words, -1) }

// find stops after some; -1 for all.
func find(text, words string, most int) []Span {
	want := strings.Fields(words)
	if len(want) == 0 {
		return nil
	}
	var found []Span
	for at := 0; at < len(text) && len(found) != most; {
		i := strings.Index(text[at:], want[0])
		if i < 0 {
			break
		}
		from := at + i
		to, ok := goesOn(text, from+len(want[0]), want[1:])
		if ok && !joined(text, from) && !joined(text, to) {
			found = append(found, Span{from, to})
			at = to
			continue
		}
		at = from + 1
	}
	return found
}

// goesOn follows words from a place, with any spaces between them.
func goesOn(text string, at int, want []string) (int, bool) {
	for _, word := range want {
		rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
		if len(rest) == len(text)-at || !strings.HasPrefix(rest, word) {
			return 0, false
		}
		at = len(text) - len(rest) + len(word)
	}
	return at, true
}

// joined reports whether a place stands in the middle of a word of letters that are
// written together.
func joined(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return at > 0 && at < len(text) && spaced(before) && spaced(after)
}

// spaced reports whether a character belongs to a script that sets words apart by spaces.
func spaced(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
