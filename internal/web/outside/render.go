package outside

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/httpcode"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

//go:embed templates
var sources embed.FS

// pages lists every template; one that is missing stops the start. Those for parties are there in every
// language, those for readers in English.
var (
	partyPages  = []string{"answer", "answer_review", "answer_receipt", "answer_closed", "verify", "fault"}
	publicPages = []string{"public_index", "public_case", "public_claim", "public_embed", "claim_embed", "public_corrections", "public_line"}
)

type templates map[string]*template.Template

// loadTemplates reads the pages of every language.
func loadTemplates() (map[*wording.Language]templates, error) {
	all := map[*wording.Language]templates{}
	for _, tag := range wording.Tags() {
		l, _ := wording.Known(tag)
		pages := partyPages
		if tag == wording.English {
			pages = slices.Concat(partyPages, publicPages)
		}
		t, err := templatesIn(l, pages)
		if err != nil {
			return nil, err
		}
		all[l] = t
	}
	return all, nil
}

func templatesIn(l *wording.Language, pages []string) (templates, error) {
	all := templates{}
	for _, name := range pages {
		base := "templates/layout.html"
		if strings.HasSuffix(name, "_embed") {
			base = "templates/embed_layout.html"
		}
		t, err := template.New(path.Base(base)).Funcs(funcs).Funcs(speech{l}.funcs()).ParseFS(sources, base, "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("outside: template %s: %w", name, err)
		}
		all[name] = t.Option("missingkey=error")
	}
	return all, nil
}

// page is what every template gets.
type page struct {
	Desk   Identity
	Style  string // address of the stylesheet
	Icon   string
	Home   string // address of the list of public cases
	Public bool
	Now    time.Time
	View   any

	speech speech
}

// page makes the frame around a view.
func (s *Site) page(r *http.Request, view any) (page, error) {
	desk, err := s.Identity(r.Context())
	prefix := s.prefix(r)
	return page{
		Desk: desk, Style: prefix + "/style.css?v=" + s.style.hash, Icon: prefix + "/icon.svg?v=" + s.icon.hash,
		Home: prefix + "/", Now: s.Clock.Now(), View: view, speech: s.speech(r),
	}, err
}

// prefix is where the public pages stand on the host that was asked.
func (s *Site) prefix(r *http.Request) string {
	if s.onPublicHost(r) {
		return ""
	}
	return "/public"
}

// draw renders a page.
func (s *Site) draw(name string, p page) ([]byte, error) {
	var out bytes.Buffer
	if err := s.templates[p.speech.Language][name].Execute(&out, p); err != nil {
		return nil, fmt.Errorf("outside: render %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// squeeze takes out the empty lines and indents that templates leave. It is for
// public pages, where words that may have breaks stand in a blockquote.
func squeeze(html []byte) []byte {
	var out bytes.Buffer
	keep := 0
	for line := range bytes.Lines(html) {
		trimmed := bytes.TrimSpace(line)
		if keep > 0 {
			out.Write(line)
		} else if len(trimmed) > 0 {
			out.Write(trimmed)
			out.WriteByte('\n')
		}
		keep += bytes.Count(line, []byte("<blockquote")) - bytes.Count(line, []byte("</blockquote"))
	}
	return out.Bytes()
}

// render answers with a page.
func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, name string, view any) {
	p, err := s.page(r, view)
	var html []byte
	if err == nil {
		html, err = s.draw(name, p)
	}
	if err != nil {
		s.Log.Error("a page could not be shown", zap.String("page", name), zap.Error(err))
		http.Error(w, "This page cannot be shown at the moment. Nothing was lost.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(html)
}

// fault is a page that says what is wrong. Key names its words, which may have advice among them.
type fault struct {
	Key    string
	Advice bool
}

func (s *Site) fault(w http.ResponseWriter, r *http.Request, status int, f fault) {
	s.render(w, r, status, "fault", f)
}

// elsewhere answers for what is not there, in the same words whatever was asked.
func (s *Site) elsewhere(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		http.Error(w, "This cannot be done here.", http.StatusMethodNotAllowed)
		return
	}
	s.fault(w, r, http.StatusNotFound, fault{Key: "no page"})
}

// foreign answers a form that another site's page has sent.
func (s *Site) foreign(w http.ResponseWriter, r *http.Request) {
	s.fault(w, r, http.StatusForbidden, fault{Key: "other site"})
}

// failed answers for what went wrong inside. Nothing of the address is logged:
// it may hold a token.
func (s *Site) failed(w http.ResponseWriter, r *http.Request, err error) {
	switch code := claim.CodeOf(err); {
	case code == claim.CodeNotFound:
		s.elsewhere(w, r)
	case httpcode.Later(code):
		w.Header().Set("Retry-After", "60")
		s.fault(w, r, httpcode.Of(code), fault{Key: "later"})
	default:
		s.Log.Error("a request from outside failed", zap.String("route", routeOf(r)), zap.Error(err))
		s.fault(w, r, http.StatusInternalServerError, fault{Key: "ours"})
	}
}

// routeOf is the pattern that was matched, which holds no token.
func routeOf(r *http.Request) string {
	_, path, _ := strings.Cut(r.Pattern, " ")
	return path
}
