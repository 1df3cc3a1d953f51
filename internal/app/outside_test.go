package app_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// link is what the link in the letters of a request leads to, after it went
// through its token as a party's browser sends it.
func (d *desk) link(id uuid.UUID, party string) mailtext.PageLink {
	d.t.Helper()
	partyID, err := d.Record.Resolve(d.ctx, claim.StreamParty, uuid.Nil, party)
	require.NoError(d.t, err)
	state, err := d.Record.Load(d.ctx, claim.Stream{Kind: claim.StreamParty, ID: partyID})
	require.NoError(d.t, err)
	request, contact, ok := d.Room.Links.Parse(d.Room.Links.Token(id, state.(*people.Party).Contact.ID))
	require.True(d.t, ok)
	return mailtext.PageLink{Request: request, Contact: contact}
}

// onPage has a party send something on the answer page.
func (d *desk) onPage(link mailtext.PageLink, change func(*outside.PageInput)) outside.PageReceipt {
	d.t.Helper()
	view, err := d.Porch.AnswerPage(d.ctx, link)
	require.NoError(d.t, err)
	in := outside.PageInput{Key: uuid.New(), Name: "Ada"}
	for _, c := range view.Claims {
		in.Answers = append(in.Answers, outside.PageAnswerInput{Claim: c.ID, Stance: claim.Denies, Statement: "It is not so."})
	}
	if change != nil {
		change(&in)
	}
	receipt, err := d.Porch.AnswerOnPage(d.ctx, link, in)
	require.NoError(d.t, err)
	again, err := d.Porch.AnswerOnPage(d.ctx, link, in)
	require.NoError(d.t, err)
	require.Equal(d.t, receipt, again, "sent twice it counts once")
	return receipt
}

func TestAnAnswerOnTheAnswerPageEndsTheReminders(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	d.onPage(d.link(id, "vendor"), nil)
	require.Equal(t, letters.Answered, d.request(id).Lifecycle)
	d.staged("contact", claim.StageAssessing)
	d.until(d.day(9, 0))
	require.Empty(t, d.reminders(id))
	answer := d.view("contact").Parties[0].Answers[0]
	require.Equal(t, claim.ByAnswerPage, answer.Channel)
	require.Equal(t, "It is not so.", answer.Statement)
}

func TestAQuestionOnTheAnswerPageStopsTheClockOfAnEngineThatWasLost(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	d.onPage(d.link(id, "vendor"), func(in *outside.PageInput) {
		in.Answers, in.Asks, in.Question = nil, letters.AsksBack, "Which one?"
	})
	d.restart()
	d.until(d.day(9, 0))
	require.Empty(t, d.reminders(id))
	require.Equal(t, letters.Sent, d.request(id).Lifecycle, "it lapsed with a question unread")
	inbox, err := d.Reads.Inbox(d.ctx, d.mara)
	require.NoError(t, err)
	require.Len(t, inbox, 1)
	require.Equal(t, "Which one?", inbox[0].Text)
	d.onPage(d.link(id, "vendor"), nil)
	require.Equal(t, letters.Answered, d.request(id).Lifecycle, "a late answer is taken")
}

func TestALateAnswerOnTheAnswerPageWakesACorrespondenceThatHasEnded(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(4, 0), "contact")
	d.until(d.day(5, 0))
	require.Equal(t, letters.NoReply, d.request(id).Lifecycle)
	d.staged("contact", claim.StageAssessing)
	d.publish("contact", claim.Unverified)
	public, err := d.Porch.PublicCase(d.ctx, "story")
	require.NoError(t, err)
	d.until(d.day(6, 0))
	d.onPage(d.link(id, "vendor"), nil)
	d.staged("contact", claim.StageCorrecting)
	after, err := d.Porch.PublicCase(d.ctx, "story")
	require.NoError(t, err)
	require.False(t, after.Claims[0].Checking.IsZero(), "readers are told that it is checked again")
	after.Claims[0].Checking = time.Time{}
	require.Equal(t, public, after, "readers see the answer with the correction")
}
