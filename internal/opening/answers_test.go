package opening_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/opening"
)

// ferry is an invented story with what was asked and answered before it came to the desk.
const ferry = `onrecord: case/v1
id: ferry
title: Did the harbour board know of the ferry's cracks?
embargo: 2031-02-01T06:00:00Z
publish_at: 2031-02-01T08:00:00Z
parties:
  - {id: board, name: The Harbour Board, email: press@board.example, kind: subject of an allegation}
  - {id: yard, name: Kettle Yard, email: office@yard.example, kind: witness}
claims:
  - {id: knew, statement: The harbour board knew of the cracks in May., subjects: [board], tier: sensitive, marks: [breaking]}
  - {id: repaired, statement: Kettle Yard welded the cracks in June., witnesses: [yard]}
requests:
  - {id: letter, party: board, claims: [knew], questions: "Did the board know?", asked_at: -3d, answer_by: 5d}
  - {id: call, party: yard, claims: [repaired, knew], questions: "Who ordered the weld?", channel: phone, asked_at: -2d, answer_by: 1d}
answers:
  - request: call
    received_at: -30h
    via: [The Gull]
    speaker: The foreman
    ground_rules: on background
    says:
      - {claim: repaired, stance: confirms, words: We welded two of them.}
      - {claim: knew, stance: does not know}
evidence:
  - {claim: repaired, kind: note, bearing: supports, title: The invoice for two welds, origin: yard, text: "Two welds, 4 June.", public: true}
proposals:
  - {claim: repaired, outcome: corroborated, rationale: The yard says so., for_readers: The yard that did it says so.}
`

func openFerry(t *testing.T, text string) (*apitest.Fixture, opening.AtDesk, error) {
	t.Helper()
	d, door := sampleDesk(t)
	f, err := casefile.Parse("ferry.yaml", []byte(text))
	require.NoError(t, err)
	in := opening.Input(f)
	in.Check = true
	_, checked := door.OpenFile(t.Context(), in)
	in.Check = false
	_, err = door.OpenFile(t.Context(), in)
	require.Equal(t, checked == nil, err == nil, "to check it says what opening it says: %v, %v", checked, err)
	return d, door, opening.Located(f, err)
}

func TestAFileHoldsWhatWasAnsweredBefore(t *testing.T) {
	d, door, err := openFerry(t, ferry)
	require.NoError(t, err)
	told, err := d.Report(t.Context(), door.Caller, "ferry", nil)
	require.NoError(t, err)
	stages := map[string]claim.Stage{}
	parties := map[string]report.PartyReport{}
	for _, c := range told.Claims {
		stages[c.Key] = c.Stage
		for _, p := range c.Parties {
			parties[c.Key+" "+p.Party] = p
		}
	}
	require.Equal(t, map[string]claim.Stage{"knew": claim.StageGathering, "repaired": claim.StageInReview}, stages)
	said := parties["repaired yard"].Answers[0]
	require.Equal(t, "We welded two of them.", said.Statement)
	require.Equal(t, []string{"The Gull"}, said.Way)
	require.Equal(t, claim.OnBackground, said.GroundRules)
	require.WithinDuration(t, d.Clock.Now().Add(-72*time.Hour), *parties["knew board"].AskedAt, time.Minute)
	waiting, err := d.Outbox(t.Context(), door.Caller, false)
	require.NoError(t, err)
	require.Empty(t, waiting, "nothing goes out that somebody has put")
}

func TestAFileSaysAllThatIsWrongWithItsAnswers(t *testing.T) {
	wrong := strings.Replace(ferry, "received_at: -30h", "received_at: -3d", 1) + "  - {claim: sold, outcome: refuted, rationale: So it seems., for_readers: So it seems.}\n"
	wrong = strings.Replace(wrong, "requests:", "  - {id: sold, statement: The ferry was sold in July.}\nrequests:", 1)
	_, _, err := openFerry(t, wrong)
	require.ErrorContains(t, err, "2 problems", "what rests on a wrong answer is not wrong for that")
	require.ErrorContains(t, err, "answers[0].received_at: the party said that before it was asked")
	require.ErrorContains(t, err, "proposals[1]")
	_, _, err = openFerry(t, strings.Replace(wrong, "id: ferry\n", "id: ferry\npolicy: {reviewers: 9}\n", 1))
	require.ErrorContains(t, err, "2 problems", "nor is an answer whose case is refused")
	require.ErrorContains(t, err, "answers[0].received_at: the party said that before it was asked")
	_, _, err = openFerry(t, strings.Replace(ferry, "channel: phone, asked_at: -2d, ", "", 1))
	require.ErrorContains(t, err, "answers[0].request: it goes out after the case is opened")
}
