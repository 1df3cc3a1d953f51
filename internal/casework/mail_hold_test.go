package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
)

func TestMailIsHeldByOneActWithAReasonAndLetGoByAnother(t *testing.T) {
	d := caseworktest.NewAsked(t)
	hold, err := d.Desk.MailHold(d.Ctx())
	require.NoError(t, err)
	require.Equal(t, casework.MailHoldView{}, hold)
	_, err = d.Desk.HoldMail(d.Ctx(), d.Mara, casework.ReasonInput{Reason: "A wrong address went out."})
	require.NoError(t, err)
	_, err = d.Desk.HoldMail(d.Ctx(), d.Mara, casework.ReasonInput{Reason: "Again."})
	caseworktest.Refused(t, claim.CodeWrongStage, err)
	hold, err = d.Desk.MailHold(d.Ctx())
	require.NoError(t, err)
	require.Equal(t, "A wrong address went out.", hold.Reason)
	require.Equal(t, d.Mara.Name, hold.By)

	_, err = d.Desk.ReleaseMail(d.Ctx(), d.Mara)
	require.NoError(t, err)
	_, err = d.Desk.ReleaseMail(d.Ctx(), d.Mara)
	caseworktest.Refused(t, claim.CodeWrongStage, err)
}
