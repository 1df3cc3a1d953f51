package replytext

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim/received"
)

// Below an answer stand what lawyers and gateways add; above it, what gateways warn of. They are known by what they say,
// paragraph by paragraph, from the ends of what is new: in the middle of it, a person speaks.

const (
	maxNotice          = 6000     // bytes of a paragraph
	maxWeighed         = 96 << 10 // bytes of paragraphs that are weighed, each as often as it is; what comes then is new
	maxNotices         = 40       // paragraphs of one stretch
	disclaimerLetters  = 90       // a disclaimer has as many letters at least; fewer are a person's own words
	maxGatewayNotice   = 1500
	maxRegisterLetters = 900
)

// notices finds disclaimers and gateways' notices in every stretch of new lines.
func (s *splitter) notices() {
	for _, of := range slices.Backward(s.newStretches()) { // the last is where they stand
		s.noticesIn(of.from, of.to)
	}
}

// maxStretches bounds those that are looked at, at either end of a message.
const maxStretches = 30

// newStretches are the runs of new lines, those in the middle of a long message apart.
func (s *splitter) newStretches() []stretch {
	var all []stretch
	for from := 0; from < len(s.lines); from++ {
		if s.lines[from].kind != received.SegmentNew {
			continue
		}
		to := from
		for to < len(s.lines) && s.lines[to].kind == received.SegmentNew {
			to++
		}
		all = append(all, stretch{from, to})
		from = to
	}
	if len(all) > 2*maxStretches {
		all = slices.Concat(all[:maxStretches], all[len(all)-maxStretches:])
	}
	return all
}

func (s *splitter) noticesIn(from, to int) {
	paragraphs := s.paragraphs(from, to)
	top := 0
	for top < len(paragraphs) && top < maxNotices {
		next := top
		if next+1 < len(paragraphs) && s.isRule(paragraphs[next]) {
			next++
		}
		if !s.banner(paragraphs[next]) {
			break
		}
		s.set(paragraphs[top].from, paragraphs[next].to, received.SegmentGateway)
		top = next + 1
	}
	var pending []stretch // that belong to a disclaimer if one stands above them
	for n := len(paragraphs) - 1; n >= top && n >= len(paragraphs)-maxNotices; n-- {
		p := paragraphs[n]
		kind, at := s.notice(p)
		switch {
		case kind == "" && s.mayBelong(p) && len(pending) < 4:
			pending = append(pending, p)
			continue
		case kind == "":
			return
		}
		for _, below := range pending {
			if kind == received.SegmentDisclaimer || s.isRule(below) {
				s.set(below.from, below.to, kind)
			}
		}
		pending = nil
		s.set(at, p.to, kind)
		if at > p.from {
			return // what stands above it in its paragraph is new
		}
		if n > top && s.isRule(paragraphs[n-1]) {
			n--
			s.set(paragraphs[n].from, paragraphs[n].to, kind)
		}
	}
}

// paragraphs are the runs of lines with words. A rule is one of its own.
func (s *splitter) paragraphs(from, to int) []stretch {
	var all []stretch
	for i := from; i < to; i++ {
		if s.lines[i].blank() {
			continue
		}
		first := i
		for i+1 < to && !s.lines[i+1].blank() && !rule.MatchString(s.lines[i].body) && !rule.MatchString(s.lines[i+1].body) {
			i++
		}
		all = append(all, stretch{first, i + 1})
	}
	return all
}

// wordsIn are those of a paragraph, in one line and lower case; empty where it is too long to be a notice, or too much was weighed.
func (s *splitter) wordsIn(from, to int) string {
	size := s.lines[to-1].to - s.lines[from].from
	if size > maxNotice || s.weighed > maxWeighed {
		return ""
	}
	s.weighed += size
	var words []string
	for i := from; i < to; i++ {
		words = append(words, strings.Trim(s.lines[i].body, "* "))
	}
	return strings.ToLower(strings.Join(words, " "))
}

// notice says what kind of notice a paragraph is, and at which line it begins.
func (s *splitter) notice(p stretch) (kind received.SegmentKind, at int) {
	text := s.wordsIn(p.from, p.to)
	if text == "" {
		return "", p.from
	}
	if len(text) <= maxGatewayNotice && footer.Matches(text) && !addressesUs(text) {
		return received.SegmentGateway, s.withoutBreak(p)
	}
	if s.banner(p) {
		return received.SegmentGateway, p.from
	}
	if len(text) <= maxRegisterLetters && (registered(text) || printing.Matches(text)) {
		return received.SegmentDisclaimer, p.from
	}
	if headed.Matches(text) && (addressee.Matches(text) || secret.Matches(text) || destroy.Matches(text)) {
		return received.SegmentDisclaimer, p.from
	}
	for i := p.from; i < p.to; i++ {
		if opensDisclaimer.Matches(strings.ToLower(s.lines[i].body)) && disclaims(s.wordsIn(i, p.to)) {
			return received.SegmentDisclaimer, i
		}
	}
	return "", p.from
}

// withoutBreak begins a footer at its own first line: some are put right below the last line of the letter.
func (s *splitter) withoutBreak(p stretch) int {
	for i := p.to - 1; i > p.from; i-- {
		if footer.Matches(strings.ToLower(s.lines[i].body)) && !footer.Matches(s.wordsIn(p.from, i)) {
			return i
		}
	}
	return p.from
}

func (s *splitter) isRule(p stretch) bool { return rule.MatchString(s.lines[p.from].body) }

// mayBelong says whether a paragraph may belong to a notice above it: a rule, a link, a heading.
func (s *splitter) mayBelong(p stretch) bool {
	text := s.wordsIn(p.from, p.to)
	return text != "" && (rule.MatchString(text) || len(wordsOf(text)) == 0 || weakSigns(text) && utf8.RuneCountInString(text) >= disclaimerLetters/2)
}

// disclaims knows a disclaimer by two of three: that it is confidential, for whom it is, and what others have to do.
func disclaims(text string) bool {
	if text == "" || utf8.RuneCountInString(text) < disclaimerLetters && !isDense(text) {
		return false
	}
	return addressee.Matches(text) && (secret.Matches(text) || destroy.Matches(text))
}

func weakSigns(text string) bool {
	return secret.Matches(text) && destroy.Matches(text) || addressee.Matches(text) || virus.Matches(text)
}

// isDense says that a text is in a script whose words are short.
func isDense(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 30 && len(text) > 2*n
}

// registered knows what the law wants below a company's letters, by two of its signs.
func registered(text string) bool {
	return register.Count(text) >= 2
}

// addressesUs says that a text has more than a program would say.
func addressesUs(text string) bool { return len(strings.Fields(text)) > 120 }

// banner says whether every sentence of a paragraph is a gateway's warning.
func (s *splitter) banner(p stretch) bool {
	text := s.wordsIn(p.from, p.to)
	if text == "" || len(text) > maxGatewayNotice {
		return false
	}
	found := false
	for _, sentence := range sentenceEnd.Split(text, -1) {
		sentence = strings.Trim(sentence, "*[](){}<>|!.#-–—_=⚠️"+invisible)
		switch {
		case sentence == "":
		case warns.Matches(sentence):
			found = true
		case advises.Matches(sentence):
		default:
			return false
		}
	}
	return found
}

var sentenceEnd = regexp.MustCompile(`[.!?;:|\]]\s+|[.!?\]]$|[。！？]`)
