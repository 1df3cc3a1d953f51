package page

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/agenda"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// Desk is the door as far as pages come to it by themselves: what anybody does
// there goes through an operation, which asks for the right.
type Desk interface {
	// Authenticate finds who acts, or [claim.CodeUnauthenticated].
	Authenticate(ctx context.Context, name string) (casework.Caller, error)
	// DeskSettings are the settings in force.
	DeskSettings(ctx context.Context) (claim.DeskSettings, error)
}

// Parts are what the pages stand on.
type Parts struct {
	// Desk says who people are and how the desk is set.
	Desk Desk
	// Operations is what operations are carried out on; what is done on a page is
	// one, see [Do]. Those on the engine and on tokens are not for pages.
	Operations operation.Parts
	Reads      *reading.Room
	Accounts   *auth.Service
	// Agenda makes the calendars of what stands ahead.
	Agenda *agenda.Room
	// Outside answers for people without an account: parties and the public.
	// It takes /answer/, /verify and /public/.
	Outside http.Handler
	// Preview shows the public page of a claim before there is one.
	Preview Preview
	// PublicHost, if not empty, is the host name on which nothing but the
	// public pages stands.
	PublicHost string
	// Public is the address of the public pages, without a slash at the end: on a
	// host of their own, or /public.
	Public string
	// Address tells where a request comes from, behind the proxies that are trusted.
	Address func(*http.Request) string
	// Zone is the desk's time zone. Pages show every instant in it, with its name.
	Zone func() *time.Location
	// DeskName is what the desk calls itself.
	DeskName func() string
	// URL is the address under which people open the desk.
	URL   *url.URL
	Clock casework.Clock
	// Sample opens the sample case; nil where there is none.
	Sample Sample
	Log    *zap.Logger
	// Version is that of the product.
	Version string
}

// Site is what the pages of the desk are made of: templates, the files that they load, and
// the parts that they stand on.
type Site struct {
	Parts
	templates templates
	assets    assets
}

// New reads the templates. It fails if one is missing or broken.
func New(p Parts) (*Site, error) {
	s := &Site{Parts: p, assets: loadAssets()}
	var err error
	s.templates, err = loadTemplates(s.funcs())
	return s, err
}

// Assets answers with the files that pages load, under /static/.
func (s *Site) Assets() http.Handler { return s.assets }

// PushWorker answers with the script that a browser keeps to show notices: always under one
// address, and asked for anew, as the browser keeps it until it has changed.
func (s *Site) PushWorker() http.Handler {
	data, err := staticFiles.ReadFile("static/push-worker.js")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Header().Set("Service-Worker-Allowed", "/push-worker/")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}

// Preview shows the public page of a claim as it would be if it were published now. It
// answers itself unless it returns an error.
type Preview func(w http.ResponseWriter, r *http.Request, c *verification.Claim) error

// Sample opens the sample case on the desk, on behalf of a person, and returns
// its short name. Opening it again with the same key does nothing twice.
type Sample func(ctx context.Context, caller casework.Caller) (slug string, err error)
