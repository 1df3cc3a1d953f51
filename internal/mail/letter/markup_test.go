package letter_test

import (
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/wording/wordingtest"
)

// forms are the text and the HTML of a letter; the HTML is empty if it has none.
func forms(t *testing.T, l letter.Letter) (text, html string) {
	t.Helper()
	m := parse(t, compose(t, l))
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	require.NoError(t, err)
	if media == "text/plain" {
		data, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		require.NoError(t, err)
		return string(data), ""
	}
	require.Equal(t, "multipart/alternative", media)
	parts := multipart.NewReader(m.Body, params["boundary"])
	var read []string
	for _, want := range []string{"text/plain", "text/html"} {
		part, err := parts.NextPart()
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(part.Header.Get("Content-Type"), want))
		data, err := io.ReadAll(part) // which undoes quoted-printable
		require.NoError(t, err)
		read = append(read, string(data))
	}
	_, err = parts.NextPart()
	require.ErrorIs(t, err, io.EOF)
	return read[0], read[1]
}

func TestALetterHasMarkupWhereDirectionOrLanguageHaveToBeTold(t *testing.T) {
	_, html := forms(t, request())
	require.Empty(t, html, "words from left to right need none")

	l := request()
	l.Language = wordingtest.FromRightToLeft(t)
	text, html := forms(t, l)
	require.Contains(t, text, "\u2068Google\u2069")
	require.Contains(t, text, "\u2068+49 30 5550 0199\u2069", "a number would be read backwards")
	require.Contains(t, text, "\nhttps://desk.example/answer/q7m2\r\n", "an address stands as it is, to be followed")
	require.Contains(t, html, `<div lang="ar" dir="rtl">`)
	require.Contains(t, html, "<bdi>Google</bdi>")
	require.Contains(t, html, `<a dir="ltr" href="https://desk.example/answer/q7m2">https://desk.example/answer/q7m2</a>`)

	l = request()
	l.To.Name = "شركة الاتصالات"
	l.Requests[0].Claims[0].Statement = "قال <b>المتحدث</b>\u202e & more"
	text, html = forms(t, l)
	require.Contains(t, text, "To \u2068شركة الاتصالات\u2069, press office")
	require.NotContains(t, text, "\u202e")
	require.Contains(t, html, `<div lang="en" dir="ltr">`)
	require.Contains(t, html, "<bdi>“قال &lt;b&gt;المتحدث&lt;/b&gt; &amp; more”</bdi>")

	l = request()
	l.Language = wordingtest.Chinese(t)
	_, html = forms(t, l)
	require.Contains(t, html, `<div lang="ja" dir="ltr">`)
	for _, loads := range []string{"<img", "src=", "<link", "<style", "<script", "url("} {
		require.NotContains(t, html, loads, "nothing tells that it was read")
	}
	require.Equal(t, compose(t, l), compose(t, l), "a retry gives the same bytes")
}

// TestALetterIsNotBrokenIntoLines: a paragraph is one line of the text, which the reader's program wraps. Nothing has to be
// flowed together again, where a space between two Chinese characters would be wrong (RFC 3676 section 4.2).
func TestALetterIsNotBrokenIntoLines(t *testing.T) {
	for _, words := range everyLanguage(t) {
		l := request()
		l.Language = words
		l.Requests[0].Claims[0].Statement = strings.Repeat("工場は予告なく閉鎖された。", 30)
		l.Requests[0].Questions = []string{strings.Repeat("أغلق المصنع أبوابه دون إشعار. ", 30) + "؟"}
		raw := compose(t, l)
		require.NotContains(t, string(raw), "flowed")
		for line := range strings.SplitSeq(string(raw), "\r\n") {
			require.LessOrEqual(t, len(line), 78, "RFC 5322 section 2.1.1")
		}
		text, _ := forms(t, l)
		text = strings.NewReplacer("\u2068", "", "\u2069", "").Replace(text)
		require.Contains(t, text, l.Requests[0].Claims[0].Statement, words.Tag)
		require.Contains(t, text, l.Requests[0].Questions[0], words.Tag)
	}
}
