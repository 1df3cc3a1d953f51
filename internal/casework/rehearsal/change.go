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

// Difference compares two calendars: of entries that are called alike, the first of one is the first
// of the other.
func Difference(was, is Calendar) []Effect {
	before, after := byName(was), byName(is)
	var names []named
	for n := range before {
		names = append(names, n)
	}
	for n := range after {
		if before[n] == nil {
			names = append(names, n)
		}
	}
	var out []Effect
	for _, n := range names {
		for i := range max(len(before[n]), len(after[n])) {
			c := Effect{What: Moved, Party: n.party, Claim: n.claim, Kind: n.kind, Says: n.says}
			if i < len(before[n]) {
				c.Was, c.WasLocal = before[n][i].At, before[n][i].Local
			}
			if i < len(after[n]) {
				c.Is, c.IsLocal = after[n][i].At, after[n][i].Local
			}
			switch {
			case c.Was.IsZero():
				c.What = New
			case c.Is.IsZero():
				c.What = Gone
			case c.Is.Sub(c.Was).Abs() < same:
				continue
			}
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Effect) int {
		first := func(c Effect) time.Time {
			if c.Was.IsZero() {
				return c.Is
			}
			return c.Was
		}
		return cmp.Or(first(a).Compare(first(b)), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Says, b.Says))
	})
	return out
}

func byName(c Calendar) map[named][]Entry {
	out := map[named][]Entry{}
	for _, e := range c.Entries {
		n := named{e.Kind, e.Party, e.Claim, e.Says}
		out[n] = append(out[n], e)
	}
	return out
}
