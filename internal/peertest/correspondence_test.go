package peertest

import (
	"bytes"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// asked is a request to a party, as the test follows it.
type asked struct {
	*world
	party, address string
	id             uuid.UUID
	planned        []claim.Step // reminders, when it was asked
}

// ask asks a new party, of whose address somebody has made sure.
func (w *world) ask(party string, answerBy time.Time) *asked {
	w.t.Helper()
	a := &asked{world: w, party: party, address: "press@" + party + ".example"}
	made, err := w.Desk.AddParty(w.ctx, w.mara, casework.PartyInput{Key: party, Name: "The " + party, Email: a.address, Zone: "UTC"})
	require.NoError(w.t, err)
	state, err := w.Record.Load(w.ctx, claim.Stream{Kind: claim.StreamParty, ID: made.ID})
	require.NoError(w.t, err)
	_, err = contacts.Verify(w.ctx, w.Desk, w.mara, party, state.(*people.Party).Contact.ID, contacts.VerifyInput{How: people.VerifiedPublished})
	require.NoError(w.t, err)
	receipt, err := requests.Ask(w.ctx, w.Desk, w.mara, "story", requests.AskInput{
		Party: party, Claims: []string{"contact"}, Questions: "Did anybody write to you about it before Monday?", AnswerBy: answerBy,
	})
	require.NoError(w.t, err)
	a.id = receipt.ID
	a.planned = a.request().Planned
	return a
}

func (a *asked) request() report.RequestReport {
	a.t.Helper()
	r, err := a.Reads.RequestView(a.ctx, a.mara, a.id)
	require.NoError(a.t, err)
	return r
}

// reminders are the letters that Onrecord sent by itself, and that a mail server has taken.
func (a *asked) reminders() []report.LetterReport {
	a.t.Helper()
	return slices.DeleteFunc(a.request().Letters, func(l report.LetterReport) bool {
		return !l.Kind.Automatic() || l.Delivery == letters.DeliveryStopped || l.Delivery == letters.DeliveryNone
	})
}

// letter is what the party sees of the latest letter in its mailbox, once it is there.
type letter struct {
	mail.Header
	raw []byte
}

// letters waits until so many letters have arrived in the party's mailbox.
func (a *asked) letters(n int) []letter {
	a.t.Helper()
	var raw [][]byte
	a.eventually("letters to "+a.address, func() bool {
		raw = a.mailboxes.Messages(a.address)
		return len(raw) >= n
	})
	found := make([]letter, len(raw))
	for i, one := range raw {
		parsed, err := mail.ReadMessage(bytes.NewReader(one))
		require.NoError(a.t, err)
		found[i] = letter{parsed.Header, one}
	}
	return found
}

// answer is a mail that somebody at the party writes in answer to a letter.
type answer struct {
	from string // an address; that of the party if empty
	to   string // likewise; the reply address if empty
	bare bool   // it says nothing of the letter that it answers
	// fields and body are the rest of the mail; plain text with these words if there are no fields.
	fields, body string
}

// writes sends an answer to the latest letter.
func (a *asked) writes(in answer) {
	a.t.Helper()
	all := a.letters(1)
	l := all[len(all)-1]
	from, to := in.from, in.to
	if from == "" {
		from = a.address
	}
	if to == "" {
		reply, err := mail.ParseAddress(l.Get("Reply-To"))
		require.NoError(a.t, err)
		to = reply.Address
	}
	raw := "From: Press office <" + from + ">\nTo: <" + to + ">\nDate: " + time.Now().Format(time.RFC1123Z) +
		"\nMessage-ID: <" + uuid.NewString() + from[strings.Index(from, "@"):] + ">\nMIME-Version: 1.0\n"
	if in.bare {
		raw += "Subject: Your questions of this week\n"
	} else {
		raw += "Subject: Re: " + l.Get("Subject") + "\nIn-Reply-To: " + l.Get("Message-Id") + "\nReferences: " + l.Get("Message-Id") + "\n"
	}
	if in.fields == "" {
		in.fields = "Content-Type: text/plain; charset=utf-8\n"
	}
	a.send(from, to, raw+in.fields+"\n"+in.body)
}

// received are the mails that stand at the request's correspondence, in order.
func (a *asked) received() []correspondence.InboxItem {
	a.t.Helper()
	id, err := a.Record.RequestCorrespondence(a.ctx, a.id)
	require.NoError(a.t, err)
	state, err := a.Record.Load(a.ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	require.NoError(a.t, err)
	var items []correspondence.InboxItem
	for _, m := range state.(*letters.Correspondence).Messages {
		if m.Kind != claim.Reply {
			continue
		}
		item, err := a.Reads.Message(a.ctx, a.mara, m.ID)
		require.NoError(a.t, err)
		items = append(items, item)
	}
	return items
}

// comes waits for the n-th mail of the request, which has to be of a class.
func (a *asked) comes(n int, class received.MailClass) correspondence.InboxItem {
	a.t.Helper()
	var items []correspondence.InboxItem
	a.eventually("mail of "+a.party, func() bool {
		items = a.received()
		return len(items) >= n
	})
	require.Equal(a.t, class, items[n-1].Class, "%+v", items[n-1])
	return items[n-1]
}

// hears waits for the n-th mail of the request, which has to be a person's with these words, and records the answer.
func (a *asked) hears(n int, words string) correspondence.InboxItem {
	a.t.Helper()
	item := a.comes(n, received.MailAnswer)
	require.Contains(a.t, item.Text, words)
	heard := a.Clock.Now() // mailboxes keep the time of the wall, which is days behind
	_, err := answers.Record(a.ctx, a.Desk, a.mara, "story", answers.AnswerInput{
		Party: a.party, Message: item.Message.String(), ReceivedAt: &heard,
		Stances: []answers.StanceInput{{Claim: "contact", Stance: claim.Denies, Statement: words}},
	})
	require.NoError(a.t, err)
	return item
}
