package app

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/agenda"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web"
	"github.com/onrecord/onrecord/internal/web/outside"
	"github.com/onrecord/onrecord/internal/web/page"
)

// handler answers everything that is asked over HTTP: the API and the checks of
// whoever runs the process, the pages of the desk, and those for parties and
// the public.
func (a *App) handler(s Serving, listening, token string) (http.Handler, error) {
	cfg := s.Config
	cfg.URL = deskURL(cfg, listening)
	programs := api.New(api.Parts{
		Desk: a.Desk, Reads: a.Reads, Ops: ops{a}, Auth: api.TokenAuth{Token: token, Default: s.Person, People: a.Desk, Tokens: a.Accounts},
		Accounts: a.Accounts, Mail: mailServers{a}, Rehearsals: a.Rehearsals, Ready: a.ready, Log: s.Log.Named("api"), Version: s.Version,
	})
	pages, err := a.pages(cfg, s)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle(api.Base+"/", programs)
	mux.Handle("GET /livez", programs)
	mux.Handle("GET /readyz", programs)
	mux.Handle("/", pages)
	return onPublicHost(cfg, pages, mux), nil
}

// onPublicHost leaves nothing but the public pages on the public host.
func onPublicHost(cfg config.Config, pages, all http.Handler) http.Handler {
	public, err := url.Parse(cfg.PublicURL)
	if err != nil || public.Host == "" {
		return all
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.EqualFold(outside.HostName(r.Host), public.Hostname()) {
			pages.ServeHTTP(w, r)
			return
		}
		all.ServeHTTP(w, r)
	})
}

// pages are those of the desk, and those for parties and the public.
func (a *App) pages(cfg config.Config, s Serving) (http.Handler, error) {
	base, err := url.Parse(cfg.URL)
	if err != nil {
		return nil, err
	}
	public, err := url.Parse(cfg.PublicURL)
	if err != nil {
		return nil, err
	}
	address, err := a.address()
	if err != nil {
		return nil, err
	}
	out, err := a.outside(base, address, s.Version)
	if err != nil {
		return nil, err
	}
	site, err := web.New(page.Parts{
		Desk: a.Desk, Operations: operation.Parts{Door: a.Desk, Reads: a.Reads, Mail: mailServers{a}, Rehearsals: a.Rehearsals}, Reads: a.Reads, Accounts: a.Accounts, Agenda: agenda.New(a.Desk, a.Reads, a.Record, a.Clock), Outside: out.Handler(), Preview: out.Preview, PublicHost: strings.ToLower(public.Hostname()), Public: publicPages(public), Sample: a.sample,
		Address: address, Zone: a.deskZone, DeskName: a.deskName, URL: base, Clock: a.Clock, Log: s.Log.Named("web"), Version: s.Version,
	})
	if err != nil {
		return nil, err
	}
	return site.Handler()
}

// publicPages is the address of the public pages.
func publicPages(host *url.URL) string {
	if host.Host == "" {
		return "/public"
	}
	return host.Scheme + "://" + host.Host
}

// sample opens the sample case for a person.
func (a *App) sample(ctx context.Context, who casework.Caller) (slug string, err error) {
	receipt, err := opening.Sample(ctx, opening.AtDesk{Desk: a.Desk, Caller: who})
	return receipt.Name, err
}

// deskZone is the desk's time zone; UTC if it cannot be read.
func (a *App) deskZone() *time.Location {
	settings, err := a.Desk.DeskSettings(context.Background())
	if err != nil {
		return time.UTC
	}
	return settings.Location()
}

// deskName is what the desk calls itself, without its article.
func (a *App) deskName() string {
	settings, err := a.Desk.DeskSettings(context.Background())
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(settings.Name, "the ")
}
