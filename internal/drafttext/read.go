package drafttext

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/onrecord/onrecord/claim/draft"
)

// endings are the forms by the ending of a file's name.
var endings = map[string]draft.Form{
	".md": draft.Markdown, ".markdown": draft.Markdown, ".html": draft.HTML, ".htm": draft.HTML, ".docx": draft.Word,
}

// FormOf is the form of a file by its name and by how it begins.
func FormOf(name string, data []byte) draft.Form {
	if form, ok := endings[strings.ToLower(path.Ext(name))]; ok {
		return form
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return draft.Word
	}
	return draft.PlainText
}

// Read gives the words of a draft as plain text, paragraphs apart by an empty line.
func Read(form draft.Form, data []byte) (string, error) {
	if len(data) > MaxFile {
		return "", ErrTooLarge
	}
	if form == draft.Word {
		return readWord(data)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", ErrNoText
	}
	switch form {
	case draft.Markdown:
		return readMarkdown(text)
	case draft.HTML:
		return readHTML(text)
	}
	return bounded(tidy(text))
}

// maxNesting is how deep quotations and lists stand in each other, at most.
const maxNesting = 100

// markdown leaves HTML in a draft as it is: the page is read as words, and never shown.
var markdown = goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe()))

func readMarkdown(text string) (string, error) {
	if len(text) > 2*MaxText {
		return "", ErrTooLarge
	}
	for line := range strings.Lines(text) {
		if nesting(line) > maxNesting {
			return "", ErrNoText
		}
	}
	var page bytes.Buffer
	if err := markdown.Convert([]byte(text), &page); err != nil {
		return "", ErrNoText
	}
	return readHTML(page.String())
}

// nesting bounds how many blocks a line of Markdown opens in each other.
func nesting(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case r == '>' || r == '-' || r == '*' || r == '+' || r == '.' || r == ')':
			n++
		case r == ' ' || r == '\t' || r >= '0' && r <= '9':
		default:
			return n
		}
	}
	if strings.Trim(line, "-*_ \t\r\n") == "" { // a rule
		return 0
	}
	return n
}

func bounded(text string) (string, error) {
	if len(text) > MaxText {
		return "", ErrTooLarge
	}
	return text, nil
}

// tidy takes out what nobody reads: control characters, spaces at the ends of lines, more
// than one empty line between paragraphs.
func tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text)
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || isBidi(r) || r == utf8.RuneError || r == '\ufeff' {
			return -1
		}
		return r
	}, text)
	var b strings.Builder
	empty := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", 1+min(empty, 1)))
		}
		empty = 0
		b.WriteString(line)
	}
	return b.String()
}

// isBidi reports whether a character turns the direction of what follows: with it, a text
// can show other words than it has (Unicode UAX #9, UTS #55).
func isBidi(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }
