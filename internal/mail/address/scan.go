package address

import (
	"strings"
	"unicode/utf8"
)

// Form is what counts as an address in a text, where programs and people write what they like.
type Form struct {
	Local, Domain       func(rune) bool // which characters it may have before and behind the @
	MaxLocal, MaxDomain int             // how many of them
	Inner               string          // those behind the @ with which it neither goes on nor ends
}

// In finds where addresses begin and end in a text, the first so many. It looks at nothing but what stands around
// each @, so that a text without any, however long its words are, costs no more than reading it.
func (f Form) In(text string, most int) (found [][2]int) {
	for from := 0; len(found) < most; {
		next := strings.IndexByte(text[from:], '@')
		if next < 0 {
			break
		}
		at := from + next
		begin, end := from+f.begin(text[from:at]), at+1+f.end(text[at+1:])
		if begin == at || end == at+1 {
			from = at + 1
			continue
		}
		found = append(found, [2]int{begin, end})
		from = end
	}
	return found
}

// begin is where the characters begin with which a text ends and that may stand before an @.
func (f Form) begin(text string) int {
	at := len(text)
	for range f.MaxLocal {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if size == 0 || !f.Local(r) {
			break
		}
		at -= size
	}
	return at
}

// end is where the characters end with which a text begins and that may stand behind an @.
func (f Form) end(text string) int {
	at := 0
	for range f.MaxDomain {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || !f.Domain(r) {
			break
		}
		at += size
	}
	if strings.Trim(text[:min(at, 1)], f.Inner) == "" {
		return 0
	}
	return len(strings.TrimRight(text[:at], f.Inner))
}

// Loose takes for an address whatever has no space, no bracket, no quotation mark and no punctuation of a list in it.
var Loose = Form{Local: isLoose, Domain: isLoose, MaxLocal: 64, MaxDomain: 255}

func isLoose(r rune) bool { return !strings.ContainsRune(" \t\n\f\r<>\"'(),;:@", r) }
