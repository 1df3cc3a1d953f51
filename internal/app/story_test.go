package app_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestWithdrawingAClaimWithdrawsItsRequestsAndThePartyIsTold(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	_, err := writing.Withdraw(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{Reason: "the source took it back"})
	require.NoError(t, err)
	d.eventually("the party is told", func() bool { return len(d.sent(id, claim.WithdrawalLetter)) == 1 })
	require.Equal(t, letters.RequestWithdrawn, d.request(id).Lifecycle)
	d.until(d.day(9, 0))
	require.Empty(t, d.reminders(id))
	require.Len(t, d.smtp.Taken(), 2)
}

func TestALateAnswerAfterPublicationLeadsToACorrection(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(3, 0), "contact")
	d.until(d.day(4, 0))
	require.Equal(t, letters.NoReply, d.request(id).Lifecycle)
	d.staged("contact", claim.StageAssessing)
	d.publish("contact", claim.Unverified)

	d.until(d.day(6, 0))
	d.answer("vendor", "contact", claim.Confirms, d.reply("vendor", "Yes, it is so."))
	d.staged("contact", claim.StageCorrecting)
	d.publish("contact", claim.Confirmed)
	c := d.view("contact")
	require.Equal(t, claim.StagePublished, c.Stage)
	require.Len(t, c.Publications, 2)
	require.Equal(t, finding.FirstPublication, c.Publications[0].Kind)
	require.Equal(t, finding.Correction, c.Publications[1].Kind)
	require.True(t, c.Parties[0].Answers[0].Late)
}

func TestAfterABounceNoReminderGoesOutAndAnotherAddressGetsTheRequest(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	l := d.letter("press@vendor.example")
	d.handIn("", l.ReplyTo, l.Bounce())
	require.Equal(t, letters.DeliveryHardBounce, d.request(id).Letters[0].Delivery)
	d.until(d.day(5, 0)) // the first reminder would have gone on day 4
	require.Empty(t, d.reminders(id))

	_, err := contacts.Change(d.ctx, d.Desk, d.mara, "vendor", casework.ContactInput{Email: "media@vendor.example"})
	require.NoError(t, err)
	d.until(d.day(5, 1))
	require.Nil(t, d.letters(id).Request(id).Again, "nothing goes there before somebody says so")
	require.Empty(t, d.reminders(id))
	d.again("vendor")
	require.NotNil(t, d.letters(id).Request(id).Again, "it waits for the undo window")
	d.until(d.day(5, 2))
	again := d.letter("media@vendor.example")
	require.Equal(t, l.ReplyTo, again.ReplyTo)
	d.eventually("the request counts as sent", func() bool { return len(d.sent(id, claim.RequestLetter)) == 1 })
	d.until(d.day(9, 0))
	require.NotEmpty(t, d.reminders(id))
	require.Equal(t, claim.DeliveredNoAnswer, d.request(id).Silence)
}

func TestAnAnswerToTheDesksAddressIsMatchedByTheLetterThatItRefersTo(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	l := d.letter("press@vendor.example")
	raw := []byte(strings.Replace(string(l.Reply("Yes, it is so.")), l.ReplyTo, "desk@newsroom.example", 1))
	message := d.handIn(l.To, "desk@newsroom.example", raw)
	inbox, err := d.Reads.Inbox(d.ctx, d.mara)
	require.NoError(t, err)
	require.Len(t, inbox, 1)
	require.Equal(t, []any{"vendor", received.ByReference}, []any{inbox[0].Party, inbox[0].MatchedBy})
	require.Contains(t, inbox[0].Text, "Yes, it is so.")
	d.handIn(l.To, l.ReplyTo, raw) // and once more, to the reply address
	d.answer("vendor", "contact", claim.Confirms, message)
	require.Equal(t, letters.Answered, d.request(id).Lifecycle)
	d.staged("contact", claim.StageAssessing)
}

func TestWhileAGuessWaitsNoReminderGoesOutAndOnceItIsAcceptedItIsAnswered(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	d.letter("press@vendor.example")
	raw := "From: Jane <jane@elsewhere.example>\r\nTo: desk@newsroom.example\r\nSubject: FW: Request for comment " + letters.RequestCode(id) + "\r\n\r\nYes, it is so.\r\n"
	message := d.handIn("jane@elsewhere.example", "desk@newsroom.example", []byte(raw))
	d.until(d.day(9, 0)) // its reminders would have gone, and it would have lapsed
	require.Empty(t, d.reminders(id))
	require.Equal(t, letters.Sent, d.request(id).Lifecycle)
	inbox, err := d.Reads.Inbox(d.ctx, d.mara)
	require.NoError(t, err)
	require.Equal(t, claim.GuessedByCode, inbox[0].Quarantine)
	_, err = answers.AcceptMessage(d.ctx, d.Desk, d.mara, message, answers.GuessInput{})
	require.NoError(t, err)
	d.answer("vendor", "contact", claim.Confirms, message)
	require.Equal(t, letters.Answered, d.request(id).Lifecycle)
}

func TestWhatWasUndoneNeverGoesOut(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	_, err := requests.Withdraw(d.ctx, d.Desk, d.mara, id, casework.ReasonInput{})
	require.NoError(t, err)
	d.until(d.day(9, 0))
	require.Empty(t, d.smtp.Messages())
	require.Equal(t, letters.RequestWithdrawn, d.request(id).Lifecycle)
}

func TestTheRecordOfAStoryVerifies(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	d.ask("vendor", d.day(2, 0), "contact")
	d.until(d.day(1, 0))
	d.answer("vendor", "contact", claim.Denies, uuid.Nil)
	d.staged("contact", claim.StageAssessing)
	d.publish("contact", claim.Refuted)
	report, err := d.Desk.VerifyRecord(d.ctx, nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	require.Positive(t, report.Entries)
}
