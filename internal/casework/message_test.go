package casework_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
)

// receive takes in a message to vault7; a party "" is nobody.
func (d *door) receive(party, text string) uuid.UUID {
	d.T.Helper()
	id, err := d.Desk.Receive(d.Ctx(), "vault7", party, text)
	require.NoError(d.T, err)
	return id
}

func TestAnAnswerThatWasTakenForAMachinesIsFoundAndAnswered(t *testing.T) {
	d := askedDoor(t)
	raw := []byte("From: press@google.example\r\nSubject: Re: Your request\r\n\r\nWe confirm it.\r\n")
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "google", received.MailAutomatic, raw)
	require.NoError(t, err)
	waits, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Empty(t, waits)

	all, err := d.Desk.Messages(d.Ctx(), d.Mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, received.MailAutomatic, all[0].Class)
	require.Equal(t, "We confirm it.", all[0].Text)
	_, err = answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
		Party: "google", Message: id.String(), Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Confirms}},
	})
	require.NoError(t, err)

	shown, err := d.Desk.Message(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.Equal(t, "We confirm it.", shown.Text, "it can be read again")
	require.Equal(t, letters.ReadAnswer, shown.Disposition)
	require.NotNil(t, shown.ReadAt)
	require.Contains(t, d.Report("vault7").StatusLine, "Google has confirmed")
}

func TestAllMessagesComeInPages(t *testing.T) {
	d, eve := secretDoor(t)
	var sent []uuid.UUID
	for i := range 3 {
		id, err := d.Desk.Receive(d.Ctx(), "vault7", "apple", fmt.Sprintf("Message %d.", i))
		require.NoError(t, err)
		sent = append(sent, id)
	}
	_, err := d.Desk.Receive(d.Ctx(), "secret", "google", "A secret.")
	require.NoError(t, err)
	_, err = d.Desk.Receive(d.Ctx(), "", "", "Hello?")
	require.NoError(t, err)

	all, err := d.Desk.Messages(d.Ctx(), eve, time.Time{})
	require.NoError(t, err)
	require.Len(t, all, 4, "of the cases that she may see, and what is in quarantine")
	require.Equal(t, []any{sent[0], "vault7", "apple", "Message 0.", received.MailAnswer}, []any{all[0].Message, all[0].Case, all[0].Party, all[0].Text, all[0].Class})
	earlier, err := d.Desk.Messages(d.Ctx(), eve, all[2].ReceivedAt)
	require.NoError(t, err)
	require.Len(t, earlier, 2)
	require.Equal(t, sent[1], earlier[1].Message)
	before, err := d.Desk.Messages(d.Ctx(), eve, all[3].ReceivedAt.Add(time.Microsecond))
	require.NoError(t, err)
	require.Equal(t, all, before, "what is in quarantine is on the pages before as well")
	everything, err := d.Desk.Messages(d.Ctx(), d.Mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, everything, 5)
}

func TestWhatWaitsIsListedFromWhereTheLastListEnded(t *testing.T) {
	d := askedDoor(t)
	first := d.receive("google", "One.")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
	second := d.receive("google", "Two.")
	whole, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Equal(t, []uuid.UUID{first, second}, []uuid.UUID{whole[0].Message, whole[1].Message})
	rest, err := d.Desk.InboxAfter(d.Ctx(), d.Mara, whole[0].ReceivedAt)
	require.NoError(t, err)
	require.Len(t, rest, 1)
	require.Equal(t, second, rest[0].Message)
	rest, err = d.Desk.InboxAfter(d.Ctx(), d.Mara, whole[1].ReceivedAt)
	require.NoError(t, err)
	require.Empty(t, rest)
}

func TestOneBadMessageDoesNotBreakTheInbox(t *testing.T) {
	d := askedDoor(t)
	gone := d.receive("google", "gone")
	_, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "google", received.MailAnswer, []byte("no mail at all"))
	require.NoError(t, err)
	long := d.receive("google", strings.Repeat("ä", casework.MaxText+1))
	require.NoError(t, d.Desk.Erase(d.Ctx(), gone))

	items, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	texts := map[string]bool{}
	for _, item := range items {
		texts[item.Text] = item.Cut
	}
	require.Equal(t, map[string]bool{"[erased]": false, "[it cannot be read]": false, strings.Repeat("ä", casework.MaxText): true}, texts)
	shown, err := d.Desk.Message(d.Ctx(), d.Mara, long)
	require.NoError(t, err)
	require.Len(t, []rune(shown.Text), casework.MaxText+1)
	require.False(t, shown.Cut)
}

func TestWhatWasReadBeforeItWasErasedIsGone(t *testing.T) {
	d := askedDoor(t)
	gone, stays := d.receive("google", "gone"), d.receive("google", "stays")
	for range 2 { // the second time from memory
		items, err := d.Desk.Inbox(d.Ctx(), d.Mara)
		require.NoError(t, err)
		require.Len(t, items, 2)
		shown, err := d.Desk.Message(d.Ctx(), d.Mara, gone)
		require.NoError(t, err)
		require.Equal(t, "gone", shown.Text)
	}
	require.NoError(t, d.Desk.Erase(d.Ctx(), gone))
	items, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	texts := map[uuid.UUID]string{}
	for _, item := range items {
		texts[item.Message] = item.Text
	}
	require.Equal(t, map[uuid.UUID]string{gone: "[erased]", stays: "stays"}, texts)
	shown, err := d.Desk.Message(d.Ctx(), d.Mara, gone)
	require.NoError(t, err)
	require.Equal(t, "[erased]", shown.Text)
}

func TestWhoMayReadMessages(t *testing.T) {
	d := askedDoor(t)
	placed, stray := d.receive("google", "Yes."), d.receive("", "Hello?")
	for role, test := range map[claim.Role]struct{ placed, stray, list claim.Code }{
		claim.Editor:   {},
		claim.Reporter: {stray: claim.CodeNotFound},
		claim.Auditor:  {stray: claim.CodeNotFound},
		claim.Reviewer: {placed: claim.CodeForbidden, stray: claim.CodeForbidden, list: claim.CodeForbidden},
	} {
		who := d.Person("a-"+string(role), role)
		_, err := d.Desk.Message(d.Ctx(), who, placed)
		require.Equal(t, test.placed, claim.CodeOf(err), role)
		_, err = d.Desk.Message(d.Ctx(), who, stray)
		require.Equal(t, test.stray, claim.CodeOf(err), role)
		_, err = d.Desk.Messages(d.Ctx(), who, time.Time{})
		require.Equal(t, test.list, claim.CodeOf(err), role)
	}
	_, err := answers.DiscardMessage(d.Ctx(), d.Desk.Door, d.Mara, stray)
	require.NoError(t, err)
	shown, err := d.Desk.Message(d.Ctx(), d.Mara, stray)
	require.NoError(t, err)
	require.True(t, shown.Discarded)
}
