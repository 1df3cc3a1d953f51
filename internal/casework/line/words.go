package line

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// clause is how some stand, in the same words.
type clause struct {
	stand
	who map[uuid.UUID][]uuid.UUID // parties, and what of a series each was asked about
}

// clauses are what is said of everybody, in the words of one form.
func (t *topic) clauses(form func(stand) stand) []clause {
	by := map[string]*clause{}
	add := func(at stand) *clause {
		at = form(at)
		words := fmt.Sprint(at.class, " ", at.words)
		if by[words] == nil {
			by[words] = &clause{stand: at, who: map[uuid.UUID][]uuid.UUID{}}
		}
		return by[words]
	}
	for _, p := range t.order {
		s := t.by[p]
		hidden := false
		s.claimant, hidden = t.claimedBy(p)
		at := stand{class: unsaid}
		if t.line.Name(p.party) != "" && !hidden {
			at = t.line.stand(s, t.line.Shy(p.party))
		}
		for _, at := range append(t.line.sources(s), at) {
			c := add(at)
			c.who[p.party] = append(c.who[p.party], p.about)
		}
	}
	var all []clause
	for _, words := range slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(by[a].class, by[b].class), cmp.Compare(a, b))
	}) {
		all = append(all, *by[words])
	}
	return all
}

// sources are where a party stands that spoke on terms that keep its name out, in
// words without it. They are not for the public, nor is what may not be used for
// anybody.
func (l *Line) sources(s *standing) []stand {
	if l.Public || s.claimant {
		return nil
	}
	by := map[claim.GroundRules][]sources.Said{}
	for _, a := range s.unnamed {
		if a.GroundRules.Usable() {
			by[a.GroundRules] = append(by[a.GroundRules], a)
		}
	}
	var out []stand
	for _, rules := range claim.AllGroundRules {
		if len(by[rules]) == 0 {
			continue
		}
		quiet := &standing{named: by[rules]}
		said := quiet.substance()
		aside := len(said) == 0
		if aside {
			said = []sources.Said{prevailing(by[rules])}
		}
		var words []string
		for _, a := range said {
			words = append(words, l.words(quiet, a))
		}
		text := "[a source|{n} sources] " + string(rules) + " " + list(words)
		at := stand{class: source, short: text, long: text}
		if aside {
			at.short = ""
		}
		out = append(out, at)
	}
	return out
}

// short is the topic in the short form; it is empty if nobody was asked.
func (t *topic) short() string {
	all := t.clauses(func(at stand) stand {
		at.words = at.short
		if at.class.hasNot() {
			at.class, at.words = silent, "[has|have] not confirmed"
		}
		return at
	})
	// Right behind those that have confirmed stand those that have not.
	if i := slices.IndexFunc(all, func(c clause) bool { return c.class == silent }); i >= 0 {
		others := all[i]
		all = slices.Delete(all, i, i+1)
		n := 0
		for n < len(all) && all[n].class <= confirmedToOthers {
			n++
		}
		if n > 0 && all[n-1].class == confirmed {
			others.words = "[has|have] not"
		}
		all = slices.Insert(all, n, others)
	}
	return t.text(all, "; ", fold)
}

// long is the topic in the long form.
func (t *topic) long() string {
	return t.text(t.clauses(func(at stand) stand {
		at.words = at.long
		return at
	}), ". ", Enumerate)
}

func (t *topic) text(all []clause, between string, enumerate func([]string) string) string {
	var said []string
	for _, c := range all {
		if c.class == unsaid || c.words == "" {
			continue
		}
		words, own := t.say(c, enumerate)
		if own && len(said) > 0 && between == ". " {
			first, size := utf8.DecodeRuneInString(words)
			words = string(unicode.ToUpper(first)) + words[size:]
		}
		said = append(said, words)
	}
	if len(said) == 0 {
		return nobody(all)
	}
	return strings.Join(said, between)
}

// nobody is what is said where nobody can be named.
func nobody(all []clause) string {
	has := func(at class) bool { return slices.ContainsFunc(all, func(c clause) bool { return c.class == at }) }
	switch {
	case has(unsaid):
		return "nobody has confirmed on the record"
	case has(stopped), has(claimant):
		return "nobody is asked any more"
	case has(reworded):
		return "nobody has been asked about this wording"
	case has(notPut):
		return "nobody has been asked"
	}
	return ""
}

// What names are written with that means something in words: it is put by while they
// are made.
var (
	putBy = strings.NewReplacer("[", "\x01", "|", "\x02", "]", "\x03", "{", "\x04")
	shown = strings.NewReplacer("\x01", "[", "\x02", "|", "\x03", "]", "\x04", "{")
)

var choice = regexp.MustCompile(`\[([^|\]]*)\|([^\]]*)\]`)

// say puts the names into the words. own says that they begin with a word of ours.
func (t *topic) say(c clause, enumerate func([]string) string) (text string, own bool) {
	pick := "$1"
	if len(c.who) > 1 {
		pick = "$2"
	}
	words := choice.ReplaceAllString(c.words, pick)
	words = shown.Replace(words)
	if c.class == source {
		return strings.ReplaceAll(words, "{n}", fmt.Sprint(len(c.who))), true
	}
	var names []string
	for party, about := range c.who {
		names = append(names, t.called(party, about, c.class == claimant, enumerate))
	}
	who := enumerate(names)
	if c.class == claimant {
		who += ", whose claim it is,"
	}
	if strings.Contains(c.words, "{who}") {
		return strings.ReplaceAll(words, "{who}", strings.TrimSuffix(who, ",")), true
	}
	return who + " " + words, false
}

// called is the party, with what of a series is meant if that is not itself.
func (t *topic) called(party uuid.UUID, about []uuid.UUID, claimant bool, enumerate func([]string) string) string {
	name := t.line.Name(party)
	if len(t.slots) < 2 || len(about) == 1 && about[0] == uuid.Nil {
		return name
	}
	if len(about) == len(t.slots) && len(about) > 1 {
		if claimant {
			return name
		}
		return name + " (on each)"
	}
	var on []string
	for _, id := range about {
		if id == uuid.Nil {
			id = party
		}
		on = append(on, cmp.Or(t.line.Name(id), "one of them"))
	}
	return name + " (on " + enumerate(on) + ")"
}
