package outside

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/mail/wording"
	"github.com/onrecord/onrecord/internal/web/outside/serving"
)

// Links reads what stands at the end of a link to the answer page.
type Links interface {
	// Parse gives what the token was made for; a forged or altered one gives false.
	Parse(token string) (request, contact uuid.UUID, ok bool)
}

// Identity is how the desk presents itself.
type Identity struct {
	Name          string // with its article: "the verification desk"
	Publication   string // what its stories appear in
	Phone         string // where parties can call back
	Address       string // its e-mail address
	About         string // a line about the desk, on public pages
	CorrectionsTo string // where readers report errors: an e-mail address or a web address
}

// Parts are what the pages stand on.
type Parts struct {
	Porch    *outside.Porch
	Links    Links
	Identity func(ctx context.Context) (Identity, error)
	// URL is the address under which people open the desk.
	URL *url.URL
	// PublicURL is where the public pages stand on a host of their own; nil if
	// they stand under /public/ of URL.
	PublicURL *url.URL
	// Address tells who asks, for limits on guessing; nil for the address of the
	// connection.
	Address func(*http.Request) string
	Clock   casework.Clock
	Log     *zap.Logger
	// Version is that of the product.
	Version string
}

// Site is every page; its methods are the handlers.
type Site struct {
	Parts
	templates  map[*wording.Language]templates
	choose     func(wanted ...string) *wording.Language
	style      asset
	icon       asset
	renditions *serving.Renditions
	cases      keptCases
	guesses    *serving.Limits // of tokens that lead nowhere
	lookups    *serving.Limits // of codes
	uploads    chan struct{}
	queue      serving.Queue
}

// How often one address may be wrong about a link, or look a code up, and how
// many submissions are read at a time.
const (
	guessEvery  = 6 * time.Second
	guessBurst  = 20
	lookupEvery = 6 * time.Second
	lookupBurst = 10
	maxUploads  = 4
)

// New makes the pages. It fails if a template is missing or broken.
func New(p Parts) (*Site, error) {
	t, err := loadTemplates()
	if err != nil {
		return nil, err
	}
	if p.Address == nil {
		p.Address = remoteHost
	}
	return &Site{
		Parts: p, templates: t, choose: wording.Choose, style: loadAsset("outside.css", "text/css; charset=utf-8"), icon: loadAsset("icon.svg", "image/svg+xml"),
		renditions: serving.NewRenditions(), cases: keptCases{cases: map[string]keptCase{}},
		guesses: serving.NewLimits(guessEvery, guessBurst), lookups: serving.NewLimits(lookupEvery, lookupBurst),
		uploads: make(chan struct{}, maxUploads),
	}, nil
}

// Handler answers requests. On the public host it knows the public pages and
// nothing else, whatever the path.
func (s *Site) Handler() http.Handler {
	desk, public := s.deskRoutes(), s.publicRoutes("", true)
	guarded := http.NewCrossOriginProtection()
	guarded.SetDenyHandler(http.HandlerFunc(s.foreign))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serving.Private(w.Header())
		if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		if s.onPublicHost(r) {
			public.ServeHTTP(w, r)
			return
		}
		guarded.Handler(desk).ServeHTTP(w, r)
	})
}

// deskRoutes are the pages on the host of the desk.
func (s *Site) deskRoutes() *http.ServeMux {
	mux := s.publicRoutes("/public", false)
	mux.HandleFunc("GET /answer/{token}", s.spoken(s.answerShow))
	mux.HandleFunc("POST /answer/{token}", s.spoken(s.answerTake))
	mux.HandleFunc("GET /answer/{token}/receipt/{key}", s.spoken(s.receiptShow))
	mux.HandleFunc("GET /answer/{token}/receipt/{key}/text", s.spoken(s.receiptText))
	mux.HandleFunc("GET /verify", s.verifyShow)
	return mux
}

// publicRoutes are the public pages under a prefix.
func (s *Site) publicRoutes(prefix string, alone bool) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix+"/{$}", lasting(s.publicIndex))
	mux.HandleFunc("GET "+prefix+"/feed.atom", lasting(s.indexAtom))
	mux.HandleFunc("GET "+prefix+"/feed.json", lasting(s.indexJSON))
	mux.HandleFunc("GET "+prefix+"/corrections", lasting(s.publicCorrections))
	mux.HandleFunc("GET "+prefix+"/corrections.json", lasting(s.correctionsJSON))
	mux.HandleFunc("GET "+prefix+"/style.css", s.style.serve)
	mux.HandleFunc("GET "+prefix+"/icon.svg", s.icon.serve)
	mux.HandleFunc("GET "+prefix+"/{case}", lasting(s.publicCase))
	mux.HandleFunc("GET "+prefix+"/{case}/claims/{claim}", lasting(s.publicClaim))
	mux.HandleFunc("GET "+prefix+"/{case}/feed.atom", lasting(s.caseAtom))
	mux.HandleFunc("GET "+prefix+"/{case}/feed.json", lasting(s.caseJSON))
	mux.HandleFunc("GET "+prefix+"/{lines}/{code}", lasting(s.publicLine))
	mux.HandleFunc("GET "+prefix+"/{case}/embed", lasting(s.publicEmbed))
	mux.HandleFunc("GET "+prefix+"/{case}/claims/{claim}/embed", lasting(s.claimEmbed))
	mux.HandleFunc("/", s.elsewhere)
	if alone {
		mux.HandleFunc("GET /robots.txt", robots)
		mux.HandleFunc("GET /favicon.ico", s.icon.serve)
	} else {
		mux.Handle("GET "+prefix, http.RedirectHandler(prefix+"/", http.StatusMovedPermanently))
	}
	return mux
}

// lasting finishes a page even if whoever asked for it has left: others may wait
// for the same one (see [Site.cached]).
func lasting(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		handle(w, r.WithContext(context.WithoutCancel(r.Context())))
	}
}

// robots lets search engines read the public host (RFC 9309).
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Del("X-Robots-Tag")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write([]byte("User-agent: *\nDisallow:\n"))
}
