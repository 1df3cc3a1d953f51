package outside

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

const html = "text/html; charset=utf-8"

// Sizes of a public page: one that would be larger shows its claims in short,
// each with a page of its own.
const (
	maxPublicPage   = 46 << 10 // bytes; the stylesheet comes on top
	maxMatrix       = 8        // parties across
	maxClaimsInPart = 60       // claims in short on one page
	maxRows         = 400      // parties of all claims together, above which it is not even tried
)

// caseView is the public page of a case.
type caseView struct {
	outside.PublicCase
	At       addresses
	Short    bool // claims stand in short
	Page     int  // from 1, of claims in short
	Pages    int
	Matrix   *matrix
	Reviews  []claimReview
	EmbedURL string
}

// claimView is the public page of one claim.
type claimView struct {
	outside.PublicClaim
	Case    outside.PublicCase
	At      addresses
	Reviews []claimReview
	Preview bool // nobody has published it
}

// matrix is claims × parties.
type matrix struct {
	Parties []string
	Rows    []matrixRow
}

type matrixRow struct {
	Claim outside.PublicClaim
	Cells []matrixCell
}

// matrixCell is where a party stands to a claim.
type matrixCell struct {
	Stance  claim.Stance
	Silence claim.Silence
	Asked   bool
	Waiting bool
}

func newMatrix(claims []outside.PublicClaim) *matrix {
	m := &matrix{}
	for _, c := range claims {
		for _, p := range c.Parties {
			if !slices.Contains(m.Parties, p.Name) {
				m.Parties = append(m.Parties, p.Name)
			}
		}
	}
	slices.Sort(m.Parties)
	for _, c := range claims {
		row := matrixRow{Claim: c, Cells: make([]matrixCell, len(m.Parties))}
		for _, p := range c.Parties {
			row.Cells[slices.Index(m.Parties, p.Name)] = cellOf(p)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func cellOf(p outside.PublicParty) matrixCell {
	cell := matrixCell{Asked: true, Silence: p.Silence, Waiting: p.Waiting}
	var at time.Time
	for _, a := range p.Answers {
		if !a.Replaced && a.Stance.Prevails(a.At, cell.Stance, at) {
			cell.Stance, at = a.Stance, a.At
		}
	}
	return cell
}

// stamp finds what is public of the case in the address, or answers that there
// is no such page.
func (s *Site) stamp(w http.ResponseWriter, r *http.Request) (lists.PublicRow, string, bool) {
	row, err := s.Porch.PublicStamp(r.Context(), r.PathValue("case"))
	if err == nil && r.PathValue("case") != row.Slug {
		err = claim.Errorf(claim.CodeNotFound, "there is no such page") // found by its identifier
	}
	if err != nil {
		s.failed(w, r, err)
		return row, "", false
	}
	mark, err := s.Porch.PublicMark(r.Context())
	if err != nil {
		s.failed(w, r, err)
		return row, "", false
	}
	return row, fmt.Sprintf("%s %d %d %s", row.Case, row.Count, row.Latest.UnixMicro(), mark), true
}

// publicCase shows a case with its public findings.
func (s *Site) publicCase(w http.ResponseWriter, r *http.Request) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Slug, stamp)
		if err != nil {
			return nil, err
		}
		return s.drawCase(r, c, pageOf(r))
	}})
}

