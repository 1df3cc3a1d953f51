package web

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// templateView is the page on which the words of a letter are changed.
type templateView struct {
	casework.TemplateView
	Path     string // of the page, for this language and kind of request
	Base     string // without them
	Kinds    []option
	MayWrite bool
	Preview  *casework.LetterText
	Wrong    string // why there is no preview: a sentence
}

func (s *Site) templatePage(v *visit) (*templateView, error) {
	of := operation.TemplatePath{Kind: claim.MessageKind(v.path("kind")), Language: v.query("language"), Asks: claim.RequestKind(v.query("asks"))}
	template, err := do(v, operation.TemplateShow, of)
	if err != nil {
		return nil, err
	}
	view := &templateView{
		TemplateView: template, Base: "/settings/letters/" + url.PathEscape(string(of.Kind)), Kinds: options(claim.RequestKinds),
		MayWrite: v.who.Can(casework.MayWriteDesk),
	}
	view.Path = view.Base + "?" + url.Values{"language": {template.Language}, "asks": {string(template.Asks)}}.Encode()
	return view, nil
}

// of names the letters that the page is about.
func (view *templateView) of() operation.TemplatePath {
	return operation.TemplatePath{Kind: view.Kind, Language: view.Language, Asks: view.Asks}
}

// look writes a sample from a source into the view, or says why it cannot.
func (s *Site) look(v *visit, view *templateView, source string) error {
	preview, err := do(v, operation.TemplatePreview, operation.OfTemplate(view.of(), operation.SampleInput{Source: source}))
	var known *claim.Error
	switch {
	case err == nil:
		view.Preview = &preview
	case errors.As(err, &known) && known.Code == claim.CodeInvalid:
		view.Wrong = sentence(known.Message)
	default:
		return err
	}
	return nil
}

// templateShow shows the words of a letter beside a sample.
func (s *Site) templateShow(v *visit) error {
	view, err := s.templatePage(v)
	if err != nil {
		return err
	}
	if err := s.look(v, view, view.Source); err != nil {
		return err
	}
	return v.renderForm("settings_letter", view, prefilled(map[string]string{"source": view.Source}))
}

// templateRevise shows a sample of what was typed, has it in force, or goes back
// to the built-in words.
func (s *Site) templateRevise(v *visit) error {
	view, err := s.templatePage(v)
	if err != nil {
		return err
	}
	source := v.form("source")
	if v.form("step") == "preview" {
		if err := s.look(v, view, source); err != nil {
			return err
		}
		if v.fragment() {
			return v.renderPart("settings_letter", "sample", view)
		}
		return v.renderForm("settings_letter", view, v.asTyped())
	}
	if v.form("step") == "reset" {
		source = ""
	}
	seen, _ := strconv.ParseInt(v.form("seen"), 10, 64)
	if _, err := do(v, operation.TemplateRevise, operation.OfTemplate(view.of(), operation.TemplateInput{Source: source, Version: seen})); err != nil {
		return v.refuse("settings_letter", view, fieldsNamed(err, map[string]string{"template": "source"}))
	}
	if source == "" {
		return v.done(view.Path, "The built-in words are in force again.")
	}
	return v.done(view.Path, "These words are in force: letters are written with them from now on.")
}
