package claims

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

func TestTheGraphLeadsFromOriginsToTheClaim(t *testing.T) {
	r := report.IndependenceReport{Bearing: claim.SupportsClaim, Origins: [][]string{{"Microsoft"}}, Supports: []report.SupportReport{
		{Chain: []string{"Microsoft", "The Register", "Reuters"}}, {Chain: []string{"Reuters"}},
	}}
	g := newGraph(r, []report.ContestReport{{One: "Microsoft", Other: "Reuters"}})
	require.Len(t, g.Nodes, 4)
	for i, name := range []string{"Microsoft", "The Register", "Reuters", "The claim"} {
		require.Equal(t, name, g.Nodes[i].Name)
		if i > 0 {
			require.Greater(t, g.Nodes[i].X, g.Nodes[i-1].X, "%s has it from whoever stands left of it", name)
		}
	}
	require.True(t, g.Nodes[0].Origin)
	require.Len(t, g.Edges, 4)
	require.True(t, g.Edges[3].Contested)
}

func TestACircleIsDrawnAndMoreThanCanBeReadIsNot(t *testing.T) {
	circle := report.IndependenceReport{Supports: []report.SupportReport{{Chain: []string{"A", "B"}}, {Chain: []string{"B", "A"}}}}
	require.Len(t, newGraph(circle, nil).Nodes, 3)
	var many report.IndependenceReport
	for i := range 10_000 {
		many.Supports = append(many.Supports, report.SupportReport{Chain: []string{fmt.Sprint(i)}})
	}
	require.Nil(t, newGraph(many, nil))
	require.Nil(t, newGraph(report.IndependenceReport{}, nil))
}
