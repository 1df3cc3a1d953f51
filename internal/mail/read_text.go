package mail

import (
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
)

// maxHTML bounds what is converted to text; beyond it a page is no letter.
const maxHTML = 1 << 20

// htmlParser converts HTML that is UTF-8 already.
var htmlParser = enmime.NewParser(enmime.DisableCharacterDetection(true))

// readText takes the plain text; where there is none, or nothing but space, it takes what the HTML says.
func (in *Inbound) readText(env *enmime.Envelope) {
	text := env.Text
	if strings.TrimSpace(text) == "" {
		text = untypedText(env.Root)
	}
	if strings.TrimSpace(text) == "" && strings.TrimSpace(env.HTML) != "" {
		text, in.FromHTML = in.htmlText(env.HTML), true
	}
	if strings.ContainsRune(text, 0) {
		in.problem("The text has NUL bytes; they were left out.")
	}
	text = clean(text)
	if len(text) > maxText {
		in.problem("The text is longer than 2 MiB; only its beginning is shown.")
		text = text[:maxText]
		for !utf8.ValidString(text[len(text)-min(len(text), utf8.UTFMax):]) && len(text) > maxText-utf8.UTFMax {
			text = text[:len(text)-1]
		}
	}
	in.Text = text
}

// untypedText gives the first part that declares no type; such a part is plain text (RFC 2046 section 5.1).
func untypedText(root *enmime.Part) string {
	p := root.DepthMatchFirst(func(p *enmime.Part) bool {
		return p.FirstChild == nil && p.ContentType == "" && p.Disposition != "attachment" && p.FileName == ""
	})
	if p == nil {
		return ""
	}
	return string(p.Content)
}

func (in *Inbound) htmlText(html string) string {
	if len(html) > maxHTML {
		in.problem("The HTML is longer than 1 MiB; only its beginning is shown.")
		html = html[:maxHTML]
	}
	text, err := convertHTML(strings.ToValidUTF8(html, "\uFFFD"))
	if err != nil {
		in.problem("The HTML could not be turned into text.")
	}
	return text
}

// convertHTML lets the MIME library do it, by way of a message that has nothing but this HTML.
func convertHTML(html string) (text string, err error) {
	defer recoverTo(&err)
	const header = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
	env, err := htmlParser.ReadEnvelope(strings.NewReader(header + html))
	if err != nil {
		return "", err
	}
	return env.Text, nil
}
