package terminal

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

// TestEveryCodeHasAStatus reads the codes from the source of package claim.
func TestEveryCodeHasAStatus(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../../claim/errors.go", nil, 0)
	require.NoError(t, err)
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			require.NotZero(t, exitOf[claim.Code(text)], text)
			n++
		}
		return true
	})
	require.Equal(t, len(exitOf), n)
}

func TestErrorsInPlain(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		status int
		want   string
	}{
		"with a hint":         {claim.Errorf(claim.CodeStale, "it has changed").WithHint("look again"), 4, "onrecord: error: it has changed\nhint: look again\n"},
		"with a field":        {claim.Errorf(claim.CodeInvalid, "say why").WithField("reason", "at least a sentence"), 2, "onrecord: error: say why\n  reason: at least a sentence\n"},
		"with what says all":  {claim.Errorf(claim.CodeInvalid, "slug: it is taken").WithField("slug", "it is taken"), 2, "onrecord: error: slug: it is taken\n"},
		"with escapes":        {claim.Errorf(claim.CodeNotFound, "no case %s", "\x1b[2J"), 3, "onrecord: error: no case \ufffd[2J\n"},
		"a defect":            {context.DeadlineExceeded, 1, "onrecord: error: context deadline exceeded\nhint: this should not happen; please report it\n"},
		"Ctrl-C":              {context.Canceled, 130, "onrecord: error: interrupted\n"},
		"Ctrl-C with a hint":  {Interrupted(claim.Errorf(claim.CodeUnknownOutcome, "interrupted").WithHint("again")), 130, "onrecord: error: interrupted\nhint: again\n"},
		"no error":            {nil, 0, ""},
		"the disk is full":    {claim.Errorf(claim.CodeDiskFull, "full"), 6, "onrecord: error: full\n"},
		"nobody answers":      {claim.Errorf(claim.CodeUnavailable, "gone"), 5, "onrecord: error: gone\n"},
		"a code not known":    {claim.Errorf("new_code", "new"), 1, "onrecord: error: new\n"},
		"somebody not known":  {claim.Errorf(claim.CodeUnauthenticated, "who"), 4, "onrecord: error: who\n"},
		"a policy is not met": {claim.Errorf(claim.CodePolicy, "no"), 4, "onrecord: error: no\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var errs bytes.Buffer
			p := &Program{Ctx: t.Context(), Err: &errs}
			require.Equal(t, test.status, p.Fail(test.err))
			require.Equal(t, test.want, errs.String())
		})
	}
}
