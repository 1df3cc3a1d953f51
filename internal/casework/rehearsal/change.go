package rehearsal

import (
	"cmp"
	"slices"
	"time"
)

// Effect is what a change does to one entry of the calendar.
type Effect struct {
	What  string    `json:"what" doc:"moved, gone, or new"`
	Party string    `json:"party,omitempty"`
	Claim string    `json:"claim,omitempty"`
	Kind  Kind      `json:"kind"`
	Says  string    `json:"says"`
	Was   time.Time `json:"was,omitzero"`
	Is    time.Time `json:"is,omitzero"`

	WasLocal string `json:"wasLocal,omitempty" doc:"the instant before, in words, in a zone that is named"`
	IsLocal  string `json:"isLocal,omitempty" doc:"the instant with the change, likewise"`
}

// What a change does.
const (
	Moved = "moved"
	Gone  = "gone"
	New   = "new"
)

// same is how far apart two instants may lie that are the same: real time passes in a rehearsal.
const same = time.Minute

// named is what an entry is called, whenever it happens.
type named struct {
	kind               Kind
	party, claim, says string
}

// pair is an entry of one calendar, and what it is in the other: an index into the entries of each,
// -1 for none.
type pair struct {
	name    named
	was, is int
}

// pairs matches the entries of two calendars. Of those that are called alike, what happens at the
// same instant is the same, and of the others the first of one is the first of the other.
func pairs(was, is Calendar) []pair {
	before, names := byName(was)
	after, others := byName(is)
	for _, n := range others {
		if before[n] == nil {
			names = append(names, n)
		}
	}
	var out []pair
	for _, n := range names {
		var left []int
		rest := after[n]
		for _, i := range before[n] {
			at := slices.IndexFunc(rest, func(j int) bool { return is.Entries[j].At.Sub(was.Entries[i].At).Abs() < same })
			if at < 0 {
				left = append(left, i)
				continue
			}
			out = append(out, pair{n, i, rest[at]})
			rest = slices.Delete(slices.Clone(rest), at, at+1)
		}
		for i := range max(len(left), len(rest)) {
			p := pair{n, -1, -1}
			if i < len(left) {
				p.was = left[i]
			}
			if i < len(rest) {
				p.is = rest[i]
			}
			out = append(out, p)
		}
	}
	return out
}

// Compare says what a change does: it compares the calendar without it with the one with it, in
// which it marks what is moved, and what is new.
func Compare(was, is Calendar) (marked Calendar, does []Effect) {
	marked = is
	marked.Entries = slices.Clone(is.Entries)
	for _, p := range pairs(was, is) {
		c := Effect{What: Moved, Party: p.name.party, Claim: p.name.claim, Kind: p.name.kind, Says: p.name.says}
		if p.was >= 0 {
			c.Was, c.WasLocal = was.Entries[p.was].At, was.Entries[p.was].Local
		}
		if p.is >= 0 {
			c.Is, c.IsLocal = is.Entries[p.is].At, is.Entries[p.is].Local
		}
		switch {
		case p.was < 0:
			c.What = New
		case p.is < 0:
			c.What = Gone
		case c.Is.Sub(c.Was).Abs() < same:
			continue
		}
		if p.is >= 0 {
			marked.Entries[p.is].Change, marked.Entries[p.is].WasLocal = c.What, c.WasLocal
		}
		does = append(does, c)
	}
	slices.SortFunc(does, func(a, b Effect) int {
		return cmp.Or(a.first().Compare(b.first()), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Says, b.Says))
	})
	return marked, does
}

// first is when it was, or is if it was not.
func (c Effect) first() time.Time {
	if c.Was.IsZero() {
		return c.Is
	}
	return c.Was
}

// Looked is the calendar to look at: without a change as it is, with one as it would be, and in it,
// marked as such, also what goes away.
func (r Result) Looked() Calendar {
	if r.With == nil {
		return r.Calendar
	}
	c := *r.With
	c.Entries = slices.Clone(c.Entries)
	for _, d := range r.Difference {
		if d.What == Gone {
			c.Entries = append(c.Entries, Entry{At: d.Was, Kind: d.Kind, Party: d.Party, Claim: d.Claim, Local: d.WasLocal, Says: d.Says, Change: Gone})
		}
	}
	slices.SortStableFunc(c.Entries, func(a, b Entry) int { return a.At.Compare(b.At) })
	return c
}

// byName are the entries of a calendar by what they are called, and the names in the order of the first of each.
func byName(c Calendar) (map[named][]int, []named) {
	out := map[named][]int{}
	var names []named
	for i, e := range c.Entries {
		n := named{e.Kind, e.Party, e.Claim, e.Says}
		if out[n] == nil {
			names = append(names, n)
		}
		out[n] = append(out[n], i)
	}
	return out, names
}
