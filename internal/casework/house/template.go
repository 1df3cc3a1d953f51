package house

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// MaxTemplate is how long the source of a letter may be, in characters.
const MaxTemplate = 16_000

// checkTemplates tries every template with samples.
func checkTemplates(ctx context.Context, d *casework.Door, in claim.DeskSettings) error {
	for _, t := range in.Templates {
		if _, err := casework.Prose("template", t.Source, MaxTemplate, true); err != nil {
			return err
		}
		if _, err := sample(ctx, d, t); err != nil {
			return err
		}
	}
	return nil
}

// ReviseTemplate sets the desk's own source of the letters that it names. An empty source, or the
// built-in one, is the built-in letter again.
func ReviseTemplate(ctx context.Context, d *casework.Door, caller casework.Caller, t claim.LetterTemplate, version int64) (casework.Receipt, error) {
	view, err := Settings(ctx, d, caller)
	if err != nil {
		return casework.Receipt{}, err
	}
	if t, err = letterOf(d, t, view.DeskSettings); err != nil {
		return casework.Receipt{}, err
	}
	settings := copied(view.DeskSettings)
	t.Source = strings.ReplaceAll(t.Source, "\r\n", "\n")
	if strings.TrimSpace(t.Source) == "" || d.MadeWith().Composer != nil && t.Source == d.MadeWith().Composer.BuiltIn(t) {
		t.Source = ""
	}
	settings.SetTemplate(t)
	return revise(ctx, d, caller, settings, version)
}

// copied keeps settings apart from those that are remembered.
func copied(s claim.DeskSettings) claim.DeskSettings {
	data, err := json.Marshal(s)
	if err != nil {
		return s
	}
	var out claim.DeskSettings
	if json.Unmarshal(data, &out) != nil {
		return s
	}
	return out
}

// PreviewTemplate shows a sample of letters from a source that is not in force. A source that
// cannot be used is refused with the line that is wrong.
func PreviewTemplate(ctx context.Context, d *casework.Door, caller casework.Caller, t claim.LetterTemplate) (mailtext.LetterText, error) {
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return mailtext.LetterText{}, err
	}
	if t, err = letterOf(d, t, settings); err != nil {
		return mailtext.LetterText{}, err
	}
	return sample(ctx, d, t)
}

// letterOf fills in the desk's language, and refuses letters that there are not.
func letterOf(d *casework.Door, t claim.LetterTemplate, settings claim.DeskSettings) (claim.LetterTemplate, error) {
	composer, err := d.Composer()
	if err != nil {
		return t, err
	}
	if !slices.Contains(claim.LetterKinds, t.Letter) {
		return t, claim.Errorf(claim.CodeNotFound, "there is no letter of the kind %q", t.Letter)
	}
	if t.Asks != "" {
		if err := claim.OneOf("asks", t.Asks, claim.RequestKinds); err != nil {
			return t, err
		}
	}
	t.Language = cmp.Or(t.Language, settings.Language, composer.Languages()[0].Tag)
	return t, checkLanguage(d, t.Language)
}

func sample(ctx context.Context, d *casework.Door, t claim.LetterTemplate) (mailtext.LetterText, error) {
	composer, err := d.Composer()
	if err != nil {
		return mailtext.LetterText{}, err
	}
	return composer.Sample(ctx, t)
}

// TemplateView is the source of the letters of one kind.
type TemplateView struct {
	Kind      claim.MessageKind         `json:"kind"`
	Language  string                    `json:"language" doc:"tag of the language that it is written in"`
	Asks      claim.RequestKind         `json:"asks,omitempty" doc:"the kind of request that it is for; left out for every kind that has no source of its own"`
	Source    string                    `json:"source"`
	BuiltIn   bool                      `json:"builtIn" doc:"it is the built-in one"`
	Languages []casework.LetterLanguage `json:"languages" doc:"what letters can be written in"`
	Fields    []casework.TemplateField  `json:"fields" doc:"what a source can write"`
	Version   int64                     `json:"version" doc:"of the settings"`
}

// Template shows what letters are written from: the desk's own source, or else the built-in one.
func Template(ctx context.Context, d *casework.Door, caller casework.Caller, t claim.LetterTemplate) (TemplateView, error) {
	view, err := Settings(ctx, d, caller)
	if err != nil {
		return TemplateView{}, err
	}
	if t, err = letterOf(d, t, view.DeskSettings); err != nil {
		return TemplateView{}, err
	}
	composer := d.MadeWith().Composer
	source := view.DeskSettings.Template(t.Letter, t.Language, t.Asks)
	out := TemplateView{
		Kind: t.Letter, Language: t.Language, Asks: t.Asks, Source: source, BuiltIn: source == "",
		Languages: composer.Languages(), Fields: composer.Fields(), Version: view.Version,
	}
	if source == "" {
		out.Source = composer.BuiltIn(t)
	}
	return out, nil
}
