package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/vault"
	"github.com/onrecord/onrecord/internal/web"
)

// wallClock is the time of day.
type wallClock struct{}

// Now implements [casework.Clock].
func (wallClock) Now() time.Time { return time.Now() }

// noEngine refuses commands: reading needs no engine.
type noEngine struct{}

// Do implements [casework.Executor].
func (noEngine) Do(context.Context, claim.Stream, claim.Command, int64) error {
	return claim.Errorf(claim.CodeUnavailable, "there is no engine here")
}

// mailReader implements [casework.MailReader] as the product does.
type mailReader struct{}

// Read implements [casework.MailReader].
func (mailReader) Read(raw []byte, envelope claim.Envelope) (casework.MailText, error) {
	text, err := post.ReadText(raw, envelope)
	return casework.MailText{From: text.From, Subject: text.Subject, Text: text.Text, Signs: text.Signs, Problems: text.Problems}, err
}

// File implements [casework.MailReader].
func (mailReader) File([]byte, int) (casework.MailFile, []byte, error) {
	return casework.MailFile{}, nil, claim.Errorf(claim.CodeNotFound, "there is no such file")
}

// walker measures what the server needs for each page.
type walker struct {
	http.Handler
	mu    sync.Mutex
	times map[string][]float64 // milliseconds by route
	bad   map[string]int
}

// ServeHTTP implements [http.Handler]: it takes the time from when the request
// is there until its answer is written.
func (w *walker) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	began := time.Now()
	status := &statusWriter{ResponseWriter: out, status: http.StatusOK}
	w.Handler.ServeHTTP(status, r)
	took := float64(time.Since(began).Microseconds()) / 1000
	w.mu.Lock()
	defer w.mu.Unlock()
	route := r.Header.Get("Bench-Route")
	w.times[route] = append(w.times[route], took)
	if status.status >= 400 {
		w.bad[fmt.Sprintf("%s: %d", route, status.status)]++
	}
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap is for [http.ResponseController].
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// walkThrough has people walk through every page for a while.
func (v volume) walkThrough(ctx context.Context, b *bench, r *record.Record, w *world, name string) error {
	handler, err := pagesOf(ctx, b, r)
	if err != nil {
		return err
	}
	counted := &walker{Handler: handler, times: map[string][]float64{}, bad: map[string]int{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: counted, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	base := "http://" + listener.Addr().String()
	ctx, cancel := context.WithTimeout(ctx, v.walk)
	defer cancel()
	var wg sync.WaitGroup
	for i := range v.people {
		token, err := signIn(ctx, r, w.people[i%len(w.people)])
		if err != nil {
			return err
		}
		wg.Go(func() {
			p := &person{base: base, token: token, w: w, think: v.think, r: rand.New(rand.NewPCG(uint64(i), 9)), cases: max(1, int(volumeCases*v.scale))}
			p.walk(ctx)
		})
	}
	wg.Wait()
	return counted.tell(b, name)
}

// pagesOf is the real web handler over the record.
func pagesOf(ctx context.Context, b *bench, r *record.Record) (http.Handler, error) {
	keys, err := vault.Open(b.dir)
	if err != nil {
		return nil, err
	}
	desk := casework.New(r, noEngine{}, mailReader{}, wallClock{}, casework.Settings{Salt: "bench"})
	address, err := url.Parse("http://localhost")
	if err != nil {
		return nil, err
	}
	accounts, err := auth.New(r, desk.ForAccounts(), keys, wallClock{}, auth.Settings{Desk: "Bench", URL: address.String()})
	if err != nil {
		return nil, err
	}
	site, err := web.New(web.Parts{
		Desk: desk, Accounts: accounts, URL: address, Clock: wallClock{}, Log: zap.NewNop(), Version: "bench",
		Address: func(r *http.Request) string { return "127.0.0.1" },
		Zone:    func() *time.Location { return time.UTC }, DeskName: func() string { return "Bench" },
	})
	if err != nil {
		return nil, err
	}
	return site.Handler()
}

func signIn(ctx context.Context, r *record.Record, who uuid.UUID) (string, error) {
	token := uuid.NewString()
	sum := sha256.Sum256([]byte(token))
	now := claim.Instant(time.Now())
	return token, r.PutSession(ctx, claim.Session{
		ID: uuid.New(), Hash: hex.EncodeToString(sum[:]), Person: who, Method: claim.Password, MadeAt: now, SeenAt: now, EndsAt: now.Add(time.Hour),
	})
}

// person walks through the desk.
type person struct {
	base, token string
	w           *world
	r           *rand.Rand
	think       time.Duration
	cases       int
	links       map[string][]string // seen on pages, by route
}

// routesSeen are links that a person follows, by what they lead to.
var routesSeen = []struct {
	route string
	match *regexp.Regexp
}{
	{"review", regexp.MustCompile(`href="(/cases/[^/"?]+/claims/[^/"?]+/review)"`)},
	{"claim", regexp.MustCompile(`href="(/cases/[^/"?]+/claims/[^/"?]+)"`)},
	{"case", regexp.MustCompile(`href="(/cases/[a-z][^/"?]+)"`)},
	{"request", regexp.MustCompile(`href="(/requests/[0-9a-f-]+)"`)},
	{"message", regexp.MustCompile(`href="(/messages/[0-9a-f-]+)"`)},
	{"party", regexp.MustCompile(`href="(/parties/[^/"?]+)"`)},
	{"next page", regexp.MustCompile(`href="([^"]+)" rel="next"`)},
}

// walk goes from page to page until the time is over.
func (p *person) walk(ctx context.Context) {
	p.links = map[string][]string{}
	p.pause(ctx, p.r.Float64()) // they do not all begin in the same instant
	for ctx.Err() == nil {
		route, path := p.choose()
		p.get(ctx, route, path)
		p.pause(ctx, 0.5+p.r.Float64())
	}
}

// pause is so many times as long as people look at a page.
func (p *person) pause(ctx context.Context, times float64) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(times * float64(p.think))):
	}
}

