package casework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// reworded is a claim that was put to Google, which has confirmed it, and that says
// something else since.
func reworded(t *testing.T) *door {
	t.Helper()
	d := askedDoor(t)
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	in := d.revising("a")
	in.Statement = "Another thing is so."
	require.NoError(t, d.revise(d.Mara, "a", in))
	return d
}

func (d *door) uphold(who casework.Caller, in writing.UpholdInput) error {
	_, err := writing.UpholdAnswers(d.Ctx(), d.Desk.Door, who, "vault7/a", in)
	return err
}

func (d *door) lineOf() string {
	d.T.Helper()
	r, err := d.Desk.Line(d.Ctx(), d.Mara, "vault7", report.LineQuery{Public: true})
	require.NoError(d.T, err)
	return r.Long
}

func TestAnAnswerToEarlierWordsIsShownAsThat(t *testing.T) {
	d := reworded(t)
	c := d.claim("a")
	require.True(t, c.Parties[0].Reworded)
	a := c.Parties[0].Answers[0]
	require.True(t, a.Earlier)
	require.NotEmpty(t, a.OfWords)
	require.NotEqual(t, c.Statement, a.OfWords)
	require.Empty(t, c.Independence)
	require.Contains(t, d.lineOf(), "Google has spoken about an earlier wording only")

	r := d.Report("vault7")
	cell := reading.MatrixOf(&r).Rows[0].Cells[0]
	require.Empty(t, cell.Stance)
	require.Equal(t, []claim.Stance{claim.Confirms}, cell.Earlier)

	d.propose(claim.Unverified)
	covers := d.claim("a")
	require.Empty(t, covers.Independence)
	var lines []string
	for _, item := range d.review(d.Who("jonas")).Covers {
		for _, l := range item.Lines {
			lines = append(lines, l.Label+": "+l.Text)
		}
	}
	all := strings.Join(lines, "\n")
	require.Contains(t, all, "Said of earlier words: "+a.OfWords)
	require.Contains(t, all, "Counts: for nothing")
}

func TestSomebodyFindsThatAnAnswerHoldsForOtherWords(t *testing.T) {
	d := reworded(t)
	seen := d.claim("a").Version
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(d.uphold(d.Mara, writing.UpholdInput{Party: "google", Seen: seen})))
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.uphold(d.Mara, writing.UpholdInput{Party: "nobody", Seen: seen, Reason: "why"})))
	require.NoError(t, d.uphold(d.Mara, writing.UpholdInput{Party: "google", Seen: seen, Reason: "It said so of both."}))
	a := d.claim("a").Parties[0].Answers[0]
	require.False(t, a.Earlier)
	require.Equal(t, "It said so of both.", a.Upheld.Reason)
	require.Contains(t, d.lineOf(), "Google has confirmed")
}

func TestWhoCorrectsASlipSaysThatWhatWasAnsweredHolds(t *testing.T) {
	d := askedDoor(t)
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)

	where := d.revising("a")
	where.Where = "https://example.org"
	require.NoError(t, d.revise(d.Mara, "a", where))
	require.Empty(t, d.claim("a").Parties[0].Answers[0].OfWords, "what stands beside the words is not of them")

	slip := d.revising("a")
	slip.Statement, slip.AnswersHold = "It is so, indeed.", "A comma."
	require.NoError(t, d.revise(d.Mara, "a", slip))
	a := d.claim("a").Parties[0].Answers[0]
	require.False(t, a.Earlier)
	require.NotEmpty(t, a.OfWords)
	require.Equal(t, "A comma.", a.Upheld.Reason)
	require.WithinDuration(t, d.Desk.Clock.Now(), a.Upheld.At, time.Minute)
	require.Contains(t, d.lineOf(), "Google has confirmed")
}
