package claims

import (
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// moved are what the steps of a claim do, and what the page says then.
var moved = map[*operation.ClaimMove]string{
	operation.ClaimOpen: "The claim is open.", operation.ClaimHold: "The claim is on hold: every clock has stopped.", operation.ClaimResume: "The claim goes on.",
	operation.ClaimWithdraw: "The claim was withdrawn.", operation.ClaimDecline: "The claim was declined as not checkable.",
	operation.ClaimCorrect:    "The correction has begun: assess the claim again.",
	operation.ClaimUnschedule: "Nothing is scheduled.", operation.ClaimClose: "The claim is closed.",
}

// Move takes one step with a claim: the one that the route leads to. A refused
// one shows the claim with the form of the step, and what was typed into it.
func Move(o *operation.ClaimMove) page.Handler {
	return func(v *page.Visit) error {
		_, err := page.Do(v, o, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), operation.Reason(v.Form("reason"))))
		return afterClaim(v, moved[o], err)
	}
}

// TakeBack takes a public finding back.
func TakeBack(o *operation.ClaimTakeBack, sentence string) page.Handler {
	return func(v *page.Visit) error {
		in, err := page.Read[findings.TakeBackInput](v)
		if err == nil {
			_, err = page.Do(v, o, operation.OfClaim(claimName(v), in))
		}
		return afterClaim(v, sentence, err)
	}
}

// afterClaim goes back to the claim after a form of its page.
func afterClaim(v *page.Visit, sentence string, err error) error {
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim"), sentence)
	}
	view, failed := claimPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("claim_show", view, err)
}

// Assess proposes an outcome and asks for review.
func Assess(v *page.Visit) error {
	in, err := page.Read[findings.AssessInput](v)
	if err == nil {
		_, err = page.Do(v, operation.ClaimAssess, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), in))
	}
	return afterClaim(v, "The outcome is proposed. It waits for a reviewer.", err)
}
