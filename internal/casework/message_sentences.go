package casework

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/claim"
)

// Sentence is a part of a message that can be marked as what carries an answer.
type Sentence struct {
	From, To int // where it stands in the text, in characters: the first, and the one after the last
	Text     string
	Quoted   bool // it repeats what somebody else wrote
}

// maxSentences is how many sentences of a message can be marked one by one.
const maxSentences = 400

// Sentences splits the text of a message into sentences. Lines that are wrapped
// in mid-sentence belong together; an empty line ends a sentence, and so does
// the end of a line that quotes.
func Sentences(text string) []Sentence {
	var list []Sentence
	runes := []rune(text)
	begin := 0
	end := func(to int) {
		if s, ok := sentenceAt(runes, begin, to); ok && len(list) < maxSentences {
			list = append(list, s)
		}
		begin = to
	}
	for i, r := range runes {
		switch {
		case r == '\n' && (lineEnds(runes, i) || quotes(runes, begin)):
			end(i + 1)
		case strings.ContainsRune(".!?…", r) && (i+1 == len(runes) || unicode.IsSpace(runes[i+1]) || strings.ContainsRune("”\"'»)", runes[i+1])):
			if i+1 < len(runes) && !unicode.IsSpace(runes[i+1]) {
				end(i + 2)
				continue
			}
			end(i + 1)
		}
	}
	end(len(runes))
	return list
}

// lineEnds reports whether a sentence ends with the line: what follows is an
// empty line, a quotation or a list.
func lineEnds(runes []rune, newline int) bool {
	rest := runes[newline+1:]
	for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
		rest = rest[1:]
	}
	return len(rest) == 0 || rest[0] == '\n' || strings.ContainsRune(">-*•", rest[0])
}

func quotes(runes []rune, begin int) bool {
	for begin < len(runes) && unicode.IsSpace(runes[begin]) {
		begin++
	}
	return begin < len(runes) && runes[begin] == '>'
}

// sentenceAt is what stands between two places, without the space around it.
func sentenceAt(runes []rune, from, to int) (Sentence, bool) {
	for from < to && unicode.IsSpace(runes[from]) {
		from++
	}
	for to > from && unicode.IsSpace(runes[to-1]) {
		to--
	}
	if from >= to {
		return Sentence{}, false
	}
	return Sentence{From: from, To: to, Text: string(runes[from:to]), Quoted: runes[from] == '>'}, true
}

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
func (s StanceInput) mark(text string, answer *claim.Answer) (statement string, err error) {
	runes := []rune(text)
	if s.To > 0 {
		if s.From < 0 || s.To > len(runes) || s.From >= s.To {
			return "", Invalid("statement", "the marked words lie outside of the message")
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
