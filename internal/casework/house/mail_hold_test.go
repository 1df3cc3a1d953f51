package house_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/house"
)

func TestMailIsHeldByOneActWithAReasonAndLetGoByAnother(t *testing.T) {
	d := caseworktest.NewAsked(t)
	hold, err := house.MailHold(d.Ctx(), d.Desk.Door)
	require.NoError(t, err)
	require.Equal(t, house.MailHoldView{}, hold)
	_, err = house.HoldMail(d.Ctx(), d.Desk.Door, d.Mara, casework.ReasonInput{Reason: "A wrong address went out."})
	require.NoError(t, err)
	_, err = house.HoldMail(d.Ctx(), d.Desk.Door, d.Mara, casework.ReasonInput{Reason: "Again."})
	caseworktest.Refused(t, claim.CodeWrongStage, err)
	hold, err = house.MailHold(d.Ctx(), d.Desk.Door)
	require.NoError(t, err)
	require.Equal(t, "A wrong address went out.", hold.Reason)
	require.Equal(t, d.Mara.Name, hold.By)

	_, err = house.ReleaseMail(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(t, err)
	_, err = house.ReleaseMail(d.Ctx(), d.Desk.Door, d.Mara)
	caseworktest.Refused(t, claim.CodeWrongStage, err)
}
