package outside

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
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
	narrowMatrix    = 3        // parties across that fit into the width of the text
	maxClaimsInPart = 60       // claims in short on one page
	maxRows         = 400      // parties of all claims together, above which it is not even tried
)

// caseView is the public page of a case.
type caseView struct {
	outside.PublicCase
	At     addresses
	Short  bool // claims stand in short
	Series []seriesTable
	// SeriesLast says that the first claim of the case is in none of them: what the case is about comes first.
	SeriesLast bool
	Page       int // from 1, of claims in short
	Pages      int
	Matrix     *matrix
	Chart      *chart
	EmbedURL   string
}

// claimView is the public page of one claim.
type claimView struct {
	outside.PublicClaim
	Case     outside.PublicCase
	At       addresses
	Review   *claimReview // nil for a finding that is no review
	Chart    *chart
	EmbedURL string // empty for one that has no frame
	Preview  bool   // nobody has published it
}

// matrix is claims × parties.
type matrix struct {
	Parties []string
	Rows    []matrixRow
}

// Wide reports whether it needs more than the width of the text.
func (m *matrix) Wide() bool { return len(m.Parties) > narrowMatrix }

type matrixRow struct {
	Claim outside.PublicClaim
	Cells []matrixCell
}

// matrixCell is where a party stands to a claim.
type matrixCell struct {
	Party   string
	Stance  claim.Stance
	Silence claim.Silence
	Asked   bool
	Waiting bool
	Unread  bool
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
	cell := matrixCell{Party: p.Name, Asked: !p.Earlier, Silence: p.Silence, Waiting: p.Waiting, Unread: p.Unread}
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
	if asked := r.PathValue("case"); err == nil && asked != row.Address() {
		if asked == row.Slug || row.Removed > 0 { // it stood, or may have stood, there
			s.moved(w, r, row.Address(), r.PathValue("claim"))
			return row, "", false
		}
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

// moved leads on to where something stands that was removed: the address that it had said what it was about. A case leads
// back when a finding of it is public again, so that no such way is for good.
func (s *Site) moved(w http.ResponseWriter, r *http.Request, caseName, claimName string) {
	at := s.addresses(r)
	rest := strings.TrimPrefix(r.URL.Path, at.Within(r.PathValue("case")))
	if claimName != "" {
		rest = "/claims/" + claimName + strings.TrimPrefix(rest, "/claims/"+r.PathValue("claim"))
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8") // no page of its own
	http.Redirect(w, r, at.Within(caseName)+rest, http.StatusFound)
}

// publicCase shows a case with its public findings.
func (s *Site) publicCase(w http.ResponseWriter, r *http.Request) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Address(), stamp)
		if err != nil {
			return nil, err
		}
		return s.drawCase(r, c, pageOf(r))
	}})
}

// drawCase renders all of the case, or, if that is too much, without the table behind
// its picture, without the picture, and in the end its claims in short.
func (s *Site) drawCase(r *http.Request, c outside.PublicCase, page int) ([]byte, error) {
	v := caseView{PublicCase: c, At: s.addresses(r), Page: 1, Pages: 1}
	p, err := s.page(r, nil)
	if err != nil {
		return nil, err
	}
	p.Public = true
	v.EmbedURL = v.At.Case(c.Slug) + "/embed"
	alone := v.tabulate(c.Claims)
	if m := newMatrix(alone); len(m.Parties) > 0 && len(m.Parties) <= maxMatrix && len(alone) > 1 && len(c.Claims) <= maxClaimsInPart {
		v.Matrix = m
	}
	v.Chart = newChart(publisherOf(p.Desk), c.Claims)
	for _, with := range []*chart{v.Chart, v.Chart.bare(), nil} {
		if len(c.Claims) > maxClaimsInPart || rows(c) > maxRows {
			break
		}
		v.Chart, p.View = with, &v
		body, err := s.draw("public_case", p)
		if body = squeeze(body); err != nil || len(body) <= maxPublicPage {
			return body, err
		}
	}
	v.Short, v.Chart = true, nil
	v.Pages = (len(c.Claims) + maxClaimsInPart - 1) / maxClaimsInPart
	v.Page = min(page, v.Pages)
	from := (v.Page - 1) * maxClaimsInPart
	v.Claims = v.tabulate(c.Claims[from:min(from+maxClaimsInPart, len(c.Claims))])
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
	s.ofClaim(w, r, false, func(p *page, v claimView) ([]byte, error) {
		p.Public = true
		v.Review = reviewOf(v.At, p.Desk, v.Case, v.PublicClaim)
		v.Chart = newChart(publisherOf(p.Desk), []outside.PublicClaim{v.PublicClaim})
		p.View = v
		return s.draw("public_claim", *p)
	})
}