// choose picks the next page: one that was linked, or one of the navigation.
func (p *person) choose() (route, path string) {
	word := func() string { return p.w.words[int(float64(len(p.w.words))*p.r.Float64()*p.r.Float64())] }
	fixed := []struct{ route, path string }{
		{"your turn", "/"}, {"your turn", "/"}, {"your turn, all", "/?scope=all"},
		{"cases", "/cases"}, {"cases", "/cases?order=due"}, {"cases, filtered", "/cases?owner=me&stage=assessing"},
		{"cases, filtered", "/cases?q=" + word()}, {"cases, filtered", fmt.Sprintf("/cases?party=party-%d", p.r.IntN(len(p.w.parties)))},
		{"search, one word", "/search?q=" + word()}, {"search, common word", "/search?q=" + p.w.words[p.r.IntN(3)]},
		{"search, several", "/search?q=" + url.QueryEscape(word()+" "+word()+" -"+word())}, {"search, begin*", "/search?q=" + word()[:3] + "*"},
		{"search, phrase", "/search?q=" + url.QueryEscape(`"`+word()+" "+word()+`"`)},
		{"outbox", "/outbox"}, {"outbox, sent", "/outbox?state=sent"}, {"activity", "/activity"},
		{"activity, filtered", "/activity?person=me"}, {"activity, filtered", fmt.Sprintf("/activity?case=case-%d", 1+p.r.IntN(p.cases))},
		{"activity, filtered", "/activity?group=publications"}, {"activity, filtered", fmt.Sprintf("/activity?party=party-%d", p.r.IntN(len(p.w.parties)))},
		{"inbox", "/inbox"}, {"parties", "/parties"}, {"large case", "/cases/large"},
		{"case", fmt.Sprintf("/cases/case-%d", 1+p.r.IntN(p.cases))}, {"case", fmt.Sprintf("/cases/case-%d", p.cases-1-p.r.IntN(max(1, p.cases/20)))},
	}
	if p.r.IntN(2) == 0 {
		var seen []string
		for name := range p.links {
			seen = append(seen, name)
		}
		if len(seen) > 0 {
			slices.Sort(seen)
			route = seen[p.r.IntN(len(seen))]
			return route, p.links[route][p.r.IntN(len(p.links[route]))]
		}
	}
	f := fixed[p.r.IntN(len(fixed))]
	return f.route, f.path
}

// get asks for a page as a browser does, and remembers where it leads.
func (p *person) get(ctx context.Context, route, path string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return
	}
	r.Header.Set("Cookie", web.SessionCookie+"="+p.token)
	r.Header.Set("Bench-Route", route)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return
	}
	for _, s := range routesSeen {
		for _, m := range s.match.FindAllStringSubmatch(string(body), 30) {
			to := strings.ReplaceAll(m[1], "&amp;", "&")
			if strings.HasPrefix(route, "search") && s.route == "request" || to == "/cases/new" || to == "/parties/new" {
				continue
			}
			if p.links[s.route] = append(p.links[s.route], to); len(p.links[s.route]) > 200 {
				p.links[s.route] = p.links[s.route][100:]
			}
		}
	}
}

// tell reports what each page took.
func (w *walker) tell(b *bench, name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var routes []string
	var all []float64
	for route, times := range w.times {
		routes = append(routes, route)
		all = append(all, times...)
	}
	slices.SortFunc(routes, func(x, y string) int { return cmp.Compare(quantile(w.times[y], .95), quantile(w.times[x], .95)) })
	for _, route := range routes {
		times, limit := w.times[route], 150.0
		if route == "large case" {
			limit = 300
		}
		b.report.add("volume", fmt.Sprintf("%s: %s, p50 of %d", name, route, len(times)), quantile(times, .5), "ms")
		b.report.atMost("volume", fmt.Sprintf("%s: %s, p95", name, route), quantile(times, .95), "ms", limit)
		b.report.add("volume", fmt.Sprintf("%s: %s, p99", name, route), quantile(times, .99), "ms")
	}
	b.report.add("volume", name+": pages asked for", float64(len(all)), "")
	if len(w.bad) > 0 {
		say("pages that could not be shown: %v", w.bad)
	}
	if len(all) == 0 {
		return errors.New("nobody has seen a page")
	}
	return nil
}
