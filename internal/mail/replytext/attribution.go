package replytext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An attribution is the sentence above a quotation that says who wrote it, and when: "On Tue, 14 Mar 2017 at 10:30, Mara
// Lindt <mara@desk.example> wrote:". Mail programs write it in the language of whoever answers, and wrap it as they like.

const (
	maxAttribution      = 400 // bytes
	maxAttributionLines = 4
	maxTries            = 4000 // lines of a message that are looked at as the end of one
)

// wrote are the words by which an attribution says that somebody wrote, in lower case; a space stands for the beginning
// or the end of a word.
var wrote = strings.Split(` wrote , writes , schrieb , schreibt , a écrit, écrivait , escribió, escreveu , ha scritto , scrive , schreef , skrev , skreiv , kirjoitti , napisał, pisze , napsal, napísal, napisal, napisa, írta , írja , a scris ,`+
	`написал,пишет,писал,написа,напиша,пише,напісаў,έγραψε, yazdı, rašė, parašė,rakstīja,kirjutas, va escriure, ha escrit , escribiu , idatzi du,skrifaði,scríobh,ysgrifennodd, kiteb , shkroi ,დაწერა,գրել է,жазды, het geskryf ,aliandika,`+
	`כתב,מאת,كتب,كتابة,نوشت,لکھا,लिखा,লিখেছেন,எழுதினார்,เขียน,đã viết, menulis ,sumulat,写道,寫道,写到,書きました,書いた,のメール,のメッセージ,からのメール,작성,썼습니다,보냄,님이 쓴`, ",")

// ends are those of them with which an attribution may end, without a colon.
var ends = []string{"wrote", "schrieb", "a écrit", "escribió", "escreveu", "ha scritto", "schreef", "skrev", "写道", "寫道"}

// opens is how an attribution begins.
var opens = regexp.MustCompile(`(?i)^\W{0,3}(?:(?:on|am|le|el|il|op|den|em|dne|dňa|dana|în|na|a|pada|vào|στις|tra|ar|i|il giorno|in data|w dniu|dnia|в письме|на|от|בתאריך|ב|في|\pL{2,3}[.,])\s|ในวันที่|בתאריך|ב-|\pL{2,9},? \d|\p{N}{1,4}[./年-])`)

var (
	year      = regexp.MustCompile(`(?:19|20)\d\d|[٠-٩۰-۹]{4}|\d{1,2}[./-]\d{1,2}[./-]\d\d`)
	timeOfDay = regexp.MustCompile(`\d{1,2}[:.h]\d\d|[٠-٩۰-۹]{1,2}:[٠-٩۰-۹]{2}|\d{1,2}[時时시]`)
)

// strength says how sure it is that words are an attribution.
type strength int

const (
	none   strength = iota
	weak            // it says that somebody wrote; a person may say so too
	strong          // and names the time of day or the address
	full            // all of these
)

func attributes(words string) strength {
	if len(words) > maxAttribution || !mayEnd(words) {
		return none
	}
	said, addressed := saysWrote(words), hasAddress(words)
	if !said && !addressed {
		return none
	}
	dated, timed := year.MatchString(words), timeOfDay.MatchString(words)
	switch {
	case addressed && dated && timed, said && addressed && (dated || timed), said && dated && timed && opens.MatchString(words):
		return full
	case said && addressed, said && timed && dated, addressed && (dated || timed):
		return strong
	case said && (dated || timed) || said && len(strings.Fields(words)) <= 6 && utf8.RuneCountInString(words) <= 80:
		return weak
	}
	return none
}

func saysWrote(words string) bool {
	words = " " + strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return r
		}
		return ' '
	}, words)) + " "
	for _, word := range wrote {
		if strings.Contains(words, word) {
			return true
		}
	}
	return false
}

// hasAddress says whether words have an address in brackets, or one at their end.
func hasAddress(words string) bool {
	at := strings.IndexByte(words, '@')
	if at < 0 {
		return false
	}
	before, after := words[:at], words[at+1:]
	local := before[strings.LastIndexAny(before, " \t\"'<([")+1:]
	end := strings.IndexAny(after, " \t>)]\u202C")
	if end < 0 {
		end = len(after)
	}
	if local == "" || end == 0 {
		return false
	}
	enclosed := len(before) > len(local) && strings.ContainsAny(before[len(before)-len(local)-1:], "<([") && end < len(after)
	rest := strings.TrimLeft(after[end:], ">)] ,\u202C")
	return enclosed || strings.HasPrefix(local, "mailto:") || mayEnd(rest) && len(rest) < 24 || strings.HasSuffix(words[:at+1+end], ":")
}

// mayEnd says whether a text ends as attributions do: with a colon, or with the word alone.
func mayEnd(text string) bool {
	tail := text[max(0, len(text)-24):]
	last := strings.LastIndexFunc(tail, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) })
	if strings.ContainsAny(tail[last+1:], ":：") {
		return true
	}
	trimmed := strings.ToLower(strings.TrimRight(text[max(0, len(text)-40):], "-–—_.…"+invisible))
	for _, end := range ends {
		if strings.HasSuffix(trimmed, end) {
			return true
		}
	}
	return false
}

// attributionBefore finds the attribution whose last line is before the given one, blank lines apart: where it begins.
func (s *splitter) attributionBefore(at int) (from int, found strength) {
	end := at - 1
	for skipped := 0; end >= 0 && s.lines[end].blank() && skipped < 2; skipped++ {
		end--
	}
	if end < 0 || s.lines[end].quoted() {
		return at, none
	}
	return s.attributionAt(end)
}

// attributionAt finds the attribution that ends with a line.
func (s *splitter) attributionAt(end int) (from int, found strength) {
	if body := s.lines[end].body; len(body) > maxAttribution || !mayEnd(body) || s.tries > maxTries {
		return end, none
	}
	s.tries++
	words, from := "", end
	for first := end; first >= 0 && first > end-maxAttributionLines; first-- {
		l := &s.lines[first]
		if l.blank() || l.quoted() || l.part != s.lines[end].part || first < end && (sentenceEnds(l.body) || !s.wraps(first)) {
			break
		}
		words = strings.TrimSpace(l.body + " " + words)
		if len(words) > maxAttribution {
			break
		}
		if how := attributes(words); how > found {
			from, found = first, how
		}
		if found == full || found > none && opens.MatchString(l.body) {
			break
		}
	}
	return from, found
}

// wraps says whether a line can be one that a program has wrapped.
func (s *splitter) wraps(i int) bool {
	body := s.lines[i].body
	return utf8.RuneCountInString(body) >= 40 || strings.HasSuffix(body, "<") || hasAddress(body) || (strings.HasSuffix(body, ",") || opens.MatchString(body)) && year.MatchString(body)
}

func sentenceEnds(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, unicode.IsSpace))
	return strings.ContainsRune(".!?。！？:：", r)
}
