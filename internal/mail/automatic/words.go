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
	named  bool // its subject is that of an absence notice
	titled bool // its subject is that of any notice, and answers no other
	absent bool // a sentence says that somebody is away
	known  int  // words in sentences that notices have
	rest   int  // words in others
}

func wordsOf(m Message) words {
	subject := strings.ToLower(normal(m.Subject[:min(len(m.Subject), maxValue)]))
	text := normal(m.Text[:min(len(m.Text), maxWords)])
	var w words
	add := func(holds bool, sign Sign, hint Hint, weight int) bool {
		if holds {
			w.weight += weight
			if w.hint == "" || w.hint == Program {
				w.hint = hint
			}
			if len(w.signs) == 0 || w.signs[len(w.signs)-1] != sign {
				w.signs = append(w.signs, sign)
			}
		}
		return holds
	}
	for hint, pattern := range systemWords { // a program begins with its own wording; whoever replies to it has "Re:" before it
		w.system = add(!replySubject.MatchString(subject) && pattern.Matches(subject), SignSystem, hint, certain) || w.system
	}
	w.named = add(absenceSubject.Matches(subject), SignSubject, Absence, 40)
	w.titled = add(receivedSubject.Matches(subject), SignSubject, Acknowledgement, 40) || w.named
	w.titled = w.titled && !replySubject.MatchString(subject)
	add(!replySubject.MatchString(subject) && (receiptSubject.Matches(subject) || m.Receipt), SignDisposition, Receipt, 40)
	add(calendarSubject.Matches(subject) && calendarText(text), SignCalendar, Acknowledgement, noticed)
	for _, sentence := range sentences(text) {
		lower, n := strings.ToLower(sentence), len(strings.Fields(sentence))
		switch {
		case calendarWord.Matches(lower) && calendarSubject.Matches(subject):
			w.known += n
		case absenceText.Matches(lower):
			hint := Absence
			if selfNamed.Matches(lower) {
				hint = Program
			}
			w.absent = add(true, SignWording, hint, noticed) && hint == Absence || w.absent
			w.known += n
		case add(receivedText.Matches(lower), SignWording, Acknowledgement, noticed):
			w.known += n
		case add(courtesies.Matches(lower), SignWording, Acknowledgement, 10), frames.Matches(lower):
			// neither a machine's nor a person's
		case formText.Matches(lower):
			w.known += n
		default:
			w.rest += n
			w.states = w.states || stated.Matches(lower)
		}
		if w.until == "" && strings.ContainsAny(sentence, "0123456789") {
			w.until = untilWords.FindString(sentence)
		}
	}
	if w.until == "" {
		w.until = untilWords.FindString(m.Subject[:min(len(m.Subject), maxValue)])
	}
	w.empty = w.rest == 0 && !m.Files
	w.states = w.states || w.rest > 120 || m.Files && w.weight < certain // a long text and a file are more than a notice
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

// sentences cuts a text at the ends of its sentences and paragraphs, and where they turn; a line's end alone is a space.
func sentences(text string) []string {
	var all []string
	for _, paragraph := range paragraphEnd.Split(text, -1) {
		paragraph = strings.Join(strings.Fields(paragraph), " ")
		start := 0
		for _, end := range sentenceEnd.FindAllStringIndex(paragraph, -1) {
			all = append(all, clauses(paragraph[start:end[1]])...)
			start = end[1]
		}
		if start < len(paragraph) {
			all = append(all, clauses(paragraph[start:])...)
		}
	}
	return all
}

// clauses cuts a sentence where it turns: "I am away, but the mill was open" says two things.
func clauses(sentence string) []string {
	var all []string
	for at := turn.FindStringIndex(sentence); at != nil; at = turn.FindStringIndex(sentence) {
		all = append(all, sentence[:at[0]])
		sentence = sentence[at[1]:]
	}
	return append(all, sentence)
}

var turn = regexp.MustCompile(`(?i)[,;–-]? (?:but|however|although|though|aber|jedoch|allerdings|mais|cependant|pero|aunque|mas|porém|ma|però|maar|echter|men|mutta|ale|jednak|но|однако|але|αλλά|ama|fakat) |(?:しかし|ですが|但是|但|하지만)`)

var (
	paragraphEnd = regexp.MustCompile(`\n[ \t]*\n`)
	sentenceEnd  = regexp.MustCompile(`\pL{3,}[.!?;:]+ |[.!?] |[。！？]`)
)

// calendarText says whether the text has no more than a calendar program's word.
func calendarText(text string) bool { return len(strings.Fields(text)) <= 3 }
