package casework_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// receive takes in a message to vault7; a party "" is nobody.
func (d *door) receive(party, text string) uuid.UUID {
	d.t.Helper()
	id, err := d.desk.Receive(d.ctx(), "vault7", party, text)
	require.NoError(d.t, err)
	return id
}

func askedDoor(t *testing.T) *door {
	d := newDoor(t)
	d.claims("vault7", "a")
	d.party("Google")
	d.ask("vault7", "google", "a")
	return d
}

func TestAnAnswerThatWasTakenForAMachinesIsFoundAndAnswered(t *testing.T) {
	d := askedDoor(t)
	raw := []byte("From: press@google.example\r\nSubject: Re: Your request\r\n\r\nWe confirm it.\r\n")
	id, err := d.desk.ReceiveRaw(d.ctx(), "vault7", "google", claim.MailAutomatic, raw)
	require.NoError(t, err)
	waits, err := d.desk.Inbox(d.ctx(), d.mara)
	require.NoError(t, err)
	require.Empty(t, waits)

	all, err := d.desk.Messages(d.ctx(), d.mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, claim.MailAutomatic, all[0].Class)
	require.Equal(t, "We confirm it.", all[0].Text)
	_, err = d.desk.Answer(d.ctx(), d.mara, "vault7", casework.AnswerInput{
		Party: "google", Message: id.String(), Stances: []casework.StanceInput{{Claim: "a", Stance: claim.Confirms}},
	})
	require.NoError(t, err)

	shown, err := d.desk.Message(d.ctx(), d.mara, id)
	require.NoError(t, err)
	require.Equal(t, "We confirm it.", shown.Text, "it can be read again")
	require.Equal(t, claim.ReadAnswer, shown.Disposition)
	require.NotNil(t, shown.ReadAt)
	require.Contains(t, d.report("vault7").StatusLine, "Google has confirmed")
}

func TestAllMessagesComeInPages(t *testing.T) {
	d, eve := secretDoor(t)
	var sent []uuid.UUID
	for i := range 3 {
		id, err := d.desk.Receive(d.ctx(), "vault7", "apple", fmt.Sprintf("Message %d.", i))
		require.NoError(t, err)
		sent = append(sent, id)
	}
	_, err := d.desk.Receive(d.ctx(), "secret", "google", "A secret.")
	require.NoError(t, err)
	_, err = d.desk.Receive(d.ctx(), "", "", "Hello?")
	require.NoError(t, err)

	all, err := d.desk.Messages(d.ctx(), eve, time.Time{})
	require.NoError(t, err)
	require.Len(t, all, 4, "of the cases that she may see, and what is in quarantine")
	require.Equal(t, []any{sent[0], "vault7", "apple", "Message 0.", claim.MailAnswer}, []any{all[0].Message, all[0].Case, all[0].Party, all[0].Text, all[0].Class})
	earlier, err := d.desk.Messages(d.ctx(), eve, all[2].ReceivedAt)
	require.NoError(t, err)
	require.Len(t, earlier, 2)
	require.Equal(t, sent[1], earlier[1].Message)
	everything, err := d.desk.Messages(d.ctx(), d.mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, everything, 5)
}

func TestOneBadMessageDoesNotBreakTheInbox(t *testing.T) {
	d := askedDoor(t)
	gone := d.receive("google", "gone")
	_, err := d.desk.ReceiveRaw(d.ctx(), "vault7", "google", claim.MailAnswer, []byte("no mail at all"))
	require.NoError(t, err)
	long := d.receive("google", strings.Repeat("ä", casework.MaxText+1))
	require.NoError(t, d.desk.Erase(d.ctx(), gone))

	items, err := d.desk.Inbox(d.ctx(), d.mara)
	require.NoError(t, err)
	texts := map[string]bool{}
	for _, item := range items {
		texts[item.Text] = item.Cut
	}
	require.Equal(t, map[string]bool{"[erased]": false, "[it cannot be read]": false, strings.Repeat("ä", casework.MaxText): true}, texts)
	shown, err := d.desk.Message(d.ctx(), d.mara, long)
	require.NoError(t, err)
	require.Len(t, []rune(shown.Text), casework.MaxText+1)
	require.False(t, shown.Cut)
}

func TestWhatWasReadBeforeItWasErasedIsGone(t *testing.T) {
	d := askedDoor(t)
	gone, stays := d.receive("google", "gone"), d.receive("google", "stays")
	for range 2 { // the second time from memory
		items, err := d.desk.Inbox(d.ctx(), d.mara)
		require.NoError(t, err)
		require.Len(t, items, 2)
		shown, err := d.desk.Message(d.ctx(), d.mara, gone)
		require.NoError(t, err)
		require.Equal(t, "gone", shown.Text)
	}
	require.NoError(t, d.desk.Erase(d.ctx(), gone))
	items, err := d.desk.Inbox(d.ctx(), d.mara)
	require.NoError(t, err)
	texts := map[uuid.UUID]string{}
	for _, item := range items {
		texts[item.Message] = item.Text
	}
	require.Equal(t, map[uuid.UUID]string{gone: "[erased]", stays: "stays"}, texts)
	shown, err := d.desk.Message(d.ctx(), d.mara, gone)
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
		who := d.person("a-"+string(role), role)
		_, err := d.desk.Message(d.ctx(), who, placed)
		require.Equal(t, test.placed, claim.CodeOf(err), role)
		_, err = d.desk.Message(d.ctx(), who, stray)
		require.Equal(t, test.stray, claim.CodeOf(err), role)
		_, err = d.desk.Messages(d.ctx(), who, time.Time{})
		require.Equal(t, test.list, claim.CodeOf(err), role)
	}
	auditor := d.who("a-auditor")
	_, err := d.desk.ReadMessage(d.ctx(), auditor, placed, casework.ReadInput{Disposition: claim.ReadNoAnswer})
	refused(t, claim.CodeForbidden, err)
	_, err = d.desk.Answer(d.ctx(), auditor, "vault7", casework.AnswerInput{})
	refused(t, claim.CodeForbidden, err)

	_, err = d.desk.DiscardMessage(d.ctx(), d.mara, stray)
	require.NoError(t, err)
	shown, err := d.desk.Message(d.ctx(), d.mara, stray)
	require.NoError(t, err)
	require.True(t, shown.Discarded)
}
