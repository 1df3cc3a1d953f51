package drafttext

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"github.com/onrecord/onrecord/claim/draft"
)

// Suggestion is a sentence that can be checked, and by what it shows it.
type Suggestion struct {
	Span
	Signs []draft.Sign // in the order of [draft.Signs]
}

// maxSentence is how many bytes of a sentence are looked at.
const maxSentence = 4_000

// Check lists the sentences of a text that can be checked, by plain rules. Numbers and
// quotations are seen in every language; words and names as English has them.
func Check(text string) iter.Seq[Suggestion] {
	return func(yield func(Suggestion) bool) {
		for _, s := range Sentences(text) {
			sentence := text[s.From:min(s.To, s.From+maxSentence)]
			if signs := signsOf(sentence); len(signs) > 0 && !yield(Suggestion{s, signs}) {
				return
			}
		}
	}
}

// Sentences are the parts of a text between full stops (Unicode UAX #29), without the
// spaces around them. A paragraph ends one. A point behind an initial or a title does not.
func Sentences(text string) []Span {
	var all []Span
	at := 0
	for _, paragraph := range paragraphs(text) {
		rest, state, from := paragraph, -1, at
		for rest != "" {
			var sentence string
			sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
			to := from + len(sentence)
			if n := len(all); n > 0 && all[n-1].To > at && abbreviated(text[all[n-1].From:all[n-1].To]) {
				all[n-1].To = from + len(strings.TrimRightFunc(sentence, unicode.IsSpace))
			} else if s := trim(text, Span{from, to}); s.From < s.To {
				all = append(all, s)
			}
			from = to
		}
		at += len(paragraph)
	}
	return all
}

var endsShort = regexp.MustCompile(`(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|St|Inc|Ltd|Co|Corp|No|vs|e\.g|i\.e|U\.S|U\.K)\.$`)

func abbreviated(sentence string) bool {
	return endsShort.MatchString(sentence[max(0, len(sentence)-12):])
}

const months = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`

// rules are what a sign shows in. The regular expressions are of RE2: they take time in
// proportion to the text.
var rules = map[draft.Sign]*regexp.Regexp{
	draft.Date: regexp.MustCompile(`\b` + months + `\.? \d{1,4}\b|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?` + months + `\b|\b(?:1[0-9]|20)\d\d\b|\b\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b` +
		`|(?i:\b(?:yesterday|today|last (?:week|month|year|night)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)`),
	draft.Number: regexp.MustCompile(`\p{Nd}|[%‰]|[$€£¥]\s?\p{Nd}` +
		`|(?i:\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|twice|double[ds]?|tripled?|per ?cent|majority)\b)`),
	draft.Quotation: regexp.MustCompile(`[“„«「『‟][^“”„«»「」『』]{2,}|"[^"]{2,}"`),
	draft.Superlative: regexp.MustCompile(`(?i:\b(?:the )?(?:first|only|most|least|largest|biggest|smallest|highest|lowest|worst|best|oldest|youngest|longest|never|always|unprecedented|nobody|no one|none|every|record)\b)` +
		`|(?i:\bthe \p{L}{3,}est\b)`),
	draft.Accusation: regexp.MustCompile(`(?i:\b(?:accus|alleg|brib|corrupt|fraud|embezzl|launder|illegal|unlawful|criminal|crime|convict|indict|charged with|guilty|lied|lying|liar|covered up|cover-up|conceal|hid(?:den)? |` +
		`stole|stolen|theft|abus|assault|harass|rap(?:e|ed|ist)\b|murder|kill|threaten|blackmail|extort|hack|spied|spying|violat|breach|plagiari|misconduct|negligen|discriminat|racis|tortur|misled|deceiv|falsif|forge[dr]|evad)\w*)`),
}

func signsOf(sentence string) []draft.Sign {
	var signs []draft.Sign
	for _, sign := range draft.Signs {
		if rule, ok := rules[sign]; ok && rule.MatchString(sentence) || !ok && named(sentence) {
			signs = append(signs, sign)
		}
	}
	if slices.Contains(signs, draft.Date) { // a date has a number: that says nothing more
		signs = slices.DeleteFunc(signs, func(s draft.Sign) bool {
			return s == draft.Number && !rules[draft.Number].MatchString(rules[draft.Date].ReplaceAllString(sentence, ""))
		})
	}
	return signs
}

// says are words with which something is said of somebody.
var says = regexp.MustCompile(`(?i:\b(?:said|says|told|wrote|confirm|den(?:y|ies|ied)|claim|announc|admit|refus|declin|agree|contact|paid|pay|bought|sold|sign|met|warn|promis|order|appoint|resign|fir(?:ed|es)|own|work|employ|invest|sue|suing|knew|know)\w*)`)

// named reports whether a sentence names somebody, by a capital that does not begin it, and
// says what they do.
func named(sentence string) bool {
	words := strings.Fields(sentence)
	for i, word := range words {
		letters := []rune(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
		if i > 0 && len(letters) > 1 && unicode.IsUpper(letters[0]) || i == 0 && len(letters) > 2 && unicode.IsUpper(letters[0]) && unicode.IsUpper(letters[len(letters)-1]) {
			return says.MatchString(sentence)
		}
	}
	return len(words) > 1 && begins(words[0]) && says.MatchString(sentence)
}

// plain are words that begin sentences and are no names.
var plain = wordsOf(`he she it they we i you this that these those the a an one some many who what which where when while why how there here
	and but or so if as in on at by for to of with from after before since until during under over no not nobody nothing everybody everything somebody
	each every all both most only first last later then now yes his her its their our my your such another other once`)

func wordsOf(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

func begins(word string) bool {
	r := []rune(word)
	return len(r) > 1 && unicode.IsUpper(r[0]) && !plain[strings.ToLower(strings.TrimFunc(word, unicode.IsPunct))]
}
