package replytext

import (
	"strings"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/phrase"
)

// start is where a quoted message begins that has no sign of quotation before its lines.
type start struct {
	line int // the first of its header
	body int // the first after its header
	to   int // the line after its last
}

var answersBelow = phrase.Any(elsewhere)

// regions quotes the messages that stand whole in the text, each with its header.
func (s *splitter) regions() {
	s.findStarts()
	told := len(s.starts) > 0 && s.pointsDown(s.starts[0].line)
	for _, at := range s.starts {
		s.set(at.line, at.body, received.SegmentQuotation)
		switch {
		case s.prefixedFrom(at.body, at.to):
			// Its lines have signs: what has none is not part of it.
		case s.compared && s.fromLetter(at.body, at.to):
			s.between(at.body, at.to)
		case told:
			// The answers may stand anywhere in it.
		default:
			s.set(at.body, at.to, received.SegmentQuotation)
			s.whole = append(s.whole, stretch{at.body, at.to})
		}
	}
}

// pointsDown says whether the words above say that the answers stand in what is quoted.
func (s *splitter) pointsDown(to int) bool {
	for i := max(0, to-60); i < to; i++ {
		if !s.lines[i].quoted() && len(s.lines[i].body) < 2000 && answersBelow.Matches(strings.ToLower(s.lines[i].body)) {
			return true
		}
	}
	return false
}

// prefixedFrom says whether the first line with words has a sign of quotation.
func (s *splitter) prefixedFrom(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.lines[i].blank() {
			return s.lines[i].quoted()
		}
	}
	return false
}

func (s *splitter) findStarts() {
	for i := 0; i < len(s.lines); i++ {
		l := &s.lines[i]
		if l.ends || i > 0 && l.part != s.lines[i-1].part {
			s.close(i)
		}
		if l.begins {
			s.open(i, s.headEnd(i))
			continue
		}
		if l.blank() || l.quoted() || len(s.starts) > 0 && i < s.starts[len(s.starts)-1].body {
			continue
		}
		if from, body := s.startAt(i); body > 0 {
			s.open(from, body)
		}
	}
	s.close(len(s.lines))
}

// open begins a quoted message, and ends the one before.
func (s *splitter) open(line, body int) {
	s.close(line)
	if n := len(s.starts); n > 0 {
		line = max(line, s.starts[n-1].body)
	}
	s.starts = append(s.starts, start{line: line, body: body})
}

// close ends the quoted message that is open.
func (s *splitter) close(at int) {
	if n := len(s.starts); n > 0 && s.starts[n-1].to == 0 {
		s.starts[n-1].to = max(at, s.starts[n-1].line)
		s.starts[n-1].body = min(s.starts[n-1].body, s.starts[n-1].to)
	}
}

// headEnd is the line after the header of what begins with a line, whatever kind of header it has.
func (s *splitter) headEnd(from int) int {
	first := from
	for first < len(s.lines) && s.lines[first].blank() {
		first++
	}
	if first == len(s.lines) {
		return first
	}
	if _, body := s.startAt(first); body > 0 {
		return body
	}
	for end := first; end < len(s.lines) && end < first+maxAttributionLines && !s.lines[end].blank(); end++ {
		if from, found := s.attributionAt(end); found > weak && from <= first {
			return end + 1
		}
	}
	return from
}

// startAt finds what announces a quoted message at a line: a separator, a header, both, or an attribution that ends there.
func (s *splitter) startAt(i int) (from, body int) {
	l := &s.lines[i]
	if separator(l.body) {
		next := i + 1
		for next < len(s.lines) && next < i+3 && s.lines[next].blank() {
			next++
		}
		if next < len(s.lines) {
			if end := s.headerAt(next, true); end > next {
				return i, end
			}
		}
		return i, i + 1
	}
	if end := s.headerAt(i, false); end > i {
		return s.withRule(i), end
	}
	if from, found := s.attributionAt(i); found == full && !s.followedBySigns(i+1) && s.believed(from, i+1) {
		return from, i + 1
	}
	return i, 0
}

// believed says whether an attribution with no sign below it is a mail program's: it has an address, or a letter of ours
// follows it. People too say who wrote what, and when.
func (s *splitter) believed(from, body int) bool {
	for i := from; i < body; i++ {
		if strings.Contains(s.lines[i].body, "@") {
			return true
		}
	}
	return s.compared && s.fromLetter(body, min(body+20, len(s.lines)))
}

