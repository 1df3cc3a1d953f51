package outside_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

func TestNobodyOnTheDeskReadsThePartysLink(t *testing.T) {
	secret := strings.Repeat("abcdefghijk", 7)
	require.Len(t, secret, 77)
	const shown = "https://desk.example/answer/[only in the letter]"
	for sentence, test := range map[string]struct{ text, want string }{
		"the whole of it":         {"See https://desk.example/answer/" + secret + "\nThanks", "See " + shown + "\nThanks"},
		"quoted and broken":       {"> https://desk.example/answer/" + secret[:50] + "\n> " + secret[50:] + " and more", "> " + shown + " and more"},
		"broken by soft breaks":   {"https://desk.example/answer/" + secret[:50] + "=\r\n" + secret[50:], shown},
		"cut off":                 {"https://desk.example/answer/" + secret[:60], shown},
		"several":                 {"https://desk.example/answer/" + secret + " https://desk.example/answer/" + secret, shown + " " + shown},
		"broken in its path":      {"> https://desk.example/ans\n> wer/" + secret, "> https://desk.example/ans\n> wer/[only in the letter]"},
		"made safe by a service":  {"https://safe.example/?url=https%3A%2F%2Fdesk.example%2Fanswer%2F" + secret + "&data=1", "https://safe.example/?url=https%3A%2F%2Fdesk.example%2Fanswer%2F[only in the letter]&data=1"},
		"defended by another":     {"https://defence.example/?u=https-3A__desk.example_answer_" + secret + "&d=1", "https://defence.example/?u=https-3A__desk.example_answer_[only in the letter]&d=1"},
		"in capitals":             {"https://desk.example/answer/" + strings.ToUpper(secret), shown},
		"what follows stays":      {"https://desk.example/answer/" + secret + "\nfollows", shown + "\nfollows"},
		"another address stays":   {"https://example.org/answer/42\nWe say no.", "https://example.org/answer/42\nWe say no."},
		"a word behind it stays":  {"/answer/ unquestionably", "/answer/ unquestionably"},
		"nothing to take out":     {"We say no.", "We say no."},
		"nothing behind the path": {"/answer/", "/answer/"},
	} {
		require.Equal(t, test.want, mailtext.WithoutLinks(test.text), sentence)
	}
}

// letterOf is the letter of a request, with its bytes.
func letterOf(d *door, request uuid.UUID) (letter uuid.UUID, raw string) {
	d.T.Helper()
	thread, err := d.Desk.Thread(d.Ctx(), d.Mara, request)
	require.NoError(d.T, err)
	for _, item := range thread.Items {
		if item.Kind == correspondence.ThreadLetter {
			letter = item.Message
			require.Contains(d.T, item.Text, "/answer/[only in the letter]")
		}
	}
	correspondence, err := d.Desk.Record.RequestCorrespondence(d.Ctx(), request)
	require.NoError(d.T, err)
	state, err := d.Desk.Record.Load(d.Ctx(), claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	require.NoError(d.T, err)
	data, err := d.Desk.Record.Get(d.Ctx(), state.(*letters.Correspondence).Message(letter).Content)
	require.NoError(d.T, err)
	return letter, string(data)
}

func TestALetterIsSavedOnceItsLinkIsOver(t *testing.T) {
	d, link := pageDoor(t)
	letter, _ := letterOf(d, link.Request)
	_, err := d.Desk.RawMessage(d.Ctx(), d.Mara, letter)
	e := caseworktest.Refused(t, claim.CodeForbidden, err)
	require.Contains(t, e.Hint, "UTC")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 60*24*time.Hour))
	raw, err := d.Desk.RawMessage(d.Ctx(), d.Mara, letter)
	require.NoError(t, err)
	require.Contains(t, string(raw), "/answer/")
}

var secretInLetter = regexp.MustCompile(`/answer/([a-z2-7]{77})`)

func TestAMessageThatQuotesTheLinkIsSavedOnceItIsOver(t *testing.T) {
	d, link := pageDoor(t)
	_, letter := letterOf(d, link.Request)
	quoted := "> " + secretInLetter.FindString(strings.ReplaceAll(letter, "=\r\n", ""))
	require.Len(t, quoted, 2+8+77)
	coded := base64.StdEncoding.EncodeToString([]byte("We say no.\n" + quoted))
	const head = "From: press@apple.example\r\nSubject: Re\r\nMIME-Version: 1.0\r\n"
	for way, raw := range map[string]string{
		"as it stands":     head + "\r\nWe say no.\r\n" + quoted,
		"in base64":        head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded,
		"in HTML":          head + "Content-Type: text/html\r\n\r\n<a href='" + strings.ReplaceAll(quoted, "/", "&#x2f;") + "'>",
		"quoted-printable": head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.ReplaceAll(quoted, "/", "=2F"),
	} {
		t.Run(way, func(t *testing.T) {
			for _, party := range []string{"apple", ""} { // the latter waits in quarantine
				raw := raw + strings.Repeat(" ", len(party))
				id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", party, received.MailAnswer, []byte(raw))
				require.NoError(t, err)
				_, err = d.Desk.RawMessage(d.Ctx(), d.Mara, id)
				require.Contains(t, caseworktest.Refused(t, claim.CodeForbidden, err).Message, "holds the link by which the party answers")
				page, err := d.Desk.MessagePage(d.Ctx(), d.Mara, id)
				require.NoError(t, err, "its text can be read")
				require.False(t, page.OpenUntil.IsZero())
				require.NotContains(t, page.Text, secretInLetter.FindStringSubmatch(strings.ReplaceAll(letter, "=\r\n", ""))[1])
			}
		})
	}
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "apple", received.MailAnswer, []byte(head+"\r\nOnce more.\r\n"+quoted))
	require.NoError(t, err)
	require.NoError(t, d.Desk.Pass(d.Ctx(), 60*24*time.Hour))
	raw, err := d.Desk.RawMessage(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.Contains(t, string(raw), quoted, "as it came")
}

func TestAFileIsSavedUnlessItQuotesTheLink(t *testing.T) {
	d, link := pageDoor(t)
	_, letter := letterOf(d, link.Request)
	raw := "From: press@apple.example\r\nSubject: Re\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n" +
		"--xx\r\nContent-Type: text/plain\r\n\r\nSee your letter.\r\n" +
		"--xx\r\nContent-Type: message/rfc822\r\n\r\n" + letter +
		"\r\n--xx\r\nContent-Type: application/pdf; name=no.pdf\r\nContent-Disposition: attachment; filename=no.pdf\r\n\r\nno\r\n--xx--\r\n"
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "apple", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	_, err = d.Desk.RawMessage(d.Ctx(), d.Mara, id)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	_, _, err = d.Desk.MessageFile(d.Ctx(), d.Mara, id, 0)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	file, data, err := d.Desk.MessageFile(d.Ctx(), d.Mara, id, 1)
	require.NoError(t, err)
	require.Equal(t, "no.pdf", file.Name)
	require.Equal(t, "no", strings.TrimSpace(string(data)))
}

func TestALinkThatWasNeverMadeHoldsNothingBack(t *testing.T) {
	d, _ := pageDoor(t)
	raw := "From: press@apple.example\r\n\r\nhttps://desk.example/answer/" + strings.Repeat("abcdefg", 11)
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "apple", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	_, err = d.Desk.RawMessage(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
}
