package line

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// tallyFrom is from how many statements on a line says of each party to how many of them it
// stands how, and not how all stand to each.
const tallyFrom = 5

// counted is a way of standing, and to which statements each party stands so.
type counted struct {
	stand
	by map[uuid.UUID]string // as many marks as statements, one set for each that the party stands so to
}

// tallied is the short form of a line about many statements; it is empty of fewer, and where a
// party can stand in several ways to one, as in a series about several parties.
func (l *Line) tallied(topics []*topic) string {
	topics = slices.DeleteFunc(slices.Clone(topics), func(t *topic) bool { return t.short() == "" })
	n := len(topics)
	if n < tallyFrom || slices.ContainsFunc(topics, func(t *topic) bool { return len(t.slots) > 1 }) {
		return ""
	}
	ways, nobodies := map[string]*counted{}, map[string]int{}
	for at, t := range topics {
		named := false
		for _, c := range t.clauses(shortly) {
			if c.class == unsaid || c.words == "" {
				continue
			}
			named = true
			key := fmt.Sprint(int(c.class), " ", c.words)
			if ways[key] == nil {
				ways[key] = &counted{c.stand, map[uuid.UUID]string{}}
			}
			for party := range c.who {
				marks := []byte(cmp.Or(ways[key].by[party], strings.Repeat(".", n)))
				marks[at] = 'x'
				ways[key].by[party] = string(marks)
			}
		}
		if !named {
			nobodies[t.short()]++
		}
	}
	said := topics[0].count(ways, n)
	for _, words := range slices.Sorted(maps.Keys(nobodies)) {
		said = append(said, fmt.Sprintf("on %s %s", outOf(nobodies[words], n), words))
	}
	return fmt.Sprintf("As of %s, on %s statements: %s.", claim.Moment(l.AsOf, l.Zone), number(n), strings.Join(said, "; "))
}

// shortly has what is neither a yes nor a no said as such in the short form.
func shortly(at stand) stand {
	at.words = at.short
	if at.class == neither {
		at.words = "[has|have] not confirmed"
	}
	return at
}

// count puts ways of standing into words: those who stand so to the same statements together.
func (t *topic) count(ways map[string]*counted, n int) (said []string) {
	keys := slices.SortedFunc(maps.Keys(ways), func(a, b string) int {
		return cmp.Or(cmp.Compare(ways[a].class, ways[b].class), cmp.Compare(a, b))
	})
	for _, key := range keys {
		way, to := ways[key], map[string]map[uuid.UUID][]uuid.UUID{}
		for party, marks := range way.by {
			if to[marks] == nil {
				to[marks] = map[uuid.UUID][]uuid.UUID{}
			}
			to[marks][party] = []uuid.UUID{uuid.Nil}
		}
		order := slices.SortedFunc(maps.Keys(to), func(a, b string) int {
			return cmp.Or(cmp.Compare(strings.Count(b, "x"), strings.Count(a, "x")), cmp.Compare(b, a))
		})
		for _, marks := range order {
			at := way.stand
			at.words = counting(at, outOf(strings.Count(marks, "x"), n), strings.Count(marks, "x") == n)
			words, _ := t.say(clause{at, to[marks]}, fold)
			said = append(said, words)
		}
	}
	return said
}

// counting is how somebody stands to so many statements.
func counting(at stand, many string, all bool) string {
	some := many
	if all {
		some = "any of the " + strings.TrimPrefix(many, "all ")
	}
	switch at.class {
	case confirmed:
		if at.words == "[has|have] confirmed" {
			return at.words + " " + many
		}
	case denies:
		if at.words == "[denies|deny] it" {
			return "[denies|deny] " + many
		}
	case neither:
		return at.words + " " + some
	case silent:
		return at.words + " about " + some
	case notReached:
		return at.words + " about " + some
	}
	return at.words + " (on " + many + ")"
}

// outOf is so many of all, in words.
func outOf(n, all int) string {
	if n == all {
		return "all " + number(all)
	}
	return number(n) + " of the " + number(all)
}

// number is a number as it is written in a sentence.
func number(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}
