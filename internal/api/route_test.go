package api

import (
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

func TestARouteWithoutARightIsRefusedToEverybody(t *testing.T) {
	err := (&server{}).meet(&huma.Operation{OperationID: "open-door", Method: "GET"}, Visitor{Scope: people.ScopeAdmin})
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
}
