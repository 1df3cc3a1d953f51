package post_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

const inCopy = "legal@google.example"

// copied is an office with a second request, whose letter has a copy and a file.
func copied(t *testing.T) *office {
	o, _ := openChecked(t)
	o.url = "https://desk.example"
	file := o.keep("a,b\n1,2\n")
	evidence := o.keep(sources.EvidenceText{Title: "A table", File: &sources.EvidenceFile{Name: "table.csv", Media: "text/csv", Bytes: 8, SHA256: "00"}})
	o.write(claim.Stream{Kind: claim.StreamClaim, ID: id("contact")}, sources.AddEvidence{
		Evidence: id("table"), Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Text: evidence, File: file})
	o.letters = o.write(o.stream(), letters.Ask{
		Request: id("copied"), Channel: claim.ByEmail, Case: id("case"), Party: id("google"), Claims: []uuid.UUID{id("contact")}, Questions: o.keep("Is it so?"),
		SendAt: noon, AnswerBy: noon.Add(48 * time.Hour), Steps: []claim.Step{{At: noon.Add(24 * time.Hour)}},
		With: &letters.Enclosed{
			Copies: o.keep(letters.CopyList{Addresses: []string{inCopy}}), Copied: 1,
			Files: []letters.EnclosedFile{{Claim: id("contact"), Evidence: id("table"), File: file, Bytes: 8}},
		},
	}).(*letters.Correspondence)
	return o
}

// last is the letter that was dispatched last, composed.
func (o *office) last() (letters.Message, activities.Composed, mail.Inbound) {
	o.t.Helper()
	m := o.letters.Messages[len(o.letters.Messages)-1]
	composed, err := o.Compose(o.t.Context(), o.letters, m)
	require.NoError(o.t, err)
	raw, err := o.record.Get(o.t.Context(), composed.Content)
	require.NoError(o.t, err)
	in, err := mail.Read(raw)
	require.NoError(o.t, err)
	return m, composed, in
}

func TestALetterWithCopiesHasNoAnswerLinkAndBringsItsFiles(t *testing.T) {
	o := copied(t)
	_, composed, in := o.last()
	require.NotContains(t, in.Text, "/answer/", "whoever has a copy could answer as the party")
	require.Contains(t, in.Text, "To answer, simply reply to this e-mail.")
	require.Equal(t, []mail.Address{{Address: inCopy}}, in.Cc)
	require.Len(t, in.Attachments, 1)
	require.Equal(t, []any{"table.csv", "text/csv", 8}, []any{in.Attachments[0].Name, in.Attachments[0].ContentType, in.Attachments[0].Size})
	_, again, _ := o.last()
	require.Equal(t, composed.Content, again.Content, "the same letter each time")
	handed, err := o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	require.Equal(t, activities.Handed{Outcome: activities.Accepted}, handed)
	require.Equal(t, []string{pressOffice, inCopy}, o.smtp.Taken()[0].To)

	o.write(o.stream(), letters.RecordDelivery{Message: o.letters.Messages[1].ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon})
	o.letters = o.now()
	o.letters.Messages = append(o.letters.Messages, letters.Message{ID: id("reminder"), Kind: claim.ReminderLetter, Number: 1, Requests: []uuid.UUID{id("copied")}, At: noon})
	_, _, in = o.last()
	require.Contains(t, in.Text, "/answer/", "a reminder goes to the party alone")
	require.Empty(t, in.Cc)

	_, text := o.compose()
	require.Contains(t, text, "/answer/", "another request has its link")
}

func TestACopyThatTheServerDoesNotTakeKeepsNoLetterBack(t *testing.T) {
	o := copied(t)
	m, composed, _ := o.last()
	o.smtp.For(inCopy, mailtest.RefuseRecipient)
	handed, err := o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	require.Equal(t, activities.Handed{Outcome: activities.Accepted, Uncopied: 1}, handed)
	require.Equal(t, []string{pressOffice}, o.smtp.Taken()[0].To)
	o.write(o.stream(), letters.RecordDelivery{Message: m.ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon, Uncopied: handed.Uncopied})
	require.Equal(t, 1, o.now().Message(m.ID).Uncopied)
}

