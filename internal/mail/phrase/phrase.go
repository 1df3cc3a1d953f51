// Package phrase finds wordings of many languages in texts of mail.
//
// A list of some hundred expressions, joined into one, costs microseconds for every byte that it looks at: each of them may
// begin anywhere. But almost every expression has words that must stand in whatever it matches, and to look for a word is
// a thousand times as fast. So each is tried only where one of its words is.
package phrase

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// List is a list of expressions.
type List struct {
	all []entry
}

// entry is an expression, and words of which one stands in everything that it matches; none if no such words are known.
type entry struct {
	*regexp.Regexp
	words []string
}

// minWord is the least length of a word that is worth looking for, in bytes.
const minWord = 3

// Any makes a list of expressions (package regexp) for texts in lower case. It panics on a broken one: lists are part of
// the program.
func Any(expressions ...string) List {
	var l List
	for _, text := range expressions {
		for _, one := range alternatives(text) {
			l.all = append(l.all, entry{regexp.MustCompile(one), wordsOf(parse(one))})
		}
	}
	return l
}

// Matches reports whether one of the expressions matches.
func (l List) Matches(text string) bool {
	for _, e := range l.all {
		if e.mayMatch(text) && e.MatchString(text) {
			return true
		}
	}
	return false
}

// Find gives the passage that is matched first in the text, or nothing.
func (l List) Find(text string) string {
	first := []int(nil)
	for _, e := range l.all {
		if !e.mayMatch(text) {
			continue
		}
		if at := e.FindStringIndex(text); at != nil && (first == nil || at[0] < first[0]) {
			first = at
		}
	}
	if first == nil {
		return ""
	}
	return text[first[0]:first[1]]
}

func (e entry) mayMatch(text string) bool {
	for _, word := range e.words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return len(e.words) == 0
}

// alternatives splits an expression at the bars that stand outside of all brackets.
func alternatives(text string) []string {
	var all []string
	depth, begun, class := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '[' && !class, c == ']' && class:
			class = !class
		case class:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			all = append(all, text[begun:i])
			begun = i + 1
		}
	}
	return append(all, text[begun:])
}

func parse(text string) *syntax.Regexp {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		panic(err)
	}
	return re
}

// wordsOf gives words of which one stands in everything that the expression matches; none if none are known.
func wordsOf(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if word := string(re.Rune); len(word) >= minWord && re.Flags&syntax.FoldCase == 0 {
			return []string{word}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsOf(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := wordsOf(sub); better(words, best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := wordsOf(sub)
			if len(words) == 0 {
				return nil
			}
			all = append(all, words...)
		}
		return all
	}
	return nil
}

// better says whether words are rarer than others: by their shortest.
func better(words, than []string) bool { return shortest(words) > shortest(than) }

func shortest(words []string) int {
	if len(words) == 0 {
		return 0
	}
	n := len(words[0])
	for _, word := range words {
		n = min(n, len(word))
	}
	return n
}
