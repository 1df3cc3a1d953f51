package claims

import (
	"slices"

	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/web/page"
)

// graph is who has it from whom, drawn from left to right: origins first, then those
// through whom it came, then the claim. The table below it says the same in words.
type graph struct {
	Width, Height int
	Nodes         []graphNode
	Edges         []graphEdge
}

// graphNode is somebody, or the claim.
type graphNode struct {
	X, Y, Width, Height int
	Name, Short         string
	Origin              bool
	Claim               bool
}

// TextX and TextY are where the name stands.
func (n graphNode) TextX() int { return n.X + n.Width/2 }

// TextY is the line that the name stands on.
func (n graphNode) TextY() int { return n.Y + n.Height/2 + 4 }

// graphEdge leads from whoever said it to whoever has it from there.
type graphEdge struct {
	X1, Y1, X2, Y2 int
	Contested      bool // those two are held to be one
}

const (
	nodeWidth  = 150
	nodeHeight = 30
	nodeGapX   = 50
	nodeGapY   = 16
	maxNodes   = 40 // more cannot be read as a picture
)

// sketch lays out a graph.
type sketch struct {
	names  []string
	column map[string]int
	edges  [][2]string // has it from
	origin map[string]bool
	ends   []string // who told the desk
}

// newGraph draws what bears on a claim; nil for nothing, and for more than can be read.
func newGraph(r report.IndependenceReport, contests []report.ContestReport) *graph {
	s := &sketch{column: map[string]int{}, origin: map[string]bool{}}
	for _, support := range r.Supports {
		s.take(support.Chain)
	}
	for _, members := range r.Origins {
		for _, m := range members {
			s.origin[m] = true
		}
	}
	if len(s.names) == 0 || len(s.names) > maxNodes {
		return nil
	}
	s.settle()
	return s.draw(contests)
}

func (s *sketch) take(chain []string) {
	for i, name := range chain {
		if _, there := s.column[name]; !there {
			s.names, s.column[name] = append(s.names, name), 0
		}
		if edge := [2]string{name, chain[max(0, i-1)]}; i > 0 && !slices.Contains(s.edges, edge) {
			s.edges = append(s.edges, edge)
		}
	}
	if n := len(chain); n > 0 && !slices.Contains(s.ends, chain[n-1]) {
		s.ends = append(s.ends, chain[n-1])
	}
}

// settle puts everybody to the right of those that they have it from. In a circle nobody
// comes first: it is cut where it would go on for ever.
func (s *sketch) settle() {
	for range len(s.names) {
		moved := false
		for _, e := range s.edges {
			if want := s.column[e[1]] + 1; s.column[e[0]] < want && want < len(s.names) && want < 12 {
				s.column[e[0]], moved = want, true
			}
		}
		if !moved {
			return
		}
	}
}

func (s *sketch) draw(contests []report.ContestReport) *graph {
	g := &graph{}
	at, rows, last := map[string]graphNode{}, map[int]int{}, 0
	for _, name := range s.names {
		col := s.column[name]
		last = max(last, col)
		n := graphNode{
			X: 1 + col*(nodeWidth+nodeGapX), Y: 1 + rows[col]*(nodeHeight+nodeGapY), Width: nodeWidth, Height: nodeHeight,
			Name: name, Short: page.Short(20, name), Origin: s.origin[name],
		}
		rows[col]++
		at[name] = n
		g.Nodes = append(g.Nodes, n)
		g.Height = max(g.Height, n.Y+nodeHeight+1)
	}
	end := graphNode{
		X: 1 + (last+1)*(nodeWidth+nodeGapX), Y: max(1, (g.Height-nodeHeight)/2), Width: nodeWidth, Height: nodeHeight, Name: "The claim", Short: "The claim", Claim: true,
	}
	g.Nodes, g.Width = append(g.Nodes, end), end.X+nodeWidth+1
	for _, e := range s.edges {
		g.Edges = append(g.Edges, between(at[e[1]], at[e[0]]))
	}
	for _, name := range s.ends {
		g.Edges = append(g.Edges, between(at[name], end))
	}
	for _, x := range contests {
		one, other := at[x.One], at[x.Other]
		if x.Withdrawn == nil && one.Width > 0 && other.Width > 0 {
			e := between(one, other)
			e.Contested = true
			g.Edges = append(g.Edges, e)
		}
	}
	return g
}

// between joins two boxes at their sides, or one below the other.
func between(from, to graphNode) graphEdge {
	switch {
	case from.X < to.X:
		return graphEdge{X1: from.X + from.Width, Y1: from.Y + from.Height/2, X2: to.X, Y2: to.Y + to.Height/2}
	case from.X > to.X:
		return graphEdge{X1: from.X, Y1: from.Y + from.Height/2, X2: to.X + to.Width, Y2: to.Y + to.Height/2}
	case from.Y < to.Y:
		return graphEdge{X1: from.TextX(), Y1: from.Y + from.Height, X2: to.TextX(), Y2: to.Y}
	}
	return graphEdge{X1: from.TextX(), Y1: from.Y, X2: to.TextX(), Y2: to.Y + to.Height}
}
