package drafttext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Moved is where a passage stands in a new version.
type Moved struct {
	Span
	Changed bool // its words are not the same, or are gone
}

// Move finds out where passages of a text stand in its next version: by the difference of
// the two, or else where the same words stand once and are not those of another place of
// the text before. Spaces alone change no words.
func Move(before, after string, passages []Span) []Moved {
	pairs := compare(before, after)
	moved := make([]Moved, len(passages))
	for i, p := range passages {
		moved[i] = move(before, after, pairs, clamp(p, len(before)))
	}
	return moved
}

func clamp(s Span, length int) Span {
	from := min(max(s.From, 0), length)
	return Span{from, min(max(s.To, from), length)}
}

func move(before, after string, pairs []pair, p Span) Moved {
	words := before[p.From:p.To]
	to := trim(after, Span{follow(pairs, p.From, false), follow(pairs, p.To, true)})
	if strings.TrimSpace(words) != "" && sameWords(words, after[to.From:to.To]) {
		return Moved{Span: to}
	}
	if found := find(after, words, 2); len(found) == 1 && (isNew(pairs, found[0]) || len(find(before, words, 2)) == 1) {
		return Moved{Span: found[0]}
	}
	if to.To-to.From > maxGrowth+4*len(words) { // it is lost in what was rewritten around it
		to.To = to.From
	}
	return Moved{to, true}
}

// isNew reports whether a part of the text after holds nothing but what was put in. What
// stood in the text before as well is somebody else's, though the words are alike.
func isNew(pairs []pair, s Span) bool {
	return !slices.ContainsFunc(pairs, func(p pair) bool { return p.same && p.after.From < s.To && s.From < p.after.To })
}

// maxGrowth bounds how much longer than its words a passage becomes, in bytes, besides
// four times as long.
const maxGrowth = 400

// trim leaves out spaces at both ends of a part.
func trim(text string, s Span) Span {
	if s.To < s.From {
		s.To = s.From
	}
	part := text[s.From:s.To]
	from := s.From + len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	if from == s.To {
		return Span{s.From, s.From}
	}
	return Span{from, s.From + len(strings.TrimRightFunc(part, unicode.IsSpace))}
}

func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// pair is a part of the text before and what stands in its place after.
type pair struct {
	before, after Span
	same          bool
}

// follow is where a place of the text before is after; of what was replaced, the end or
// the beginning of what took its place.
func follow(pairs []pair, at int, end bool) int {
	place := 0
	for _, p := range pairs {
		inside := p.before.From <= at && at < p.before.To
		if end {
			inside = p.before.From < at && at <= p.before.To
		}
		switch {
		case inside && p.same:
			return p.after.From + at - p.before.From
		case inside && end:
			return p.after.To
		case inside:
			return p.after.From
		}
		if p.before.To <= at {
			place = p.after.To
		}
	}
	return place
}

// Change is a part of a text that is other than it was, as words to read.
type Change struct {
	Before, After string
}

// Changes lists what is different between two versions, paragraph by paragraph where whole
// ones are, at most some of them.
func Changes(before, after string, most int) (changes []Change, more bool) {
	for _, p := range compare(before, after) {
		c := Change{strings.TrimSpace(before[p.before.From:p.before.To]), strings.TrimSpace(after[p.after.From:p.after.To])}
		if p.same || c.Before == c.After {
			continue
		}
		if len(changes) == most {
			return changes, true
		}
		changes = append(changes, c)
	}
	return changes, false
}

// maxCompared bounds what is compared piece by piece: the product of the numbers of pieces.
// What is more counts as replaced.
const maxCompared = 16 << 20

// compare lays two texts side by side: first by paragraphs, then by words within those that
// have changed. The parts together are both texts.
func compare(before, after string) []pair {
	var pairs []pair
	for _, p := range compareBy(paragraphs, before, after, 0, 0) {
		if p.same {
			pairs = append(pairs, p)
			continue
		}
		pairs = append(pairs, within(before, after, p)...)
	}
	return pairs
}

