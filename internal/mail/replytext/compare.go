package replytext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim/received"
)

// Bounds of what is compared, and how much alike is the same.
const (
	maxLetterWords  = 20_000  // of all letters together
	maxMessageWords = 200_000 // of the text
	gram            = 4       // words in a row that count as copied
	maxPlaces       = 8       // in the letters, of one such row

	manyWords = 24 // a passage with so many copied words is from a letter of ours
	// What nobody marked as quoted is that only where it is long: a party may repeat one sentence to confirm it.
	repeatedWords, repeatedLines, repeatedAlone = 20, 3, 40
)

// compare counts the words of each line that stand in a letter, in rows of some words.
func (s *splitter) compare(sent []string) {
	if !s.compared {
		return
	}
	known := map[string]int32{}
	var letter []int32
	for _, text := range sent {
		for line := range strings.Lines(text) {
			for _, word := range wordsOf(line) {
				id, ok := known[word]
				if !ok {
					id = int32(len(known) + 1)
					known[word] = id
				}
				if len(letter) < maxLetterWords {
					letter = append(letter, id)
				}
			}
		}
		letter = append(letter, -1) // no row goes on in the next letter
	}
	var words, lines []int32
	for i := range s.lines {
		for _, word := range wordsOf(s.lines[i].body) {
			s.lines[i].words++
			if len(words) < maxMessageWords {
				words, lines = append(words, known[word]), append(lines, int32(i))
			}
		}
	}
	places := map[[gram]int32][]int32{}
	for at := 0; at+gram <= len(letter); at++ {
		key := [gram]int32(letter[at : at+gram])
		if len(places[key]) < maxPlaces {
			places[key] = append(places[key], int32(at))
		}
	}
	for at := 0; at+gram <= len(words); {
		longest := 0
		for _, place := range places[[gram]int32(words[at:at+gram])] {
			longest = max(longest, alike(words[at:], letter[place:]))
		}
		for range longest {
			s.lines[lines[at]].ours++
			at++
		}
		if longest == 0 {
			at++
		}
	}
}

// alike counts the words that two texts begin with in common.
func alike(a, b []int32) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] && a[n] > 0 {
		n++
	}
	return n
}

// wordsOf gives what a line says, whatever its punctuation. Addresses and links are left out: gateways rewrite them. In
// scripts that put no space between words, each sign is one.
func wordsOf(text string) []string {
	var words []string
	for _, field := range strings.Fields(text) {
		if strings.Contains(field, "://") || strings.Contains(field, "@") || strings.HasPrefix(field, "www.") {
			continue
		}
		start := -1
		for i, r := range field {
			switch {
			case r < utf8.RuneSelf:
				if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
					if start < 0 {
						start = i
					}
				} else if start >= 0 {
					words = append(words, strings.ToLower(field[start:i]))
					start = -1
				}
			case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
				if start >= 0 {
					words = append(words, strings.ToLower(field[start:i]))
					start = -1
				}
				words = append(words, string(r))
			case unicode.In(r, unicode.L, unicode.M, unicode.N):
				if start < 0 {
					start = i
				}
			case start >= 0:
				words = append(words, strings.ToLower(field[start:i]))
				start = -1
			}
		}
		if start >= 0 {
			words = append(words, strings.ToLower(field[start:]))
		}
	}
	return words
}

// fromLetter says whether a stretch is, by and large, a letter of ours.
func (s *splitter) fromLetter(from, to int) bool {
	words, ours := 0, 0
	for i := from; i < to; i++ {
		words, ours = words+s.lines[i].words, ours+s.lines[i].ours
	}
	return ours >= manyWords || ours > 0 && ours*2 >= words
}

// between quotes a stretch that is a letter of ours: from its first copied line to its last, and what stands before. What
// somebody typed between the lines, or into one, is new; and so is what follows, if nothing says that it is quoted.
func (s *splitter) between(from, to int) {
	first, last := to, from
	for i := from; i < to; i++ {
		if s.lines[i].ours >= gram || s.lines[i].copied() {
			first, last = min(first, i), i
		}
	}
	depth := 0
	for i := from; i < to; i++ {
		l := &s.lines[i]
		if l.ours > 0 {
			depth = l.depth
		}
		typed := l.ours < l.words && i >= first && (i <= last && l.depth <= depth || i > last && !l.quoted())
		if typed && !isMarker(l.body) {
			l.kind = received.SegmentNew
		} else {
			l.kind = received.SegmentQuotation
		}
	}
}

// repeated quotes what nobody marked and what is long enough to be no coincidence.
func (s *splitter) repeated() {
	for from := 0; from < len(s.lines); from++ {
		if !s.lines[from].copied() || s.lines[from].kind != received.SegmentNew {
			continue
		}
		to, words, lines := from, 0, 0
		for i := from; i < len(s.lines) && s.lines[i].kind == received.SegmentNew && s.lines[i].ours == s.lines[i].words; i++ {
			if s.lines[i].words > 0 {
				to, words, lines = i+1, words+s.lines[i].words, lines+1
			}
		}
		if words >= repeatedAlone || words >= repeatedWords && lines >= repeatedLines {
			s.set(from, to, received.SegmentQuotation)
		}
		from = to - 1
	}
}
