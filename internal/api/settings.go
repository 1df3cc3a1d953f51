package api

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// SettingsInput replaces the desk's settings, its templates too.
type SettingsInput struct {
	claim.DeskSettings
	Version int64 `json:"version" doc:"of the settings that you had before you; 0 while the desk has set nothing"`
}

// TemplateInput is the source of the letters of one kind.
type TemplateInput struct {
	Source  string `json:"source" doc:"what letters are written from; an empty one is the built-in letter again"`
	Version int64  `json:"version" doc:"of the settings that you had before you; 0 while the desk has set nothing"`
}

// SampleInput is a source that is not in force.
type SampleInput struct {
	Source string `json:"source"`
}

// TemplatePath names a kind of letters.
type TemplatePath struct {
	Kind claim.MessageKind `path:"kind" doc:"request, reminder, final notice, extension, withdrawal or follow-up"`
}

func (s *server) settingsShow(ctx context.Context, who casework.Caller, _ *none) (casework.DeskView, error) {
	return s.Desk.Settings(ctx, who)
}

func (s *server) settingsRevise(ctx context.Context, who casework.Caller, in *body[SettingsInput]) (casework.Receipt, error) {
	return s.Desk.ReviseSettings(ctx, who, in.Body.DeskSettings, in.Body.Version)
}

func (s *server) templateShow(ctx context.Context, who casework.Caller, in *TemplatePath) (casework.TemplateView, error) {
	return s.Desk.Template(ctx, who, in.Kind)
}

func (s *server) templateRevise(ctx context.Context, who casework.Caller, in *struct {
	TemplatePath
	Body TemplateInput
}) (casework.Receipt, error) {
	return s.Desk.ReviseTemplate(ctx, who, in.Kind, in.Body.Source, in.Body.Version)
}

func (s *server) templatePreview(ctx context.Context, who casework.Caller, in *struct {
	TemplatePath
	Body SampleInput
}) (casework.LetterText, error) {
	return s.Desk.PreviewTemplate(ctx, who, in.Kind, in.Body.Source)
}
