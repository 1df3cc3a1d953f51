package record

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestListsKnowWhoSentAMessageWhereverItIs(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		spooled, err := d.Spool(d.ctx(), letters.Arrival{Raw: []byte("hello"), At: noon})
		require.NoError(t, err)
		intake := claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}
		found := letters.Sender{Proof: spooled.Raw, Proven: letters.ProvenSigned, Signs: []letters.SenderSign{letters.SignFreemail}}
		mail := letters.Mail{Raw: spooled.Raw, Class: letters.MailAnswer, ReceivedAt: noon, Sender: found}
		d.do(intake, letters.TakeIn{Mail: mail, Quarantine: claim.NoToken}, noon)
		sender := func() letters.Sender {
			t.Helper()
			senders, err := d.SendersOf(d.ctx(), []uuid.UUID{spooled.Intake, uuid.New()})
			require.NoError(t, err)
			require.Len(t, senders, 1)
			return senders[spooled.Intake]
		}
		require.Equal(t, found, sender(), "in quarantine")
		d.do(intake, letters.AssignMail{Correspondence: s.ID}, noon)
		d.do(s, letters.Receive{Message: spooled.Intake, Mail: mail}, noon)
		require.Equal(t, found, sender(), "given to a correspondence")
		found.Compared, found.Signs = true, append(found.Signs, letters.SignStranger)
		d.do(s, letters.CheckSender{Message: spooled.Intake, Sender: found}, noon)
		require.Equal(t, claim.AuthenticityUnverified, sender().Grade)
		require.NoError(t, d.Reproject(d.ctx()))
		require.Equal(t, found.Graded(), sender(), "filled again, it is the same")
		none, err := d.SendersOf(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}
