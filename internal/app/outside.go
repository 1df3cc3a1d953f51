package app

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/web/outside"
)

// outside are the pages for parties and the public.
func (a *App) outside(desk *url.URL, address func(*http.Request) string, version string) (*outside.Site, error) {
	parts := outside.Parts{
		Porch: a.Porch, Links: a.Room.Links, Identity: a.identity, URL: desk, Clock: a.Clock, Log: a.log.Named("outside"), Version: version,
		Address: address,
	}
	if a.Config.PublicURL != "" {
		var err error
		if parts.PublicURL, err = url.Parse(a.Config.PublicURL); err != nil {
			return nil, err
		}
	}
	return outside.New(parts)
}

// publicURL is the address under which the public pages stand; empty if the desk does
// not know its own.
func (a *App) publicURL() string {
	switch {
	case a.Config.PublicURL != "":
		return a.Config.PublicURL
	case a.Config.URL != "":
		return strings.TrimSuffix(a.Config.URL, "/") + "/public"
	}
	return ""
}

// identity is how the desk presents itself to those outside.
func (a *App) identity(ctx context.Context) (outside.Identity, error) {
	settings, err := a.Desk.DeskSettings(ctx)
	return outside.Identity{
		Name: settings.Name, Publication: settings.Publication, Phone: settings.Phone, Address: a.Config.MailFrom,
		About: settings.About, CorrectionsTo: settings.CorrectionsTo,
	}, err
}

// forgetPageDrafts erases files of the answer page that nobody has confirmed.
func (a *App) forgetPageDrafts(ctx context.Context) {
	n, err := a.Porch.ForgetPageDrafts(ctx)
	if err != nil && ctx.Err() == nil {
		a.log.Warn("files that were never confirmed could not be erased", zap.Error(err))
	}
	if n > 0 {
		a.log.Info("erased files that were never confirmed", zap.Int("files", n))
	}
}
