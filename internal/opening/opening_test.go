package opening_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/opening"
)

const file = `onrecord: case/v1
id: story
title: A story
sensitivity: restricted
access: [mara, nobody]
status_line: [closed]
parties:
  - {id: mill, name: The mill, email: press@mill.example}
claims:
  - id: closed
    statement: The mill closed.
requests:
  - {id: first, party: mill, claims: [closed], questions: "Has it?", answer_by: 6d}
`

func TestWhatTheDoorRefusesIsSaidByLine(t *testing.T) {
	f, err := casefile.Parse("case.yaml", []byte(file))
	require.NoError(t, err)
	for place, line := range map[string]string{
		"case":                  "case.yaml: wrong",
		"case.slug":             "case.yaml:2:5: id: wrong",
		"case.access[1]":        "case.yaml:5:16: access[1]: wrong",
		"case.statusLine[0]":    "case.yaml:6:15: status_line[0]: wrong",
		"parties[0].email":      "case.yaml:8:39: parties[0].email: wrong",
		"claims[0]":             "case.yaml:10:5: claims[0]: wrong",
		"claims[0].madeAt":      "case.yaml:10:5: claims[0].made_at: wrong",
		"requests[0].answerBy":  "case.yaml:13:81: requests[0].answer_by: wrong",
		"requests[0].claims[0]": "case.yaml:13:39: requests[0].claims[0]: wrong",
	} {
		located := opening.Located(f, claim.Errorf(claim.CodePolicy, "refused").WithField(place, "wrong"))
		require.EqualError(t, located, "case.yaml has a problem\n"+line)
		require.Equal(t, claim.CodePolicy, claim.CodeOf(located), "it is refused for the same reason")
	}
	for _, other := range []error{nil, errors.New("broken"), claim.Errorf(claim.CodeForbidden, "not you")} {
		require.Equal(t, other, opening.Located(f, other))
	}
}

// TestEveryExampleIsOpenedAndOpenedAgain: opening it again doubles nothing.
func TestEveryExampleIsOpenedAndOpenedAgain(t *testing.T) {
	for _, name := range []string{"vault7", "reply", "vendors"} {
		t.Run(name, func(t *testing.T) {
			d, door := sampleDesk(t)
			for _, role := range []claim.Role{claim.Standards, claim.Legal} {
				_, err := staff.AddPerson(t.Context(), d.Door, door.Caller, staff.PersonInput{Handle: string(role), Roles: []claim.Role{role}})
				require.NoError(t, err)
			}
			file, _, err := opening.Story(name)
			require.NoError(t, err)
			in := opening.Input(file)
			in.Check = true
			checked, err := door.OpenFile(t.Context(), in)
			require.NoError(t, err)
			require.True(t, checked.Checked)
			in.Check = false
			first, err := door.OpenFile(t.Context(), in)
			require.NoError(t, err)
			before, err := d.Timeline(t.Context(), door.Caller, name, 0, 0)
			require.NoError(t, err)
			again, err := door.OpenFile(t.Context(), in)
			require.NoError(t, err)
			require.Equal(t, first.ID, again.ID)
			after, err := d.Timeline(t.Context(), door.Caller, name, 0, 0)
			require.NoError(t, err)
			require.Len(t, after, len(before))
			require.Equal(t, len(file.ClaimIDs()), first.Claims)
		})
	}
}
