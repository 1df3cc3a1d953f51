package operation_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/operation"
)

var update = flag.Bool("update", false, "write the list of rights anew")

// TestEveryOperationTakesTheRightThatItTook: everything derives from the right that
// stands beside an operation, tests too. A change of one is to be seen in review.
func TestEveryOperationTakesTheRightThatItTook(t *testing.T) {
	const golden = "testdata/rights.txt"
	var lines []string
	for _, o := range operation.All() {
		about := o.What()
		lines = append(lines, fmt.Sprintf("%s: %s\n", about.Name, about.Right))
	}
	slices.Sort(lines)
	got := strings.Join(lines, "")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "if it is meant: go test ./internal/operation -run Right -update")
}
