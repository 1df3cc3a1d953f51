package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// TestAllOfAPersonsCasesAndTurnsAreHandedOverInOneAct: what the other could not do stays, and says why.
func TestAllOfAPersonsCasesAndTurnsAreHandedOverInOneAct(t *testing.T) {
	d := inReview(t)
	d.Claims("vault7", "b")
	lea := d.Person("lea", claim.Editor)
	review := claim.Turn{Kind: claim.TurnReview, Subject: d.claim("a").ID}.Item()
	_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "jonas", review)
	require.NoError(t, err)

	_, err = staff.HandOver(d.Ctx(), d.Desk.Door, d.Who("jonas"), "mara", staff.HandOverInput{To: "lea"})
	caseworktest.Refused(t, claim.CodeForbidden, err)
	_, err = staff.HandOver(d.Ctx(), d.Desk.Door, lea, "jonas", staff.HandOverInput{To: "nobody"})
	require.Error(t, err)
	tried, err := staff.HandOver(d.Ctx(), d.Desk.Door, lea, "jonas", staff.HandOverInput{To: "lea"})
	require.NoError(t, err)
	require.Equal(t, claim.CodeForbidden, tried.Each[0].Refused.Code, "an editor signs nothing")

	d.Person("ivo", claim.Reviewer)
	many, err := staff.HandOver(d.Ctx(), d.Desk.Door, d.Who("jonas"), "jonas", staff.HandOverInput{To: "ivo"})
	require.NoError(t, err)
	require.Equal(t, 1, many.Carried)
	many, err = staff.HandOver(d.Ctx(), d.Desk.Door, d.Mara, "mara", staff.HandOverInput{To: "lea"})
	require.NoError(t, err)
	require.Equal(t, 1, many.Carried)
	require.Equal(t, "lea", d.Report("vault7").Owner)
}
