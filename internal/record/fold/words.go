package fold

import (
	"strings"
	"unicode/utf8"
)

const (
	// MaxWord is how many characters of a word count. Longer ones are no words.
	MaxWord = 80
	// MaxBytes is how many bytes of a word count: one character may have any number of
	// marks, or stand for many, and no index takes a word of any length.
	MaxBytes = 256
	// MinOpen is how many characters the beginning of a word has at least: of
	// shorter ones there are too many words to look through in time.
	MinOpen = 3
)

// Word is a folded word, with the bytes of the text that it stands in.
type Word struct {
	Text     string
	From, To int
}

// Phrase are folded words that stand next to each other.
type Phrase struct {
	Words []string
	Open  bool // the last one may go on
}

// Text is text with every word folded and one space between words.
func Text(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	scan(text, func(run []Word, apart, _ bool) {
		if apart && b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, c := range run {
			b.WriteString(c.Text)
		}
	})
	return b.String()
}

// Words are the words of a text for an index. A run of a script without spaces gives
// every pair of neighbours, and its last character by itself.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/6)
	scan(text, func(run []Word, _, unspaced bool) {
		if !unspaced {
			words = append(words, joined(run))
			return
		}
		for i := range run[1:] {
			words = append(words, joined(run[i:i+2]))
		}
		words = append(words, run[len(run)-1])
	})
	return words
}

// Query is what to look for in an index of [Words] when somebody has typed a text; it
// has no words if there are none in the text. The last word may go on if open is set
// and it is long enough, and if it is of a script without spaces.
func Query(text string, open bool) Phrase {
	var p Phrase
	unspaced := false
	scan(text, func(_ []Word, _, now bool) { unspaced = now })
	for _, w := range Words(text) {
		p.Words = append(p.Words, w.Text)
	}
	switch n := len(p.Words); {
	case n == 0:
	case !unspaced:
		p.Open = open && utf8.RuneCountInString(p.Words[n-1]) >= MinOpen
	case n > 1 && strings.HasSuffix(p.Words[n-2], p.Words[n-1]): // the run goes on in what is looked for
		p.Words = p.Words[:n-1]
	default:
		p.Open = true
	}
	return p
}

// Find returns where in the words of a text a phrase stands, as the number of its
// first word; each word is in one of them at most.
func (p Phrase) Find(words []Word) []int {
	var found []int
	for i := 0; i+len(p.Words) <= len(words); i++ {
		if len(p.Words) > 0 && p.at(words[i:]) {
			found = append(found, i)
			i += len(p.Words) - 1
		}
	}
	return found
}

func (p Phrase) at(words []Word) bool {
	for i, w := range p.Words {
		open := p.Open && i == len(p.Words)-1
		if words[i].Text != w && !(open && strings.HasPrefix(words[i].Text, w)) {
			return false
		}
	}
	return true
}

// joined is several characters as one word.
func joined(run []Word) Word {
	if len(run) == 1 {
		return run[0]
	}
	var b strings.Builder
	b.Grow(run[len(run)-1].To - run[0].From)
	for _, c := range run[:min(len(run), MaxWord)] {
		b.WriteString(c.Text)
	}
	return Word{cut(b.String(), MaxBytes), run[0].From, run[len(run)-1].To}
}

// cut is the beginning of a folded text, cut between characters.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// scan calls yield with every run of characters that belong together, folded: those
// of one word, or those of a script without spaces between two gaps. A run is apart
// if something stands between it and the one before. The slice is used again.
func scan(text string, yield func(run []Word, apart, unspaced bool)) {
	s := scanner{yield: yield, apart: true}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) { // alone, as most are
			s.ascii(c, i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case isSilent(r):
		case isLetter(r):
			size = extent(text[i:], size)
			s.take(Word{cut(letter(text[i:i+size]), MaxBytes/2), i, i + size}, isUnspaced(r)) // two are a word
		case goesOn(r):
		default:
			s.end()
			s.apart = true
		}
		i += size
	}
	s.end()
}

type scanner struct {
	run             []Word
	apart, unspaced bool
	yield           func(run []Word, apart, unspaced bool)
}

// ascii takes a character that no mark follows.
func (s *scanner) ascii(c byte, at int) {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
		s.take(Word{lower[c : c+1], at, at + 1}, false)
	default:
		s.end()
		s.apart = true
	}
}

func (s *scanner) take(c Word, unspaced bool) {
	if c.Text == "" {
		return
	}
	if unspaced != s.unspaced {
		s.end()
	}
	s.unspaced = unspaced
	s.run = append(s.run, c)
}

func (s *scanner) end() {
	if len(s.run) > 0 {
		s.yield(s.run, s.apart, s.unspaced)
		s.run, s.apart = s.run[:0], false
	}
}

// extent is how many bytes a character takes with what belongs to it.
func extent(text string, size int) int {
	for size < len(text) {
		r, more := utf8.DecodeRuneInString(text[size:])
		if !goesOn(r) {
			break
		}
		size += more
	}
	return size
}
