package mail

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// maxForms bounds the forms of a message that are compared with each other.
const maxForms = 8

// form is one of the forms in which a message says what it says (RFC 2046 section 5.1.4).
type form struct {
	text   string
	html   bool
	words  []string
	spaced string // the words without the space between them
	links  int
}

func formOf(text string, html bool) form {
	f := form{text: text, html: html}
	f.words, f.links = formWords(text)
	f.spaced = strings.Join(f.words, "")
	return f
}

// covers reports whether the form says all that the other does.
func (f form) covers(other form) bool {
	return f.spaced == other.spaced || within(other.words, f.words)
}

// alternatives shows the form that has all words of the others; where none has, it shows them all and says so. Forms that
// differ in space, in links, in typography and in how they quote say the same.
func (in *Inbound) alternatives(p *enmime.Part) string {
	var forms []form
	html := in.FromHTML
	for child := p.FirstChild; child != nil; child = child.NextSibling {
		in.FromHTML = false
		f := formOf(strings.TrimSpace(in.partText(child)), in.FromHTML)
		if f.text != "" {
			forms = withForm(forms, f)
		}
	}
	if len(forms) == 2 {
		forms = in.sameNews(forms)
	}
	texts := make([]string, len(forms))
	for i, f := range forms {
		texts[i], html = f.text, html || f.html
	}
	in.FromHTML = html
	if len(texts) > 1 {
		in.problem("The forms of the message say different things; all are shown.")
	}
	return strings.Join(texts, partEnds+"\n\n")
}

// withForm adds a form, or takes it in the place of those that say no more.
func withForm(forms []form, f form) []form {
	if len(forms) >= maxForms {
		return append(forms, f)
	}
	for i, known := range forms {
		if known.covers(f) && (f.links <= known.links || !f.covers(known)) {
			return forms
		}
		if f.covers(known) {
			forms[i] = f
			return slices.DeleteFunc(forms, func(other form) bool { return other.text != f.text && f.covers(other) })
		}
	}
	return append(forms, f)
}

// sameNews shows one of two forms that differ in what they quote, and not in what is new.
func (in *Inbound) sameNews(forms []form) []form {
	var news [2]form
	for i, f := range forms {
		text, marks := readMarks(clean(f.text))
		news[i] = formOf(replytext.Newest(replytext.Split(replytext.Message{Text: text, Marks: marks})), f.html)
	}
	for i := range forms {
		if len(news[1-i].words) > 0 && news[i].covers(news[1-i]) {
			in.problem("The forms of the message differ in what they quote; one is shown.")
			return forms[i : i+1]
		}
	}
	return forms
}

// within reports whether all words stand in the others in the same order.
func within(words, others []string) bool {
	for _, word := range others {
		if len(words) > 0 && words[0] == word {
			words = words[1:]
		}
	}
	return len(words) == 0
}

// placeholder is what plain text has in the place of a picture.
var placeholder = regexp.MustCompile(`(?i)\[(?:cid:|(?:inline )?image:?|bild:|logo:?)[^\]\n]{0,200}\]`)

// formWords gives what a form says, and counts its links. Signs of currency and of comparing are words, as they say something.
func formWords(text string) (words []string, links int) {
	if strings.Contains(text, "[") {
		text = placeholder.ReplaceAllString(text, "")
	}
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(line, "> \t\u00A0")
		for _, field := range strings.FieldsFunc(line, unicode.IsSpace) {
			if isLink(field) {
				links++
				continue
			}
			if strings.Contains(field, "@") {
				field = strings.NewReplacer("mailto:", "", "<", "", ">", "").Replace(field)
			}
			words = append(words, strings.FieldsFunc(strings.ToLower(strings.Map(spoken, field)), isBetween)...)
		}
	}
	return words, links
}

// isLink reports whether a field is a link and nothing else: those who write the words of a link have it in one form alone.
func isLink(field string) bool {
	field = strings.TrimLeft(field, "<([")
	return strings.HasPrefix(field, "http://") || strings.HasPrefix(field, "https://") || strings.HasPrefix(field, "mailto:") || strings.HasPrefix(field, "tel:")
}

// spoken leaves out what nobody sees: soft hyphens, marks of direction, the signs of this package.
func spoken(r rune) rune {
	if unicode.In(r, unicode.Cf) || r >= firstMark && r <= lastMark {
		return -1
	}
	return r
}

// isBetween reports whether a sign stands between words; bullets do.
func isBetween(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S) || r >= 0x2500 && r <= 0x25FF || r == '`' || r == '|' || r == '^'
}
