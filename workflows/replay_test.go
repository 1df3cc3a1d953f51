package workflows_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/log"
	sdkworker "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/worker"
	"github.com/onrecord/onrecord/workflows"
)

// TestEveryRecordedHistoryReplays holds the workflows to what was recorded of
// them: go test ./internal/app -run Histories -update records anew, which is
// right only while no release has run the old code.
func TestEveryRecordedHistoryReplays(t *testing.T) {
	recorded, err := filepath.Glob("testdata/histories/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, recorded, "there is nothing to replay")
	silence := log.NewStructuredLogger(slog.New(slog.DiscardHandler))
	for _, path := range recorded {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			replayer := sdkworker.NewWorkflowReplayer()
			worker.Register(replayer)
			require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(silence, path))
		})
	}
}

func TestAReplayNoticesOtherCode(t *testing.T) {
	replayer := sdkworker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(func(ctx workflow.Context, _ workflows.Start) error {
		return workflow.Sleep(ctx, time.Hour)
	}, workflow.RegisterOptions{Name: workflows.Name(claim.StreamIntake)})
	silence := log.NewStructuredLogger(slog.New(slog.DiscardHandler))
	err := replayer.ReplayWorkflowHistoryFromJSONFile(silence, "testdata/histories/intake-matched.json")
	require.ErrorContains(t, err, "TMPRL1100", "the SDK's code for a mismatch")
}

// TestWorkflowsKnowNoRule: what a command leads to is decided by the record alone,
// so no change of a rule can change what a history replays to.
func TestWorkflowsKnowNoRule(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				require.NotContains(t, []string{"Decide", "Evolve", "Apply", "Fold", "Offers", "Entries", "Notices"}, s.Sel.Name, file)
			}
			return true
		})
	}
}
