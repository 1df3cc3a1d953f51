package claims

import (
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// PublishUnsigned publishes what stands on the page of the review without the sign-offs
// that it lacks.
func PublishUnsigned(v *page.Visit) error {
	name := v.Path("case") + "/" + v.Path("claim")
	in := findings.UnsignedInput{Subject: v.Form("subject"), Why: v.Form("why"), Reason: v.Form("reason"), Untold: v.Form("untold")}
	_, err := page.Do(v, operation.ClaimPublishUnsigned, operation.OfClaim(name, in))
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim"), "The finding is published without the sign-offs that it lacks. Its review is owed.")
	}
	view, failed := reviewPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("review_show", view, err)
}
