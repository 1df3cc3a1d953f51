// Package house is what a desk sets for itself, for every case: its settings and the templates of
// its letters, its policies, its reminder plans, the keys that its letters are signed with, and a
// hold on all mail.
package house

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// MaxTemplate is how long the source of a letter may be, in characters.
const MaxTemplate = 16_000

// ReviseSettings sets the desk's settings. version is that of the view they were
// changed from; if somebody else has changed them since it returns
// [claim.CodeConflict]. Every template is tried with samples first: one that
// cannot be used is refused with the line that is wrong.
func ReviseSettings(ctx context.Context, d *casework.Door, caller casework.Caller, in claim.DeskSettings, version int64) (casework.Receipt, error) {
	there, err := d.DeskSettings(ctx)
	if err != nil {
		return casework.Receipt{}, err
	}
	if strings.TrimSpace(in.Publication) == "" && there.Publication != "" { // a desk that has not named it yet sets the rest
		return casework.Receipt{}, casework.Invalid("publication", "it must not be empty: every letter says what the story appears in")
	}
	return revise(ctx, d, caller, in, version)
}

func revise(ctx context.Context, d *casework.Door, caller casework.Caller, in claim.DeskSettings, version int64) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	in, err := checkSettings(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	ref, err := d.KeepJSON(ctx, "settings", in)
	if err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: people.DeskID}
	return made, d.Write(ctx, people.DeskStream, casework.Command(ctx, caller, people.ReviseDesk{Settings: ref, Seen: version}))
}

func checkSettings(ctx context.Context, d *casework.Door, in claim.DeskSettings) (claim.DeskSettings, error) {
	texts := []struct {
		field    string
		text     *string
		limit    int
		required bool
	}{
		{"name", &in.Name, casework.MaxName, true},
		{"publication", &in.Publication, casework.MaxName, false},
		{"phone", &in.Phone, 60, false},
		{"sender", &in.Sender, 100, false},
		{"about", &in.About, 500, false},
		{"correctionsTo", &in.CorrectionsTo, 300, false},
	}
	for _, t := range texts {
		checked, err := casework.Line(t.field, *t.text, t.limit, t.required)
		if err != nil {
			return in, err
		}
		*t.text = checked
	}
	if !reachable(in.CorrectionsTo) {
		return in, casework.Invalid("correctionsTo", "it is not an e-mail address or a web address beginning with https://")
	}
	if in.Language = strings.TrimSpace(in.Language); in.Language != "" {
		if err := checkLanguage(d, in.Language); err != nil {
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
	return in, checkTemplates(ctx, d, in)
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

// checkLanguage refuses a language that letters cannot be written in. Nothing is refused
// where no letters are written.
func checkLanguage(d *casework.Door, tag string) error {
	if tag == "" || d.MadeWith().Composer == nil {
		return nil
	}
	var tags []string
	for _, l := range d.MadeWith().Composer.Languages() {
		if tags = append(tags, l.Tag); l.Tag == tag {
			return nil
		}
	}
	return casework.Invalid("language", "letters cannot be written in it; choose one of "+strings.Join(tags, ", "))
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
func PreviewTemplate(ctx context.Context, d *casework.Door, caller casework.Caller, t claim.LetterTemplate) (casework.LetterText, error) {
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return casework.LetterText{}, err
	}
	if t, err = letterOf(d, t, settings); err != nil {
		return casework.LetterText{}, err
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

func sample(ctx context.Context, d *casework.Door, t claim.LetterTemplate) (casework.LetterText, error) {
	composer, err := d.Composer()
	if err != nil {
		return casework.LetterText{}, err
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
