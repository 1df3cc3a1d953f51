package mail

import (
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// maxHTML bounds what is converted to text; beyond it a page is no letter.
const maxHTML = 1 << 20

// readText takes every inline part in its order: a gateway's footer stands beside the answer, never instead of it.
func (in *Inbound) readText(env *enmime.Envelope) {
	text := in.partText(env.Root)
	if strings.ContainsRune(text, 0) {
		in.problem("The text has NUL bytes; they were left out.")
	}
	text = Clean(asBrowsersRead(text))
	if len(text) > maxText {
		in.problem("The text is longer than 2 MiB; only its beginning is shown.")
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	in.Text, in.marks = readMarks(text)
	in.Compare(nil)
}

// Compare tells the segments of the text apart, by comparing it with the letters of ours that it may quote.
func (in *Inbound) Compare(letters []string) {
	in.letters = letters
	in.Segments = replytext.Split(replytext.Message{Text: in.Text, Marks: in.marks, Letters: letters})
}

// partText gives the words of a part and of all within it. A part without a type is plain text (RFC 2046 section 5.1).
func (in *Inbound) partText(p *enmime.Part) string {
	switch {
	case p.FirstChild != nil && p.ContentType == "multipart/alternative":
		return in.alternatives(p)
	case p.FirstChild != nil:
		return in.childTexts(p)
	case isFile(p) && !isShown(p):
		return in.otherText(p)
	case strings.HasPrefix(p.ContentType, "multipart/"):
		if len(p.Content) > 0 {
			in.problem("The message says that it has parts and not where they begin; it is shown as plain text.")
		}
		return unmarked(decoded(p.Content))
	}
	text, stated := unmarked(decoded(p.Content)), parametersOf(p)
	if stated == "" || strings.Contains(stated, "charset=us-ascii") {
		text = asUTF8(text)
	}
	switch {
	case p.ContentType == "text/html":
		in.FromHTML = true
		return in.htmlText(text)
	case strings.Contains(stated, "format=flowed"):
		return unflow(text, strings.Contains(stated, "delsp=yes"))
	}
	return text
}

// parametersOf gives a part's Content-Type in lower case, without quotes and spaces, up to a bound.
func parametersOf(p *enmime.Part) string {
	value := p.Header.Get("Content-Type")
	value = strings.ToLower(value[:min(len(value), maxMediaType)])
	return strings.NewReplacer(`"`, "", " ", "", "\t", "").Replace(value)
}

// asUTF8 gives what a text says that was read as windows-1252 and is UTF-8.
func asUTF8(text string) string {
	raw, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil || !utf8.ValidString(raw) {
		return text
	}
	return raw
}

func (in *Inbound) childTexts(p *enmime.Part) string {
	var texts []string
	total := 0
	for child := p.FirstChild; child != nil && total <= maxText; child = child.NextSibling {
		if text := strings.TrimSpace(in.partText(child)); text != "" {
			total += len(text)
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, partEnds+"\n\n")
}

// decoded reads bytes that are no UTF-8 as browsers read what declares no charset.
func decoded(content []byte) string {
	content = content[:min(len(content), 2*maxText)] // readText cuts what is left, and says so
	if utf8.Valid(content) {
		return string(content)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(content)
	if err != nil {
		return strings.ToValidUTF8(string(content), "\uFFFD")
	}
	return string(text)
}

// asBrowsersRead turns the controls that ISO 8859-1 has from 0x80 to 0x9F into what was meant: browsers read that label
// as windows-1252 (WHATWG Encoding, section 4.2), and mail is written for them.
func asBrowsersRead(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && r <= 0x9F {
			return charmap.Windows1252.DecodeByte(byte(r))
		}
		return r
	}, s)
}

// unflow undoes format=flowed (RFC 3676 section 4): a line that ends with a space goes on in the next of its depth.
func unflow(text string, delSp bool) string {
	var out strings.Builder
	depth, open := 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		rest := strings.TrimLeft(line, ">")
		level := len(line) - len(rest)
		rest = strings.TrimPrefix(rest, " ")
		signature := rest == "-- "
		if open && (level != depth || signature) {
			out.WriteByte('\n')
			open = false
		}
		if !open && level > 0 {
			out.WriteString(strings.Repeat(">", level) + " ")
		}
		depth, open = level, strings.HasSuffix(rest, " ") && !signature
		if open && delSp {
			rest = rest[:len(rest)-1]
		}
		out.WriteString(rest)
		if !open {
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func (in *Inbound) htmlText(page string) string {
	if len(page) > maxHTML {
		in.problem("The HTML is longer than 1 MiB; only its beginning is shown.")
		page = page[:maxHTML]
	}
	text, cut := convertHTML(strings.ToValidUTF8(page, "\uFFFD"))
	if cut {
		in.problem("The HTML makes a text of more than 2 MiB; only its beginning is shown.")
	}
	return text
}
