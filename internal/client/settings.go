package client

import (
	"context"
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
)

// Settings shows the desk's settings.
func (c *Client) Settings(ctx context.Context) (casework.DeskView, error) {
	return get[casework.DeskView](ctx, c, "/settings", nil)
}

// ReviseSettings replaces the desk's settings, its templates too.
func (c *Client) ReviseSettings(ctx context.Context, in api.SettingsInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, "/settings", in)
}

// Template shows the source of the letters of a kind.
func (c *Client) Template(ctx context.Context, kind claim.MessageKind) (casework.TemplateView, error) {
	return get[casework.TemplateView](ctx, c, path("settings", "templates", string(kind)), nil)
}

// ReviseTemplate replaces the source of the letters of a kind.
func (c *Client) ReviseTemplate(ctx context.Context, kind claim.MessageKind, in api.TemplateInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("settings", "templates", string(kind)), in)
}

// PreviewTemplate shows a sample letter from a source that is not in force.
func (c *Client) PreviewTemplate(ctx context.Context, kind claim.MessageKind, source string) (casework.LetterText, error) {
	return do[casework.LetterText](ctx, c, http.MethodPost, path("settings", "templates", string(kind), "preview"), api.SampleInput{Source: source})
}
