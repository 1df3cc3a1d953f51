package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// door is a desk with a case vault7 of mara's, which jonas can review.
type door struct{ *caseworktest.Case }

func newDoor(t *testing.T) *door {
	t.Helper()
	return &door{caseworktest.New(t)}
}

func askedDoor(t *testing.T) *door {
	t.Helper()
	return &door{caseworktest.NewAsked(t)}
}

func TestWhoChoosesNoPartyIsToldToChooseOne(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "google")
	_, err := writing.PutAskingAside(d.Ctx(), d.Desk.Door, d.Mara, "vault7/google", writing.PutAsideInput{Reason: "It knows nothing."})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.Contains(t, err.Error(), "no party is chosen")
}
