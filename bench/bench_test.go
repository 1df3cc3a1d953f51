package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

func TestAnUnknownPartIsRefused(t *testing.T) {
	_, err := choose("cases,nonsense", figures.Full)
	require.ErrorContains(t, err, "there are cases, single, answer, busy, list, mailbox, intake, idle, start, volume")
	names, err := choose("", figures.Quick)
	require.NoError(t, err)
	require.Len(t, names, len(parts)-len(alone), "those that take an hour run only when they are named")
	names, err = choose("", figures.Smallest)
	require.NoError(t, err)
	require.Equal(t, partNames(), names, "but at the smallest size, where none does")
}

func TestTheFloorHasTheUpdatesOfTheStory(t *testing.T) {
	letters := func(steps floorSteps) (n int) {
		for _, s := range steps {
			n += s.Letters
		}
		return n
	}
	require.Len(t, eachAlone(5), 14)
	require.Equal(t, 5, letters(eachAlone(5)))
	require.Len(t, asCommanded(), 7)
	require.Equal(t, 1, letters(asCommanded()))
}

// TestAMissingCountFailsTheRun: a bench that measures half of a story is worth nothing.
func TestAMissingCountFailsTheRun(t *testing.T) {
	r := figures.New(figures.Smallest)
	r.Count("cases", "letters", 5, 5)
	r.AtMost("cases", "time", 9, "s", 1)
	require.NoError(t, r.Missing(), "no time counts at the smallest size")
	r.Count("cases", "answers", 4, 5)
	require.EqualError(t, r.Missing(), "part cases: answers: 4, and it has to be 5")
}

func TestTheFirstAndTheLastTenthOfManyCommands(t *testing.T) {
	var ended []time.Duration
	for i := range 100 {
		ended = append(ended, time.Duration(i+1)*time.Second)
	}
	ended[99] += 10 * time.Second
	first, last := tenths(ended)
	require.Equal(t, 1.0, first)
	require.Equal(t, 0.5, last)
}

var (
	author = claim.PersonActor(uuid.New())
	day0   = time.Date(2017, 3, 10, 9, 0, 0, 0, time.UTC)
)

// told is a claim that was put to so many parties, who have all answered.
func told(parties int) *verification.Claim {
	c := claim.New(claim.StreamClaim, uuid.New()).(*verification.Claim)
	claim.Apply(c, claim.Command{ID: uuid.New(), Actor: author}, day0, []claim.Fact{verification.ClaimDrafted{
		Case: uuid.New(), Text: "text", Tier: claim.Routine, Author: author.ID, Policy: claim.DefaultPolicy, Stage: claim.StageOpen,
	}})
	for i := range parties {
		party := uuid.New()
		apply(c, sources.NoteAsked{Asked: sources.Asked{Request: uuid.New(), Party: party, At: day0, AnswerBy: day0.Add(time.Hour)}})
		apply(c, sources.NoteAnswered{Said: sources.Said{
			Response: uuid.New(), Party: party, Stance: claim.Confirms, GroundRules: claim.OnTheRecord,
			Channel: claim.ByEmail, ReceivedAt: day0.Add(time.Duration(i) * time.Minute),
		}})
	}
	return c
}

// apply has the aggregate decide what looks at no stream beside it.
func apply(a claim.Aggregate, body claim.Body) {
	cmd := claim.Command{ID: uuid.New(), Actor: author, Body: body}
	facts, err := a.Decide(cmd, day0.Add(time.Hour), nil)
	if err != nil {
		panic(err)
	}
	claim.Apply(a, cmd, day0.Add(time.Hour), facts)
}

// BenchmarkDecide is what the domain itself takes for one command, of the
// milliseconds that the whole product takes.
func BenchmarkDecide(b *testing.B) {
	for _, parties := range []int{5, 50} {
		c := told(parties)
		cmd := claim.Command{ID: uuid.New(), Actor: author, Body: finding.Assess{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "why", AsOf: day0}}
		b.Run(fmt.Sprintf("assess/parties=%d", parties), func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Decide(cmd, day0.Add(time.Hour), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("subject/parties=%d", parties), func(b *testing.B) {
			apply(c, cmd.Body)
			for b.Loop() {
				c.Subject()
			}
		})
	}
}