// withRule takes a rule above a header with it.
func (s *splitter) withRule(i int) int {
	for above := i - 1; above >= 0 && above >= i-2; above-- {
		if rule.MatchString(s.lines[above].body) {
			return above
		}
		if !s.lines[above].blank() {
			break
		}
	}
	return i
}

func (s *splitter) followedBySigns(at int) bool {
	for ; at < len(s.lines); at++ {
		if !s.lines[at].blank() {
			return s.lines[at].quoted()
		}
	}
	return false
}

// prefixed quotes the lines that have a sign of quotation, or that the HTML cites, and the attribution above them.
func (s *splitter) prefixed() {
	announced := len(s.starts) > 0 && s.prefixedFrom(s.starts[0].body, s.starts[0].to)
	for from := 0; from < len(s.lines); from++ {
		if !s.lines[from].quoted() {
			continue
		}
		to := s.endOfSigns(from)
		ours := s.compared && s.fromLetter(from, to)
		above, found := s.attributionBefore(from)
		believed := ours || found == full || !s.compared && (found >= weak || s.has(from, to, isCited)) || s.has(from, to, isCredited) || s.opensWithHeader(from, to)
		announced = announced || s.has(from, to, isCredited)
		if believed && found > none && s.lines[above].kind == received.SegmentNew {
			s.set(above, from, received.SegmentQuotation)
			announced = true
		}
		switch {
		case s.lines[from].kind == received.SegmentQuotation && s.lines[to-1].kind == received.SegmentQuotation:
			// it stands in a message that is quoted as a whole
		case ours:
			s.between(from, to)
		case believed, announced && !s.foreign(from, to), !s.compared && to-from > 1:
			s.set(from, to, received.SegmentQuotation)
		}
		from = to - 1
	}
	s.orphans()
}

// opensWithHeader says whether lines with signs begin with the header of a message, a line about it above that or none.
func (s *splitter) opensWithHeader(from, to int) bool {
	for i := from; i < min(from+2, to); i++ {
		if s.headerAt(i, false) > i {
			return true
		}
	}
	return false
}

// foreignWords is how many words have to be in no letter of ours before lines with signs, to which nothing announces
// another message, are taken for the writer's own: a statement, say.
const foreignWords = 8

func (s *splitter) foreign(from, to int) bool {
	words := 0
	for i := from; i < to; i++ {
		if s.lines[i].ours > 0 || s.lines[i].depth > 1 {
			return false
		}
		words += s.lines[i].words
	}
	return words >= foreignWords
}

// endOfSigns is the line after the last of those that have a sign, blank lines between them apart.
func (s *splitter) endOfSigns(from int) int {
	to := from + 1
	for i := to; i < len(s.lines) && (s.lines[i].quoted() || s.lines[i].blank()); i++ {
		if s.lines[i].quoted() {
			to = i + 1
		}
	}
	return to
}

func isCited(l *line) bool    { return l.cited }
func isCredited(l *line) bool { return l.credited }

func (s *splitter) has(from, to int, holds func(*line) bool) bool {
	for i := from; i < to; i++ {
		if holds(&s.lines[i]) {
			return true
		}
	}
	return false
}

// indented tells block quotations of no known kind from the writer's own: an attribution announces them, or they come from a
// letter of ours.
func (s *splitter) indented() {
	for from := 0; from < len(s.lines); from++ {
		if !s.lines[from].indented {
			continue
		}
		to := from
		for to < len(s.lines) && s.lines[to].indented {
			to++
		}
		_, found := s.attributionBefore(from)
		if found >= strong || s.compared && s.fromLetter(from, to) {
			for i := from; i < to; i++ {
				s.lines[i].indented, s.lines[i].cited = false, true
			}
		}
		from = to - 1
	}
}

// orphans quotes the ends of quoted lines that a server has wrapped without a sign.
func (s *splitter) orphans() {
	for i := 1; i+1 < len(s.lines); i++ {
		before, l, after := &s.lines[i-1], &s.lines[i], &s.lines[i+1]
		if l.kind == received.SegmentNew && l.copied() && before.kind == received.SegmentQuotation && before.quoted() && (after.blank() || after.quoted()) {
			l.kind = received.SegmentQuotation
		}
	}
}

// promote takes what was quoted as a whole for new where there is nothing else: somebody forwards it, or has answered in it.
func (s *splitter) promote() {
	if s.says(0, len(s.lines)) {
		return
	}
	for _, at := range s.whole {
		for i := at.from; i < at.to; i++ {
			if !s.lines[i].quoted() {
				s.lines[i].kind = received.SegmentNew
			}
		}
		if s.says(at.from, at.to) {
			return
		}
	}
}
