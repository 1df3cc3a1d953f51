package outside

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

var funcs = template.FuncMap{
	"iso":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"clock":    clock,
	"day":      day,
	"zone":     zoneNote,
	"asking":   askedWords,
	"came":     cameWords,
	"holds":    claim.Period.Words,
	"madeAt":   claim.When.OnOrAt,
	"silence":  silenceWords,
	"link":     webAddress,
	"mail":     func(s string) bool { return strings.Contains(s, "@") && !strings.ContainsAny(s, " /?&") },
	"class":    func(v any) string { return strings.NewReplacer(" ", "-", ",", "").Replace(fmt.Sprint(v)) },
	"tone":     func(v interface{ Tone() claim.Tone }) string { return string(v.Tone()) },
	"text":     func(v any) string { return fmt.Sprint(v) },
	"times":    times,
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
	"cell":       cellOf,
}

// phone is a telephone number as a program dials it.
func phone(number string) string {
	return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(number)
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
func sentenceCase(v any) string { return wording.Capital(fmt.Sprint(v)) }

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
