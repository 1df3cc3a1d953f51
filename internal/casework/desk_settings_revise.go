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
	if strings.TrimSpace(in.Publication) == "" {
		return Receipt{}, Invalid("publication", "it must not be empty: every letter says what the story appears in")
	}
	return d.revise(ctx, caller, in, version)
}

func (d *Door) revise(ctx context.Context, caller Caller, in claim.DeskSettings, version int64) (Receipt, error) {
	ctx = d.keyed(ctx)
	in, err := d.checkSettings(ctx, in)
	if err != nil {
		return Receipt{}, err
	}
	ref, err := d.keepJSON(ctx, "settings", in)
	if err != nil {
		return Receipt{}, err
	}
	made := Receipt{ID: people.DeskID}
	return made, d.write(ctx, people.DeskStream, command(ctx, caller, people.ReviseDesk{Settings: ref, Seen: version}))
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
	in.Holidays = slices.Compact(slices.Sorted(slices.Values(in.Holidays)))
	if err := in.Validate(); err != nil {
		return in, err
	}
	around, failed := d.store.Around(ctx)
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
	for _, kind := range claim.LetterKinds {
		source := in.Templates[kind]
		if source == "" {
			continue
		}
		if _, err := Prose("template", source, MaxTemplate, true); err != nil {
			return err
		}
		if _, err := d.sample(ctx, kind, source); err != nil {
			return err
		}
	}
	return nil
}

// ReviseTemplate sets the source of the letters of one kind. An empty one is the
// built-in letter again.
func (d *Door) ReviseTemplate(ctx context.Context, caller Caller, kind claim.MessageKind, source string, version int64) (Receipt, error) {
	view, err := d.Settings(ctx, caller)
	if err != nil {
		return Receipt{}, err
	}
	settings := copied(view.DeskSettings)
	source = strings.ReplaceAll(source, "\r\n", "\n")
	if strings.TrimSpace(source) == "" || d.settings.Composer != nil && source == d.settings.Composer.BuiltIn(kind) {
		delete(settings.Templates, kind)
	} else {
		if settings.Templates == nil {
			settings.Templates = map[claim.MessageKind]string{}
		}
		settings.Templates[kind] = source
	}
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

// PreviewTemplate shows a sample of the letters of a kind from a source that is
// not in force. A source that cannot be used is refused with the line that is wrong.
func (d *Door) PreviewTemplate(ctx context.Context, caller Caller, kind claim.MessageKind, source string) (LetterText, error) {
	if !slices.Contains(claim.LetterKinds, kind) {
		return LetterText{}, claim.Errorf(claim.CodeNotFound, "there is no letter of the kind %q", kind)
	}
	return d.sample(ctx, kind, source)
}

func (d *Door) sample(ctx context.Context, kind claim.MessageKind, source string) (LetterText, error) {
	composer, err := d.Composer()
	if err != nil {
		return LetterText{}, err
	}
	return composer.Sample(ctx, kind, source)
}

// TemplateView is the source of the letters of one kind.
type TemplateView struct {
	Kind    claim.MessageKind `json:"kind"`
	Source  string            `json:"source"`
	BuiltIn bool              `json:"builtIn" doc:"it is the built-in one"`
	Fields  []TemplateField   `json:"fields" doc:"what a source can write"`
	Version int64             `json:"version" doc:"of the settings"`
}

// Template shows the source of the letters of a kind.
func (d *Door) Template(ctx context.Context, caller Caller, kind claim.MessageKind) (TemplateView, error) {
	view, err := d.Settings(ctx, caller)
	if err != nil {
		return TemplateView{}, err
	}
	composer, err := d.Composer()
	if err != nil {
		return TemplateView{}, err
	}
	if !slices.Contains(claim.LetterKinds, kind) {
		return TemplateView{}, claim.Errorf(claim.CodeNotFound, "there is no letter of the kind %q", kind)
	}
	source := view.Templates[kind]
	out := TemplateView{Kind: kind, Source: source, BuiltIn: source == "", Fields: composer.Fields(), Version: view.Version}
	if source == "" {
		out.Source = composer.BuiltIn(kind)
	}
	return out, nil
}
