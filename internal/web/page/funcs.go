package page

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// funcs are what templates can call, besides html/template's own.
func (s *Site) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":      s.assets.address,
		"when":       when,
		"publicCase": s.publicCase, "publicClaim": s.publicClaim,
		"said":       func(p *Page, t interface{ Words(*time.Location) string }) string { return t.Words(p.Zone) },
		"moment":     func(p *Page, t any) string { return Absolute(p, instantOf(t)) },
		"momentIn":   func(t time.Time, zone *time.Location) string { return t.In(zone).Format("Mon 15:04 MST") },
		"ago":        func(p *Page, t any) string { return relative(p.Now, instantOf(t)) },
		"whenSaid":   whenSaid,
		"momentSaid": MomentSaid,
		"local":      localInput,
		"exact":      func(t any) string { return instantOf(t).Format(time.RFC3339Nano) },
		"field":      newField,
		"choose":     newChoice,
		"badge":      newBadge,
		"formOf":     formOf,
		"dict":       dict,
		"plural":     Plural,
		"reminded":   letters.Reminded,
		"short":      Short,
		"join":       strings.Join,
		"query":      url.QueryEscape,
		"text":       func(v any) string { return fmt.Sprint(v) },
		"size":       Size,
		"newKey":     uuid.NewString,
		"sentence":   Sentence,
		"picture":    picture,
		"conditions": conditionFields,
		"linked":     Linked,
		"involved":   involvedOf,
		"through":    casework.Through,
		"chain":      chain,
		"digit":      func(i int) int { return i + 1 },
		"keysOf":     keysOf, "claimOptions": claimOptions,
	}
}

// dict makes a map for a part that takes several things: dict "a" 1 "b" 2.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict takes pairs")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}

// Plural is a number with its noun: 1 claim, 2 claims; the plural form may be given.
func Plural(n int, noun string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(many) > 0:
		return fmt.Sprintf("%d %s", n, many[0])
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Short cuts a text at a word, to at most n characters.
func Short(n int, text string) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}

// Badge is a word of a list, such as a stage, with a look of its own.
type Badge struct{ Class, Text string }

// newBadge makes the badge of a value: badge "stage" .Stage.
func newBadge(kind string, value any) Badge {
	text := fmt.Sprint(value)
	if toned, ok := value.(interface{ Tone() claim.Tone }); ok {
		return Badge{strings.TrimSpace(kind + " " + string(toned.Tone())), text}
	}
	return Badge{kind + " " + kind + "-" + strings.ReplaceAll(strings.ReplaceAll(text, ",", ""), " ", "-"), text}
}

// instantOf reads a time.Time or a pointer to one; anything else is no instant.
func instantOf(t any) time.Time {
	switch t := t.(type) {
	case time.Time:
		return t
	case *time.Time:
		if t != nil {
			return *t
		}
	}
	return time.Time{}
}

// when is an instant as people read it: absolute, with its zone, and relative.
func when(p *Page, t any) template.HTML {
	at := instantOf(t)
	if at.IsZero() {
		return `<span class="none">–</span>`
	}
	//nolint:gosec // both texts are made of digits, names of months and the zone's name
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time> <span class="ago">%s</span>`,
		at.UTC().Format(time.RFC3339), template.HTMLEscapeString(Absolute(p, at)), relative(p.Now, at)))
}

// whenSaid is what [when] is, of an instant or of a date.
func whenSaid(p *Page, w claim.When) template.HTML {
	if at, ok := w.Instant(); ok {
		return when(p, at)
	}
	//nolint:gosec // both texts are made of digits and names of months
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, w, MomentSaid(p, w)))
}

// MomentSaid is what [Absolute] is, of an instant or of a date, which has no zone.
func MomentSaid(p *Page, w claim.When) string {
	at, ok := w.Instant()
	switch {
	case ok:
		return Absolute(p, at)
	case w.Place().Year() == p.Now.In(p.Zone).Year():
		return w.Place().Format("2 Jan")
	}
	return w.Place().Format("2 Jan 2006")
}

// Absolute leaves the year out where it is this one.
func Absolute(p *Page, at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	at = at.In(p.Zone)
	layout := "2 Jan 2006, 15:04 MST"
	if at.Year() == p.Now.In(p.Zone).Year() {
		layout = "2 Jan, 15:04 MST"
	}
	return at.Format(layout)
}

// instantly is how far ahead an instant may be that is not in the future.
const instantly = 2 * time.Second

// relative is how long ago, or how far ahead, an instant is.
func relative(now, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	d := now.Sub(at)
	if d < -instantly { // what a page notes while it is made is a little later than the page
		if -d < time.Minute {
			return "in a moment"
		}
		return "in " + Span(-d)
	}
	if d < time.Minute {
		return "just now"
	}
	return Span(d) + " ago"
}

// Span is a length of time in its largest unit.
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < time.Hour:
		return Plural(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return Plural(int(d.Hours()), "hour")
	case d < 60*24*time.Hour:
		return Plural(int(d.Hours()/24), "day")
	case d < 730*24*time.Hour:
		return Plural(int(d.Hours()/24/30), "month")
	}
	return Plural(int(d.Hours()/24/365), "year")
}

// localInput is an instant for a field of the kind datetime-local, in the page's zone.
func localInput(p *Page, t any) string {
	at := instantOf(t)
	if at.IsZero() {
		return ""
	}
	return at.In(p.Zone).Format(LocalLayout)
}
