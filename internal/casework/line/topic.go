package line

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/sources"
)

// topic is one statement, and how those who were asked about it stand to it.
type topic struct {
	line   *Line
	claims []Claim
	slot   string // the statement, with a slot where its claims differ; empty if that is not known
	by     map[place]*standing
	order  []place
	slots  map[uuid.UUID]bool // parties that stand in the slot of a series
	says   map[saying]bool    // who says so in the first place; true if readers are not to learn that
}

// place is a party, and what of a series it was asked about, if that is another
// party than itself.
type place struct{ party, about uuid.UUID }

// saying is that a party says so in the first place, of what of a series.
type saying struct{ party, about uuid.UUID }

// topics are the claims by what they say, in their order: those of a series, those
// that say the same, and those that differ in nothing but the name of the one party
// that each was put to.
func (l *Line) topics() []*topic {
	var topics []*topic
	by := map[string]*topic{}
	for _, c := range l.Claims {
		key, slotted := l.sort(c)
		t := by[key]
		if t == nil || key == "" { // what was erased may have said anything
			t = &topic{line: l, slot: slotted, by: map[place]*standing{}, slots: map[uuid.UUID]bool{}, says: map[saying]bool{}}
			by[key], topics = t, append(topics, t)
		}
		t.take(c, slotted)
	}
	return topics
}

// slot stands in a statement for the name of a party.
const slot = "…"

// sort finds what the claim belongs to, and its statement with a slot for the name
// of the one party that it is about.
func (l *Line) sort(c Claim) (key, slotted string) {
	if c.Series != nil {
		return c.Series.ID.String(), l.without(c.Statement, c.Series.Party)
	}
	only, n := uuid.Nil, 0
	for _, party := range c.spoken() {
		if party != only {
			only, n = party, n+1
		}
		if n > 1 {
			return c.Statement, c.Statement
		}
	}
	slotted = c.Statement
	if n == 1 {
		slotted = l.without(c.Statement, only)
	}
	return slotted, slotted
}

func (l *Line) without(statement string, party uuid.UUID) string {
	if name := l.Name(party); name != "" {
		return strings.ReplaceAll(statement, name, slot)
	}
	return statement
}

// spoken are the parties that were asked or spoke, each as often as it did.
func (c Claim) spoken() []uuid.UUID {
	var ids []uuid.UUID
	for _, a := range c.Asked {
		ids = append(ids, a.Party)
	}
	for _, a := range c.Answers {
		ids = append(ids, a.Party)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func (t *topic) take(c Claim, slotted string) {
	if len(t.claims) > 0 && t.slot != slotted {
		t.slot = ""
	}
	t.claims = append(t.claims, c)
	about := uuid.Nil
	if c.Series != nil {
		about = c.Series.Party
		t.slots[about] = true
	}
	for _, p := range c.Involved {
		if p.As == sources.PartClaimant {
			who := saying{p.Party, about}
			t.says[who] = t.says[who] || c.HideClaimant
		}
	}
	for _, a := range c.Asked {
		t.at(a.Party, about).asked(c, a, t.line.Letters(a.Party))
	}
	for _, a := range c.Answers { // of whoever was asked, or has spoken without
		switch {
		case c.InDoubt(a) && c.SaidOfNow(a) && a.GroundRules.Named():
			t.at(a.Party, about).guessed = true
		case !a.Void() && (!c.Outweighed(a) || a.Undecided() && !a.GroundRules.Named()): // terms hold whoever it is
			t.at(a.Party, about).answered(c, a)
		}
	}
	for _, a := range c.OnRecord() {
		t.at(a.Party, about).quoted(a)
	}
	if !c.Hush {
		return
	}
	for _, party := range c.spoken() {
		t.at(party, about).hushed = true
	}
}

func (t *topic) at(party, about uuid.UUID) *standing {
	if about == party {
		about = uuid.Nil
	}
	p := place{party, about}
	s := t.by[p]
	if s == nil {
		s = &standing{}
		t.by[p], t.order = s, append(t.order, p)
	}
	return s
}

// claimedBy reports whether the party says so in the first place, and whether readers
// are not to learn that.
func (t *topic) claimedBy(p place) (claimed, hidden bool) {
	about := p.about
	if t.slots[p.party] && about == uuid.Nil {
		about = p.party
	}
	hidden, claimed = t.says[saying{p.party, about}]
	return claimed, hidden
}

// about is what the topic says.
func (t *topic) about() string {
	first := t.claims[0].Statement
	switch {
	case !slices.ContainsFunc(t.claims, func(c Claim) bool { return c.Statement != first }):
		return cmp.Or(first, Erased)
	case t.slot != "":
		return t.slot
	}
	return cmp.Or(t.common(), Erased)
}

// common is the words that all statements begin and end with, around a slot.
func (t *topic) common() string {
	var head, tail []string
	for i, c := range t.claims {
		words := strings.Fields(c.Statement)
		back := slices.Clone(words)
		slices.Reverse(back)
		if i == 0 {
			head, tail = words, back
		}
		head, tail = same(head, words), same(tail, back)
	}
	if len(head)+len(tail) == 0 {
		return t.claims[0].Statement // a series of statements that have nothing in common
	}
	slices.Reverse(tail)
	return strings.TrimSpace(strings.Join(head, " ") + " " + slot + " " + strings.Join(tail, " "))
}

func same(a, b []string) []string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// name is the statement as it is quoted in a sentence.
func (t *topic) name() string { return "“" + strings.TrimSuffix(t.about(), ".") + "”" }
