package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/examples"
)

func storyFiles(t *testing.T, story string) (*File, *Week) {
	data, err := examples.Case(story)
	require.NoError(t, err)
	c, err := Parse("case.yaml", data)
	require.NoError(t, err)
	data, err = examples.Script(story)
	require.NoError(t, err)
	w, err := ParseWeek("week.yaml", data, c)
	require.NoError(t, err)
	return c, w
}

func vault7Files(t *testing.T) (*File, *Week) { return storyFiles(t, examples.Vault7) }

func TestTheReferenceCaseIsAsItIsTold(t *testing.T) {
	c, _ := vault7Files(t)
	require.Equal(t, "vault7", c.ID)
	require.Len(t, c.ClaimIDs(), 26)
	require.Equal(t, []string{"google", "apple", "microsoft", "mozilla", "mikrotik"}, c.StatusLine)
	byMail := 0
	for _, p := range c.Parties {
		require.True(t, p.Email == "" || strings.HasSuffix(p.Email, ".example"), "%s is written to at an address that leads nowhere", p.ID)
		if p.Email != "" {
			byMail++
		}
	}
	require.Equal(t, 6, byMail)
	require.Len(t, c.Requests, 6, "one to each party that is asked by mail")
}

func TestTheWeekEndsWithEveryClaimSignedAndPublished(t *testing.T) {
	c, w := vault7Files(t)
	require.Equal(t, Moment{7, 18, 0}, w.End)
	outcomes, returned := map[string]claim.Outcome{}, 0
	for _, e := range w.Events {
		switch {
		case e.Assess != nil:
			for _, id := range e.Assess.Claims {
				outcomes[id] = e.Assess.Outcome
			}
		case e.Return != nil:
			returned++
		case e.Sign != nil:
			require.Len(t, e.Sign.Claims, len(c.ClaimIDs()))
		case e.Publish != nil:
			require.Len(t, e.Publish.Claims, len(c.ClaimIDs()))
			require.Equal(t, Moment{7, 18, 0}, e.At, "at the hour of the line")
		}
	}
	require.Equal(t, 1, returned)
	found := map[string]claim.Outcome{
		"microsoft": claim.Confirmed, "promise": claim.Confirmed, "address": claim.Confirmed,
		"looks-google": claim.Confirmed, "looks-samsung": claim.Confirmed, "looks-apple": claim.Confirmed, "looks-microsoft": claim.Confirmed,
		"weekend-microsoft": claim.Corroborated, "patched-google": claim.Corroborated, "patched-apple": claim.Corroborated,
	}
	for _, id := range c.ClaimIDs() {
		if found[id] == "" {
			found[id] = claim.Unverified
		}
	}
	require.Equal(t, found, outcomes, "each has its outcome, and a suspicion is none")
}

// The demo can start on any day: office hours and the changes of the clock
// move no letter to another day or past the answers of day 6.
func TestRemindersOfTheWeekFallOnThePlannedDays(t *testing.T) {
	c, w := vault7Files(t)
	for start := range 366 {
		openedAt := w.Start.Instant(time.Date(2026, 1, 1+start, 0, 0, 0, 0, time.UTC))
		for _, q := range c.Requests {
			answerBy := q.AnswerBy.Instant(openedAt)
			require.Equal(t, Moment{6, 21, 0}.Instant(openedAt), answerBy)
			steps := c.Plan.Steps(openedAt, answerBy, opening(t, c, q.Party))
			require.Len(t, steps, 3)
			for i, want := range []Moment{{2, 15, 36}, {4, 14, 24}, {6, 14, 45}} {
				require.WithinDuration(t, want.Instant(openedAt), steps[i].At, time.Minute, "%s, opened on %s", q.Party, openedAt)
			}
			require.True(t, steps[2].Final)
		}
	}
}

// opening moves an instant into the office hours of the party.
func opening(t *testing.T, c *File, party string) func(time.Time) time.Time {
	for _, p := range c.Parties {
		if p.ID == party {
			zone, err := time.LoadLocation(p.Zone)
			require.NoError(t, err)
			return func(at time.Time) time.Time { return p.Hours.Next(at, zone) }
		}
	}
	t.Fatalf("there is no party %s", party)
	return nil
}
