package letter

import (
	"encoding/base64"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// maxAbout is how many characters of a statement stand in a subject.
const maxAbout = 70

// subject says what the letter is for, what is asked for under which code, and what it is about, as
// far as that may be said.
func (l Letter) subject() string {
	words := l.language()
	first := l.Requests[0]
	text := words.Phrase("asks "+string(first.Kind.OrComment()), "code", first.Code)
	if about := mail.Line(l.About, maxAbout); about != "" && first.Kind.PutsClaims() {
		text = words.Phrase("about", "subject", text, "quote", words.Quote(about))
		if l.More > 0 {
			text = words.Counted("about more", l.More, "about", text)
		}
	}
	return plain(words.Phrase("subject "+string(l.Kind), "subject", text))
}

// plain is a text without isolates: in a header field, where nothing follows what they would keep apart, they
// are signs that some programs show.
func plain(text string) string {
	return strings.NewReplacer(string(wording.FirstStrongIsolate), "", string(wording.PopDirectionalIsolate), "").Replace(text)
}

// greeting opens the letter: a person by name, an office by what it is, and nobody by a name that
// is not known.
func (l Letter) greeting(words *wording.Language) string {
	switch {
	case l.To.Name == "" && l.Role == "":
		return words.Phrase("greeting nobody")
	case l.Person && l.Role == "":
		return words.Phrase("greeting person", "name", words.Isolate(l.To.Name))
	}
	return words.Phrase("greeting office", "addressee", l.addressee(words))
}

// addressee is who a letter is for: the party, and who reads there.
func (l Letter) addressee(words *wording.Language) string {
	switch {
	case l.To.Name == "" || l.Role == "":
		return words.Isolate(l.To.Name + l.Role)
	case strings.Contains(strings.ToLower(l.To.Name), strings.ToLower(l.Role)): // the press office of the mill
		return words.Isolate(l.To.Name)
	}
	return words.Phrase("addressee", "name", words.Isolate(l.To.Name), "role", words.Isolate(l.Role))
}

// maxEncoded is how long an encoded word of a subject may be. With the name of the field in front of it, it
// stands on a line of at most 76 characters (RFC 2047 section 2).
const maxEncoded = 64

// encoded is a text as it stands in a header field: words in ASCII as they are, from the first other one on in
// encoded words (RFC 2047), between which a line can end.
func encoded(text string) string {
	other := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if fake := strings.Index(text, "=?"); fake >= 0 && (other < 0 || fake < other) { // it would be read as an encoded word
		other = fake
	}
	if other < 0 {
		return text
	}
	start := strings.LastIndexByte(text[:other], ' ') + 1
	coder := mime.QEncoding
	if rest := text[start:]; utf8.RuneCountInString(rest)*3 < len(rest)*2 { // shorter than every byte as =E2
		coder = mime.BEncoding
	}
	var words []string
	chunk := ""
	for _, r := range text[start:] {
		if chunk != "" && len(encodedWord(coder, chunk+string(r))) > maxEncoded {
			words, chunk = append(words, encodedWord(coder, chunk)), ""
		}
		chunk += string(r)
	}
	return text[:start] + strings.Join(append(words, encodedWord(coder, chunk)), " ")
}

// encodedWord encodes a chunk even if it is ASCII: between an encoded word and a plain one space would count.
func encodedWord(coder mime.WordEncoder, chunk string) string {
	if word := coder.Encode("utf-8", chunk); word != chunk {
		return word
	}
	return "=?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(chunk)) + "?="
}
