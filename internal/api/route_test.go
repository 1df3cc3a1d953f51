package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"strconv"
	"testing"

	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestRouteWithoutNeedIsRefused(t *testing.T) {
	s := &server{huma: humago.New(http.NewServeMux(), config("test"))}
	require.PanicsWithValue(t, "api: route open-door does not say who may use it", func() {
		route(s, op{id: "open-door", method: "GET", path: "/door"}, s.personList)
	})
}

// TestEveryCodeHasAStatus reads the codes from the source of package claim.
func TestEveryCodeHasAStatus(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../claim/errors.go", nil, 0)
	require.NoError(t, err)
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			require.NotZero(t, statusOf[claim.Code(text)], text)
			n++
		}
		return true
	})
	require.Equal(t, len(statusOf), n)
}