func TestWhoeverIsNotToBeContactedByNowGetsNoCopy(t *testing.T) {
	o := copied(t)
	_, before, _ := o.last()
	other := claim.Stream{Kind: claim.StreamParty, ID: id("other")}
	o.write(other, people.AddParty{Profile: o.keep(people.PartyProfile{Name: "Other"}), Zone: "UTC", Contact: people.Contact{
		ID: id("counsel"), Channel: claim.ByEmail, Address: o.keep(people.ContactAddress{Address: "Legal@GOOGLE.example"})}})
	o.write(other, people.BarContact{Reason: o.keep("She asks not to be written to.")})
	_, after, in := o.last()
	require.Empty(t, in.Cc)
	for _, composed := range []activities.Composed{before, after} {
		handed, err := o.HandOver(t.Context(), o.letters, composed)
		require.NoError(t, err)
		require.Equal(t, activities.Handed{Outcome: activities.Accepted, Uncopied: 1}, handed, "the record says that a copy did not go out")
	}
	for _, taken := range o.smtp.Taken() {
		require.Equal(t, []string{pressOffice}, taken.To)
	}
}

// failed is a report that a letter did not arrive somewhere.
func failed(about uuid.UUID, at string) string {
	return strings.ReplaceAll("From: mailer-daemon@google.example\nTo: desk@desk.example\nSubject: Undelivered\nMIME-Version: 1.0\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt could not be delivered.\n--b\n"+
		"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.google.example\n\nFinal-Recipient: rfc822; "+at+
		"\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <"+about.String()+"@desk.example>\n--b--\n", "\n", "\r\n")
}

func TestABounceOfACopyIsNoneOfTheLetter(t *testing.T) {
	o := copied(t)
	m, _, _ := o.last()
	o.write(o.stream(), letters.RecordDelivery{Message: m.ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon, Contact: id("press")})
	to := o.Tokens.Address(o.stream().ID)
	bounced, _ := o.arrives(to, received.Envelope{}, failed(m.ID, "Legal@Google.example"))
	require.True(t, o.placed(bounced).Copy)
	require.False(t, o.placed(bounced).Unread())
	require.Equal(t, letters.DeliveryAccepted, o.now().Message(m.ID).Delivery)
	require.Empty(t, o.now().BadContacts)

	unknown, _ := o.arrives(to, received.Envelope{}, failed(m.ID, "somebody@elsewhere.example"))
	require.True(t, o.placed(unknown).Unread(), "it may be about either, and a person looks")
	require.Equal(t, letters.DeliveryAccepted, o.now().Message(m.ID).Delivery)

	o.arrives(to, received.Envelope{}, failed(m.ID, pressOffice))
	require.Equal(t, letters.DeliveryHardBounce, o.now().Message(m.ID).Delivery)
}

func TestWhoHadACopyIsNotTheParty(t *testing.T) {
	o := copied(t)
	o.verifyPress()
	m, _, _ := o.last()
	o.write(o.stream(), letters.RecordDelivery{Message: m.ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon, Contact: id("press")})
	to := o.Tokens.Address(o.stream().ID)
	message, sender := o.arrives(to, received.Envelope{}, authntest.Sign(t, "google.example", authntest.Mail(inCopy)))
	require.True(t, o.placed(message).Unread(), "it is matched, and read")
	require.True(t, sender.Has(received.SignCopy))
	require.Equal(t, claim.AuthenticityUnverified, sender.Grade)
	_, sender = o.arrives(to, received.Envelope{}, authntest.Sign(t, "google.example", authntest.Mail(pressOffice)))
	require.Equal(t, claim.AuthenticityVerified, sender.Grade)
}

func TestWhatGoesOutWithALetterIsBounded(t *testing.T) {
	o := copied(t)
	ask := func(with letters.Enclosed, on claim.Channel) error {
		return o.refused(o.stream(), letters.Ask{
			Request: id("other"), Channel: on, Case: id("case"), Party: id("google"), Claims: []uuid.UUID{id("contact")}, Questions: o.keep("Is it so?"),
			SendAt: noon, AnswerBy: noon.Add(48 * time.Hour), With: &with})
	}
	file := o.now().Request(id("copied")).With.Files[0]
	foreign := file
	foreign.Claim = id("patch")
	large := file
	large.Bytes = letters.MaxEnclosedBytes + 1
	require.Equal(t, claim.CodeTooLarge, claim.CodeOf(ask(letters.Enclosed{Copies: "copies", Copied: letters.MaxCopies + 1}, claim.ByEmail)))
	require.Equal(t, claim.CodeTooLarge, claim.CodeOf(ask(letters.Enclosed{Files: []letters.EnclosedFile{large}}, claim.ByEmail)))
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(ask(letters.Enclosed{Files: []letters.EnclosedFile{foreign}}, claim.ByEmail)))
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(ask(letters.Enclosed{Files: []letters.EnclosedFile{file, file}}, claim.ByEmail)))
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(ask(letters.Enclosed{Copies: "copies", Copied: 1}, claim.ByPhone)))
}
