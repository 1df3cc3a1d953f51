package desk

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// templateView is the page on which the words of a letter are changed.
type templateView struct {
	house.TemplateView
	Path     string // of the page, for this language and kind of request
	Base     string // without them
	Kinds    []page.Option
	MayWrite bool
	Preview  *mailtext.LetterText
	Wrong    string // why there is no preview: a sentence
}

func templatePage(v *page.Visit) (*templateView, error) {
	of := operation.TemplatePath{Kind: claim.MessageKind(v.Path("kind")), Language: v.Query("language"), Asks: claim.RequestKind(v.Query("asks"))}
	template, err := page.Do(v, operation.TemplateShow, of)
	if err != nil {
		return nil, err
	}
	view := &templateView{
		TemplateView: template, Base: "/settings/letters/" + url.PathEscape(string(of.Kind)), Kinds: page.Options(claim.RequestKinds),
		MayWrite: v.Who.Can(casework.MayWriteDesk),
	}
	view.Path = view.Base + "?" + url.Values{"language": {template.Language}, "asks": {string(template.Asks)}}.Encode()
	return view, nil
}

// of names the letters that the page is about.
func (view *templateView) of() operation.TemplatePath {
	return operation.TemplatePath{Kind: view.Kind, Language: view.Language, Asks: view.Asks}
}

// look writes a sample from a source into the view, or says why it cannot.
func look(v *page.Visit, view *templateView, source string) error {
	preview, err := page.Do(v, operation.TemplatePreview, operation.OfTemplate(view.of(), operation.SampleInput{Source: source}))
	var known *claim.Error
	switch {
	case err == nil:
		view.Preview = &preview
	case errors.As(err, &known) && known.Code == claim.CodeInvalid:
		view.Wrong = page.Sentence(known.Message)
	default:
		return err
	}
	return nil
}

// TemplateShow shows the words of a letter beside a sample.
func TemplateShow(v *page.Visit) error {
	view, err := templatePage(v)
	if err != nil {
		return err
	}
	if err := look(v, view, view.Source); err != nil {
		return err
	}
	return v.RenderForm("settings_letter", view, page.Prefilled(map[string]string{"source": view.Source}))
}

// TemplateRevise shows a sample of what was typed, has it in force, or goes back
// to the built-in words.
func TemplateRevise(v *page.Visit) error {
	view, err := templatePage(v)
	if err != nil {
		return err
	}
	source := v.Form("source")
	if v.Form("step") == "preview" {
		if err := look(v, view, source); err != nil {
			return err
		}
		if v.Fragment() {
			return v.RenderPart("settings_letter", "sample", view)
		}
		return v.RenderForm("settings_letter", view, v.AsTyped())
	}
	if v.Form("step") == "reset" {
		source = ""
	}
	seen, _ := strconv.ParseInt(v.Form("seen"), 10, 64)
	if _, err := page.Do(v, operation.TemplateRevise, operation.OfTemplate(view.of(), operation.TemplateInput{Source: source, Version: seen})); err != nil {
		return v.Refuse("settings_letter", view, page.FieldsNamed(err, map[string]string{"template": "source"}))
	}
	if source == "" {
		return v.Done(view.Path, "The built-in words are in force again.")
	}
	return v.Done(view.Path, "These words are in force: letters are written with them from now on.")
}
