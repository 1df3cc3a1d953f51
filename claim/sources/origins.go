package sources

import (
	"bytes"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Who says the same may all have it from one. So independence is counted in roots:
// each statement and each piece of evidence that bears on the claim is followed back,
// over the ways of all of them, to whoever has it from nobody else.
//
//	Microsoft, to The Register, quoted by Reuters     Reuters → The Register → Microsoft
//	a capture of Reuters that supports the claim      goes back to Microsoft as well: one origin
//	Microsoft, to the claimant                        we have the claimant's word for it: none
//
// Those who quote each other, in whatever circle, are one origin. So are two whose
// independence somebody contests. A circle with the claimant in it is none. It follows
// that one more relay, one more part as a claimant or a relay, and one more doubt never
// make the number larger.

// Lack is why something that bears on the claim is no independent origin of its own.
type Lack string

// Every lack. What each means stands in its row.
const (
	LackClaimant Lack = "claimant"
	LackThrough  Lack = "through the claimant"
	LackQuoted   Lack = "quoted"
	LackWhose    Lack = "whose"
	LackTerms    Lack = "terms"
	LackPart     Lack = "part"
)

var lacks = claim.NewWords("lack of an origin", "why something that bears on the claim is no origin of its own",
	claim.Row[Lack, string]{Word: LackClaimant, Doc: "it goes back to the claimant, whose own word is no origin", Unchosen: true, Follows: "it goes back to the claimant, whose own word is no origin"},
	claim.Row[Lack, string]{Word: LackThrough, Doc: "it is known through the claimant alone, whose own word is no origin", Unchosen: true, Follows: "it is known through the claimant alone, whose own word is no origin"},
	claim.Row[Lack, string]{Word: LackQuoted, Doc: "it goes back to a relay, and nobody said whom that quotes", Unchosen: true, Follows: "it goes back to a relay, and nobody has said whom that quotes"},
	claim.Row[Lack, string]{Word: LackWhose, Doc: "nobody said whose statement it is", Unchosen: true, Follows: "nobody has said whose statement or work it is"},
	claim.Row[Lack, string]{Word: LackTerms, Doc: "it may not be used on its terms", Unchosen: true, Follows: "it may not be used on the terms on which it was said"},
	claim.Row[Lack, string]{Word: LackPart, Doc: "it is about a part of the claim", Unchosen: true, Follows: "it is about a part of the claim only"},
)

// Says is the lack in a sentence.
func (l Lack) Says() string { return lacks.Of(l) }

// Support is a statement that stands, or a piece of evidence that the desk relies on,
// and that says something for the claim or against it.
type Support struct {
	Response uuid.UUID   // of a statement; zero for evidence
	Evidence uuid.UUID   // of evidence; zero for a statement
	Chain    []uuid.UUID // whose it is, then through whom it came; empty if nobody said
	Roots    []uuid.UUID // to whom it goes back: several that are one, or that one of them passes on
	Lack     Lack        // why it is no origin; empty if it is one, or goes back to one

	part bool // it says a part only of what is asked for
}

// Independence is how what bears on a claim hangs together.
type Independence struct {
	Supports []Support
	Origins  [][]uuid.UUID // one list for each: those who are one
}

// Independence follows what so bears on the claim, or on a part of it, back to its roots.
func (k *Known) Independence(b claim.Bearing) Independence { return k.independence(b, false) }

// Origins counts the independent origins that so bear on the claim, or on a part of it.
func (k *Known) Origins(b claim.Bearing) int { return len(k.independence(b, false).Origins) }

// Confirming counts the independent origins that support the whole claim.
func (k *Known) Confirming() int { return len(k.independence(claim.SupportsClaim, true).Origins) }

// independence can ask that the whole of the claim be so.
func (k *Known) independence(b claim.Bearing, whole bool) Independence {
	found := Independence{Supports: k.supports(b, whole)}
	g := newGraph()
	for _, s := range found.Supports {
		if s.counts() {
			g.chain(s.Chain)
		}
	}
	for _, contest := range k.Contests {
		if contest.Withdrawn == nil && g.has(contest.One) && g.has(contest.Other) {
			g.edge(contest.One, contest.Other)
			g.edge(contest.Other, contest.One)
		}
	}
	g.solve()
	lack := k.noOrigins(found.Supports, g)
	for i := range found.Supports {
		if s := &found.Supports[i]; s.counts() {
			g.root(s, lack)
			if s.Lack == LackThrough && k.Has(s.Chain[0], PartClaimant) {
				s.Lack = LackClaimant
			}
		}
	}
	for at, members := range g.parts {
		if g.terminal[at] && lack[at] == "" {
			found.Origins = append(found.Origins, members)
		}
	}
	return found
}

// supports are what so bears on the claim, in the order in which it was recorded:
// statements first.
func (k *Known) supports(b claim.Bearing, whole bool) []Support {
	var out []Support
	for _, a := range k.CurrentAnswers() {
		if a.Stance.Bearing() != b {
			continue
		}
		s := Support{Response: a.Response, Chain: append([]uuid.UUID{a.Party}, a.Way...), part: whole && !a.Stance.SupportsAll()}
		switch {
		case !a.GroundRules.Usable():
			s.Lack = LackTerms
		case k.ThroughClaimant(a.Way):
			s.Lack = LackThrough
		case s.part:
			s.Lack = LackPart
		}
		out = append(out, s)
	}
	for _, e := range k.Evidence {
		switch {
		case e.Bearing != b || !k.Shows(e):
		case e.Origin == uuid.Nil:
			out = append(out, Support{Evidence: e.ID, Lack: LackWhose})
		default:
			s := Support{Evidence: e.ID, Chain: append([]uuid.UUID{e.Origin}, e.Way...)}
			if k.ThroughClaimant(e.Way) {
				s.Lack = LackThrough
			}
			out = append(out, s)
		}
	}
	return out
}

// ThroughClaimant reports whether something came through the claimant: that it was said at
// all, we have on the claimant's word.
func (k *Known) ThroughClaimant(way []uuid.UUID) bool {
	return slices.ContainsFunc(way, func(via uuid.UUID) bool { return k.Has(via, PartClaimant) })
}

// counts reports whether the support says who has it from whom, though it may be no
// origin of its own.
func (s Support) counts() bool { return s.Lack == "" || s.Lack == LackPart || s.Lack == LackThrough }

// noOrigins says of each circle why it is no origin: one of its members is the claimant,
// or a relay of whom nobody knows whom it quotes, or speaks of a part of the claim only, or
// says what it says through the claimant alone.
func (k *Known) noOrigins(supports []Support, g *graph) []Lack {
	speaks := map[uuid.UUID]bool{} // some statement or evidence is its own
	says := map[uuid.UUID]bool{}   // says of the whole of what is asked for that it is so
	heard := map[uuid.UUID]bool{}  // to say that otherwise than through the claimant
	for _, s := range supports {
		if s.counts() {
			whose := s.Chain[0]
			speaks[whose] = true
			says[whose] = says[whose] || !s.part
			heard[whose] = heard[whose] || s.Lack == ""
		}
	}
	lack := make([]Lack, len(g.parts))
	for at, members := range g.parts {
		for _, m := range members {
			switch l := k.noOrigin(m); {
			case l != "" && lack[at] != LackClaimant:
				lack[at] = l
			case lack[at] == "" && speaks[m] && !says[m]:
				lack[at] = LackPart
			case lack[at] == "" && speaks[m] && !heard[m]:
				lack[at] = LackThrough
			}
		}
	}
	return lack
}

// graph is who has it from whom. Its nodes are parties, and origins that have no
// name but words.
type graph struct {
	nodes    []uuid.UUID
	index    map[uuid.UUID]int
	from     [][]int // by node: whom it quotes
	part     []int   // by node: the circle that it is in, which may be it alone
	parts    [][]uuid.UUID
	terminal []bool // by circle: it has it from nobody else
}

func newGraph() *graph { return &graph{index: map[uuid.UUID]int{}} }

func (g *graph) has(id uuid.UUID) bool { _, ok := g.index[id]; return ok }

func (g *graph) node(id uuid.UUID) int {
	i, ok := g.index[id]
	if !ok {
		i = len(g.nodes)
		g.index[id] = i
		g.nodes, g.from = append(g.nodes, id), append(g.from, nil)
	}
	return i
}

// edge says that one has it from another.
func (g *graph) edge(has, from uuid.UUID) {
	i, j := g.node(has), g.node(from)
	if i != j && !slices.Contains(g.from[i], j) {
		g.from[i] = append(g.from[i], j)
	}
}

func (g *graph) chain(chain []uuid.UUID) {
	g.node(chain[0])
	for i, via := range chain[1:] {
		g.edge(via, chain[i])
	}
}

// solve finds the circles, by Tarjan's algorithm without recursion: each comes after
// those that it quotes.
func (g *graph) solve() {
	n := len(g.nodes)
	g.part = make([]int, n)
	order, low, next := make([]int, n), make([]int, n), make([]int, n)
	var stack, path []int
	seen := 0
	for start := range n {
		if order[start] != 0 {
			continue
		}
		path = append(path, start)
		for len(path) > 0 {
			at := path[len(path)-1]
			if order[at] == 0 {
				seen++
				order[at], low[at], g.part[at] = seen, seen, -1
				stack = append(stack, at)
			}
			if next[at] < len(g.from[at]) {
				to := g.from[at][next[at]]
				next[at]++
				if order[to] == 0 {
					path = append(path, to)
				} else if g.part[to] < 0 {
					low[at] = min(low[at], order[to])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				below := path[len(path)-1]
				low[below] = min(low[below], low[at])
			}
			if low[at] == order[at] {
				stack = g.close(stack, at)
			}
		}
	}
}

// close takes a circle off the stack.
func (g *graph) close(stack []int, last int) []int {
	from := slices.Index(stack, last)
	at, terminal := len(g.parts), true
	var members []uuid.UUID
	for _, i := range stack[from:] {
		g.part[i] = at
		members = append(members, g.nodes[i])
	}
	for _, i := range stack[from:] {
		terminal = terminal && !slices.ContainsFunc(g.from[i], func(to int) bool { return g.part[to] != at })
	}
	slices.SortFunc(members, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	g.parts, g.terminal = append(g.parts, members), append(g.terminal, terminal)
	return stack[:from]
}

// root says to whom a support goes back, and what that lacks.
func (g *graph) root(s *Support, lack []Lack) {
	seen := map[int]bool{}
	walk := []int{g.part[g.index[s.Chain[0]]]}
	good := false
	var why Lack
	for len(walk) > 0 {
		at := walk[0]
		walk = walk[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		if g.terminal[at] {
			s.Roots = append(s.Roots, g.parts[at]...)
			if good = good || lack[at] == ""; lack[at] != "" {
				why = lack[at]
			}
			continue
		}
		for _, m := range g.parts[at] {
			for _, to := range g.from[g.index[m]] {
				walk = append(walk, g.part[to])
			}
		}
	}
	if s.Lack == "" && !good {
		s.Lack = why
	}
}
