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
)

// wrote are the words by which an attribution says that somebody wrote, in lower case.
var wrote = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\bwrote\b`, `\bwrites\b`, `\bschrieb\b`, `\bschreibt\b`, `\ba écrit\b?`, `\bécrivait\b`, `\bescribió`, `\bescreveu\b`, `\bha scritto\b`, `\bscrive\b`, `\bschreef\b`, `\bskrev\b`, `\bskreiv\b`,
	`\bkirjoitti\b`, `\bnapisał`, `\bpisze\b`, `\bnapsal`, `\bnapísal`, `\bnapisal`, `\bje napisa`, `\bnapisao\b`, `\bírta\b`, `\bírja\b`, `\ba scris\b`, `написал`, `пишет`, `писал`, `написа`, `напиша`, `пише`, `написав`, `піша`, `напісаў`, `написао`,
	`έγραψε`, `yazdı`, `\brašė`, `\bparašė`, `rakstīja`, `kirjutas`, `va escriure`, `\bha escrit\b`, `escribiu\b`, `idatzi du`, `skrifaði`, `scríobh`, `ysgrifennodd`, `kiteb\b`, `shkroi\b`, `დაწერა`, `գրել է`, `жазды`, `\bhet geskryf\b`, `aliandika`,
	`כתב`, `מאת`, `كتب`, `كتابة`, `نوشت`, `نوشته`, `لکھا`, `लिखा`, `লিখেছেন`, `எழுதினார்`, `เขียน`, `đã viết`, `\bmenulis\b`, `sumulat`,
	`写道`, `寫道`, `写到`, `书写`, `書きました`, `書いた`, `のメール`, `のメッセージ`, `からのメール`, `작성`, `썼습니다`, `보냄`, `님이 쓴`,
}, "|"))

// opens are the words with which an attribution begins.
var opens = regexp.MustCompile(`(?i)^\W{0,3}(?:on|am|le|el|il|op|den|em|dne|dňa|dana|în|na|a|pada|vào|στις|tra|ar|ddydd|i|il giorno|in data|lø\.|lör|\pL{2,3}[.,])\s|^\W{0,3}(?:W dniu|Dnia|\pL{2,9},? \d|В письме|На |От |בתאריך|ב-|في |ในวันที่|\p{N}{1,4}[./年-])`)

var (
	year      = regexp.MustCompile(`\b(?:19|20)\d\d\b|(?:19|20)\d\d[年년./-]|[٠-٩۰-۹]{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}\b`)
	timeOfDay = regexp.MustCompile(`\b\d{1,2}[:.h]\d\d\b|[٠-٩۰-۹]{1,2}:[٠-٩۰-۹]{2}|\d{1,2}[时時시]`)
	address   = regexp.MustCompile(`[<(\[‪][^<>\s@]{1,64}@[^<>\s@]{1,255}[>)\]‬]|mailto:|[^\s@<]{1,64}@[^\s@>]{1,255}>?,? ?(?:님|のメ|wrote|a écrit|$)`)
	colonEnd  = regexp.MustCompile(`[:：]\W{0,8}$|(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|写道|寫道)\s?[-–—_.…]*\W{0,8}$`)
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
	if len(words) > maxAttribution || !colonEnd.MatchString(words) {
		return none
	}
	said, addressed := wrote.MatchString(words), address.MatchString(words)
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
	if body := s.lines[end].body; len(body) > maxAttribution || !mayEnd(body) {
		return end, none
	}
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

// mayEnd looks at the end of a line before the patterns are tried.
func mayEnd(body string) bool {
	tail := body[max(0, len(body)-24):]
	return strings.ContainsAny(tail, ":：-–—_…") || strings.Contains(tail, "wrote") || strings.Contains(tail, "写道") || strings.Contains(tail, "寫道")
}

// wraps says whether a line can be one that a program has wrapped.
func (s *splitter) wraps(i int) bool {
	body := s.lines[i].body
	return utf8.RuneCountInString(body) >= 40 || address.MatchString(body) || opens.MatchString(body) && year.MatchString(body) || strings.HasSuffix(body, "<") || strings.HasSuffix(body, ",") && year.MatchString(body)
}

func sentenceEnds(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, unicode.IsSpace))
	return strings.ContainsRune(".!?。！？:：", r)
}
