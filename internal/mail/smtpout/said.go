package smtpout

import (
	"fmt"
	"strings"
	"unicode"
)

// MaxSaid is how many characters of a server's reply are kept.
const MaxSaid = 600

// said is a reply as a person reads it: codes and text on one line, or on several as the server wrote them. The text
// is whatever a stranger's server chose to say, so nothing in it may move the cursor or turn the direction of writing.
func said(code int, enhanced, text string) string {
	begin := fmt.Sprintf("%d ", code)
	if enhanced != "" {
		begin += enhanced + " "
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case !unicode.IsPrint(r): // control and format characters, overrides among them
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	runes := []rune(begin + strings.TrimSpace(clean))
	if len(runes) > MaxSaid {
		return string(runes[:MaxSaid-1]) + "…"
	}
	return strings.TrimSpace(string(runes))
}
