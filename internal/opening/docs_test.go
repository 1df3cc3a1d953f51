package opening_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/opening"
)

var fenced = regexp.MustCompile("(?ms)^```(?:yaml|text)\n(.*?)^```$")

// TestTheDeskRefusesAsTheDocsSay: the last block of the page is what the desk says of
// the first one, changed as the page says between them.
func TestTheDeskRefusesAsTheDocsSay(t *testing.T) {
	page, err := os.ReadFile("../../docs/case-file.md")
	require.NoError(t, err)
	blocks := fenced.FindAllStringSubmatch(string(page), -1)
	changed := strings.Replace(blocks[0][1], "party: mill\n    claims: [closed]", "party: mill\n    claims: [permit]", 1)
	changed = strings.Replace(changed, "answer_by: 2026-12-04T18:00:00+02:00", "answer_by: 2017-03-17T18:00:00+00:00", 1)
	f, err := casefile.Parse("case.yaml", []byte(changed))
	require.NoError(t, err)
	d := caseworktest.New(t)
	_, err = filing.Open(d.Ctx(), d.Desk.Door, d.Mara, opening.Input(f))
	require.EqualError(t, opening.Located(f, err), strings.TrimSuffix(blocks[len(blocks)-1][1], "\n"))
}