// claimEmbed shows one finding alone, for a frame on another site.
func (s *Site) claimEmbed(w http.ResponseWriter, r *http.Request) {
	s.ofClaim(w, r, true, func(p *page, v claimView) ([]byte, error) {
		p.View = v
		return s.draw("claim_embed", *p)
	})
}

// ofClaim answers with something made of one public finding.
func (s *Site) ofClaim(w http.ResponseWriter, r *http.Request, frame bool, draw func(*page, claimView) ([]byte, error)) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	c, err := s.theCase(r.Context(), row.Address(), stamp)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if i := slices.IndexFunc(c.Claims, func(p outside.PublicClaim) bool { return p.TakenDown() != nil && p.Before == r.PathValue("claim") }); i >= 0 {
		s.moved(w, r, c.Slug, c.Claims[i].Key)
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, frame: frame, make: func() ([]byte, error) {
		i := slices.IndexFunc(c.Claims, func(p outside.PublicClaim) bool { return p.Key == r.PathValue("claim") })
		if i < 0 {
			return nil, claim.Errorf(claim.CodeNotFound, "there is no such page")
		}
		p, err := s.page(r, nil)
		if err != nil {
			return nil, err
		}
		at := s.addresses(r)
		v := claimView{PublicClaim: c.Claims[i], Case: c, At: at}
		if v.TakenDown() == nil {
			v.EmbedURL = at.Claim(c.Slug, v.Key) + "/embed"
		}
		body, err := draw(&p, v)
		return squeeze(body), err
	}})
}

// publicEmbed shows the line and the matrix alone, for a frame on another site.
func (s *Site) publicEmbed(w http.ResponseWriter, r *http.Request) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: html, frame: true, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Address(), stamp)
		if err != nil {
			return nil, err
		}
		p, err := s.page(r, nil)
		if err != nil {
			return nil, err
		}
		v := caseView{PublicCase: c, At: s.addresses(r)}
		v.Series, v.Claims = inSeries(c.Claims[:min(len(c.Claims), maxClaimsInPart)])
		v.SeriesLast = len(v.Claims) > 0 && v.Claims[0].Key == c.Claims[0].Key
		v.Matrix = newMatrix(v.Claims)
		v.Short = len(v.Matrix.Parties) == 0 || len(v.Matrix.Parties) > maxMatrix || len(c.Claims) > maxClaimsInPart
		p.View = v
		body, err := s.draw("public_embed", p)
		return squeeze(body), err
	}})
}

// indexView is the list of cases with public findings.
type indexView struct {
	Items      []indexItem
	Page       int // from 1
	More       bool
	At         addresses
	Older, New string // addresses of the pages around this one
}

// Zone is what the days of the list are in.
func (v indexView) Zone() *time.Location { return v.Items[0].First.Location() }

// publicIndex lists the cases with public findings.
func (s *Site) publicIndex(w http.ResponseWriter, r *http.Request) {
	page := pageOf(r)
	s.index(w, r, html, page, func(items []outside.PublicItem, more bool) ([]byte, error) {
		at := s.addresses(r)
		v := indexView{Page: page, More: more, At: at}
		for _, item := range items {
			v.Items = append(v.Items, indexItem{item})
		}
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
