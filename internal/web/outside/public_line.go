package outside

import (
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework/outside"
)

// lineView is a line that was frozen, for whoever has its link to check.
type lineView struct {
	outside.FrozenLine
	Where   addresses
	CaseURL string // of the public page of the case; empty for none
}

// publicLine shows a frozen line. A case may be called lines, and has its pages then too:
// nothing of theirs is called by an identifier.
func (s *Site) publicLine(w http.ResponseWriter, r *http.Request) {
	code, err := uuid.Parse(r.PathValue("code"))
	if r.PathValue("lines") != "lines" || err != nil || code.String() != r.PathValue("code") {
		s.elsewhere(w, r)
		return
	}
	mark, err := s.Porch.PublicMark(r.Context())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.cached(w, r, wanted{stamp: mark, media: html, make: func() ([]byte, error) {
		found, err := s.Porch.CheckLine(r.Context(), code)
		if err != nil {
			return nil, err
		}
		v := lineView{FrozenLine: found, Where: s.addresses(r)}
		if found.Slug != "" {
			v.CaseURL = v.Where.Within(found.Slug)
		}
		p, err := s.page(r, v)
		if err != nil {
			return nil, err
		}
		p.Public = true
		body, err := s.draw("public_line", p)
		return squeeze(body), err
	}})
}
