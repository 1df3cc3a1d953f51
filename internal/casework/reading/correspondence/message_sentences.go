package correspondence

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Sentence is a part of a message that can be marked as what carries an answer.
type Sentence struct {
	From, To int // where it stands in the text, in characters: the first, and the one after the last
	Text     string
}

// newSentences are those of a message that whoever sent it wrote; all, if none are.
func newSentences(t mailtext.MailText) []Sentence {
	if !t.AnyNew() {
		return Sentences(t.Text)
	}
	var list []Sentence
	for _, p := range t.Passages() {
		if !p.New() {
			continue
		}
		for _, s := range Sentences(p.Text) {
			s.From, s.To = s.From+p.From, s.To+p.From
			list = append(list, s)
		}
	}
	return list[:min(len(list), maxSentences)]
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
	return Sentence{From: from, To: to, Text: string(runes[from:to])}, true
}
