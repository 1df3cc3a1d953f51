package answers_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

func TestAMessageThatIsPlacedByHandIsComparedWithItsParty(t *testing.T) {
	d := caseworktest.NewAsked(t)
	d.Desk.DNS.Publish("google.example")
	raw := authntest.Sign(t, "google.example", authntest.Mail("press@google.example"))
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	d.Desk.StopEngine()
	_, err = answers.AssignMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.AssignInput{Case: "vault7", Party: "google"})
	require.NoError(t, err)
	m, err := d.Desk.Message(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.Equal(t, claim.AuthenticityProbable, m.Sender.Grade)
	require.Equal(t, "Signed by google.example; the address is Google’s contact point, which nobody has verified.", m.Sender.Says)
	require.NotEmpty(t, m.Sender.Answers)
}

func TestWhoMaySeeACaseMayHaveItsMessagesChecked(t *testing.T) {
	d := caseworktest.New(t)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("secret", "a")
	d.Party("Google")
	d.Ask("secret", "google", "a")
	id, err := d.Desk.Receive(d.Ctx(), "secret", "google", "Yes.")
	require.NoError(t, err)
	_, err = answers.CheckSender(d.Ctx(), d.Desk.Door, d.Person("nils", claim.Editor), id)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, err = answers.CheckSender(d.Ctx(), d.Desk.Door, d.Mara, uuid.New())
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, err = answers.CheckSender(d.Ctx(), d.Desk.Door, d.Mara, id)
	require.NoError(t, err)
}
