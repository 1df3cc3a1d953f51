package web_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

const inHTML = "From: press@google.example\r\nSubject: Re: Your request\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" +
	"<p onclick=x()>Yes, <b>we were</b>.</p><script>alert(1)</script><img src=\"https://t.example/1.png\"><img src=//t.example/2.png>\r\n"

func TestTheHTMLOfAMessageIsShownOnRequestAndDoesNothing(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	id, err := d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(inHTML))
	require.NoError(t, err)
	path := "/messages/" + id.String()
	page := d.Get(path)
	require.Contains(t, page.Body, `<a href="`+path+`/formatted">Show the HTML as they formatted it</a>`)
	require.NotContains(t, page.Body, "<iframe", "on request alone")

	around := d.Get(path + "/formatted")
	require.Equal(t, 200, around.Status)
	require.Contains(t, around.Body, `src="`+path+`/frame" sandbox title=`)
	require.Contains(t, around.Body, "2 pictures from elsewhere are not loaded.")
	require.Contains(t, around.Header.Get("Content-Security-Policy"), "frame-src 'self'")

	frame := d.Get(path + "/frame")
	require.Equal(t, 200, frame.Status)
	require.Contains(t, frame.Body, "<p>Yes, <b>we were</b>.</p>")
	for _, gone := range []string{"script", "onclick", "t.example"} {
		require.NotContains(t, frame.Body, gone)
	}
	says := frame.Header.Get("Content-Security-Policy")
	for _, wall := range []string{"default-src 'none'", "img-src data:;", "form-action 'none'", "frame-ancestors 'self'"} {
		require.Contains(t, says, wall)
	}
	require.True(t, strings.HasSuffix(says, "; sandbox"), "nothing is allowed in it")

	_, plain := d.wrote("Yes.")
	require.NotContains(t, d.Get(plain).Body, "Show the HTML")
	require.Equal(t, 404, d.Get(plain+"/formatted").Status)
	require.Equal(t, 404, d.Get(plain+"/frame").Status)
}

// TestAPictureOfTheMessageItselfStandsInIt: one that came with it, and nothing that would have to be fetched.
func TestAPictureOfTheMessageItselfStandsInIt(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
	raw := "From: press@google.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" +
		"--x\r\nContent-Type: text/html\r\n\r\n<p>Yes.</p><img src=\"cid:logo@google\" alt=\"Google\"><img src=\"https://t.example/1.png\">\r\n" +
		"--x\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@google>\r\nContent-Transfer-Encoding: base64\r\n\r\n" + dot + "\r\n--x--\r\n"
	id, err := d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	frame := d.Get("/messages/" + id.String() + "/frame")
	require.Contains(t, frame.Body, `<img src="data:image/png;base64,`+dot+`" alt="Google">`)
	require.NotContains(t, frame.Body, "t.example")
	require.Contains(t, d.Get("/messages/"+id.String()+"/formatted").Body, "1 picture from elsewhere is not loaded.")
}

func TestTheHTMLIsSeenByThoseWhoSeeTheMessage(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	d.Person("nils", claim.Editor)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.mara, writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.mara, "secret", writing.ClaimInput{Key: "a", Statement: "A."})
	require.NoError(t, err)
	_, err = requests.Ask(t.Context(), d.Door, d.mara, "secret", requests.AskInput{Party: "google", Claims: []string{"a"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().AddDate(0, 0, 1)})
	require.NoError(t, err)
	secret, err := d.ReceiveRaw(t.Context(), "secret", "google", received.MailAnswer, []byte(inHTML))
	require.NoError(t, err)
	quarantined, err := d.ReceiveRaw(t.Context(), "vault7", "", received.MailAnswer, []byte(strings.Replace(inHTML, "Yes", "No", 1)))
	require.NoError(t, err)
	nils := d.SignIn("nils")
	for id, status := range map[uuid.UUID]int{secret: 404, quarantined: 200} {
		for _, end := range []string{"/formatted", "/frame"} {
			require.Equal(t, 200, d.Get("/messages/"+id.String()+end).Status)
			require.Equal(t, status, nils.Get("/messages/"+id.String()+end).Status, end)
		}
	}
}

func TestAnEncryptedAnswerIsSaidToBeOne(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	raw := "From: press@google.example\r\nSubject: Re: Your request\r\nMIME-Version: 1.0\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0\r\n-----END PGP MESSAGE-----\r\n"
	id, err := d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	const says = "It is encrypted with OpenPGP: nobody can read it here yet. It is kept as it came."
	require.Contains(t, d.Get("/messages/"+id.String()).Body, says)
	require.Contains(t, d.Get("/inbox").Body, says)
	item, err := d.Message(t.Context(), d.mara, id)
	require.NoError(t, err)
	require.Equal(t, []mailtext.MailWrapping{{Kind: received.EncryptedOpenPGP, Says: says}}, item.Wrapped)
}
