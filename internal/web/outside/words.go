package outside

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

var funcs = template.FuncMap{
	"moment":   moment,
	"iso":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"clock":    clock,
	"day":      day,
	"zone":     zoneNote,
	"asking":   askedWords,
	"came":     cameWords,
	"holds":    claim.Period.Words,
	"madeAt":   claim.When.OnOrAt,
	"size":     size,
	"answer":   claim.Stance.ForParty,
	"rules":    claim.GroundRules.ForParty,
	"silence":  silenceWords,
	"link":     webAddress,
	"mail":     func(s string) bool { return strings.Contains(s, "@") && !strings.ContainsAny(s, " /?&") },
	"class":    func(v any) string { return strings.NewReplacer(" ", "-", ",", "").Replace(fmt.Sprint(v)) },
	"tone":     func(v interface{ Tone() claim.Tone }) string { return string(v.Tone()) },
	"text":     func(v any) string { return fmt.Sprint(v) },
	"times":    times,
	"tel":      func(s string) string { return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(s) },
	"number":   number,
	"join":     func(words []string) string { return strings.Join(words, " ") },
	"fieldID":  fieldID,
	"og":       newCard,
	"change":   changeWords,
	"said":     saidWords,
	"standing": standing,
	"add":      func(a, b int) int { return a + b },
	"title":    sentenceCase,
	"frame":    newFrame,

	"paragraphs": paragraphs,
	"digits":     func() string { return digits },
	"cell":       cellOf,
}

// moment is an instant in a zone, in words: 18:00 on Friday 17 March 2017 (CET, UTC+1).
func moment(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	if name, offset := t.Zone(); name == "UTC" || offset == 0 && name == "" {
		return t.Format("15:04 UTC on 2 January 2006")
	}
	return t.Format("15:04 on Monday 2 January 2006 ") + "(" + zoneName(t) + ")"
}

// zoneName is the zone's abbreviation, if it has one, and its distance from UTC.
func zoneName(t time.Time) string {
	name, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	distance := fmt.Sprintf("UTC%s%d", sign, offset/3600)
	if minutes := offset % 3600 / 60; minutes > 0 {
		distance += fmt.Sprintf(":%02d", minutes)
	}
	if name == "" || name[0] == '+' || name[0] == '-' {
		return distance
	}
	return name + ", " + distance
}

// size is a number of bytes in words.
func size(n int) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	if n == 1 {
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}

// number is n with a comma between thousands, for the limits that pages name.
func number(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", number(n/1000), n%1000)
}

// webAddress is the text if it is an address on the web that a page may link to, else "".
func webAddress(text string) string {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// times is how often, in words.
func times(n int) string {
	switch n {
	case 0:
		return "never"
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// enumerate joins words as English does.
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// sentenceCase begins with a capital.
func sentenceCase(v any) string {
	text := fmt.Sprint(v)
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// fieldID is the id of the element that a field of the form is typed into.
func fieldID(field string) string { return strings.ReplaceAll(field, ".", "-") }

// card is how a public page shows where somebody shares it (ogp.me).
type card struct{ Site, Title, Text, URL string }

// maxCard is how many characters of a text a card has.
const maxCard = 200

func newCard(p page, title, text, address string) card {
	if text == "" {
		text = "Who was asked, what they said, and what came of it."
	}
	if runes := []rune(text); len(runes) > maxCard {
		text = string(runes[:maxCard-1]) + "…"
	}
	return card{publisherOf(p.Desk), title, text, address}
}
