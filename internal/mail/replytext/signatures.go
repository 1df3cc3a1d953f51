package replytext

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/phrase"
)

const (
	maxSignature     = 40 // lines below "-- "
	maxLikeSignature = 12 // lines below "--", which people write too
	maxSignatureLine = 100
	maxTypedLine     = 400 // bytes
)

var (
	fromDevice  = phrase.Any(`^[\W_]{0,6}(?:` + device + `)`)
	contactLine = regexp.MustCompile(`(?i)\b(?:tel|fon|phone|mobile?|mob|fax|cell|direct|office|t|m|f|e|w)\b?\.?\s?[:|+]|\+?\d[\d ()/.-]{6,}\d|[^\s@]+@[^\s@]+\.|www\.|https?://`)
)

// signatures finds what mail programs put below an answer. A signature is one only where something stands beside it.
func (s *splitter) signatures() {
	for _, of := range s.newStretches() {
		s.signatureIn(of.from, of.to)
	}
}

func (s *splitter) signatureIn(from, to int) {
	s.deviceLines(from, to)
	for from < to && s.lines[to-1].kind != received.SegmentNew {
		to--
	}
	at := s.markedSignature(from, to)
	if at == to {
		at = s.belowDashes(from, to)
	}
	if at == to || !s.says(0, at) && !s.says(to, len(s.lines)) {
		return
	}
	s.set(at, to, received.SegmentSignature)
}

// deviceLines takes "Sent from my iPhone" off the end, with a rule above it.
func (s *splitter) deviceLines(from, to int) {
	for end := to - 1; end >= from && end >= to-maxSignature; end-- {
		l := &s.lines[end]
		switch {
		case l.blank():
		case utf8.RuneCountInString(l.body) <= 140 && fromDevice.Matches(strings.ToLower(strings.Trim(l.body, "*_<>[]()"))) && !strings.Contains(strings.TrimRight(l.body, ". "), ". "):
			l.kind = received.SegmentSignature
		case end+1 < to && s.lines[end+1].kind == received.SegmentSignature && rule.MatchString(l.body):
			l.kind = received.SegmentSignature
		default:
			return
		}
	}
}

// markedSignature finds where the lines begin that the HTML marks as a signature and that nothing else follows.
func (s *splitter) markedSignature(from, to int) int {
	at := to
	for at > from && (s.lines[at-1].signed || s.lines[at-1].blank()) {
		at--
	}
	for at < to && s.lines[at].blank() {
		at++
	}
	if at > from && dashes(s.lines[at-1].body) && at < to {
		at--
	}
	if to-at > maxSignature || s.has(at, to, func(l *line) bool { return len(l.body) > maxTypedLine }) {
		return to // somebody has typed into it
	}
	return at
}

// belowDashes finds the line "-- " (RFC 3676 section 4.3). Without its space people write it too, between what they say: then
// what stands below has to look like a signature.
func (s *splitter) belowDashes(from, to int) int {
	for at := to - 1; at >= from && at >= to-maxSignature; at-- {
		l := &s.lines[at]
		if !dashes(l.body) {
			continue
		}
		exact := strings.HasPrefix(s.text[l.from:l.to], "-- ")
		if exact || to-at <= maxLikeSignature && s.likeSignature(at+1, to) {
			return at
		}
		return to
	}
	return to
}

func dashes(body string) bool { return body == "--" || body == "—" || body == "––" }

// likeSignature says whether lines are short and one of them says how to reach somebody, or are a name.
func (s *splitter) likeSignature(from, to int) bool {
	lines, contact := 0, false
	for i := from; i < to; i++ {
		body := s.lines[i].body
		if body == "" {
			continue
		}
		lines++
		if utf8.RuneCountInString(body) > maxSignatureLine {
			return false
		}
		contact = contact || contactLine.MatchString(body)
		if sentenceEnds(body) && len(strings.Fields(body)) > 4 && !contactLine.MatchString(body) {
			return false
		}
	}
	return contact || lines > 0 && lines <= 3
}
