package walk

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
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/bench/world"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/web/page"
)

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
	// A link to an answer page that is used or withdrawn leads to a page that says so.
	if status.status >= 400 && status.status != http.StatusGone {
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

// Walk has people walk through every page of a record.
type Walk struct {
	Record *record.Record
	World  *world.World // what is in it
	Cases  int          // how many ordinary cases it has
	Keys   string       // the directory of its keys

	People int
	Lasts  time.Duration
	Think  time.Duration // between two pages, on average
}

// Through has them walk, and notes in the results what each page took. name says what kind of record it is.
func (of Walk) Through(ctx context.Context, results *figures.Results, name string) error {
	site, err := pagesOf(of.Keys, of.Record)
	if err != nil {
		return err
	}
	counted := &walker{Handler: site, times: map[string][]float64{}, bad: map[string]int{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: counted, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	base := "http://" + listener.Addr().String()
	ctx, cancel := context.WithTimeout(ctx, of.Lasts)
	defer cancel()
	var wg sync.WaitGroup
	for i := range of.People {
		token, err := signIn(ctx, of.Record, of.World.People[i%len(of.World.People)])
		if err != nil {
			return err
		}
		p := &person{
			base: base, token: token, address: fmt.Sprintf("192.0.2.%d", i), w: of.World, make: site.links, think: of.Think,
			r: rand.New(rand.NewPCG(uint64(i), 9)), cases: of.Cases,
			editor: i%len(of.World.People) < len(of.World.People)/2, admin: i%len(of.World.People) == 0,
		}
		wg.Go(func() { p.walk(ctx) })
	}
	wg.Wait()
	return counted.tell(results, name)
}

func signIn(ctx context.Context, r *record.Record, who uuid.UUID) (string, error) {
	token := uuid.NewString()
	sum := sha256.Sum256([]byte(token))
	now := claim.Instant(time.Now())
	return token, r.PutSession(ctx, signin.Session{
		ID: uuid.New(), Hash: hex.EncodeToString(sum[:]), Person: who, Method: people.Password, MadeAt: now, SeenAt: now, EndsAt: now.Add(time.Hour),
	})
}

// person walks through the desk.
type person struct {
	base, token   string
	address       string
	editor, admin bool
	w             *world.World
	r             *rand.Rand
	make          token.Links
	think         time.Duration
	cases         int
	links         map[string][]string // seen on pages, by route
}

// walk goes from page to page until the time is over.
func (p *person) walk(ctx context.Context) {
	p.links = map[string][]string{}
	p.pause(ctx, p.r.Float64()) // they do not all begin in the same instant
	for ctx.Err() == nil {
		next := p.choose()
		p.get(ctx, next.route, next.path)
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

// get asks for a page as a browser does, and remembers where it leads.
func (p *person) get(ctx context.Context, route, path string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return
	}
	r.Header.Set("Cookie", page.SessionCookie+"="+p.token)
	r.Header.Set("Bench-Route", route)
	r.Header.Set("Bench-Address", p.address)
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
func (w *walker) tell(results *figures.Results, name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var routes []string
	var all []float64
	for route, times := range w.times {
		routes = append(routes, route)
		all = append(all, times...)
	}
	slices.SortFunc(routes, func(x, y string) int {
		return cmp.Compare(figures.Quantile(w.times[y], .95), figures.Quantile(w.times[x], .95))
	})
	for _, route := range routes {
		times, limit := w.times[route], 150.0
		if strings.Contains(route, "large") {
			limit = 300
		}
		results.Add("volume", fmt.Sprintf("%s: %s, p50 of %d", name, route, len(times)), figures.Quantile(times, .5), "ms")
		results.AtMost("volume", fmt.Sprintf("%s: %s, p95", name, route), figures.Quantile(times, .95), "ms", limit)
		results.Add("volume", fmt.Sprintf("%s: %s, p99", name, route), figures.Quantile(times, .99), "ms")
	}
	results.Add("volume", name+": pages asked for", float64(len(all)), "")
	if len(w.bad) > 0 {
		figures.Say("pages that could not be shown: %v", w.bad)
	}
	results.Count("volume", name+": kinds of pages that could not be shown", len(w.bad), 0)
	if len(all) == 0 {
		return errors.New("nobody has seen a page")
	}
	return nil
}
