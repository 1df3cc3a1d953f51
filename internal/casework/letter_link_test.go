package casework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
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
		"in capitals":             {"https://desk.example/answer/" + strings.ToUpper(secret), shown},
		"what follows stays":      {"https://desk.example/answer/" + secret + "\nfollows", shown + "\nfollows"},
		"another address stays":   {"https://example.org/answer/42\nWe say no.", "https://example.org/answer/42\nWe say no."},
		"a word behind it stays":  {"/answer/ unquestionably", "/answer/ unquestionably"},
		"nothing to take out":     {"We say no.", "We say no."},
		"nothing behind the path": {"/answer/", "/answer/"},
	} {
		require.Equal(t, test.want, casework.WithoutLinks(test.text), sentence)
	}
}

func TestALetterIsSavedOnceItsLinkIsOver(t *testing.T) {
	d, link := pageDoor(t)
	thread, err := d.desk.Thread(d.ctx(), d.mara, link.Request)
	require.NoError(t, err)
	var letter uuid.UUID
	for _, item := range thread.Items {
		if item.Kind == casework.ThreadLetter {
			letter = item.Message
			require.Contains(t, item.Text, "/answer/[only in the letter]")
		}
	}
	_, err = d.desk.RawMessage(d.ctx(), d.mara, letter)
	refused(t, claim.CodeForbidden, err)
	require.NoError(t, d.desk.Pass(d.ctx(), 60*24*time.Hour))
	raw, err := d.desk.RawMessage(d.ctx(), d.mara, letter)
	require.NoError(t, err)
	require.Contains(t, string(raw), "/answer/")
}
