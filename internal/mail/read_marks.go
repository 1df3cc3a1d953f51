package mail

import (
	"strings"

	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// What the HTML says of its words has to outlive all that is done to them on the way to [Inbound.Text]: so it travels among
// them, as noncharacters of Unicode (U+FDD0 to U+FDDF), which no text may have. Those of the message are taken out before.

const (
	firstMark = '\uFDD0'
	lastMark  = '\uFDDF'
	partEnds  = "\uFDDE"

	unseenBegins, unseenEnds = "\uFDDA", "\uFDDB" // the marks of [replytext.Unseen]
)

// marked are the kinds of marks; the n-th begins with firstMark+2n and ends with the sign after it.
var marked = []replytext.MarkKind{replytext.Cited, replytext.Attributed, replytext.Whole, replytext.Indented, replytext.Signed, replytext.Unseen}

// unmarked takes noncharacters out of a text.
func unmarked(text string) string {
	if !strings.Contains(text, "\xEF\xB7") { // with which they begin in UTF-8
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= firstMark && r <= lastMark {
			return -1
		}
		return r
	}, text)
}

// readMarks takes the marks out of a text, and says where they stood.
func readMarks(text string) (string, []replytext.Mark) {
	if !strings.Contains(text, "\xEF\xB7") {
		return text, nil
	}
	var out strings.Builder
	var marks []replytext.Mark
	open := make([]int, len(marked)) // where each kind began in marks, plus one
	from := 0
	for i, r := range text {
		if r < firstMark || r > lastMark {
			continue
		}
		out.WriteString(text[from:i])
		from = i + len(partEnds)
		switch n := int(r-firstMark) / 2; {
		case string(r) == partEnds:
			marks = append(marks, replytext.Mark{Kind: replytext.Ends, From: out.Len(), To: out.Len()})
			clear(open)
		case n >= len(marked):
		case r&1 == firstMark&1:
			marks = append(marks, replytext.Mark{Kind: marked[n], From: out.Len(), To: -1})
			open[n] = len(marks)
		case open[n] > 0:
			marks[open[n]-1].To = out.Len()
			open[n] = 0
		}
	}
	out.WriteString(text[from:])
	for i := range marks {
		if marks[i].To < 0 {
			marks[i].To = endOfPart(marks, i, out.Len())
		}
	}
	return out.String(), marks
}

// endOfPart is where the part ends in which a mark begins that nothing ends.
func endOfPart(marks []replytext.Mark, i, end int) int {
	for _, m := range marks[i:] {
		if m.Kind == replytext.Ends {
			return m.From
		}
	}
	return end
}

// markWriter writes the marks of a page among its words: a mark begins before the next word, and one without words is none.
type markWriter struct {
	open    []openMark
	pending string // signs that are due before the next word
}

// openMark is an element that marks its words, and how many elements of its name are open within it.
type openMark struct {
	kind  int
	name  string
	depth int
}

// rest is the name of a mark that no element ends.
const rest = ""

// void are the elements that have no end.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "wbr": true}

func (w *markWriter) start(e replytext.Element) {
	for i := range w.open {
		if w.open[i].name == e.Name {
			w.open[i].depth++
		}
	}
	kind, toEnd := replytext.Classify(e)
	for n := range marked {
		if marked[n] != kind {
			continue
		}
		for _, open := range w.open {
			if open.kind == n {
				return // it stands in one already
			}
		}
		name := e.Name
		if toEnd {
			name = rest
		} else if void[name] {
			return
		}
		w.open = append(w.open, openMark{kind: n, name: name, depth: 1})
		w.pending += string(firstMark + rune(2*n))
	}
}

func (w *markWriter) end(name string, out *strings.Builder) {
	kept := w.open[:0]
	for _, open := range w.open {
		if open.name == name {
			open.depth--
		}
		if open.depth > 0 {
			kept = append(kept, open)
			continue
		}
		begins := string(firstMark + rune(2*open.kind))
		if strings.Contains(w.pending, begins) {
			w.pending = strings.ReplaceAll(w.pending, begins, "")
		} else {
			out.WriteRune(firstMark + rune(2*open.kind) + 1)
		}
	}
	w.open = kept
}

func (w *markWriter) flush(out *strings.Builder) {
	out.WriteString(w.pending)
	w.pending = ""
}
