package drafttext

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unread are elements whose text is no words of the story.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Head: true, atom.Template: true, atom.Noscript: true, atom.Title: true, atom.Textarea: true,
	atom.Select: true, atom.Svg: true, atom.Math: true, atom.Iframe: true, atom.Object: true, atom.Del: true,
}

// blocks are elements that begin a paragraph; lines begin a line alone.
var (
	blocks = set(atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Ul, atom.Ol, atom.Dl,
		atom.Table, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Figure, atom.Figcaption, atom.Hr, atom.Body)
	lines = set(atom.Br, atom.Li, atom.Tr, atom.Dt, atom.Dd)
)

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range atoms {
		m[a] = true
	}
	return m
}

// readHTML reads token by token, and builds no tree: how deep elements stand in each other
// costs nothing. An unread element that is never closed hides nothing: what stands behind
// it is read again as words, once for each kind.
func readHTML(page string) (string, error) {
	r := pageReader{tokens: html.NewTokenizer(strings.NewReader(page)), shown: map[atom.Atom]bool{}}
	at := 0 // behind the token
	for {
		token := r.tokens.Next()
		at += len(r.tokens.Raw())
		switch token {
		case html.ErrorToken:
			if !errors.Is(r.tokens.Err(), io.EOF) {
				return "", ErrNoText
			}
			if r.skip == 0 {
				return bounded(tidy(r.out.String()))
			}
			r.shown[r.skip], r.skip, at = true, 0, r.from
			r.tokens = html.NewTokenizer(strings.NewReader(page[at:]))
		case html.TextToken:
			r.text(string(r.tokens.Text()))
		case html.StartTagToken:
			r.begin(true, at)
		case html.SelfClosingTagToken:
			r.begin(false, at)
		case html.EndTagToken:
			r.end()
		}
		if r.out.Len() > 2*MaxText {
			return "", ErrTooLarge
		}
	}
}

type pageReader struct {
	tokens *html.Tokenizer
	out    strings.Builder
	skip   atom.Atom          // the outermost unread element that is open
	depth  int                // of its own kind in it
	from   int                // where the page goes on behind its tag
	shown  map[atom.Atom]bool // unread elements of which one was never closed
	pre    int
	gap    string // what stands before the next word
}

func (r *pageReader) tag() atom.Atom {
	name, _ := r.tokens.TagName()
	return atom.Lookup(name)
}

func (r *pageReader) begin(opens bool, at int) {
	tag := r.tag()
	switch {
	case r.skip == atom.Head && tag == atom.Body: // the end of a head may be left out
		r.skip = 0
	case r.skip != 0:
		if tag == r.skip && opens {
			r.depth++
		}
	case unread[tag] && !r.shown[tag]:
		if opens {
			r.skip, r.depth, r.from = tag, 1, at
		}
	default:
		if tag == atom.Pre && opens {
			r.pre++
		}
		r.apart(tag)
	}
}

func (r *pageReader) end() {
	tag := r.tag()
	switch {
	case r.skip != 0:
		if tag == r.skip {
			if r.depth--; r.depth == 0 {
				r.skip = 0
			}
		}
	default:
		if tag == atom.Pre && r.pre > 0 {
			r.pre--
		}
		r.apart(tag)
	}
}

func (r *pageReader) apart(tag atom.Atom) {
	switch {
	case blocks[tag]:
		r.gap = "\n\n"
	case lines[tag] && r.gap != "\n\n":
		r.gap = "\n"
	case (tag == atom.Td || tag == atom.Th) && r.gap == "":
		r.gap = " "
	}
}

func (r *pageReader) text(text string) {
	if r.skip != 0 {
		return
	}
	if r.pre > 0 {
		r.word(text)
		return
	}
	const white = " \t\n\r\f"
	for text != "" {
		if n := len(text) - len(strings.TrimLeft(text, white)); n > 0 {
			if r.gap == "" {
				r.gap = " "
			}
			text = text[n:]
			continue
		}
		end := strings.IndexAny(text, white)
		if end < 0 {
			end = len(text)
		}
		r.word(text[:end])
		text = text[end:]
	}
}

func (r *pageReader) word(word string) {
	if word == "" {
		return
	}
	if r.out.Len() > 0 {
		r.out.WriteString(r.gap)
	}
	r.gap = ""
	r.out.WriteString(word)
}
