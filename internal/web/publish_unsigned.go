package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// publishUnsigned publishes what stands on the page of the review without the sign-offs
// that it lacks.
func (s *Site) publishUnsigned(v *visit) error {
	name := v.path("case") + "/" + v.path("claim")
	in := casework.UnsignedInput{Subject: v.form("subject"), Why: v.form("why"), Reason: v.form("reason"), Untold: v.form("untold")}
	_, err := do(v, operation.ClaimPublishUnsigned, operation.OfClaim(name, in))
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim"), "The finding is published without the sign-offs that it lacks. Its review is owed.")
	}
	view, failed := s.reviewPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("review_show", view, err)
}
