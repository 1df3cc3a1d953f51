package outside

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/web/outside/serving"
)

// keptCases are what is public of cases, by their short names: the pages, feeds and frames of
// a case are made from one.
type keptCases struct {
	mu     sync.Mutex
	cases  map[string]keptCase
	making singleflight.Group
}

// keptCase is what is public of a case.
type keptCase struct {
	outside.PublicCase
	stamp string
	until time.Time
}

// casesSize is how many cases are kept at most.
const casesSize = 32

// theCase finds what is public of a case, as its stamp names it.
func (s *Site) theCase(ctx context.Context, slug, stamp string) (outside.PublicCase, error) {
	now := s.Clock.Now()
	if c, ok := s.cases.theCase(slug, stamp, now); ok {
		return c, nil
	}
	made, err, _ := s.cases.making.Do(slug+" "+stamp, func() (any, error) {
		c, err := s.Porch.PublicCase(ctx, slug)
		if err == nil {
			s.cases.putCase(slug, keptCase{c, stamp, now.Add(serving.KeptFor)})
		}
		return c, err
	})
	if err != nil {
		return outside.PublicCase{}, err
	}
	return made.(outside.PublicCase), nil
}

func (c *keptCases) theCase(slug, stamp string, now time.Time) (outside.PublicCase, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.cases[slug]
	return kept.PublicCase, ok && kept.stamp == stamp && now.Before(kept.until)
}

func (c *keptCases) putCase(slug string, kept keptCase) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for other := range c.cases {
		if len(c.cases) < casesSize {
			break
		}
		delete(c.cases, other)
	}
	c.cases[slug] = kept
}

// wanted is a rendition to be found or made.
type wanted struct {
	stamp string
	media string
	frame bool // it may stand in a frame of another site
	make  func() ([]byte, error)
}

// cached answers with what was rendered before, or renders it. Whoever has it
// already is told so.
func (s *Site) cached(w http.ResponseWriter, r *http.Request, want wanted) {
	key := fmt.Sprint(s.addresses(r), r.URL.Path, pageOf(r))
	out, err := s.renditions.Find(key, serving.Wanted{Stamp: want.stamp, Media: want.media, Make: want.make}, s.Clock.Now())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	serving.Public(w.Header())
	if want.frame {
		serving.Embeddable(w.Header())
	}
	out.Serve(w, r)
}

// maxPage is the last page of a list that anybody gets.
const maxPage = 1000

// pageOf is the page of a list that the address asks for, from 1.
func pageOf(r *http.Request) int {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 || page > maxPage {
		return 1
	}
	return page
}
