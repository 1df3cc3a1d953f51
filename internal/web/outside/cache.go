package outside

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/onrecord/onrecord/internal/casework/outside"
)

// How long a rendition is kept, and how many there are at most. One whose stamp is
// not that of now is never served: a publication, and an erasure, shows at once.
const (
	cacheFor  = time.Minute
	cacheSize = 512
)

// rendition is a public page, feed or frame as it goes out.
type rendition struct {
	stamp  string // of what is public: another one is another rendition
	media  string
	body   []byte
	zipped []byte
	tag    string // strong, of the body (RFC 9110 section 8.8.3)
	until  time.Time
}

// cache keeps renditions by their address.
type cache struct {
	mu     sync.Mutex
	kept   map[string]*rendition
	cases  map[string]keptCase // by short name: the pages, feeds and frames of a case are made from one
	making singleflight.Group  // a page that many ask for at once is made once
}

// keptCase is what is public of a case.
type keptCase struct {
	outside.PublicCase
	stamp string
	until time.Time
}

// casesSize is how many cases are kept at most.
const casesSize = 32

func newCache() *cache { return &cache{kept: map[string]*rendition{}, cases: map[string]keptCase{}} }

// theCase finds what is public of a case, as its stamp names it.
func (s *Site) theCase(ctx context.Context, slug, stamp string) (outside.PublicCase, error) {
	now := s.Clock.Now()
	if c, ok := s.cache.theCase(slug, stamp, now); ok {
		return c, nil
	}
	made, err, _ := s.cache.making.Do(slug+" "+stamp, func() (any, error) {
		c, err := s.Porch.PublicCase(ctx, slug)
		if err == nil {
			s.cache.putCase(slug, keptCase{c, stamp, now.Add(cacheFor)})
		}
		return c, err
	})
	if err != nil {
		return outside.PublicCase{}, err
	}
	return made.(outside.PublicCase), nil
}

func (c *cache) theCase(slug, stamp string, now time.Time) (outside.PublicCase, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.cases[slug]
	return kept.PublicCase, ok && kept.stamp == stamp && now.Before(kept.until)
}

func (c *cache) putCase(slug string, kept keptCase) {
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

func (c *cache) get(key, stamp string, now time.Time) *rendition {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.kept[key]; r != nil && r.stamp == stamp && now.Before(r.until) {
		return r
	}
	return nil
}

func (c *cache) put(key string, r *rendition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for other := range c.kept {
		if len(c.kept) < cacheSize {
			break
		}
		delete(c.kept, other)
	}
	c.kept[key] = r
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
	now := s.Clock.Now()
	key := fmt.Sprint(s.addresses(r), r.URL.Path, pageOf(r))
	out := s.cache.get(key, want.stamp, now)
	if out == nil {
		made, err, _ := s.cache.making.Do(key+want.stamp, func() (any, error) {
			body, err := want.make()
			if err != nil {
				return nil, err
			}
			c := newRendition(want, body, now)
			s.cache.put(key, c)
			return c, nil
		})
		if err != nil {
			s.failed(w, r, err)
			return
		}
		out = made.(*rendition)
	}
	public(w.Header())
	if want.frame {
		embeddable(w.Header())
	}
	out.serve(w, r)
}

func newRendition(want wanted, body []byte, now time.Time) *rendition {
	sum := sha256.Sum256(body)
	return &rendition{
		stamp: want.stamp, media: want.media, body: body, zipped: zip(body), tag: hex.EncodeToString(sum[:12]), until: now.Add(cacheFor),
	}
}

func zip(body []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}

func (c *rendition) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	body, tag := c.body, `"`+c.tag+`"`
	h.Add("Vary", "Accept-Encoding")
	if c.zipped != nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		body, tag = c.zipped, `"`+c.tag+`-gzip"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", c.media)
	h.Set("ETag", tag)
	// http.ServeContent answers conditions (RFC 9110 section 13) and HEAD; ranges of a
	// page nobody needs. A time of change is not given: an erasure has none to tell.
	r.Header.Del("Range")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// acceptsGzip reads Accept-Encoding as far as this needs it (RFC 9110 section 12.5.3).
func acceptsGzip(accept string) bool {
	for coding := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			weight = strings.ReplaceAll(weight, " ", "")
			return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000"
		}
	}
	return false
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
