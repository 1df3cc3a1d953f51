// Package replytext tells the words of whoever sent a message from what surrounds them: what it quotes, the signature, the
// disclaimer, the notices of gateways.
//
// No standard says where a reply ends and the quotation begins. RFC 3676 (section 4.5) has the sign ">" and section 4.3 the
// line "-- " above a signature; all else is custom. There are three ways to know, and they are weighed together:
//
//   - Comparing. What stands in a letter that we sent, word for word, is quoted, however it is marked, wrapped or coloured;
//     and what stands between its lines and not in it is an answer, even where the mail program says that it is quoted.
//   - What the HTML says: a blockquote of a known kind, the elements in which mail programs put what they quote.
//     [Classify] knows them.
//   - What the text says: "On …, … wrote:" in many languages and over several lines, a block of From, Sent, To and Subject,
//     "-----Original Message-----".
//
// What is in doubt is new: to show a line too much costs a glance, to fold an answer away may cost the truth. So a person's
// own block quotation, a line that begins with ">" for no reason, a text below "--" that is no signature, and a forwarded
// mail above which nobody wrote anything are new. Nothing is ever left out: the segments, one after the other, are the text.
package replytext

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim/received"
)

// Message is what is split. The caller bounds it; the work is linear in its length.
type Message struct {
	// Text is valid UTF-8 with LF line ends.
	Text string
	// Marks are what the HTML that it was made from says of it.
	Marks []Mark
	// Letters are the texts of what we sent and it may quote; empty when none is known.
	Letters []string
}

// Segment is a piece of a text, in whole lines.
type Segment struct {
	Kind received.SegmentKind
	Text string
}

// Mark says something of a stretch of a text.
type Mark struct {
	Kind MarkKind
	// From is the offset of its first byte in the text, To the one after its last.
	From, To int
}

// MarkKind is what a mark says.
type MarkKind string

const (
	// Cited was marked as a quotation by the mail program, piece by piece: what stands between two such is not.
	Cited MarkKind = "cited"
	// Attributed is the attribution that the mail program put above what it cites.
	Attributed MarkKind = "attributed"
	// Whole was put below the answer by the mail program, with its header, as one: answers may have been typed into it.
	Whole MarkKind = "whole"
	// Indented stands in a block quotation that may be the writer's own.
	Indented MarkKind = "indented"
	// Signed was marked as the signature.
	Signed MarkKind = "signed"
	// Unseen is hidden by the styles of the page: nobody saw it who read that.
	Unseen MarkKind = "unseen"
	// Ends is the end of one part of the message: what was quoted in it ends there. From and To are the same.
	Ends MarkKind = "ends"
)

// Split gives the segments of a text, in order. Two that follow each other differ in kind, and together they are the text.
func Split(m Message) []Segment {
	if m.Text == "" {
		return nil
	}
	s := &splitter{text: bounded(m.Text), compared: len(m.Letters) > 0}
	s.readLines()
	s.readMarks(m.Marks)
	s.compare(m.Letters)
	s.indented()
	s.regions()
	s.prefixed()
	s.repeated()
	s.blanks()
	s.promote()
	s.notices()
	s.signatures()
	s.hide()
	s.blanks()
	all := s.segments()
	if rest := m.Text[len(s.text):]; rest != "" {
		if last := len(all) - 1; all[last].Kind == received.SegmentNew {
			all[last].Text += rest
		} else {
			all = append(all, Segment{Kind: received.SegmentNew, Text: rest})
		}
	}
	return all
}

// maxSplit bounds what is split, in bytes; what goes on after it is new.
const maxSplit = 512 << 10

// bounded is the beginning of a text, up to the end of a line.
func bounded(text string) string {
	if len(text) <= maxSplit {
		return text
	}
	if i := strings.LastIndexByte(text[:maxSplit], '\n'); i >= 0 {
		return text[:i+1]
	}
	return text
}

