package mail

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/internal/mail/replytext"
)

const (
	maxForms     = 8           // forms of a message that are compared with each other
	maxFormsText = 4 * maxText // bytes of all of them
)

// form is one of the forms in which a message says what it says (RFC 2046 section 5.1.4).
type form struct {
	text  string
	html  bool
	said  string // its words, a space between two
	kept  string // and those that nobody sees besides
	links int
}

func formOf(text string, html bool) form {
	f := form{text: text, html: html}
	f.said, f.links = spoken(text)
	if f.kept = f.said; strings.Contains(text, unseenBegins) {
		f.said, _ = spoken(seen(text))
	}
	return f
}

// hides reports whether the form has words that nobody sees.
func (f form) hides() bool { return f.kept != f.said }

// covers reports whether the form says all that the other does: its words stand in it in their order, whatever the space.
// What the other hides stands in it too, if not as said.
func (f form) covers(other form) bool {
	return says(f.said, other.said) && (f.said == f.kept && other.said == other.kept || says(f.kept, other.kept))
}

func says(all, words string) bool { return within(words, all) || sameLetters(words, all) }

// seen leaves out of a text what nobody sees.
func seen(text string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, unseenBegins)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, text, _ = strings.Cut(rest, unseenEnds)
	}
}

// alternatives shows the form that has all words of the others; where none has, it shows them all and says so. Forms that
// differ in space, in links, in typography and in how they quote say the same.
func (in *Inbound) alternatives(p *enmime.Part) string {
	var forms []form
	html, compared, total := in.FromHTML, 0, 0
	for child := p.FirstChild; child != nil && total <= maxFormsText; child = child.NextSibling {
		in.FromHTML = false
		text := strings.TrimSpace(in.partText(child))
		total += len(text)
		switch {
		case text == "":
		case compared >= maxForms || len(text) > maxText:
			forms = append(forms, form{text: text, html: in.FromHTML})
		default:
			compared++
			forms = withForm(forms, formOf(text, in.FromHTML))
		}
	}
	if len(forms) == 2 && compared == 2 {
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

// withForm adds a form, or takes it in the place of those that say no more. Of two that say the same, the one with links
// stays.
func withForm(forms []form, f form) []form {
	for i, known := range forms {
		if known.covers(f) && (f.links <= known.links || !f.covers(known)) {
			return forms
		}
		if f.covers(known) {
			forms = slices.DeleteFunc(forms[:len(forms):len(forms)], f.covers)
			return slices.Insert(forms, min(i, len(forms)), f)
		}
	}
	return append(forms, f)
}

// sameNews shows one of two forms that differ in what they quote, and not in what is new.
func (in *Inbound) sameNews(forms []form) []form {
	var news [2]form
	for i, f := range forms {
		text, marks := readMarks(Clean(f.text))
		news[i] = formOf(replytext.Newest(replytext.Split(replytext.Message{Text: text, Marks: marks})), f.html)
	}
	for i := range forms {
		if news[1-i].said != "" && !forms[1-i].hides() && news[i].covers(news[1-i]) {
			in.problem("The forms of the message differ in what they quote; one is shown.")
			return forms[i : i+1]
		}
	}
	return forms
}

// within reports whether all words stand in the others in the same order.
func within(words, others string) bool {
	wanted, rest, _ := strings.Cut(words, " ")
	for word := range strings.SplitSeq(others, " ") {
		if wanted != "" && word == wanted {
			wanted, rest, _ = strings.Cut(rest, " ")
		}
	}
	return wanted == ""
}

// sameLetters reports whether two texts are the same but for their spaces.
func sameLetters(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, " "), strings.TrimLeft(b, " ")
		n := min(wordLength(a), wordLength(b))
		if n == 0 {
			return a == b
		}
		if a[:n] != b[:n] {
			return false
		}
		a, b = a[n:], b[n:]
	}
}

func wordLength(s string) int {
	if n := strings.IndexByte(s, ' '); n >= 0 {
		return n
	}
	return len(s)
}

// spoken gives the words of a text, in small letters, a space between two, and counts its links. Signs of currency and of
// comparing are words, as they say something. Links, the placeholders of pictures and what nobody sees are left out.
func spoken(text string) (said string, links int) {
	var out strings.Builder
	out.Grow(len(text))
	begins, between := true, true // a field, and whether the last sign was none of a word
	for at := 0; at < len(text); {
		if begins {
			if n := linkAt(text[at:]); n > 0 {
				links, at, between = links+1, at+n, true
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		begins = unicode.IsSpace(r)
		switch {
		case r == '[' && placeholderAt(text[at:]) > 0:
			size, between = placeholderAt(text[at:]), true
		case unicode.Is(unicode.Cf, r) || r >= firstMark && r <= lastMark:
		case isBetween(r, text[at+size:]):
			between = true
		default:
			if between && out.Len() > 0 {
				out.WriteByte(' ')
			}
			between = false
			out.WriteRune(unicode.ToLower(r))
		}
		at += size
	}
	return out.String(), links
}

// linkAt is how long a link is that a text begins with, in brackets or not; 0 for none.
func linkAt(text string) int {
	bare := strings.TrimLeft(text[:min(len(text), 20)], "<([")
	for _, scheme := range []string{"http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(bare, scheme) {
			if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
				return end
			}
			return len(text)
		}
	}
	return 0
}

// placeholderAt is how long a placeholder is that plain text has for a picture, such as "[cid:logo.png]"; 0 for none.
func placeholderAt(text string) int {
	text = text[:min(len(text), 250)]
	for _, begins := range []string{"[cid:", "[image", "[inline image", "[bild:", "[logo"} {
		if len(text) > len(begins) && strings.EqualFold(text[:len(begins)], begins) {
			return strings.IndexByte(text, ']') + 1
		}
	}
	return 0
}

// isBetween reports whether a sign stands between words, as bullets, quotation marks and brackets around an address do.
func isBetween(r rune, rest string) bool {
	switch r {
	case '<', '>':
		next, _ := utf8.DecodeRuneInString(rest)
		return !unicode.IsDigit(next)
	case '`', '|', '^':
		return true
	}
	return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S) || r >= 0x2500 && r <= 0x25FF
}
