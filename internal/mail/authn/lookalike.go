package authn

import (
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// similar maps letters to the Latin one that they pass for, after the confusables of Unicode
// Technical Standard 39: those that stand in domain names and that people take for each other.
var similar = map[rune]string{
	'а': "a", 'ɑ': "a", 'α': "a", 'в': "b", 'ь': "b", 'с': "c", 'ϲ': "c", 'ԁ': "d", 'ɗ': "d", 'е': "e", 'є': "e", 'ҽ': "e", 'ε': "e",
	'ғ': "f", 'ɡ': "g", 'ԍ': "g", 'һ': "h", 'հ': "h", 'н': "h", 'і': "i", 'ı': "i", 'ι': "i", 'ї': "i", 'ј': "j", 'ϳ': "j", 'к': "k", 'κ': "k",
	'ӏ': "l", 'ǀ': "l", 'м': "m", 'μ': "m", 'п': "n", 'ո': "n", 'η': "n", 'ν': "v", 'о': "o", 'ο': "o", 'օ': "o", 'σ': "o", 'р': "p", 'ρ': "p",
	'ԛ': "q", 'գ': "q", 'г': "r", 'ѕ': "s", 'ꜱ': "s", 'т': "t", 'τ': "t", 'ս': "u", 'υ': "u", 'ѵ': "v", 'ѡ': "w", 'ԝ': "w", 'ω': "w",
	'х': "x", 'χ': "x", 'у': "y", 'γ': "y", 'ү': "y", 'ᴢ': "z", 'ø': "o", 'đ': "d", 'ł': "l", 'ß': "ss", 'æ': "ae", 'œ': "oe",
	'0': "o", '1': "l", '3': "e", '5': "s", '8': "b", '!': "l", '|': "l", 'i': "l", // 1, l and i are one in many a typeface
}

// pairs of letters that pass for one.
var pairs = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "nn", "m")

// skeleton is what a label looks like: two that look alike have the same.
func skeleton(label string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(label)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case similar[r] != "":
			out.WriteString(strings.ReplaceAll(similar[r], "i", "l"))
		default:
			out.WriteRune(r)
		}
	}
	return pairs.Replace(out.String())
}

// registered takes a domain apart: the label that somebody has registered, and what stands behind it. The list of
// public suffixes is only good enough for a warning; who belongs together, DMARC's tree walk says.
func registered(domain string) (label, suffix string) {
	whole, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return "", domain
	}
	label, suffix, _ = strings.Cut(whole, ".")
	return unicodeOf(label), suffix
}

// Lengths from which names are told apart by less than their whole.
const (
	oneSlip  = 5  // letters from which one slip may pass unseen
	twoSlips = 10 // and two
	partName = 4  // letters from which a name is known again between hyphens
	atEnd    = 6  // and without them
)

// looksLike reports whether a domain passes for another one that is not its own: letters that look alike,
// a slip of the pen, another ending, the name with something added, or the whole of it in front of another.
func looksLike(domain, known string) bool {
	if domain == "" || known == "" || under(domain, known) || under(known, domain) {
		return false
	}
	a, aEnd := registered(domain)
	b, bEnd := registered(known)
	if a == "" || b == "" || a == b && aEnd == bEnd {
		return false
	}
	seen, meant := skeleton(a), skeleton(b)
	switch n := len([]rune(b)); {
	case seen == meant:
		return true
	case n >= oneSlip && slips(seen, meant) <= 1, n >= twoSlips && slips(seen, meant) <= 2:
		return true
	case n >= partName && contains(strings.Split(seen, "-"), meant):
		return true
	case n >= atEnd && (strings.HasPrefix(seen, meant) || strings.HasSuffix(seen, meant)):
		return true
	}
	return inFront(domain, known)
}

func contains(list []string, one string) bool {
	for _, s := range list {
		if s == one {
			return true
		}
	}
	return false
}

// inFront reports whether a domain stands, as its own or with hyphens, in front of another one: microsoft.com.evil.example.
func inFront(domain, known string) bool {
	domain = "." + domain
	return strings.Contains(domain, "."+known+".") || strings.Contains(domain, "."+strings.ReplaceAll(known, ".", "-")+".")
}

// slips counts the letters that are wrong, missing, too many or swapped between two names (optimal string alignment); more than
// three count as three.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > 2 || d < -2 || len(x) > 63 {
		return 3
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], 3)
}

// lookAlike are the scripts whose letters pass for each other. Han, kana and the like are written together honestly.
var lookAlike = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee}

// mixesScripts reports whether a label has letters of more than one of them.
func mixesScripts(domain string) bool {
	for label := range strings.SplitSeq(unicodeOf(domain), ".") {
		scripts := 0
		for _, script := range lookAlike {
			if strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(script, r) }) {
				scripts++
			}
		}
		if scripts > 1 {
			return true
		}
	}
	return false
}
