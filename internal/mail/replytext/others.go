package replytext

import "strings"

// maxOrigins is how many messages are named that a text repeats.
const maxOrigins = 5

// Origin is what a text says of a message that it repeats. Anybody can write it.
type Origin struct {
	From, Sent, Subject string // as they stand there; empty for what it does not say
}

// Others says what a text repeats that is none of our letters, as a forwarded message does: what it says of where that is
// from, and whether there is any. In doubt there is: to look costs a glance.
func Others(m Message) (origins []Origin, any bool) {
	if m.Text == "" {
		return nil, false
	}
	s := &splitter{text: bounded(m.Text), compared: len(m.Letters) > 0}
	s.readLines()
	s.readMarks(m.Marks)
	s.compare(m.Letters)
	s.indented()
	s.findStarts()
	repeated := make([]bool, len(s.lines))
	for i := range s.lines {
		repeated[i] = (s.lines[i].depth > 0 || s.lines[i].cited || s.lines[i].indented) && !s.lines[i].credited
	}
	for _, at := range s.starts {
		any = any || s.headed(at)
		for i := at.body; i < at.to; i++ {
			repeated[i] = true
		}
	}
	for i := range s.lines {
		if l := &s.lines[i]; repeated[i] && !isMarker(l.body) && !s.ours(l) {
			any = true
		}
	}
	return s.origins(), any
}

// headed reports whether a message that begins there has a header, and no letter of ours below it.
func (s *splitter) headed(at start) bool {
	from := false
	for i := at.line; i < at.body; i++ {
		f, _ := label(s.lines[i].body)
		from = from || f == fromField
	}
	return from && !(s.compared && s.fromLetter(at.body, at.to))
}

// ours reports whether a line says nothing that no letter of ours says.
func (s *splitter) ours(l *line) bool {
	if s.compared {
		return l.copied() || l.words == 0
	}
	return len(wordsOf(l.body)) == 0
}

// origins reads the headers and attributions of what is repeated, at any depth.
func (s *splitter) origins() []Origin {
	var all []Origin
	for i := 0; i < len(s.lines) && len(all) < maxOrigins; i++ {
		end := s.headerAt(i, i > 0 && separator(s.lines[i-1].body))
		if end > i {
			var o Origin
			for ; i < end; i++ {
				o.take(label(s.lines[i].body))
			}
			i--
			all = append(all, o)
			continue
		}
		if from, found := s.attributionAt(i); found >= strong && strings.Contains(s.text[s.lines[from].from:s.lines[i].to], "@") {
			all = append(all, Origin{From: strings.Join(strings.Fields(s.text[s.lines[from].from:s.lines[i].to]), " ")})
		}
	}
	return all
}

func (o *Origin) take(f field, value string) {
	switch value = value[:min(len(value), maxAttribution)]; {
	case f == fromField && o.From == "":
		o.From = value
	case f == sentField && o.Sent == "":
		o.Sent = value
	case f == subjectField && o.Subject == "":
		o.Subject = value
	}
}
