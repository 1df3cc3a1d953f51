package casefile

import (
	"fmt"
	"unicode"
)

func isControl(r rune) bool { return unicode.IsControl(r) }

// overrides reports whether r makes text read in another order than it is
// written, so that a line can look like another one.
func overrides(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// badLine says what must not stand in a text of one line, or "".
func badLine(s string) string {
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return "goes over more than one line: write it on one, or fold it with >-"
		case r == '\t':
			return "has a tab in it: use spaces"
		case isControl(r):
			return fmt.Sprintf("has the control character U+%04X in it: delete it", r)
		case overrides(r):
			return fmt.Sprintf("has the character U+%04X in it, which changes the direction of writing unseen: delete it", r)
		}
	}
	return ""
}

// badProse says what must not stand in a text of several lines, or "".
func badProse(s string) string {
	for _, r := range s {
		if isControl(r) && r != '\n' && r != '\t' {
			return fmt.Sprintf("has the control character U+%04X in it: delete it", r)
		}
	}
	return ""
}
