package outside

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// speech is how pages speak in a language.
type speech struct{ *wording.Language }

// funcs are what templates say words with, in the language.
func (s speech) funcs() template.FuncMap {
	return template.FuncMap{
		"lang":   func() string { return s.Tag },
		"dir":    func() string { return s.Direction },
		"say":    s.say,
		"quoted": quoted, "element": element, "hint": hint,
		"mailLink": mailLink, "phoneLink": phoneLink, "webLink": webLink, "verifyLink": s.verifyLink,
		"answer": func(stance claim.Stance) string { return s.OnPage("stance " + string(stance)) },
		"terms":  func(g claim.GroundRules) string { return s.OnPage("terms " + string(g)) },
		"rules":  func(g claim.GroundRules) string { return s.OnPage("promise " + string(g)) },
		"wants":  func(a letters.PageAsk) string { return s.OnPage("wants " + string(a)) },
		"desk":   s.desk,
		"size":   s.Size,
		"at":     s.at,
		"behind": s.Behind,
		"holding": func(p claim.Period, zone *time.Location) string {
			return s.Phrase("holds", "period", s.Period(p, zone))
		},
	}
}

// say is what stands under the key, with the values for its names; those that are HTML stay it.
func (s speech) say(key string, values ...any) (template.HTML, error) {
	text, ok := s.Page.Say[key]
	if !ok {
		return "", fmt.Errorf("outside: nothing is said under %q in %s", key, s.Tag)
	}
	pairs := s.limits(key)
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(values[i])+"}", string(inHTML(values[i+1])))
	}
	return template.HTML(strings.NewReplacer(pairs...).Replace(template.HTMLEscapeString(text))), nil //nolint:gosec // the words are ours, the values escaped
}

// limits are what phrases name that say how much can be sent.
func (s speech) limits(key string) []string {
	if !strings.Contains(s.Page.Say[key], "{") {
		return nil
	}
	return []string{
		"{statement}", s.Number(outside.MaxPageStatement), "{files}", s.Number(letters.MaxPageFiles),
		"{file}", s.Number(outside.MaxPageFile >> 20), "{total}", s.Number(outside.MaxPageBytes >> 20),
	}
}

// phrase is what stands under the key as text that is not HTML.
func (s speech) phrase(key string, values ...string) string {
	limits := s.limits(key)
	for i := 0; i < len(limits); i += 2 {
		values = append(values, strings.Trim(limits[i], "{}"), limits[i+1])
	}
	return s.OnPage(key, values...)
}

// quoted is a value within a sentence, which keeps its direction to itself.
func quoted(element, text string) template.HTML {
	return template.HTML("<"+element+` dir="auto">`) + inHTML(text) + template.HTML("</"+element+">") //nolint:gosec // the element is a template's own
}

// element is a value within a sentence, in an element; HTML stays it.
func element(name string, value any) template.HTML {
	return template.HTML("<"+name+">") + inHTML(value) + template.HTML("</"+name+">") //nolint:gosec // the name is a template's own
}

// hint is what is said beside a label.
func hint(value any) template.HTML { return `<span class="hint">` + inHTML(value) + "</span>" }

// inHTML is a value as HTML: escaped, unless it is HTML already.
func inHTML(value any) template.HTML {
	if whole, ok := value.(template.HTML); ok {
		return whole
	}
	return template.HTML(template.HTMLEscapeString(fmt.Sprint(value))) //nolint:gosec // it is escaped
}

func linkTo(address, attributes string, text any) template.HTML {
	return template.HTML(`<a href="`+template.HTMLEscapeString(address)+`"`+attributes+">") + inHTML(text) + "</a>" //nolint:gosec // it is escaped, the attributes are ours
}

func mailLink(address string) template.HTML {
	return linkTo("mailto:"+url.PathEscape(address), ` dir="ltr"`, address)
}

func phoneLink(number string) template.HTML {
	return linkTo("tel:"+url.PathEscape(phone(number)), ` dir="ltr"`, number)
}

// webLink leads to an address that [webAddress] has taken.
func webLink(address string) template.HTML {
	return linkTo(webAddress(address), ` rel="nofollow noreferrer" dir="ltr"`, address)
}

// verifyLink leads to where codes are looked up.
func (s speech) verifyLink(text any) template.HTML { return linkTo("/verify?lang="+s.Tag, "", text) }

// at is an instant within a sentence.
func (s speech) at(t time.Time, zone *time.Location) template.HTML {
	return template.HTML(`<time datetime="`+t.UTC().Format(time.RFC3339)+`">`) + inHTML(s.Instant(t, zone)) + "</time>" //nolint:gosec // an instant
}

// desk is what the desk is called: with its article in English alone.
func (s speech) desk(name string) string {
	if s.Tag != wording.English {
		name = strings.TrimPrefix(name, "the ")
	}
	return name
}

// problem says what is wrong with a field.
func (s speech) problem(field, problem string) string {
	if strings.HasPrefix(problem, "needs ") {
		return s.OnPage(problem)
	}
	return s.phrase("problem "+problem, "most", s.Number(mostOf(field)))
}

// mostOf is how many characters a field takes.
func mostOf(field string) int {
	switch {
	case strings.HasPrefix(field, "statement."):
		return outside.MaxPageStatement
	case field == "question":
		return outside.MaxPageQuestion
	}
	return casework.MaxName
}

// languageKey is under which a request's context holds the language of its answer.
type languageKey struct{}

// in has the answer to a request speak the first of the wanted languages that pages can be written in.
func (s *Site) in(r *http.Request, wanted ...string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), languageKey{}, s.choose(wanted...)))
}

// spoken has a page speak the language of the letter that led to it.
func (s *Site) spoken(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if request, contact, ok := s.Links.Parse(r.PathValue("token")); ok {
			wanted, err := s.Porch.PageLanguages(r.Context(), mailtext.PageLink{Request: request, Contact: contact})
			if err == nil {
				r = s.in(r, wanted...)
			}
		}
		handle(w, r)
	}
}

// speech is how the answer to a request speaks: as somebody has found that it should, else as the browser asks
// for, else as the desk does. What is for readers is in English.
func (s *Site) speech(r *http.Request) speech {
	if l, ok := r.Context().Value(languageKey{}).(*wording.Language); ok {
		return speech{l}
	}
	if s.onPublicHost(r) || !forParties(r) {
		return speech{s.choose(wording.English)}
	}
	wanted := accepted(r)
	if desk, err := s.Porch.DeskLanguage(r.Context()); err == nil {
		wanted = append(wanted, desk)
	}
	return speech{s.choose(wanted...)}
}

// forParties reports whether a page is for whom a letter was sent to.
func forParties(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/answer/") || r.URL.Path == "/verify"
}

// maxAccept bounds what is read of what a browser asks for.
const maxAccept = 200

// accepted are the languages that a browser asks for, the dearest first.
func accepted(r *http.Request) []string {
	header := r.Header.Get("Accept-Language")
	if len(header) > maxAccept {
		return nil
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return nil
	}
	var wanted []string
	for _, tag := range tags {
		wanted = append(wanted, tag.String())
	}
	return wanted
}
