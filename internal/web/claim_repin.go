package web

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// claimRepin moves the claim to another policy, or says what would change.
func (s *Site) claimRepin(v *visit) error {
	in := casework.RepinInput{PolicyName: strings.TrimSpace(v.form("policyName")), Reason: v.form("reason"), Try: v.checked("try")}
	r, err := do(v, operation.ClaimRepin, operation.OfClaim(v.claimName(), in))
	said := "The claim comes under " + r.To + "."
	if in.Try {
		said = "Nothing is changed yet. It would come under " + r.To + "."
	}
	if len(r.Asks) > 0 {
		said += " Asked for, and not before: " + strings.Join(r.Asks, "; ") + "."
	}
	if len(r.AsksNot) > 0 {
		said += " Not asked for any more: " + strings.Join(r.AsksNot, "; ") + "."
	}
	if r.Stale > 0 {
		said += fmt.Sprintf(" Sign-offs that count no more: %d.", r.Stale)
	}
	return s.afterClaim(v, said, err)
}
