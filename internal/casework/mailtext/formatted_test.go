package mailtext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/post"
)

// htmlReader reads nothing but HTML.
type htmlReader struct{ mailtext.MailReader }

func (htmlReader) Formatted(raw []byte, words func(string) string) (mailtext.MailFormatted, bool) {
	formatted, ok := post.ReadFormatted(raw, words)
	return mailtext.MailFormatted(formatted), ok
}

func TestTheHTMLOfAMessageShowsNoLinkThatAnswersAsTheParty(t *testing.T) {
	secret := strings.Repeat("abcdefg", 11)
	texts := mailtext.NewTexts(nil, htmlReader{})
	show := func(page string) mailtext.MailFormatted {
		formatted, ok := texts.Formatted([]byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + page))
		require.True(t, ok)
		require.NotContains(t, formatted.HTML, secret[:20])
		return formatted
	}
	whole := show(`<p>Yes.<blockquote>Answer at <a href="https://desk.example/answer/` + secret + `">https://desk.example/answer/` + secret + `</a></blockquote>`)
	require.Contains(t, whole.HTML, "Yes.")
	require.Contains(t, whole.HTML, "answer/[only in the letter]")
	pieces := show(`<p>Yes. https://desk.example/answer/` + secret[:18] + `<wbr>` + secret[18:36] + `<b>` + secret[36:54] + `</b>` + secret[54:])
	require.Empty(t, pieces.HTML)
	require.Contains(t, pieces.Left[0], "in pieces")
}
