package casefile

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

var fenced = regexp.MustCompile("(?ms)^```(?:yaml|text)\n(.*?)^```$")

// docs returns the examples of the reference: a whole file, a wrong one, and
// what is said about that.
func docs(t *testing.T) (whole, wrong, answer string) {
	page, err := os.ReadFile("../../docs/case-file.md")
	require.NoError(t, err)
	blocks := fenced.FindAllStringSubmatch(string(page), -1)
	require.Len(t, blocks, 4)
	return blocks[0][1], blocks[1][1], blocks[2][1]
}

func TestTheExampleInTheDocsIsRead(t *testing.T) {
	whole, _, _ := docs(t)
	f, err := Parse("case.yaml", []byte(whole))
	require.NoError(t, err)
	require.Len(t, f.Requests, 3)
	for _, keys := range [][]string{caseKeys, policyKeys, reminderKeys, partyKeys, hoursKeys, claimKeys, requestKeys, statementKeys, evidenceKeys, answerKeys, saysKeys, proposalKeys} {
		for _, key := range keys {
			require.Regexp(t, `\b`+key+`:`, whole, "the example shows every key")
		}
	}
}

func TestTheWrongFileInTheDocsIsAnsweredAsTheySay(t *testing.T) {
	_, wrong, answer := docs(t)
	_, err := Parse("case.yaml", []byte(wrong))
	require.EqualError(t, err, answer[:len(answer)-1])
}
