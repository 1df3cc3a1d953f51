package drafttext_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/drafttext"
)

func TestADraftIsReadAsItsWords(t *testing.T) {
	for _, c := range []struct {
		name string
		form draft.Form
		in   string
		want string
	}{
		{"plain text keeps its paragraphs", draft.PlainText, "\ufeffOne.\r\n\r\n\r\nTwo. \rThree.\n", "One.\n\nTwo.\nThree."},
		{"nothing turns the direction of what follows", draft.PlainText, "Google\u202e denies\x07 it", "Google denies it"},
		{"Markdown loses its marks", draft.Markdown, "# Vault *7*\n\nThey [said](http://x) **no**,\nand left.\n\n- one\n- two\n", "Vault 7\n\nThey said no, and left.\n\none\ntwo"},
		{"a page loses what is no story", draft.HTML, "<html><head><title>T</title><style>p{}</style><body><nav></nav><h1>Vault 7</h1><p>They said&nbsp;<b>no</b><!-- x -->,\n and left.<script>alert(1)</script></p><p>Two<br>lines</p>", "Vault 7\n\nThey said\u00a0no, and left.\n\nTwo\nlines"},
		{"Markdown keeps the words of HTML in it", draft.Markdown, "One.\n\n<div>The minister lied.</div>\n\nA <script> tag of <b>theirs</b>.", "One.\n\nThe minister lied.\n\nA tag of theirs."},
		{"what is taken out is no story", draft.HTML, "<p>One <del>two <del>or</del> three</del><svg><text>no</text></svg>four.", "One four."},
		{"a mark that is never closed hides nothing", draft.HTML, "<body><p>One <del>two<p>Three<object><svg>four <del>five</del><p>Six</body></html>", "One two\n\nThreefour five\n\nSix"},
		{"nor does a head", draft.HTML, "<head><title>T</title><p>One", "One"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := drafttext.Read(c.form, []byte(c.in))
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

// packed is a file of a word processor with a body.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, data := range parts {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = f.Write([]byte(data))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

const wordBody = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
	`<w:p><w:r><w:t>They said </w:t></w:r><w:del><w:r><w:delText>yes</w:delText><w:t>yes</w:t></w:r></w:del><w:ins><w:r><w:t>no &amp; left</w:t></w:r></w:ins></w:p>` +
	`<w:p><w:r><w:t>Two</w:t><w:br/><w:t>lines</w:t></w:r></w:p></w:body></w:document>`

func TestAWordFileIsReadAsItStandsWithItsChanges(t *testing.T) {
	for name, parts := range map[string]map[string]string{
		"where it stands by custom": {"word/document.xml": wordBody},
		"where the package says": {"word/document2.xml": wordBody, "_rels/.rels": `<Relationships xmlns="x"><Relationship Id="1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`},
	} {
		data := packed(t, parts)
		require.Equal(t, draft.Word, drafttext.FormOf("story", data), name)
		got, err := drafttext.Read(draft.Word, data)
		require.NoError(t, err, name)
		require.Equal(t, "They said no & left\n\nTwo\nlines", got, name)
	}
}

func TestAWordFileIsReadWithItsNotes(t *testing.T) {
	note := func(text string) string {
		return `<w:notes><w:note><w:p><w:r><w:separator/></w:r></w:p></w:note><w:note><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:note></w:notes>`
	}
	got, err := drafttext.Read(draft.Word, packed(t, map[string]string{
		"word/document.xml": `<w:document><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r></w:p></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="x"><Relationship Id="1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes" Target="ends.xml"/></Relationships>`,
		"word/footnotes.xml": note("The minister lied."), "word/ends.xml": note("He said so."),
	}))
	require.NoError(t, err)
	require.Equal(t, "One\ttwo\n\nThe minister lied.\n\nHe said so.", got)
	_, err = drafttext.Read(draft.Word, packed(t, map[string]string{"word/document.xml": wordBody, "word/footnotes.xml": strings.Repeat(" ", 33<<20)}))
	require.ErrorIs(t, err, drafttext.ErrTooLarge)
}

func TestWhatIsNoDraftIsRefused(t *testing.T) {
	deep := `<w:document>` + strings.Repeat("<w:p>", 600) + `</w:document>`
	for name, c := range map[string]struct {
		form draft.Form
		data []byte
		want error
	}{
		"bytes that are no text":           {draft.PlainText, []byte{0xff, 0xfe, 0x00}, drafttext.ErrNoText},
		"a text over the limit":            {draft.PlainText, bytes.Repeat([]byte("word "), drafttext.MaxText/5+1), drafttext.ErrTooLarge},
		"a file over the limit":            {draft.HTML, make([]byte, drafttext.MaxFile+1), drafttext.ErrTooLarge},
		"Markdown of a thousand quotes":    {draft.Markdown, []byte(strings.Repeat("> ", 1000) + "deep"), drafttext.ErrNoText},
		"a file that is not packed":        {draft.Word, []byte("no"), drafttext.ErrNoText},
		"a package without a document":     {draft.Word, packed(t, map[string]string{"x": "y"}), drafttext.ErrNoText},
		"a document that unpacks too far":  {draft.Word, packed(t, map[string]string{"word/document.xml": strings.Repeat(" ", 33<<20)}), drafttext.ErrTooLarge},
		"a document of elements in others": {draft.Word, packed(t, map[string]string{"word/document.xml": deep}), drafttext.ErrNoText},
		"a document with an entity":        {draft.Word, packed(t, map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaa">]><d><t>&a;</t></d>`}), drafttext.ErrNoText},
		"a document that breaks off":       {draft.Word, packed(t, map[string]string{"word/document.xml": `<w:p><w:t`}), drafttext.ErrNoText},
	} {
		_, err := drafttext.Read(c.form, c.data)
		require.ErrorIs(t, err, c.want, name)
	}
}

func FuzzRead(f *testing.F) {
	for i, form := range draft.Forms {
		f.Add(i, []byte(form+" <p>They *said* no.</p>"))
	}
	f.Add(0, []byte("\ufeff\ufeffno"))
	f.Add(1, []byte("&#xFEFF;no"))
	f.Add(3, packed(f, map[string]string{"word/document.xml": wordBody}))
	f.Fuzz(func(t *testing.T, n int, data []byte) {
		text, err := drafttext.Read(draft.Forms[uint(n)%uint(len(draft.Forms))], data)
		if err != nil {
			return
		}
		require.LessOrEqual(t, len(text), drafttext.MaxText)
		again, err := drafttext.Read(draft.PlainText, []byte(text))
		require.NoError(t, err)
		require.Equal(t, text, again, "what was read is read alike again")
		for s := range drafttext.Check(text) {
			require.True(t, 0 <= s.From && s.From < s.To && s.To <= len(text))
		}
	})
}
