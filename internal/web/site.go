package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
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
	// one, see [do]. Those on the engine and on tokens are not for pages.
	Operations operation.Parts
	Reads      *reading.Room
	Accounts   *auth.Service
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

// Site is every page of the desk; its methods are the handlers.
type Site struct {
	Parts
	templates templates
	assets    assets
	routes    []route
	streams   streams
}

// New makes the pages. It fails if a template is missing or broken, or if a
// route does not state what it needs.
func New(p Parts) (*Site, error) {
	s := &Site{Parts: p, assets: loadAssets()}
	var err error
	if s.templates, err = loadTemplates(s.funcs()); err != nil {
		return nil, err
	}
	s.routes = s.table()
	return s, s.check()
}

// Handler answers requests. What comes from another site's page is refused, and
// every answer carries the headers that keep a browser to this desk alone.
func (s *Site) Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	for _, r := range s.routes {
		mux.Handle(r.Pattern, s.serve(r))
	}
	mux.Handle("GET /static/", s.assets)
	mux.HandleFunc("GET /robots.txt", robots)
	mux.Handle("/", http.HandlerFunc(s.elsewhere))
	zip, err := gzhttp.NewWrapper(gzhttp.ContentTypes([]string{
		"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml", "text/plain",
	}))
	if err != nil {
		return nil, err
	}
	desk := headers(http.NewCrossOriginProtection().Handler(mux))
	return zip(s.byHost(desk)), nil
}

// byHost keeps what parties and the public see apart from the desk.
func (s *Site) byHost(desk http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Outside != nil && (outside(r.URL.Path) || s.PublicHost != "" && hostOf(r) == s.PublicHost) {
			s.Outside.ServeHTTP(w, r)
			return
		}
		desk.ServeHTTP(w, r)
	})
}

// robots keeps crawlers from the links of parties; everything else asks who they are.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /answer/\n"))
}
