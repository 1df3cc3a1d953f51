package wordtest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

var update = flag.Bool("update", false, "write docs/words.md and the words of the case-file schema anew")

const page = "../../docs/words.md"

func TestTheDocsListEveryWord(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Words\n\nEvery word that Onrecord knows, and what it means. This page is written by `go test ./internal/wordtest -update`\nfrom the rows in package `claim` and its rooms.\n")
	for _, v := range claim.Vocabularies() {
		fmt.Fprintf(&b, "\n## %s%s\n\n%s%s.\n\n| word | what it means |\n|---|---|\n", strings.ToUpper(v.Name[:1]), v.Name[1:], strings.ToUpper(v.Doc[:1]), v.Doc[1:])
		for _, w := range v.Words {
			fmt.Fprintf(&b, "| %s | %s |\n", w.Word, w.Doc)
		}
	}
	b.WriteString("\n## Policy\n\nWhat the desk asks for before a finding is published.\n\n| condition | what it asks for | from, to | if nobody says |\n|---|---|---|---|\n")
	for _, c := range claim.Conditions() {
		row := c.Row()
		fmt.Fprintf(&b, "| %s | %s | %s | %d |\n", row.Name, row.Doc, row.Range(), row.Default)
	}
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(b.String()), 0o644))
	}
	written, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, b.String(), string(written), "run go test ./internal/wordtest -update")
}
