package httpcode_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/httpcode"
)

// TestEveryCodeHasAStatus reads the codes from the source of package claim.
func TestEveryCodeHasAStatus(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../claim/errors.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			internal := map[claim.Code]bool{claim.CodeInternal: true, claim.CodeRecordDamaged: true, claim.CodeRecordNewer: true}[claim.Code(text)]
			require.Equal(t, internal, httpcode.Of(claim.Code(text)) == http.StatusInternalServerError, text)
		}
		return true
	})
}