// drawCase renders all of the case, or, if that is too much, its claims in short.
func (s *Site) drawCase(r *http.Request, c outside.PublicCase, page int) ([]byte, error) {
	v := caseView{PublicCase: c, At: s.addresses(r), Page: 1, Pages: 1}
	p, err := s.page(r, nil)
	if err != nil {
		return nil, err
	}
	p.Public = true
	v.EmbedURL = v.At.Case(c.Slug) + "/embed"
	if m := newMatrix(c.Claims); len(m.Parties) > 0 && len(m.Parties) <= maxMatrix && len(c.Claims) > 1 && len(c.Claims) <= maxClaimsInPart {
		v.Matrix = m
	}
	v.Reviews = reviews(v.At, p.Desk, c, c.Claims...)
	p.View = v
	if len(c.Claims) <= maxClaimsInPart && rows(c) <= maxRows {
		body, err := s.draw("public_case", p)
		if body = squeeze(body); err != nil || len(body) <= maxPublicPage {
			return body, err
		}
	}
	v.Short, v.Reviews = true, nil
	v.Pages = (len(c.Claims) + maxClaimsInPart - 1) / maxClaimsInPart
	v.Page = min(page, v.Pages)
	from := (v.Page - 1) * maxClaimsInPart
	v.Claims = c.Claims[from:min(from+maxClaimsInPart, len(c.Claims))]
	p.View = v
	body, err := s.draw("public_case", p)
	return squeeze(body), err
}

// rows is how many parties all claims have together.
func rows(c outside.PublicCase) int {
	n := 0
	for _, p := range c.Claims {
		n += len(p.Parties)
	}
	return n
}

// publicClaim shows one public finding.
func (s *Site) publicClaim(w http.ResponseWriter, r *http.Request) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Slug, stamp)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(c.Claims, func(p outside.PublicClaim) bool { return p.Key == r.PathValue("claim") })
		if i < 0 {
			return nil, claim.Errorf(claim.CodeNotFound, "there is no such page")
		}
		p, err := s.page(r, nil)
		p.Public = true
		at := s.addresses(r)
		p.View = claimView{PublicClaim: c.Claims[i], Case: c, At: at, Reviews: reviews(at, p.Desk, c, c.Claims[i])}
		body, drawn := s.draw("public_claim", p)
		return squeeze(body), errors.Join(err, drawn)
	}})
}

// publicEmbed shows the matrix alone, for a frame on another site.
func (s *Site) publicEmbed(w http.ResponseWriter, r *http.Request) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, frame: true, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Slug, stamp)
		if err != nil {
			return nil, err
		}
		p, err := s.page(r, nil)
		v := caseView{PublicCase: c, At: s.addresses(r), Matrix: newMatrix(c.Claims)}
		v.Short = len(v.Matrix.Parties) > maxMatrix || len(c.Claims) > maxClaimsInPart
		if v.Short {
			v.Claims = c.Claims[:min(len(c.Claims), maxClaimsInPart)]
		}
		p.View = v
		body, drawn := s.draw("public_embed", p)
		return squeeze(body), errors.Join(err, drawn)
	}})
}

// indexView is the list of cases with public findings.
type indexView struct {
	Items      []outside.PublicItem
	Page       int // from 1
	More       bool
	At         addresses
	Older, New string // addresses of the pages around this one
}

// publicIndex lists the cases with public findings.
func (s *Site) publicIndex(w http.ResponseWriter, r *http.Request) {
	page := pageOf(r)
	s.index(w, r, html, page, func(items []outside.PublicItem, more bool) ([]byte, error) {
		at := s.addresses(r)
		v := indexView{Items: items, Page: page, More: more, At: at}
		if more {
			v.Older = fmt.Sprintf("%s/?page=%d", at.prefix, page+1)
		}
		if page > 1 {
			v.New = fmt.Sprintf("%s/?page=%d", at.prefix, page-1)
		}
		p, err := s.page(r, v)
		if err != nil {
			return nil, err
		}
		p.Public = true
		body, err := s.draw("public_index", p)
		return squeeze(body), err
	})
}

// index answers with something made of one page of the list.
func (s *Site) index(w http.ResponseWriter, r *http.Request, media string, page int, draw func([]outside.PublicItem, bool) ([]byte, error)) {
	mark, err := s.Porch.PublicMark(r.Context())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.cached(w, r, wanted{stamp: mark, media: media, make: func() ([]byte, error) {
		items, more, err := s.Porch.PublicCases(r.Context(), page-1)
		if err != nil {
			return nil, err
		}
		return draw(items, more)
	}})
}
