package verify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheReportOnARecordDamagedAllOverIsBounded(t *testing.T) {
	v := &verifier{}
	for i := range maxProblems + 5 {
		v.problem("%d", i)
	}
	require.Len(t, v.report.Problems, maxProblems)
	require.Equal(t, maxProblems+5, v.found)
}
