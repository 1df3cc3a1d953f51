package automatic

import (
	"regexp"
	"strings"
	"unicode"
)

// words is what subject and text say.
type words struct {
	signs  []Sign
	hint   Hint
	weight int
	until  string
	system bool // a wording that one program alone has
	states bool // it says something that only an answer would
	empty  bool // it has no words of its own
}

func wordsOf(m Message) words {
	subject := strings.ToLower(normal(m.Subject[:min(len(m.Subject), maxValue)]))
	text := normal(m.Text[:min(len(m.Text), maxWords)])
	var w words
	add := func(holds bool, sign Sign, hint Hint, weight int) bool {
		if holds {
			w.weight += weight
			if w.hint == "" {
				w.hint = hint
			}
			if len(w.signs) == 0 || w.signs[len(w.signs)-1] != sign {
				w.signs = append(w.signs, sign)
			}
		}
		return holds
	}
	for hint, pattern := range systemWords {
		w.system = add(pattern.MatchString(subject), SignSystem, hint, certain) || w.system
	}
	add(absenceSubject.MatchString(subject), SignSubject, Absence, 40)
	add(receivedSubject.MatchString(subject), SignSubject, Acknowledgement, 40)
	add(calendarSubject.MatchString(subject) && calendarText(text), SignCalendar, Acknowledgement, noticed)
	rest := 0
	for _, sentence := range sentences(text) {
		lower := strings.ToLower(sentence)
		switch {
		case add(absenceText.MatchString(lower), SignWording, Absence, noticed):
		case add(receivedText.MatchString(lower), SignWording, Acknowledgement, noticed):
		case formText.MatchString(lower):
		default:
			rest += len(strings.Fields(sentence))
			w.states = w.states || stated.MatchString(lower)
		}
		if w.until == "" {
			w.until = untilWords.FindString(sentence)
		}
	}
	if w.until == "" {
		w.until = untilWords.FindString(m.Subject[:min(len(m.Subject), maxValue)])
	}
	w.empty = rest == 0 && !m.Files
	w.states = w.states || rest > 120 || m.Files && w.weight < certain // a long text and a file are more than a notice
	return w
}

// normal makes typographic apostrophes plain and drops invisible signs, so that one wording has one form.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '’' || r == '‘' || r == 'ʼ':
			return '\''
		case r == '\u00a0' || r == '\u202f':
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// sentences cuts a text at the ends of its sentences and paragraphs; a line's end alone is a space.
func sentences(text string) []string {
	var all []string
	for _, paragraph := range paragraphEnd.Split(text, -1) {
		paragraph = strings.Join(strings.Fields(paragraph), " ")
		start := 0
		for _, end := range sentenceEnd.FindAllStringIndex(paragraph, -1) {
			all = append(all, paragraph[start:end[1]])
			start = end[1]
		}
		if start < len(paragraph) {
			all = append(all, paragraph[start:])
		}
	}
	return all
}

var (
	paragraphEnd = regexp.MustCompile(`\n[ \t]*\n`)
	sentenceEnd  = regexp.MustCompile(`\pL{3,}[.!?;:]+ |[.!?] |[。！？]`)
)

// calendarText says whether the text has no more than a calendar program's word.
func calendarText(text string) bool { return len(strings.Fields(text)) <= 3 }

func pattern(alternatives ...string) *regexp.Regexp {
	return regexp.MustCompile(strings.Join(alternatives, "|"))
}
