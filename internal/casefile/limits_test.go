package casefile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/worktest"
)

// large is a case with as many claims, parties and requests.
func large(claims, parties, requests int) string {
	var b strings.Builder
	b.WriteString("onrecord: case/v1\nid: large\ntitle: A large case\nparties:\n")
	for i := range parties {
		fmt.Fprintf(&b, "  - {id: p%d, name: Party %d, email: p%d@example.org, zone: Europe/Riga}\n", i, i, i)
	}
	b.WriteString("claims:\n")
	for i := range claims {
		fmt.Fprintf(&b, "  - id: c%d\n    statement: The claim number %d.\n    claimant: Somebody\n    tier: sensitive\n", i, i)
	}
	b.WriteString("requests:\n")
	for i := range requests {
		fmt.Fprintf(&b, "  - id: r%d\n    party: p%d\n    claims: [c%d]\n    questions: |\n      Is it so?\n    answer_by: 6d12h\n", i, i%parties, i%claims)
	}
	return b.String()
}

func TestFiveThousandClaimsAreReadInTime(t *testing.T) {
	data := []byte(large(5_000, 100, 5_000))
	var f *File
	var err error
	spent := worktest.Spent(t, func() { f, err = Parse("case.yaml", data) })
	require.NoError(t, err)
	require.Len(t, f.Claims, 5_000)
	t.Logf("%d KiB in %s", len(data)>>10, spent)
	require.Less(t, spent, time.Second)
}

func TestTheLargestCaseFitsAndALargerOneIsRefused(t *testing.T) {
	_, err := Parse("case.yaml", []byte(large(MaxClaims, MaxParties, MaxRequests)))
	require.NoError(t, err)
	_, err = Parse("case.yaml", []byte(large(MaxClaims+1, 1, 1)))
	require.ErrorContains(t, err, "claims: has 10001 values, and at most 10000 fit: take some out")
	_, err = Parse("case.yaml", []byte(large(1, 1, MaxRequestsPerParty+1)))
	require.ErrorContains(t, err, "requests[50].party: p0 has more than 50 requests: ask about several claims in one")
	_, err = Parse("case.yaml", []byte(strings.Repeat(",", MaxMarks+1)))
	require.EqualError(t, err, "case.yaml has more than 1000000 commas, colons, dashes and brackets")
}

func BenchmarkParse(b *testing.B) {
	data := []byte(large(5_000, 100, 5_000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("case.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
