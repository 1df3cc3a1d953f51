package mailtext

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim/received"
)

// MailSegment is a segment of the text of a message.
type MailSegment struct {
	Kind received.SegmentKind `json:"kind"`
	From int                  `json:"from" doc:"where it begins in the text, in characters"`
	To   int                  `json:"to" doc:"the character after it ends"`
}

// Passage is a segment with its words.
type Passage struct {
	Kind received.SegmentKind
	Text string
	From int // where it begins in the text, in characters
}

// New reports whether the words are those of whoever sent the message.
func (p Passage) New() bool { return p.Kind == received.SegmentNew }

// Lines counts the lines that are not blank.
func (p Passage) Lines() int {
	n := 0
	for line := range strings.Lines(p.Text) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// Put makes the text of its segments: their words, one after the other.
func (t *MailText) Put(passages []Passage) {
	var text strings.Builder
	t.Segments = make([]MailSegment, 0, len(passages))
	from := 0
	for _, p := range passages {
		to := from + utf8.RuneCountInString(p.Text)
		t.Segments = append(t.Segments, MailSegment{Kind: p.Kind, From: from, To: to})
		text.WriteString(p.Text)
		from = to
	}
	t.Text = text.String()
}

// Passages are the segments with their words, one after the other the text. A text
// that nobody has taken apart is new.
func (t MailText) Passages() []Passage {
	if len(t.Segments) == 0 {
		return []Passage{{Kind: received.SegmentNew, Text: t.Text}}
	}
	runes := []rune(t.Text)
	passages := make([]Passage, len(t.Segments))
	for i, s := range t.Segments {
		from, to := min(s.From, len(runes)), min(s.To, len(runes))
		passages[i] = Passage{Kind: s.Kind, Text: string(runes[from:max(from, to)]), From: from}
	}
	return passages
}

// AnyNew reports whether the text has words of whoever sent it. One that has none is
// shown unfolded.
func (t MailText) AnyNew() bool {
	for _, p := range t.Passages() {
		if p.New() && strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}

// newest are the new words, where the text has others too; else nothing.
func (t MailText) newest() string {
	if len(t.Segments) < 2 {
		return ""
	}
	var texts []string
	for _, p := range t.Passages() {
		if text := strings.TrimSpace(p.Text); p.New() && text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// withoutLinks takes the links to the answer page out of the text and its segments. A
// link that goes from one into the next makes them one.
func (t MailText) withoutLinks() MailText {
	text, passages := WithoutLinks(t.Text), t.Passages()
	for i, p := range passages {
		passages[i].Text = WithoutLinks(p.Text)
	}
	t.Put(passages)
	if t.Text != text || len(t.Segments) == 1 && t.Segments[0].Kind == received.SegmentNew {
		t.Text, t.Segments = text, nil
	}
	t.Newest = t.newest()
	return t
}
