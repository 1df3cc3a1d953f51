package report

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// manyAnswers is a claim about which one party has said something so many times.
func manyAnswers(n int) *verification.Claim {
	c := &verification.Claim{}
	for i := range n {
		said := sources.Said{
			Response: uuid.New(), Party: uuid.UUID{1}, Stance: claim.Denies, GroundRules: claim.OnTheRecord,
			ReceivedAt: time.Date(2026, 11, 1, 0, i, 0, 0, time.UTC),
		}
		if i > 0 {
			c.Answers[i-1].SupersededBy = said.Response
		}
		c.Answers = append(c.Answers, said)
	}
	return c
}

// TestWhatWasSaidIsGoneThroughOnce: a page asks of each answer how it stands.
func TestWhatWasSaidIsGoneThroughOnce(t *testing.T) {
	c := manyAnswers(1000)
	b := &Gathered{}
	require.True(t, b.onRecord(c, c.Answers[999].Response))
	require.False(t, b.onRecord(c, c.Answers[0].Response))
	require.Equal(t, c.Answers[7], b.said(c, c.Answers[7].Response, 0))
	require.Zero(t, testing.AllocsPerRun(10, func() {
		for _, a := range c.Answers {
			_, _ = b.onRecord(c, a.Response), b.said(c, a.Response, 0)
		}
	}))
}

func BenchmarkStandingOfEachAnswer(b *testing.B) {
	c := manyAnswers(2000)
	for b.Loop() {
		r := &Gathered{}
		for _, a := range c.Answers {
			r.onRecord(c, a.Response)
		}
	}
}
