package app_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// letters is the correspondence of a request as it stands.
func (d *desk) letters(request uuid.UUID) *letters.Correspondence {
	d.t.Helper()
	mail, err := d.Desk.LettersOf(d.ctx, d.mara, request)
	require.NoError(d.t, err)
	return mail
}

// again has what came back go to where letters to a party go by now.
func (d *desk) again(party string) {
	d.t.Helper()
	page, err := d.Reads.PartyPage(d.ctx, d.mara, party)
	require.NoError(d.t, err)
	for _, c := range page.Contacts {
		if !c.Letters {
			continue
		}
		views, err := contacts.PreviewAgain(d.ctx, d.Desk, d.mara, party, c.ID, false)
		require.NoError(d.t, err)
		var in contacts.ContactAgainInput
		for _, v := range views {
			in.Returned = append(in.Returned, v.Returned...)
		}
		_, err = contacts.Again(d.ctx, d.Desk, d.mara, party, c.ID, in)
		require.NoError(d.t, err)
	}
}

func TestWhatCameBackOfSeveralRequestsGoesInOneLetter(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.claim("patch")
	d.party("vendor", "UTC", claim.OfficeHours{})
	one, two := d.ask("vendor", d.day(8, 0), "contact"), d.ask("vendor", d.day(8, 0), "patch")
	d.until(d.day(1, 0))
	for _, m := range d.smtp.Taken() {
		l, err := crashtest.Read(m)
		require.NoError(t, err)
		d.handIn("", l.ReplyTo, l.Bounce())
	}
	_, err := contacts.Change(d.ctx, d.Desk, d.mara, "vendor", casework.ContactInput{Email: "media@vendor.example"})
	require.NoError(t, err)
	d.again("vendor")
	d.until(d.day(1, 2))
	letter := d.letter("media@vendor.example")
	d.eventually("both count as sent", func() bool {
		return d.request(one).Place == letters.Place(letters.Sent) && d.request(two).Place == letters.Place(letters.Sent)
	})
	n := 0
	for _, m := range d.smtp.Taken() {
		if m.To[0] == "media@vendor.example" {
			n++
		}
	}
	require.Equal(t, 1, n, "one letter, and not two")
	for _, request := range []uuid.UUID{one, two} {
		require.Contains(t, strings.ReplaceAll(string(letter.Raw), "=\r\n", ""), letters.RequestCode(request))
	}
}

func TestARefusedLetterGoesToTheNextContactPointInOfficeHours(t *testing.T) {
	d := open(t)
	d.claim("contact")
	hours := claim.OfficeHours{From: 9 * 60, To: 17 * 60}
	d.party("vendor", "UTC", hours)
	_, err := contacts.Add(d.ctx, d.Desk, d.mara, "vendor", contacts.ContactPointInput{Address: "counsel@vendor.example", Role: "counsel"})
	require.NoError(t, err)
	d.smtp.For("press@vendor.example", mailtest.RefuseRecipient)
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 12))
	d.letter("counsel@vendor.example")
	d.eventually("the request counts as sent", func() bool { return len(d.sent(id, claim.RequestLetter)) == 1 })

	contacts, err := d.Reads.PartyPage(d.ctx, d.mara, "vendor")
	require.NoError(t, err)
	require.Equal(t, people.HealthDead, contacts.Contacts[0].Health)
	require.Contains(t, contacts.Contacts[0].Words, "550 5.1.1 no such user")
	require.Equal(t, claim.CauseNoSuchAddress.NextStep(), contacts.Contacts[0].NextStep)
	require.True(t, contacts.Contacts[1].Letters)
	require.Equal(t, people.HealthGood, contacts.Contacts[1].Health)
	bad, err := d.Reads.BadContacts(d.ctx, d.mara)
	require.NoError(t, err)
	require.Len(t, bad, 1)
	require.Equal(t, 1, bad[0].Left)
	require.Empty(t, bad[0].Open, "the request has reached another address")

	d.until(d.day(9, 0))
	require.NotEmpty(t, d.reminders(id))
	require.Equal(t, claim.DeliveredNoAnswer, d.request(id).Silence)
	for _, m := range d.smtp.Taken() {
		require.Equal(t, "counsel@vendor.example", m.To[0])
	}
}
