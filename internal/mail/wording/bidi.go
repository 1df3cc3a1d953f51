package wording

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// The controls that keep a piece of text from reordering what stands around it (UAX #9, section 2.4).
const (
	FirstStrongIsolate    = '\u2068'
	PopDirectionalIsolate = '\u2069'
)

// Isolate wraps each line of a value into a directional isolate where it could reorder the words
// around it: where something in it runs in the other direction than the language. Controls that
// it has itself are dropped: one that is not closed would turn the rest of the letter round.
func (l *Language) Isolate(value string) string {
	value = strings.Map(func(r rune) rune {
		if formatting(r) {
			return -1
		}
		return r
	}, value)
	if !l.Turns(value) {
		return value
	}
	lines := strings.Split(value, "\n")
	for i, line := range lines {
		if l.Turns(line) {
			lines[i] = string(FirstStrongIsolate) + line + string(PopDirectionalIsolate)
		}
	}
	return strings.Join(lines, "\n")
}

// Turns reports whether something in the text runs against the direction of the language. In one
// that is written from right to left numbers do, too.
func (l *Language) Turns(text string) bool {
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN:
			if !l.RightToLeft() {
				return true
			}
		case bidi.L, bidi.EN:
			if l.RightToLeft() {
				return true
			}
		}
	}
	return false
}

// formatting reports whether the rune is an explicit directional control. Marks (LRM, RLM, ALM)
// are not: they reach no further than a character.
func formatting(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
