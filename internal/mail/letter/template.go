package letter

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

const (
	maxTemplate = 32 << 10  // bytes of a template's source
	maxBody     = 256 << 10 // bytes of a letter's text
)

// templateName is what the source of a letter is called among the parts that it uses.
const templateName = "letter"

// ErrTemplate says that the source of a letter cannot be used. [TemplateError] says why.
var ErrTemplate = errors.New("mail: template cannot be used")

// TemplateError says what is wrong with the source of a letter, in words for whoever wrote it.
type TemplateError struct {
	Line    int // from 1; 0 if it is not about one line
	Problem string
}

// Error implements error.
func (e *TemplateError) Error() string {
	if e.Line == 0 {
		return e.Problem
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
}

// Unwrap makes it an ErrTemplate.
func (e *TemplateError) Unwrap() error { return ErrTemplate }

type parsedTemplate = *template.Template

// partsOf are the parts that the letters of each language share. They are read at start; a broken one
// stops the program before it sends anything.
var partsOf = func() map[*wording.Language]parsedTemplate {
	all := map[*wording.Language]parsedTemplate{}
	for _, tag := range wording.Tags() {
		words, _ := wording.Known(tag)
		all[words] = template.Must(readParts(words))
	}
	return all
}()

func readParts(words *wording.Language) (parsedTemplate, error) {
	source, ok := words.Source("parts")
	if !ok {
		return nil, fmt.Errorf("mail: language %q has no parts", words.Tag)
	}
	return template.New("parts").Funcs(template.FuncMap{
		"count": func(key string, n int) string { return words.Counted(key, n) },
	}).Parse(source)
}

// parseTemplate reads a source beside the parts of its language, which it may use and not replace. A
// source of the desk's own is checked first.
func parseTemplate(words *wording.Language, source string, own bool) (parsedTemplate, error) {
	if len(source) > maxTemplate {
		return nil, &TemplateError{Problem: fmt.Sprintf("a template has at most %d characters", maxTemplate)}
	}
	parts, ok := partsOf[words]
	if !ok {
		var err error
		if parts, err = readParts(words); err != nil {
			return nil, err
		}
	}
	t, err := parts.Clone()
	if err != nil {
		return nil, fmt.Errorf("mail: copy the parts of a letter: %w", err)
	}
	source = strings.ReplaceAll(source, "\r\n", "\n")
	if own {
		if err := checkSource(words, parts, source); err != nil {
			return nil, err
		}
	}
	if t, err = t.New(templateName).Parse(source); err != nil {
		return nil, templateError(err)
	}
	return t, nil
}

// checkSource refuses what could fail in one letter and not in the next.
func checkSource(words *wording.Language, parts parsedTemplate, source string) error {
	alone, err := template.New(templateName).Funcs(template.FuncMap{"count": func(string, int) string { return "" }}).Parse(source)
	if err != nil {
		return templateError(err)
	}
	if len(alone.Templates()) > 1 || alone.Tree == nil {
		return &TemplateError{Problem: "a template does not define others, and is not empty"}
	}
	return checkTree(alone.Tree, words, parts)
}

// templateError puts an error of the template library into words. What it says is written for programmers; the line and
// the reason are good enough for anybody.
func templateError(err error) error {
	var known *TemplateError
	if errors.As(err, &known) {
		return err
	}
	text := strings.TrimPrefix(err.Error(), "template: ")
	out := &TemplateError{Problem: text}
	place := regexp.MustCompile(`^` + templateName + `:(\d+)(?::\d+)?: (?:executing "[^"]*" at )?`)
	if found := place.FindStringSubmatch(text); found != nil {
		out.Line, _ = strconv.Atoi(found[1])
		out.Problem = text[len(found[0]):]
	}
	return out
}

// bounded is a text that stops growing.
type bounded struct {
	strings.Builder
	left int
}

// Write refuses what goes over the bound.
func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, &TemplateError{Problem: "the letter would be longer than 256 KiB"}
	}
	return b.Builder.Write(p)
}

// TemplateOf names what a source is for: the kind of letter, the language, and the kind of request, or
// every kind that has no source of its own if that is empty.
type TemplateOf struct {
	Letter   claim.MessageKind
	Language string
	Asks     claim.RequestKind
}

