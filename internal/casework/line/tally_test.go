package line_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var (
	tallied = regexp.MustCompile(`^(.*?) (?:(?:has|have) (confirmed|not answered about)|(den)(?:y|ies)) (.*)$`)
	howMany = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)

// TestALineOfManyStatementsCountsRight: of every party it says to how many statements it stands how,
// and leaves out nobody who was asked.
func TestALineOfManyStatementsCountsRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSituation()
		want := map[string]int{}
		n := rapid.IntRange(5, 13).Draw(t, "statements")
		for i := range n {
			s.tell(t, fmt.Sprintf("claim Statement %d is so.", i))
			s.tell(t, "asked P0, P1, P2, P3")
			for p := range 4 {
				name := fmt.Sprint("P", p)
				switch rapid.IntRange(0, 2).Draw(t, "stands") {
				case 0:
					s.tell(t, name+": confirms")
					want[name+" confirmed"]++
				case 1:
					s.tell(t, name+": denies")
					want[name+" den"]++
				default:
					want[name+" not answered about"]++
				}
			}
		}
		short := s.line.Forms().Short
		_, text, found := strings.Cut(strings.TrimSuffix(short, "."), " statements: ")
		require.True(t, found, short)
		got := map[string]int{}
		for _, sentence := range strings.Split(text, "; ") {
			m := tallied.FindStringSubmatch(sentence)
			require.NotNil(t, m, sentence)
			words, _, some := strings.Cut(m[4], " of the ")
			times := n
			if some && words != "any" {
				if times = slices.Index(howMany, words); times < 0 {
					times, _ = strconv.Atoi(words)
				}
			}
			for _, name := range strings.Split(strings.ReplaceAll(m[1], " and ", ", "), ", ") {
				got[name+" "+m[2]+m[3]] += times
			}
		}
		require.Equal(t, want, got, short)
		for p := range 4 {
			require.Contains(t, s.line.Forms().Long, fmt.Sprint("P", p), "the long form says it of each statement")
		}
	})
}
