// Package phrase finds wordings of many languages in texts of mail.
//
// A list of some hundred expressions, joined into one, costs microseconds for every byte that it looks at: each of them may
// begin anywhere. But almost every expression has words that must stand in whatever it matches, and to look for a word is
// a thousand times as fast. So each is tried only where one of its words is. And most commands of the program read no
// mail: a list is read when it is first used, and an expression compiled when it is first tried.
package phrase

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// List is a list of expressions.
type List struct {
	all func() []entry
}

// entry is an expression, and words of which one stands in everything that it matches; none if no such words are known.
type entry struct {
	compiled func() *regexp.Regexp
	words    []string
}

// minWord is the least length of a word that is worth looking for, in bytes.
const minWord = 3

// Any makes a list of expressions (package regexp) for texts in lower case. It panics, once it is used, on one that is
// broken or has a capital: lists are part of the program.
func Any(expressions ...string) List {
	return List{all: sync.OnceValue(func() []entry {
		var all []entry
		for _, text := range expressions {
			for _, one := range alternatives(text) {
				all = append(all, entry{
					compiled: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(one) }),
					words:    wordsOf(parse(one)),
				})
			}
		}
		return all
	})}
}

// Matches reports whether one of the expressions matches.
func (l List) Matches(text string) bool {
	for _, e := range l.all() {
		if e.mayMatch(text) && e.compiled().MatchString(text) {
			return true
		}
	}
	return false
}

// Index gives where the passage begins and ends that is matched first in the text; nil for none.
func (l List) Index(text string) (first []int) {
	for _, e := range l.all() {
		if !e.mayMatch(text) {
			continue
		}
		if at := e.compiled().FindStringIndex(text); at != nil && (first == nil || at[0] < first[0]) {
			first = at
		}
	}
	return first
}

// Find gives the passage that is matched first in the text, or nothing.
func (l List) Find(text string) string {
	if first := l.Index(text); first != nil {
		return text[first[0]:first[1]]
	}
	return ""
}

// Count counts the passages of the text that are matched; of two that overlap, the one that begins first.
func (l List) Count(text string) int {
	var places [][]int
	for _, e := range l.all() {
		if e.mayMatch(text) {
			places = append(places, e.compiled().FindAllStringIndex(text, -1)...)
		}
	}
	slices.SortStableFunc(places, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	n, end := 0, 0
	for _, at := range places {
		if at[0] >= end {
			n, end = n+1, at[1]
		}
	}
	return n
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
		word := string(re.Rune)
		if re.Flags&syntax.FoldCase != 0 || word != strings.ToLower(word) {
			panic("phrase: " + word + " is not in lower case")
		}
		if len(word) >= minWord {
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