// check refuses what there are no letters for.
func (of TemplateOf) check() (*wording.Language, error) {
	words, ok := wording.Known(of.Language)
	switch {
	case !ok:
		return nil, &TemplateError{Problem: fmt.Sprintf("letters cannot be written in %q: choose one of %s", of.Language, strings.Join(wording.Tags(), ", "))}
	case !slices.Contains(claim.LetterKinds, of.Letter):
		return nil, &TemplateError{Problem: fmt.Sprintf("there is no letter of the kind %q", of.Letter)}
	case of.Asks != "" && !slices.Contains(claim.RequestKinds, of.Asks):
		return nil, &TemplateError{Problem: fmt.Sprintf("there is no request of the kind %q", of.Asks)}
	}
	return words, nil
}

// only is the source for these letters alone.
func (of TemplateOf) only(source string) wording.Own {
	return func(letter claim.MessageKind, language string, asks claim.RequestKind) string {
		if letter == of.Letter && language == of.Language && asks == of.Asks {
			return source
		}
		return ""
	}
}

// BuiltIn gives the source of a letter as it is built in; empty if there is no such letter.
func BuiltIn(of TemplateOf) string {
	words, err := of.check()
	if err != nil {
		return ""
	}
	source, _ := words.Letter(of.Letter, of.Asks, nil)
	return source
}

// CheckTemplate refuses a source that cannot be used, with a [*TemplateError]: it cannot be read, uses
// what there is not, or leaves out what a party must be told.
func CheckTemplate(of TemplateOf, source string) error {
	words, err := of.check()
	if err != nil {
		return err
	}
	if strings.TrimSpace(source) == "" {
		return &TemplateError{Problem: "a template is not empty"}
	}
	t, err := parseTemplate(words, source, true)
	if err != nil {
		return err
	}
	for _, sample := range samples(of) {
		text, err := execute(t, words, sample, true)
		if err != nil {
			return err
		}
		if err := saysEnough(sample, text); err != nil {
			return err
		}
	}
	return nil
}

// needed is something that a letter has to say, and how a template writes it.
type needed struct{ what, field, words string }

// saysEnough refuses a letter that a party could not answer, or could not check.
func saysEnough(l Letter, text string) error {
	view := viewOf(l)
	for i, r := range view.Requests {
		for _, n := range l.needs(r, l.Requests[i]) {
			if !strings.Contains(text, n.words) {
				return &TemplateError{Problem: fmt.Sprintf("the letter does not say %s: write %s for each of {{range .Requests}}", n.what, n.field)}
			}
		}
	}
	for _, n := range view.News {
		for _, words := range []string{n.Claim, n.What, n.Reason, n.Link} {
			if !strings.Contains(text, strings.TrimSpace(words)) {
				return &TemplateError{Problem: `the letter does not say what was made public: write {{template "news" .}}`}
			}
		}
	}
	if l.Kind == claim.FollowUpLetter && !strings.Contains(text, view.Text) {
		return &TemplateError{Problem: "the letter does not have the words that were written for it: {{.Text}}"}
	}
	if l.VerifyAt != "" && !strings.Contains(text, l.VerifyAt) {
		return &TemplateError{Problem: `the letter does not say how to check that it is genuine: end it with {{template "close" .}}, or write {{.VerifyAt}}`}
	}
	return nil
}

// needs is what the letter has to say of a request.
func (l Letter) needs(r requestView, of Request) []needed {
	all := []needed{{"the code of the request", "{{.Code}}", r.Code}}
	if l.Kind == claim.FollowUpLetter || l.Kind.Tells() {
		return all
	}
	if of.Kind.PutsClaims() {
		all = append(all, needed{"the claims", `{{template "claims" .}}`, r.Claims[0]})
	} else if r.Statute != "" && l.Kind == claim.RequestLetter {
		all = append(all, needed{"what it is made under", "{{.Statute}}", r.Statute})
	}
	if l.Kind == claim.WithdrawalLetter {
		return all
	}
	return append(all, needed{"the questions", `{{template "questions" .}}`, r.Questions[0]},
		needed{"when to answer by", `{{template "deadline" .}}`, r.AnswerBy})
}
