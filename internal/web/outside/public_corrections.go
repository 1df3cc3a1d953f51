package outside

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
)

// correctionsView is the log of what was changed of public findings.
type correctionsView struct {
	Items      []casework.Correction
	At         addresses
	Page       int    // from 1
	Older, New string // addresses of the pages around this one
}

// Zone is what the times of the log are in.
func (v correctionsView) Zone() *time.Location { return v.Items[0].At.Location() }

// publicCorrections lists what was changed, when and why, the newest first.
func (s *Site) publicCorrections(w http.ResponseWriter, r *http.Request) {
	page := pageOf(r)
	s.corrections(w, r, html, page, func(items []casework.Correction, more bool) ([]byte, error) {
		at := s.addresses(r)
		v := correctionsView{Items: items, At: at, Page: page}
		if more {
			v.Older = fmt.Sprintf("%s/corrections?page=%d", at.prefix, page+1)
		}
		if page > 1 {
			v.New = fmt.Sprintf("%s/corrections?page=%d", at.prefix, page-1)
		}
		p, err := s.page(r, v)
		if err != nil {
			return nil, err
		}
		p.Public = true
		body, err := s.draw("public_corrections", p)
		return squeeze(body), err
	})
}

// correction is a change of a public finding, for programs.
type correction struct {
	Kind      string `json:"kind"`
	At        string `json:"at"`
	Case      string `json:"case"`
	Statement string `json:"statement,omitempty"`
	Reason    string `json:"reason,omitempty"`
	URL       string `json:"url"`
}

// correctionsJSON is a page of the log for programs.
func (s *Site) correctionsJSON(w http.ResponseWriter, r *http.Request) {
	s.corrections(w, r, "application/json", pageOf(r), func(items []casework.Correction, more bool) ([]byte, error) {
		out := struct {
			Items []correction `json:"items"`
			More  bool         `json:"more"`
		}{[]correction{}, more}
		at := s.addresses(r)
		for _, i := range items {
			out.Items = append(out.Items, correction{
				string(i.Kind), i.At.UTC().Format(time.RFC3339), i.CaseTitle, i.Statement, i.Reason, at.Claim(i.CaseSlug, i.Key),
			})
		}
		return json.Marshal(out)
	})
}

// corrections answers with something made of one page of the log.
func (s *Site) corrections(w http.ResponseWriter, r *http.Request, media string, page int, draw func([]casework.Correction, bool) ([]byte, error)) {
	mark, err := s.Porch.PublicMark(r.Context())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.cached(w, r, wanted{stamp: mark, media: media, make: func() ([]byte, error) {
		items, more, err := s.Porch.PublicCorrections(r.Context(), page-1)
		if err != nil {
			return nil, err
		}
		return draw(items, more)
	}})
}
