package mail_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

const hidden = "https://desk.example/answer/abc"

func TestWhatIsEncodedInAMessageIsFound(t *testing.T) {
	coded := base64.StdEncoding.EncodeToString([]byte("See " + hidden))
	inner := "Subject: inner\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + coded
	for sentence, part := range map[string]string{
		"in plain text":          "Content-Type: text/plain\n\nSee " + hidden,
		"quoted-printable":       "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nSee https:=2F=2Fdesk.example=2Fans=\nwer=2Fabc",
		"base64":                 "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + coded,
		"entities of HTML":       "Content-Type: text/html\n\n<a href=\"https:&#x2F;&#x2F;desk.example&#47;answer&#x2F;abc\">here</a>",
		"in an attached message": "Content-Type: message/rfc822\n\n" + inner,
		"in a file that is one": "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=Old.EML\n" +
			"Content-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(inner)),
	} {
		raw := "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n" +
			"Content-Type: text/plain\n\nHello\n--xx\n" + part + "\n--xx--\n"
		all := string(bytes.Join(mail.Decoded([]byte(strings.ReplaceAll(raw, "\n", "\r\n"))), []byte("\n")))
		require.Contains(t, all, hidden, sentence)
		require.Contains(t, all, "Hello", sentence)
	}
}

func TestMessagesWithinMessagesEnd(t *testing.T) {
	raw := "Subject: innermost\r\n\r\n" + hidden
	for range 50 {
		raw = "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" + raw
	}
	require.NotEmpty(t, mail.Decoded([]byte(raw)))
	require.Empty(t, mail.Decoded(nil))
}
