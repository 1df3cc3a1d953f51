package claims

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Repin moves the claim to another policy, or says what would change.
func Repin(v *page.Visit) error {
	in := findings.RepinInput{PolicyName: strings.TrimSpace(v.Form("policyName")), Reason: v.Form("reason"), Try: v.Checked("try")}
	r, err := page.Do(v, operation.ClaimRepin, operation.OfClaim(claimName(v), in))
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
	return afterClaim(v, said, err)
}