// within compares paragraphs that have changed, word by word: all of them at once, or where
// that is too much and as many took their place, one by one.
func within(before, after string, p pair) []pair {
	one, other := before[p.before.From:p.before.To], after[p.after.From:p.after.To]
	was, is := paragraphs(one), paragraphs(other)
	if len(one)*len(other) <= maxCompared || len(was) != len(is) {
		return compareBy(pieces, one, other, p.before.From, p.after.From)
	}
	var pairs []pair
	atBefore, atAfter := p.before.From, p.after.From
	for i := range was {
		pairs = append(pairs, compareBy(pieces, was[i], is[i], atBefore, atAfter)...)
		atBefore, atAfter = atBefore+len(was[i]), atAfter+len(is[i])
	}
	return pairs
}

func compareBy(cut func(string) []string, before, after string, atBefore, atAfter int) []pair {
	c := coder{codes: map[string]rune{}}
	one, other := c.code(cut(before)), c.code(cut(after))
	if len(one)*len(other) > maxCompared || c.full {
		return []pair{{before: Span{atBefore, atBefore + len(before)}, after: Span{atAfter, atAfter + len(after)}}}
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same texts are always compared alike, whatever the clock says
	var pairs []pair
	here := pair{before: Span{atBefore, atBefore}, after: Span{atAfter, atAfter}}
	for _, diff := range d.DiffMainRunes(one, other, false) {
		n := c.length(diff.Text)
		if diff.Type == diffmatchpatch.DiffEqual {
			pairs = put(pairs, here)
			here = pair{before: Span{here.before.To, here.before.To + n}, after: Span{here.after.To, here.after.To + n}, same: true}
			pairs = put(pairs, here)
			here = pair{before: Span{here.before.To, here.before.To}, after: Span{here.after.To, here.after.To}}
			continue
		}
		if diff.Type == diffmatchpatch.DiffDelete {
			here.before.To += n
		} else {
			here.after.To += n
		}
	}
	return put(pairs, here)
}

// put leaves out a pair of nothing and nothing.
func put(pairs []pair, p pair) []pair {
	if p.before.From == p.before.To && p.after.From == p.after.To {
		return pairs
	}
	return append(pairs, p)
}

// coder gives each piece of text a character of its own.
type coder struct {
	codes map[string]rune
	texts []string
	full  bool
}

func (c *coder) code(list []string) []rune {
	coded := make([]rune, len(list))
	for i, piece := range list {
		r, ok := c.codes[piece]
		if !ok {
			if r = codeOf(len(c.texts)); r > utf8.MaxRune {
				c.full = true
				return nil
			}
			c.codes[piece], c.texts = r, append(c.texts, piece)
		}
		coded[i] = r
	}
	return coded
}

// firstSurrogate and surrogates are what no text can have.
const (
	firstSurrogate = 0xD800
	surrogates     = 0x800
)

func codeOf(n int) rune {
	n++ // none is zero
	if n >= firstSurrogate {
		n += surrogates
	}
	return rune(n)
}

// length is how many bytes coded pieces have.
func (c *coder) length(coded string) int {
	n := 0
	for _, r := range coded {
		i := int(r) - 1
		if int(r) >= firstSurrogate {
			i -= surrogates
		}
		n += len(c.texts[i])
	}
	return n
}

// paragraphs cuts a text behind its line ends.
func paragraphs(text string) []string {
	return strings.SplitAfter(text, "\n")
}

// pieces cuts a text into words, and what stands between them.
func pieces(text string) []string {
	var list []string
	start, kind := 0, -1
	for i, r := range text {
		k := kindOf(r)
		if i > 0 && (k != kind || k == 2) {
			list = append(list, text[start:i])
			start = i
		}
		kind = k
	}
	if start < len(text) {
		list = append(list, text[start:])
	}
	return list
}

// kindOf tells words from spaces, and either from marks, which stand alone.
func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return 0
	case unicode.IsSpace(r):
		return 1
	}
	return 2
}