// Newest gives the new words of a message, a blank line between what stood apart; nothing if there are none.
func Newest(segments []Segment) string {
	var texts []string
	for _, segment := range segments {
		if text := strings.TrimSpace(segment.Text); segment.Kind == received.SegmentNew && text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// splitter holds what was found so far. A line is new until something says otherwise.
type splitter struct {
	text     string
	lines    []line
	starts   []start
	compared bool      // letters are known
	whole    []stretch // quoted as a whole, and no letter of ours
	tries    int       // see maxTries
	weighed  int       // see maxWeighed
}

// stretch is some lines: from the first to before the second.
type stretch struct{ from, to int }

type line struct {
	from, to int    // bytes of the text, with the line feed
	body     string // without signs of quotation and space around it
	depth    int    // signs of quotation before it
	cited    bool
	credited bool // by the mail program: the attribution
	indented bool
	signed   bool
	unseen   bool
	begins   bool // a Whole mark begins
	ends     bool // a Whole mark has ended before it
	part     int  // of the message
	kind     received.SegmentKind
	words    int // that it has
	ours     int // of those, in a letter of ours
}

func (l *line) blank() bool { return l.body == "" }

// quoted says that a sign or the HTML quotes it.
func (l *line) quoted() bool { return l.cited || l.depth > 0 && !l.indented }

// copied says that all of it stands in a letter of ours.
func (l *line) copied() bool { return l.words > 0 && l.ours == l.words }

func (s *splitter) readLines() {
	s.lines = make([]line, 0, strings.Count(s.text, "\n")+1)
	for at := 0; at < len(s.text); {
		to := len(s.text)
		if i := strings.IndexByte(s.text[at:], '\n'); i >= 0 {
			to = at + i + 1
		}
		l := line{from: at, to: to, kind: received.SegmentNew}
		l.depth, l.body = unquoted(s.text[at:to])
		s.lines = append(s.lines, l)
		at = to
	}
	for i := range s.lines { // mbox writes ">From" for a line that begins so
		l := &s.lines[i]
		if l.depth == 1 && strings.HasPrefix(s.text[l.from:l.to], ">From ") && (i == 0 || s.lines[i-1].depth == 0) && (i+1 == len(s.lines) || s.lines[i+1].depth == 0) {
			l.depth = 0
		}
	}
}

// unquoted takes the signs of quotation off a line: ">", "> >", and initials before it, as some programs write.
func unquoted(text string) (depth int, body string) {
	body = strings.Trim(text, invisible)
	if groupWise.MatchString(body) {
		return 0, body
	}
	for {
		rest := strings.TrimLeft(body, invisible)
		if n := initials(rest); n > 0 && depth == 0 {
			rest = rest[n:]
		}
		if !strings.HasPrefix(rest, ">") {
			return depth, body
		}
		depth++
		body = strings.Trim(rest[1:], invisible)
	}
}

// invisible is what stands around words and is none: space, and the marks of the direction of writing.
const invisible = " \t\n\r\f\v\u00A0\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF"

// initials counts the capitals of a name before a sign of quotation: "ML> ".
func initials(s string) int {
	n := 0
	for n < len(s) && n < 4 && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n < 2 || n > 3 || !strings.HasPrefix(s[n:], "> ") && s[n:] != ">" {
		return 0
	}
	return n
}

func (s *splitter) readMarks(marks []Mark) {
	part := 0
	ends := make(map[int]int)
	for _, m := range marks {
		if m.Kind == Ends {
			i := s.lineAt(m.From)
			if i < len(s.lines) && m.From > s.lines[i].from {
				i++
			}
			ends[i]++
			continue
		}
		first, last := s.lineAt(m.From), s.lineAt(m.To)
		if first < len(s.lines) && strings.Trim(s.text[s.lines[first].from:m.From], invisible+">") != "" {
			first++ // it begins within a line
		}
		if last < len(s.lines) && m.To > s.lines[last].from && strings.Trim(s.text[s.lines[last].from:m.To], invisible+">") != "" {
			last++ // it ends within a line
		}
		for i := first; i < last; i++ {
			switch m.Kind {
			case Cited:
				s.lines[i].cited = true
			case Indented:
				s.lines[i].indented = true
			case Attributed:
				s.lines[i].cited, s.lines[i].credited = true, true
			case Signed:
				s.lines[i].signed = true
			case Unseen:
				s.lines[i].unseen, s.lines[i].kind = true, received.SegmentUnseen
			case Whole, Ends:
			}
		}
		if m.Kind == Whole && first < len(s.lines) && last > first {
			s.lines[first].begins = true
			if last < len(s.lines) {
				s.lines[last].ends = true
			}
		}
	}
	for i := range s.lines {
		part += ends[i]
		s.lines[i].part = part
	}
}

// lineAt finds the line that has the byte; the number of lines for one beyond the text.
func (s *splitter) lineAt(offset int) int {
	i, found := slices.BinarySearchFunc(s.lines, offset, func(l line, offset int) int { return l.from - offset })
	if !found && i > 0 && offset < s.lines[i-1].to {
		return i - 1
	}
	return i
}

// set gives lines a kind.
func (s *splitter) set(from, to int, kind received.SegmentKind) {
	for i := from; i < to; i++ {
		s.lines[i].kind = kind
	}
}

// blanks gives a line without words the kind of what stands before it, or at the beginning of what follows.
func (s *splitter) blanks() {
	kind := received.SegmentKind("")
	for i := range s.lines {
		if l := &s.lines[i]; !l.blank() {
			kind = l.kind
		} else if kind != "" {
			l.kind = kind
		}
	}
	for i := range s.lines {
		if !s.lines[i].blank() {
			s.set(0, i, s.lines[i].kind)
			return
		}
	}
}

// maxSegments bounds the segments of a text: each is kept, and shown, by itself. What goes on after them is new.
const maxSegments = 2000

func (s *splitter) segments() []Segment {
	var all []Segment
	from := 0
	for i := range s.lines {
		if i+1 == len(s.lines) || s.lines[i+1].kind != s.lines[i].kind {
			all = append(all, Segment{Kind: s.lines[i].kind, Text: s.text[from:s.lines[i].to]})
			from = s.lines[i].to
		}
		if len(all) == maxSegments {
			break
		}
	}
	switch last := len(all) - 1; {
	case from == len(s.text):
	case all[last].Kind == received.SegmentNew:
		all[last].Text += s.text[from:]
	default:
		all = append(all, Segment{Kind: received.SegmentNew, Text: s.text[from:]})
	}
	return all
}

// hide takes lines that nobody saw for nothing else.
func (s *splitter) hide() {
	for i := range s.lines {
		if s.lines[i].unseen {
			s.lines[i].kind = received.SegmentUnseen
		}
	}
}

// says reports whether a new line with words stands in the stretch.
func (s *splitter) says(from, to int) bool {
	for i := from; i < to; i++ {
		if l := &s.lines[i]; l.kind == received.SegmentNew && !l.blank() && !l.unseen {
			return true
		}
	}
	return false
}
