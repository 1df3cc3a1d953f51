package web

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

// publicCase is the address of the public page of a case; empty while nothing of it
// is public.
func (s *Site) publicCase(r reading.Report, claims []reading.ClaimReport) string {
	for _, c := range claims {
		if len(c.Publications) > 0 {
			return s.Public + "/" + url.PathEscape(r.Slug)
		}
	}
	return ""
}

// publicClaim is the address of the public page of a claim with a public finding.
func (s *Site) publicClaim(r reading.Report, c reading.ClaimReport) string {
	key := c.Key
	if key == "" {
		key = c.ID.String()
	}
	return s.Public + "/" + url.PathEscape(r.Slug) + "/claims/" + url.PathEscape(key)
}
