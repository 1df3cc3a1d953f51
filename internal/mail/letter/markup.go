package letter

import (
	"html"
	"regexp"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/wording"
)

// needsMarkup says whether a letter has an HTML part beside its text: where something runs from right to
// left, which few mail programs show well in plain text, and where the shape of a character follows from
// the language.
func needsMarkup(words *wording.Language, body string) bool {
	return words.Markup || words.RightToLeft() || words.Turns(body)
}

var addressInText = regexp.MustCompile(`https?://[^\s<>"\x{2068}\x{2069}]+`)

// markup is the body of a letter as HTML: the very same words, with the language and direction said, links
// that can be followed, and nothing that is loaded from anywhere.
func markup(words *wording.Language, body string) string {
	var out strings.Builder
	out.WriteString(`<!doctype html>` + "\n" + `<html lang="` + words.Tag + `" dir="` + words.Direction + `"><head><meta charset="utf-8"></head><body>` + "\n")
	out.WriteString(`<div lang="` + words.Tag + `" dir="` + words.Direction + `">` + "\n") // Gmail drops what html and body say
	for paragraph := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		lines := strings.Split(strings.Trim(paragraph, "\n"), "\n")
		for i, line := range lines {
			lines[i] = markupLine(line)
		}
		out.WriteString("<p>" + strings.Join(lines, "<br>\n") + "</p>\n")
	}
	out.WriteString("</div>\n</body></html>\n")
	return out.String()
}

// markupLine writes a line: its indent kept, isolates as elements, addresses as links.
func markupLine(line string) string {
	text := strings.TrimLeft(line, " ")
	out := strings.Repeat("&nbsp;", len(line)-len(text))
	rest := 0
	depth := 0
	for _, at := range addressInText.FindAllStringIndex(text, -1) {
		address := strings.TrimRight(text[at[0]:at[1]], ".,;:!?)»”“’")
		out += isolated(text[rest:at[0]], &depth)
		out += `<a dir="ltr" href="` + html.EscapeString(address) + `">` + html.EscapeString(address) + `</a>`
		rest = at[0] + len(address)
	}
	return out + isolated(text[rest:], &depth) + strings.Repeat("</bdi>", depth)
}

// isolated writes text with the isolates in it as elements. depth is how many are open; the line closes
// those that the text does not.
func isolated(text string, depth *int) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == wording.FirstStrongIsolate:
			*depth++
			out.WriteString("<bdi>")
		case r == wording.PopDirectionalIsolate && *depth > 0:
			*depth--
			out.WriteString("</bdi>")
		case r == wording.PopDirectionalIsolate:
		default:
			out.WriteString(html.EscapeString(string(r)))
		}
	}
	return out.String()
}
