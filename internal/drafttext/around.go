package drafttext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// turns are words that turn over, or leave open, what a sentence goes on to say.
var turns = regexp.MustCompile(`(?i)\b(?:` +
	`(?:not|n[’']t|never|neither|hardly|nor|untrue|false(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|no (?:evidence|proof|truth|sign|reason|indication)|without (?:evidence|proof)|nothing (?:shows|suggests|proves))` +
	`|(?:den(?:y|ies|ied|ying|ial)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|contradict(?:s|ed|ing)?|doubt(?:s|ed|ing|ful)?|retract(?:s|ed|ing)?|disprov(?:e|es|ed|en))` +
	`|(?:myth|hoax|rumou?rs?|lie|fabricat(?:ed|ion))` +
	`|(?:if|unless|whether|might|may have|could have|would have|supposedly|allegedly|purportedly|reportedly)` +
	`)\b|(?i:n[’']t\b)`)

// Around is the sentence that a part of a text stands in, or the sentences that it
// stands across, and the first words of it beside the part that turn over what that
// says: "" for none. It knows such words as English has them.
func Around(text string, part Span) (around Span, turned string) {
	around = Whole(text, part)
	for _, beside := range []string{text[around.From:part.From], text[part.To:around.To]} {
		if found := turns.FindString(beside); found != "" {
			return around, strings.Join(strings.Fields(found), " ")
		}
	}
	return around, ""
}

// Whole widens a part of a text to the sentences that it touches. A line that ends in the
// middle of a sentence is no end of one, as texts are often broken into lines; a paragraph is.
func Whole(text string, part Span) Span {
	from, to := beside(text, part)
	near := strings.ReplaceAll(text[from:to], "\n", " ")
	whole := part
	for _, s := range Sentences(near) {
		s = Span{s.From + from, s.To + from}
		if s.From < part.To && part.From < s.To {
			whole = Span{min(whole.From, s.From), max(whole.To, s.To)}
		}
	}
	return whole
}

// beside is the paragraph around a part of a text, as far as a sentence is looked at.
func beside(text string, part Span) (from, to int) {
	from, to = max(0, part.From-maxSentence), min(len(text), part.To+maxSentence)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	if i := strings.LastIndex(text[from:part.From], "\n\n"); i >= 0 {
		from += i + 2
	}
	if i := strings.Index(text[part.To:to], "\n\n"); i >= 0 {
		to = part.To + i
	}
	return from, to
}
