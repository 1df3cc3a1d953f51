package post_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

func TestARefusalIsTakenByItsMeaning(t *testing.T) {
	for _, test := range []struct {
		step    mailtest.Step
		outcome activities.Outcome
		cause   claim.Cause
	}{
		{mailtest.RefuseRecipient, activities.Refused, claim.CauseNoSuchAddress},
		{mailtest.UnknownUser, activities.Refused, claim.CauseNoSuchAddress},
		{mailtest.FullMailbox, activities.TurnedAway, claim.CauseMailboxFull},
		{mailtest.BlockRecipient, activities.TurnedAway, claim.CausePolicy},
	} {
		t.Run(string(test.step), func(t *testing.T) {
			o := open(t, "press@google.example")
			composed, _ := o.compose()
			o.smtp.Next(test.step)
			handed, err := o.HandOver(t.Context(), o.letters, composed)
			require.NoError(t, err)
			require.Equal(t, test.outcome, handed.Outcome, handed.Reason)
			require.Equal(t, test.cause, handed.Cause)
			require.False(t, handed.Lasting)
			require.NotEmpty(t, handed.Said)
		})
	}
}

func TestEveryCauseOfABounceIsACauseOfTheRecord(t *testing.T) {
	for _, cause := range []bounce.Cause{
		bounce.NoSuchAddress, bounce.MailboxFull, bounce.TooLarge, bounce.Refused, bounce.Unreachable, bounce.Misrouted, bounce.Unexplained,
	} {
		require.Contains(t, claim.Causes, claim.Cause(cause))
		require.Equal(t, cause.Hard(), claim.Cause(cause).Dead(), cause)
	}
}

func TestALetterThatIsPutAgainGoesWhereItIsMeantTo(t *testing.T) {
	o := open(t, "press@google.example")
	counsel := people.Contact{ID: id("counsel"), Channel: claim.ByEmail, Address: o.keep(people.ContactAddress{Address: "counsel@google.example"})}
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("google")}, people.AddContact{Contact: counsel})
	m := o.letters.Messages[0]
	m.To, m.After = counsel.ID, id("first")
	composed, err := o.Compose(t.Context(), o.letters, m)
	require.NoError(t, err)
	require.Equal(t, counsel, composed.Contact)
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("google")}, people.RetireContact{Contact: counsel.ID})
	composed, err = o.Compose(t.Context(), o.letters, m)
	require.NoError(t, err)
	require.Zero(t, composed.Contact, "and nowhere else")
}

const nonDelivery = "From: MAILER-DAEMON@mx.google.example\r\nTo: %s\r\nSubject: Undelivered Mail Returned to Sender\r\n" +
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nIt could not be delivered.\r\n--b\r\n" +
	"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.google.example\r\n\r\nFinal-Recipient: rfc822; press@google.example\r\n" +
	"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n"

func TestAReportThatSomebodySentIsNotBelievedAlone(t *testing.T) {
	for from, doubtful := range map[string]bool{"": false, "somebody@elsewhere.example": true} {
		o := open(t, "press@google.example")
		o.write(o.stream(), letters.RecordDelivery{Message: o.letters.Messages[0].ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon, Contact: id("press")})
		to := o.Tokens.Address(o.letters.ID)
		o.takeIn(from, to, strings.ReplaceAll(fmt.Sprintf(nonDelivery, to), "\r\n", "\n"))
		c := o.correspondence()
		require.Equal(t, doubtful, len(c.Unread()) == 1)
		state, err := o.record.Load(t.Context(), claim.Stream{Kind: claim.StreamParty, ID: id("google")})
		require.NoError(t, err)
		failed := state.(*people.Party).ContactPoint(id("press")).Failed
		if doubtful {
			require.Nil(t, failed)
			require.Equal(t, letters.DeliveryAccepted, c.Messages[0].Delivery)
			continue
		}
		require.Equal(t, claim.CauseNoSuchAddress, failed.Cause)
		said, err := o.record.Get(t.Context(), failed.Said)
		require.NoError(t, err)
		require.Contains(t, string(said), "no such user")
		require.Equal(t, letters.DeliveryHardBounce, c.Messages[0].Delivery)
	}
}
