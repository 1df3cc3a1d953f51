package mail

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"
)

const (
	maxTemplate = 32 << 10  // bytes of a template's source
	maxBody     = 256 << 10 // bytes of a letter's text
)

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

// template gives the templates to write the letter with, and the name of the one to begin with.
func (l Letter) template() (t *template.Template, name string, err error) {
	name = templateNames[l.Kind]
	if l.Template == "" {
		return letterTemplates, name, nil
	}
	t, err = parseTemplate(name, l.Template)
	return t, name, err
}

// parseTemplate reads a source beside the built-in parts, which it may use and not replace.
func parseTemplate(name, source string) (*template.Template, error) {
	if len(source) > maxTemplate {
		return nil, &TemplateError{Problem: fmt.Sprintf("a template has at most %d characters", maxTemplate)}
	}
	t, err := letterTemplates.Clone()
	if err != nil {
		return nil, fmt.Errorf("mail: copy the templates: %w", err)
	}
	source = strings.ReplaceAll(source, "\r\n", "\n")
	alone, err := template.New(name).Parse(source)
	if err != nil {
		return nil, templateError(name, err)
	}
	if len(alone.Templates()) > 1 || alone.Tree == nil {
		return nil, &TemplateError{Problem: "a template does not define others, and is not empty"}
	}
	if err := checkTree(alone.Tree); err != nil {
		return nil, err
	}
	return t.AddParseTree(name, alone.Tree)
}

// templateError puts an error of the template library into words. What it says is written for programmers; the line and
// the reason are good enough for anybody.
func templateError(name string, err error) error {
	var known *TemplateError
	if errors.As(err, &known) {
		return err
	}
	text := strings.TrimPrefix(err.Error(), "template: ")
	out := &TemplateError{Problem: text}
	place := regexp.MustCompile(`^` + regexp.QuoteMeta(name) + `:(\d+)(?::\d+)?: (?:executing "[^"]*" at )?`)
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

// BuiltIn gives the source of a letter as it is built in.
func BuiltIn(kind Kind) string {
	source, err := letterFiles.ReadFile("letters/" + templateNames[kind])
	if err != nil {
		return ""
	}
	return string(source)
}

// CheckTemplate refuses a source that cannot be used for letters of the kind, with a [*TemplateError]: it cannot be
// read, uses what there is not, or leaves out what a party must be told.
func CheckTemplate(kind Kind, source string) error {
	if _, ok := templateNames[kind]; !ok {
		return &TemplateError{Problem: fmt.Sprintf("there is no letter of the kind %q", kind)}
	}
	if strings.TrimSpace(source) == "" {
		return &TemplateError{Problem: "a template is not empty"}
	}
	for _, sample := range samples(kind) {
		sample.Template = source
		text, err := renderBody(sample)
		if err != nil {
			return err
		}
		if err := saysEnough(sample, text); err != nil {
			return err
		}
	}
	return nil
}

// saysEnough refuses a letter that a party could not answer, or could not check.
func saysEnough(l Letter, text string) error {
	view := viewOf(l)
	for _, r := range view.Requests {
		needed := []struct{ what, field, words string }{{"the code of the request", "{{.Code}}", r.Code}}
		if l.Kind != KindFollowUp && l.Kind != KindPublication {
			needed = append(needed, struct{ what, field, words string }{"the claims", "{{template \"claims\" .}}", r.Claims[0]})
		}
		if l.Kind != KindWithdrawal && l.Kind != KindFollowUp && l.Kind != KindPublication {
			needed = append(needed, []struct{ what, field, words string }{
				{"the questions", "{{template \"questions\" .}}", r.Questions[0]},
				{"when to answer by", "{{template \"deadline\" .}}", r.AnswerBy},
			}...)
		}
		for _, n := range needed {
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
	if l.Kind == KindFollowUp && !strings.Contains(text, view.Text) {
		return &TemplateError{Problem: "the letter does not have the words that were written for it: {{.Text}}"}
	}
	if l.VerifyAt != "" && !strings.Contains(text, l.VerifyAt) {
		return &TemplateError{Problem: `the letter does not say how to check that it is genuine: end it with {{template "close" .}}, or write {{.VerifyAt}}`}
	}
	return nil
}
