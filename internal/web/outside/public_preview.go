package outside

import (
	"net/http"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/web/outside/serving"
)

// Preview shows the public page of a claim as it would be if it were published now.
// Whoever calls it has found that the reader may see the claim. It answers itself
// unless it returns an error.
func (s *Site) Preview(w http.ResponseWriter, r *http.Request, c *verification.Claim) error {
	of, shown, err := s.Porch.Preview(r.Context(), c)
	if err != nil {
		return err
	}
	p, err := s.page(r, nil)
	if err != nil {
		return err
	}
	p.Public, p.View = true, claimView{
		PublicClaim: shown, Case: of, At: s.addresses(r), Preview: true, Chart: newChart(publisherOf(p.Desk), []outside.PublicClaim{shown}),
	}
	body, err := s.draw("public_claim", p)
	if err != nil {
		return err
	}
	serving.Private(w.Header())
	w.Header().Set("Content-Type", html)
	_, _ = w.Write(squeeze(body))
	return nil
}
