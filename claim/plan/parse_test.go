package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

func TestWhatIsWrongWithAPlanIsSaidWithItsPlace(t *testing.T) {
	const head = "onrecord: plan/v1\nname: ours\nversion: 1\nsource: ours\n"
	for _, test := range []struct{ sentence, text, says string }{
		{"another header", "onrecord: policy/v1\nname: ours\nversion: 1\nsource: ours", `1:11: a plan begins with "onrecord: plan/v1"`},
		{"a step without a time", head + "steps: [{final: true}]", "5:9: it has no time: write one of at, after, before, overdue"},
		{"a step at two times", head + "steps: [{at: 5%, after: 1 day}]", "5:25: a step is at one time: at and after stand there both"},
		{"no share", head + "steps: [{at: 120%}]", "5:14: at is a share of the time to answer, such as 75%"},
		{"no time", head + "steps: [{after: soon}]", "5:17: after is a time such as " + plan.SpanForms + ", at most a year"},
		{"two final notices", head + "steps:\n  - {at: 5%, final: true}\n  - {at: 6%, final: true}", "7:1: a plan has one final notice"},
		{"a final notice too late", head + "steps: [{overdue: 1 day, final: true}]", "5:9: a final notice comes before the answer-by instant"},
		{"an example that does not hold", head + "steps: [{at: 50%}]\nexamples:\n  - {says: a week, open: always, sent: 2026-03-02 09:00, answer_by: 2026-03-04 09:00, letters: []}",
			`7:1: the example "a week" does not hold: letters go out at 2026-03-03 09:00`},
	} {
		_, err := plan.Parse([]byte(test.text))
		require.EqualError(t, err, test.says, test.sentence)
	}
}

func TestThePlanThatSaysMostOfARequestIsTaken(t *testing.T) {
	pinned := func(name, matches string) claim.Pinned {
		return claim.Pinned{Name: name, Version: 1, Text: "onrecord: plan/v1\nname: " + name + "\nversion: 1\nsource: ours\n" + matches}
	}
	set := []claim.Pinned{
		pinned("none", ""), pinned("records", "for: {asks: [records]}"), pinned("of-holders", "for: {asks: [records], parties: [record holder]}"),
		pinned("grave", "for: {tiers: [serious allegation]}"),
	}
	require.Equal(t, "", plan.Choose(set, plan.Wanted{}))
	require.Equal(t, "records", plan.Choose(set, plan.Wanted{Asks: claim.RecordsRequest}))
	require.Equal(t, "of-holders", plan.Choose(set, plan.Wanted{Asks: claim.RecordsRequest, Parties: []string{"record holder"}}))
	require.Equal(t, "grave", plan.Choose(set, plan.Wanted{Tiers: []claim.Tier{claim.Routine, claim.SeriousAllegation}}))
}
