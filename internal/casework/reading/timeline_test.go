package reading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// comments are what people wrote, by the kind of the entry.
func (d *door) comments() map[string]string {
	d.T.Helper()
	items, err := d.Desk.Timeline(d.Ctx(), d.Mara, "vault7", 0, 0)
	require.NoError(d.T, err)
	said := map[string]string{}
	for _, item := range items {
		if item.Comment != "" {
			said[item.Kind] = item.Comment
		}
	}
	return said
}

func TestWhatPeopleWroteIsInTheTimelineAndTheReport(t *testing.T) {
	d := askedDoor(t)
	jonas := d.Who("jonas")
	subject := func() string { return d.Report("vault7").Claims[0].Subject }
	review := func(comment string) findings.ReviewInput {
		return findings.ReviewInput{Subject: subject(), Comment: comment}
	}
	assess := func() {
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody says so."})
		require.NoError(t, err)
	}
	request := d.Report("vault7").Requests[0]
	_, err := requests.Extend(d.Ctx(), d.Desk.Door, d.Mara, request.ID, requests.ExtendInput{AnswerBy: request.AnswerBy.Add(caseworktest.Week), Reason: "They asked."})
	require.NoError(t, err)
	_, err = requests.Withdraw(d.Ctx(), d.Desk.Door, d.Mara, request.ID, casework.ReasonInput{Reason: "We know."})
	require.NoError(t, err)
	assess()
	_, err = findings.Return(d.Ctx(), d.Desk.Door, jonas, "vault7/a", review("Who says so?"))
	require.NoError(t, err)
	assess()
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", review("Fine."))
	require.NoError(t, err)
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
	_, err = writing.Correct(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", casework.ReasonInput{Reason: "A wrong date."})
	require.NoError(t, err)
	_, err = findings.Retract(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.TakeBackInput{Reason: "It was forged."})
	require.NoError(t, err)

	require.Equal(t, map[string]string{
		"request.extended": "They asked.", "request.withdrawn": "We know.", "claim.changes_requested": "Who says so?",
		"claim.signed": "Fine.", "claim.moved": "A wrong date.", "claim.published": "It was forged.",
	}, d.comments())
	shown := d.Report("vault7").Claims[0]
	require.Equal(t, "Who says so?", shown.Returns[0].Comments)
	require.Equal(t, "jonas", shown.Returns[0].By)
	require.Equal(t, []string{"", "It was forged."}, []string{shown.Publications[0].Reason, shown.Publications[1].Reason})
	require.Equal(t, "Mara", shown.Publications[1].By)
}
