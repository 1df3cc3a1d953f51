package claims

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

func TestReviewShowPrintsEveryFieldThatASignOffCovers(t *testing.T) {
	var out bytes.Buffer
	showCovered(&out, []reading.Covered{{Title: "Answer of Google", Lines: []reading.CoveredLine{
		{Label: "Stance", Text: "denies"}, {Label: "Words", Text: "We were not.\nAsk Apple.", Quote: true}, {Label: "SHA-256", Text: "1f0e", Code: true},
	}}})
	require.Equal(t, strings.Join([]string{
		"", "Answer of Google", "  Stance: denies", "  Words:", "  | We were not.", "  | Ask Apple.", "  SHA-256: 1f0e", "",
	}, "\n"), out.String())
}
