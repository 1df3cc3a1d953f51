package web

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework"
)

func TestARouteThatStatesNothingStopsTheDesk(t *testing.T) {
	s := &Site{routes: []route{{Pattern: "GET /x", Need: needs(casework.MayReadCases)}}}
	require.NoError(t, s.check())
	for name, need := range map[string]Need{"nothing": {}, "two things": {Open: true, SignedIn: true}} {
		s.routes = []route{{Pattern: "GET /x", Need: need}}
		require.ErrorContains(t, s.check(), "does not say who may use it", name)
	}
}
