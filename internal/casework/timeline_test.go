package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// comments are what people wrote, by the kind of the entry.
func (d *door) comments() map[string]string {
	d.t.Helper()
	items, err := d.desk.Timeline(d.ctx(), d.mara, "vault7", 0, 0)
	require.NoError(d.t, err)
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
	jonas := d.who("jonas")
	subject := func() string { return d.report("vault7").Claims[0].Subject }
	review := func(comment string) casework.ReviewInput {
		return casework.ReviewInput{Subject: subject(), Comment: comment}
	}
	assess := func() {
		_, err := d.desk.Assess(d.ctx(), d.mara, "vault7/a", casework.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody says so."})
		require.NoError(t, err)
	}
	request := d.report("vault7").Requests[0]
	_, err := d.desk.Extend(d.ctx(), d.mara, request.ID, casework.ExtendInput{AnswerBy: request.AnswerBy.Add(week), Reason: "They asked."})
	require.NoError(t, err)
	_, err = d.desk.WithdrawRequest(d.ctx(), d.mara, request.ID, casework.ReasonInput{Reason: "We know."})
	require.NoError(t, err)
	assess()
	_, err = d.desk.Return(d.ctx(), jonas, "vault7/a", review("Who says so?"))
	require.NoError(t, err)
	assess()
	_, err = d.desk.Sign(d.ctx(), jonas, "vault7/a", review("Fine."))
	require.NoError(t, err)
	_, err = d.desk.Publish(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{})
	require.NoError(t, err)
	_, err = d.desk.Correct(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{Reason: "A wrong date."})
	require.NoError(t, err)
	_, err = d.desk.Retract(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{Reason: "It was forged."})
	require.NoError(t, err)

	require.Equal(t, map[string]string{
		"request.extended": "They asked.", "request.withdrawn": "We know.", "claim.changes_requested": "Who says so?",
		"claim.signed": "Fine.", "claim.moved": "A wrong date.", "claim.published": "It was forged.",
	}, d.comments())
	shown := d.report("vault7").Claims[0]
	require.Equal(t, "Who says so?", shown.Returns[0].Comments)
	require.Equal(t, "jonas", shown.Returns[0].By)
	require.Equal(t, []string{"", "It was forged."}, []string{shown.Publications[0].Reason, shown.Publications[1].Reason})
	require.Equal(t, "Mara", shown.Publications[1].By)
}
