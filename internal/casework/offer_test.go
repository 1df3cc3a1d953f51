package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// offered says which operations somebody is offered for the claim a.
func (d *door) offered(who casework.Caller) []string {
	d.T.Helper()
	offers, err := d.Desk.Offers(d.Ctx(), who, "vault7/a")
	require.NoError(d.T, err)
	return offers.Possible()
}

func TestWhatIsOfferedIsWhatTheRecordTakesAndTheRolesAllow(t *testing.T) {
	d := inReview(t)
	jonas, ivo, auditor := d.Who("jonas"), d.Person("ivo", claim.Reporter), d.Person("una", claim.Auditor)
	require.Equal(t, []string{"claim-sign", "claim-return"}, d.offered(jonas))
	require.Equal(t, []string{"request-ask", "claim-relate", "claim-revise", "evidence-add", "claim-mark", "claim-assess", "claim-hold", "claim-withdraw", "claim-decline", "statement-record"}, d.offered(ivo))
	require.Empty(t, d.offered(auditor))

	offers, err := d.Desk.Offers(d.Ctx(), d.Mara, "vault7/a")
	require.NoError(t, err)
	require.Equal(t, claim.CodeOwnWork, offers.Refusal("claim-sign").Code)
	require.Equal(t, claim.CodeWrongStage, offers.Refusal("claim-publish").Code)
	offers, err = d.Desk.Offers(d.Ctx(), auditor, "vault7/a")
	require.NoError(t, err)
	require.Equal(t, claim.CodeForbidden, offers.Refusal("claim-hold").Code, "roles come before stages")
}

func TestARequestAndAClaimSayWhatCanBeDone(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	request := d.Ask("vault7", "google", "a").ID
	r, err := d.Desk.RequestView(d.Ctx(), d.Mara, request)
	require.NoError(t, err)
	require.True(t, r.Offers.Can("answer-record"))
	require.True(t, r.Offers.Can("request-extend"))
	c, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	require.Equal(t, c.Offers.Possible(), d.offered(d.Mara))
	now := d.Desk.Clock.Now()
	c, err = d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", &now)
	require.NoError(t, err)
	require.Empty(t, c.Offers, "nothing is done with how it stood")
}
