package mail

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/internal/mail/replytext"
	"github.com/onrecord/onrecord/internal/mail/unseen"
)

// convertHTML writes a page as text. It reads tags one by one and builds no tree, so depth costs nothing and loses no
// word: lists keep their numbers, struck text is marked, links keep their targets; what nobody sees who reads the page
// stands in lines of its own, marked. A text that is longer than is shown
// is cut: a short page can be made to have a long one.
func convertHTML(page string) (text string, cut bool) {
	var w htmlWriter
	tokens := html.NewTokenizer(strings.NewReader(page))
	skip := ""
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken || w.out.Len() > maxText {
			w.closeAll()
			return w.out.String(), kind != html.ErrorToken
		}
		switch kind {
		case html.TextToken:
			switch skip {
			case "":
				w.text(string(tokens.Text()))
			case "style":
				w.page.Sheet(string(tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := tokens.Token()
			if t.Data == "script" || t.Data == "style" || t.Data == "title" {
				skip = t.Data
			}
			w.page.Start(t)
			w.marks.start(elementOf(t))
			w.start(t)
		case html.EndTagToken:
			name, _ := tokens.TagName()
			if string(name) == skip {
				skip = ""
			}
			w.end(string(name))
			w.page.End(string(name))
			w.marks.end(string(name), &w.out)
		}
	}
}

type htmlList struct {
	ordered bool
	next    int
}

type htmlWriter struct {
	out    strings.Builder
	lines  int  // line feeds due before the next word
	space  bool // a space is due before the next word
	begun  bool
	quotes int
	pre    int
	struck int
	lists  []htmlList
	href   string
	link   int // where the link's own words begin
	marks  markWriter
	page   unseen.Page
	unseen bool // the last words are not seen
}

func (w *htmlWriter) breakLine(n int) { w.lines = max(w.lines, n) }

// maxIndent bounds what a line of a deep quotation costs.
const maxIndent = 20

func (w *htmlWriter) write(s string) {
	hidden := w.page.Unseen()
	if hidden && !strings.ContainsFunc(s, inked) { // what fills up a preview
		return
	}
	if hidden != w.unseen {
		w.breakLine(1)
	}
	if w.unseen && !hidden {
		w.out.WriteString(unseenEnds)
	}
	if w.lines > 0 && w.begun {
		w.out.WriteString(strings.Repeat("\n", w.lines))
	}
	if hidden && !w.unseen {
		w.out.WriteString(unseenBegins)
	}
	w.unseen = hidden
	w.marks.flush(&w.out)
	if w.lines > 0 || !w.begun {
		if w.quotes > 0 {
			w.out.WriteString(strings.Repeat(">", min(w.quotes, maxIndent)) + " ")
		}
	} else if w.space {
		w.out.WriteByte(' ')
	}
	w.begun, w.lines, w.space = true, 0, false
	w.out.WriteString(unmarked(s))
}

// inked reports whether anything is seen of a character.
func inked(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Zs) && r != '\u034f' && r != '\u2800'
}

// add writes what ends words, right behind them.
func (w *htmlWriter) add(s string) {
	if w.page.Unseen() != w.unseen {
		w.write(s)
		return
	}
	w.out.WriteString(s)
}

func (w *htmlWriter) text(s string) {
	if w.pre > 0 {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.lines++
			}
			if line != "" {
				w.write(line)
			}
		}
		return
	}
	for i, word := range strings.FieldsFunc(s, isHTMLSpace) {
		if i > 0 || isHTMLSpace(rune(s[0])) {
			w.space = true
		}
		w.write(word)
	}
	if s != "" && isHTMLSpace(rune(s[len(s)-1])) {
		w.space = true
	}
}

func isHTMLSpace(r rune) bool { return r < unicode.MaxASCII && unicode.IsSpace(r) }

func (w *htmlWriter) start(t html.Token) {
	switch t.Data {
	case "br":
		w.lines++
	case "p", "h1", "h2", "h3", "h4", "h5", "h6":
		w.breakLine(2)
	case "div", "tr", "table", "hr", "dt", "dd", "section", "article", "header", "footer":
		w.breakLine(1)
	case "td", "th":
		w.space = true
	case "pre":
		w.breakLine(1)
		w.pre++
	case "blockquote":
		w.breakLine(1)
		w.quotes++
	case "b", "strong":
		w.write("*")
	case "s", "strike", "del":
		w.struck++
		w.write("[struck out: ")
	case "img":
		if alt := strings.TrimSpace(attribute(t, "alt")); alt != "" {
			w.text("[" + alt + "]")
		}
	case "a":
		w.endLink()
		w.href, w.link = attribute(t, "href"), w.out.Len()
	case "ol", "ul":
		w.breakLine(1)
		first, err := strconv.Atoi(attribute(t, "start"))
		if err != nil {
			first = 1
		}
		w.lists = append(w.lists, htmlList{ordered: t.Data == "ol", next: first})
	case "li":
		w.item(t)
	}
}

func (w *htmlWriter) item(t html.Token) {
	w.breakLine(1)
	indent := strings.Repeat("  ", min(max(len(w.lists)-1, 0), maxIndent))
	if len(w.lists) == 0 || !w.lists[len(w.lists)-1].ordered {
		w.write(indent + "* ")
		return
	}
	list := &w.lists[len(w.lists)-1]
	if n, err := strconv.Atoi(attribute(t, "value")); err == nil {
		list.next = n
	}
	w.write(fmt.Sprintf("%s%d. ", indent, list.next))
	list.next++
}

func (w *htmlWriter) end(name string) {
	switch name {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6":
		w.breakLine(2)
	case "div", "tr", "table", "li":
		w.breakLine(1)
	case "td", "th":
		w.space = true
	case "pre":
		w.breakLine(1)
		w.pre = max(w.pre-1, 0)
	case "blockquote":
		w.breakLine(1)
		w.quotes = max(w.quotes-1, 0)
	case "b", "strong":
		w.add("*")
	case "s", "strike", "del":
		if w.struck > 0 {
			w.struck--
			w.add("]")
		}
	case "a":
		w.endLink()
	case "ol", "ul":
		w.breakLine(1)
		w.lists = w.lists[:max(len(w.lists)-1, 0)]
	}
}

// endLink writes where a link leads, unless its words say so.
func (w *htmlWriter) endLink() {
	target := strings.TrimSpace(w.href)
	w.href = ""
	if target == "" || strings.HasPrefix(target, "#") {
		return
	}
	if !strings.Contains(w.out.String()[w.link:], strings.TrimPrefix(target, "mailto:")) {
		w.space = true
		w.write("(" + target + ")")
	}
}

func (w *htmlWriter) closeAll() {
	w.endLink()
	for ; w.struck > 0; w.struck-- {
		w.out.WriteString("]")
	}
	if w.unseen {
		w.out.WriteString(unseenEnds)
	}
}

// elementOf is what a tag says to [replytext.Classify].
func elementOf(t html.Token) replytext.Element {
	e := replytext.Element{Name: t.Data}
	for _, a := range t.Attr {
		switch value := a.Val[:min(len(a.Val), maxAttribute)]; a.Key {
		case "id":
			e.ID = value
		case "class":
			e.Class = value
		case "style":
			e.Style = value
		case "type":
			e.Type = value
		case "name":
			e.Called = value
		case "cite":
			e.Cite = value
		case "data-marker", "data-smartmail":
			e.Marker = value
		}
	}
	return e
}

// maxAttribute bounds what is read of an attribute that says what an element is.
const maxAttribute = 500

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
