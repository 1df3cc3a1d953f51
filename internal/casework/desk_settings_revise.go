package casework

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// MaxTemplate is how long the source of a letter may be, in characters.
const MaxTemplate = 16_000

// ReviseSettings sets the desk's settings. version is that of the view they were
// changed from; if somebody else has changed them since it returns
// [claim.CodeConflict]. Every template is tried with samples first: one that
// cannot be used is refused with the line that is wrong.
func (d *Door) ReviseSettings(ctx context.Context, caller Caller, in claim.DeskSettings, version int64) (Receipt, error) {
	there, err := d.DeskSettings(ctx)
	if err != nil {
		return Receipt{}, err
	}
	if strings.TrimSpace(in.Publication) == "" && there.Publication != "" { // a desk that has not named it yet sets the rest
		return Receipt{}, Invalid("publication", "it must not be empty: every letter says what the story appears in")
	}
	return d.revise(ctx, caller, in, version)
}

func (d *Door) revise(ctx context.Context, caller Caller, in claim.DeskSettings, version int64) (Receipt, error) {
	ctx = d.Keyed(ctx)
	in, err := d.checkSettings(ctx, in)
	if err != nil {
		return Receipt{}, err
	}
	ref, err := d.KeepJSON(ctx, "settings", in)
	if err != nil {
		return Receipt{}, err
	}
	made := Receipt{ID: people.DeskID}
	return made, d.Write(ctx, people.DeskStream, Command(ctx, caller, people.ReviseDesk{Settings: ref, Seen: version}))
}

func (d *Door) checkSettings(ctx context.Context, in claim.DeskSettings) (claim.DeskSettings, error) {
	texts := []struct {
		field    string
		text     *string
		limit    int
		required bool
	}{
		{"name", &in.Name, MaxName, true},
		{"publication", &in.Publication, MaxName, false},
		{"phone", &in.Phone, 60, false},
		{"sender", &in.Sender, 100, false},
		{"about", &in.About, 500, false},
		{"correctionsTo", &in.CorrectionsTo, 300, false},
	}
	for _, t := range texts {
		checked, err := Line(t.field, *t.text, t.limit, t.required)
		if err != nil {
			return in, err
		}
		*t.text = checked
	}
	if !reachable(in.CorrectionsTo) {
		return in, Invalid("correctionsTo", "it is not an e-mail address or a web address beginning with https://")
	}
	if in.Language = strings.TrimSpace(in.Language); in.Language != "" {
		if err := d.checkLanguage(in.Language); err != nil {
			return in, err
		}
	}
	in.Holidays = slices.Compact(slices.Sorted(slices.Values(in.Holidays)))
	if err := in.Validate(); err != nil {
		return in, err
	}
	around, failed := d.Record().Around(ctx)
	if err := cmp.Or(in.CheckPolicies(around), failed()); err != nil {
		return in, err
	}
	return in, d.checkTemplates(ctx, in)
}

// reachable reports whether readers can write there; nowhere is fine, too.
func reachable(where string) bool {
	if where == "" {
		return true
	}
	if _, err := address.Parse(where); err == nil {
		return true
	}
	u, err := url.Parse(where)
	return err == nil && u.Scheme == "https" && u.Host != ""
}

// checkTemplates tries every template with samples.
func (d *Door) checkTemplates(ctx context.Context, in claim.DeskSettings) error {
	for _, t := range in.Templates {
		if _, err := Prose("template", t.Source, MaxTemplate, true); err != nil {
			return err
		}
		if _, err := d.sample(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// checkLanguage refuses a language that letters cannot be written in. Nothing is refused
// where no letters are written.
func (d *Door) checkLanguage(tag string) error {
	if tag == "" || d.MadeWith().Composer == nil {
		return nil
	}
	var tags []string
	for _, l := range d.MadeWith().Composer.Languages() {
		if tags = append(tags, l.Tag); l.Tag == tag {
			return nil
		}
	}
	return Invalid("language", "letters cannot be written in it; choose one of "+strings.Join(tags, ", "))
}

// ReviseTemplate sets the desk's own source of the letters that it names. An empty source, or the
// built-in one, is the built-in letter again.
func (d *Door) ReviseTemplate(ctx context.Context, caller Caller, t claim.LetterTemplate, version int64) (Receipt, error) {
	view, err := d.Settings(ctx, caller)
	if err != nil {
		return Receipt{}, err
	}
	if t, err = d.letterOf(t, view.DeskSettings); err != nil {
		return Receipt{}, err
	}
	settings := copied(view.DeskSettings)
	t.Source = strings.ReplaceAll(t.Source, "\r\n", "\n")
	if strings.TrimSpace(t.Source) == "" || d.MadeWith().Composer != nil && t.Source == d.MadeWith().Composer.BuiltIn(t) {
		t.Source = ""
	}
	settings.SetTemplate(t)
	return d.revise(ctx, caller, settings, version)
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
func (d *Door) PreviewTemplate(ctx context.Context, caller Caller, t claim.LetterTemplate) (LetterText, error) {
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return LetterText{}, err
	}
	if t, err = d.letterOf(t, settings); err != nil {
		return LetterText{}, err
	}
	return d.sample(ctx, t)
}

// letterOf fills in the desk's language, and refuses letters that there are not.
func (d *Door) letterOf(t claim.LetterTemplate, settings claim.DeskSettings) (claim.LetterTemplate, error) {
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
	return t, d.checkLanguage(t.Language)
}

func (d *Door) sample(ctx context.Context, t claim.LetterTemplate) (LetterText, error) {
	composer, err := d.Composer()
	if err != nil {
		return LetterText{}, err
	}
	return composer.Sample(ctx, t)
}

// TemplateView is the source of the letters of one kind.
type TemplateView struct {
	Kind      claim.MessageKind `json:"kind"`
	Language  string            `json:"language" doc:"tag of the language that it is written in"`
	Asks      claim.RequestKind `json:"asks,omitempty" doc:"the kind of request that it is for; left out for every kind that has no source of its own"`
	Source    string            `json:"source"`
	BuiltIn   bool              `json:"builtIn" doc:"it is the built-in one"`
	Languages []LetterLanguage  `json:"languages" doc:"what letters can be written in"`
	Fields    []TemplateField   `json:"fields" doc:"what a source can write"`
	Version   int64             `json:"version" doc:"of the settings"`
}

// Template shows what letters are written from: the desk's own source, or else the built-in one.
func (d *Door) Template(ctx context.Context, caller Caller, t claim.LetterTemplate) (TemplateView, error) {
	view, err := d.Settings(ctx, caller)
	if err != nil {
		return TemplateView{}, err
	}
	if t, err = d.letterOf(t, view.DeskSettings); err != nil {
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
