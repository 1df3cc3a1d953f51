package record

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestListsKnowWhoSentAMessageWhereverItIs(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		spooled, err := d.Spool(d.ctx(), received.Arrival{Raw: []byte("hello"), At: noon})
		require.NoError(t, err)
		of := claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}
		found := received.Sender{Proof: spooled.Raw, Proven: received.ProvenSigned, Signs: []received.SenderSign{received.SignFreemail}}
		mail := received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: noon, Sender: found}
		d.do(of, intake.TakeIn{Mail: mail, Quarantine: claim.NoToken}, noon)
		sender := func() received.Sender {
			t.Helper()
			senders, err := d.SendersOf(d.ctx(), []uuid.UUID{spooled.Intake, uuid.New()})
			require.NoError(t, err)
			require.Len(t, senders, 1)
			return senders[spooled.Intake]
		}
		require.Equal(t, found, sender(), "in quarantine")
		d.do(of, intake.AssignMail{Correspondence: s.ID}, noon)
		d.do(s, letters.Receive{Message: spooled.Intake, Mail: mail}, noon)
		require.Equal(t, found, sender(), "given to a correspondence")
		found.Compared, found.Signs = true, append(found.Signs, received.SignStranger)
		d.do(s, letters.CheckSender{Message: spooled.Intake, Sender: found}, noon)
		require.Equal(t, claim.AuthenticityUnverified, sender().Grade)
		require.NoError(t, d.Reproject(d.ctx()))
		require.Equal(t, found.Graded(), sender(), "filled again, it is the same")
		none, err := d.SendersOf(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}
