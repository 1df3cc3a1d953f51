package serving

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// How long a rendition is kept, and how many there are at most. One whose stamp is
// not that of now is never served: a publication, and an erasure, shows at once.
const (
	KeptFor       = time.Minute
	maxRenditions = 512
)

// Rendition is a public page, feed or frame as it goes out.
type Rendition struct {
	stamp  string // of what is public: another one is another rendition
	media  string
	body   []byte
	zipped []byte
	tag    string // strong, of the body (RFC 9110 section 8.8.3)
	until  time.Time
}

// Renditions are kept by their address.
type Renditions struct {
	mu     sync.Mutex
	kept   map[string]*Rendition
	making singleflight.Group // a page that many ask for at once is made once
}

// NewRenditions keeps none yet.
func NewRenditions() *Renditions { return &Renditions{kept: map[string]*Rendition{}} }

// Wanted is a rendition to be found or made.
type Wanted struct {
	Stamp string // of what is public now
	Media string
	Make  func() ([]byte, error)
}

// Find returns what was rendered under the key before, or renders it.
func (c *Renditions) Find(key string, want Wanted, now time.Time) (*Rendition, error) {
	if r := c.get(key, want.Stamp, now); r != nil {
		return r, nil
	}
	made, err, _ := c.making.Do(key+want.Stamp, func() (any, error) {
		body, err := want.Make()
		if err != nil {
			return nil, err
		}
		r := newRendition(want, body, now)
		c.put(key, r)
		return r, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*Rendition), nil
}

func (c *Renditions) get(key, stamp string, now time.Time) *Rendition {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.kept[key]; r != nil && r.stamp == stamp && now.Before(r.until) {
		return r
	}
	return nil
}

func (c *Renditions) put(key string, r *Rendition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for other := range c.kept {
		if len(c.kept) < maxRenditions {
			break
		}
		delete(c.kept, other)
	}
	c.kept[key] = r
}

func newRendition(want Wanted, body []byte, now time.Time) *Rendition {
	sum := sha256.Sum256(body)
	return &Rendition{
		stamp: want.Stamp, media: want.Media, body: body, zipped: zip(body), tag: hex.EncodeToString(sum[:12]), until: now.Add(KeptFor),
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

// Serve answers with it, zipped for those who can read that. Whoever has it already is told so.
func (c *Rendition) Serve(w http.ResponseWriter, r *http.Request) {
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
