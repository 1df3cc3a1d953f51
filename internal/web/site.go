package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"github.com/onrecord/onrecord/internal/web/page"
)

// Site is every page of the desk.
type Site struct {
	*page.Site
	routes  []route
	streams streams
}

// New makes the pages. It fails if a template is missing or broken, or if a
// route does not state what it needs.
func New(p page.Parts) (*Site, error) {
	made, err := page.New(p)
	if err != nil {
		return nil, err
	}
	s := &Site{Site: made}
	s.routes = s.table()
	return s, s.check()
}

// Handler answers requests. What comes from another site's page is refused, and
// every answer carries the headers that keep a browser to this desk alone.
func (s *Site) Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	for _, r := range s.routes {
		mux.Handle(r.Pattern, s.Serve(r.Pattern, r.Need, r.handle))
	}
	mux.Handle("GET /static/", s.Assets())
	mux.Handle("GET /push-worker.js", s.PushWorker())
	mux.HandleFunc("GET /robots.txt", robots)
	mux.Handle("/", s.Elsewhere())
	zip, err := gzhttp.NewWrapper(gzhttp.ContentTypes([]string{
		"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml", "text/plain", "text/calendar",
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

// robots keeps crawlers from the links of parties and from calendars; everything else asks who they are.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /answer/\nDisallow: /calendar/\n"))
}
