package app_test

import (
	"bytes"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// toldDesk is a desk on which two parties were asked about a claim, and have not answered.
func toldDesk(t *testing.T) *desk {
	d := open(t)
	d.claim("contact")
	for _, name := range []string{"vendor", "works"} {
		d.party(name, "UTC", claim.OfficeHours{})
		d.ask(name, d.day(3, 0), "contact")
	}
	d.until(d.day(4, 0))
	d.staged("contact", claim.StageAssessing)
	return d
}

// undone lets the undo window pass.
func (d *desk) undone() {
	d.until(d.Clock.Now().Add(claim.DefaultDeskSettings.UndoWindow() + time.Second))
}

// told are the words of the letters about publications that the mail server was given
// for a party, and has taken or not.
func (d *desk) told(party string, taken bool) []string {
	d.t.Helper()
	var words []string
	for _, m := range d.smtp.Messages() {
		letter, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		require.NoError(d.t, err)
		if m.Taken != taken || m.To[0] != "press@"+party+".example" || !strings.HasPrefix(letter.Header.Get("Subject"), "About what we published") {
			continue
		}
		body, err := io.ReadAll(quotedprintable.NewReader(letter.Body))
		require.NoError(d.t, err)
		words = append(words, string(body))
	}
	return words
}

func TestEveryPartyThatWasAskedIsToldOfEachActInOneLetter(t *testing.T) {
	d := toldDesk(t)
	d.publish("contact", claim.Unverified)
	for _, party := range []string{"vendor", "works"} {
		require.Empty(t, d.told(party, true), "the undo window is still open")
	}
	d.undone()
	d.undone()
	for _, party := range []string{"vendor", "works"} {
		told := d.told(party, true)
		require.Len(t, told, 1)
		require.Contains(t, told[0], "It is so: contact.")
	}
	_, err := findings.Retract(d.ctx, d.Desk, d.mara, "story/contact", findings.TakeBackInput{Reason: "We asked the wrong people."})
	require.NoError(t, err)
	d.undone()
	d.undone()
	for _, party := range []string{"vendor", "works"} {
		told := d.told(party, true)
		require.Len(t, told, 2)
		require.Contains(t, told[1], "We asked the wrong people.")
	}
	for id, n := range d.smtp.Copies() {
		require.Equal(t, 1, n, id)
	}
}

func TestNobodyIsToldOfWhatWasTakenBackUntoldBeforeTheLetterWent(t *testing.T) {
	d := toldDesk(t)
	d.publish("contact", claim.Unverified)
	_, err := findings.Retract(d.ctx, d.Desk, d.mara, "story/contact", findings.TakeBackInput{Reason: "We asked the wrong people.", Untold: "They were called."})
	require.NoError(t, err)
	d.undone()
	d.undone()
	require.True(t, d.nextDue().IsZero(), "no letter waits")
	require.Empty(t, d.told("vendor", true))
	require.Empty(t, d.told("works", true))
}

func TestALetterThatIsTriedAgainAfterATakedownRepeatsNoWords(t *testing.T) {
	d := toldDesk(t)
	d.smtp.For("press@vendor.example", mailtest.DeferMessage, mailtest.DeferMessage)
	d.publish("contact", claim.Unverified)
	d.undone()
	d.eventually("the server has put the letter off", func() bool { return len(d.told("vendor", false)) > 0 })
	require.Contains(t, d.told("vendor", false)[0], "It is so: contact.")
	require.Empty(t, d.told("vendor", true))
	require.Len(t, d.told("works", true), 1)
	_, err := findings.TakeDown(d.ctx, d.Desk, d.mara, "story/contact", findings.TakeBackInput{Reason: "By order of a court."})
	require.NoError(t, err)
	d.until(d.day(6, 0))
	told := d.told("vendor", true)
	require.Len(t, told, 1, "what was put off is not sent any more")
	require.Contains(t, told[0], "By order of a court.")
	require.NotContains(t, told[0], "It is so: contact.")
	require.Len(t, d.told("works", true), 2)
}
