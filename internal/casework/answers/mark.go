package answers

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// locate finds words in the text of a message, whatever the line breaks and
// spaces between them. It returns where they stand, in characters.
func locate(text, words string) (from, to int, ok bool) {
	tight, places := squeeze(text)
	wanted, _ := squeeze(strings.TrimSpace(words))
	at := strings.Index(string(tight), string(wanted))
	if len(wanted) == 0 || at < 0 {
		return 0, 0, false
	}
	first := len([]rune(string(tight)[:at]))
	return places[first], places[first+len(wanted)-1] + 1, true
}

// squeeze makes every run of space one space, and notes where each character stood.
func squeeze(text string) (tight []rune, places []int) {
	space := false
	for i, r := range []rune(text) {
		if unicode.IsSpace(r) {
			if space {
				continue
			}
			r = ' '
		}
		space = r == ' '
		tight, places = append(tight, r), append(places, i)
	}
	return tight, places
}

// mark checks the words of an answer against the message that they are taken
// from, and notes where they stand there.
func (s StanceInput) mark(text string, answer *letters.Answer) (statement string, err error) {
	runes := []rune(text)
	if s.To > 0 {
		if s.From < 0 || s.To > len(runes) || s.From >= s.To {
			return "", casework.Invalid("statement", "the marked words lie outside of the message")
		}
		answer.From, answer.To = s.From, s.To
		return strings.TrimSpace(string(runes[s.From:s.To])), nil
	}
	if s.Statement == "" {
		return "", nil
	}
	from, to, ok := locate(text, s.Statement)
	if !ok {
		return "", claim.Errorf(claim.CodeInvalid, "the words about %q do not stand in the message", s.Claim).
			WithHint("copy them from the message as they stand there; or say that they are a translation or a summary of yours").
			WithField("statement", "these words are not in the message")
	}
	answer.From, answer.To = from, to
	return s.Statement, nil
}
