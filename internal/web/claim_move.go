package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// moved are what the steps of a claim do, and what the page says then.
var moved = map[*operation.ClaimMove]string{
	operation.ClaimOpen: "The claim is open.", operation.ClaimHold: "The claim is on hold: every clock has stopped.", operation.ClaimResume: "The claim goes on.",
	operation.ClaimWithdraw: "The claim was withdrawn.", operation.ClaimDecline: "The claim was declined as not checkable.",
	operation.ClaimCorrect:    "The correction has begun: assess the claim again.",
	operation.ClaimUnschedule: "Nothing is scheduled any more.", operation.ClaimClose: "The claim is closed.",
}

// claimMove takes one step with a claim: the one that the route leads to. A refused
// one shows the claim with the form of the step, and what was typed into it.
func claimMove(s *Site, o *operation.ClaimMove) handler {
	return func(v *visit) error {
		_, err := do(v, o, operation.OfClaim(v.path("case")+"/"+v.path("claim"), operation.Reason(v.form("reason"))))
		return s.afterClaim(v, moved[o], err)
	}
}

// claimTakeBack takes a public finding back.
func claimTakeBack(s *Site, o *operation.ClaimTakeBack, sentence string) handler {
	return func(v *visit) error {
		in, err := read[casework.TakeBackInput](v)
		if err == nil {
			_, err = do(v, o, operation.OfClaim(v.claimName(), in))
		}
		return s.afterClaim(v, sentence, err)
	}
}

// afterClaim goes back to the claim after a form of its page.
func (s *Site) afterClaim(v *visit, sentence string, err error) error {
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim"), sentence)
	}
	view, failed := s.claimPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("claim_show", view, err)
}

// claimAssess proposes an outcome and asks for review.
func (s *Site) claimAssess(v *visit) error {
	in, err := read[casework.AssessInput](v)
	if err == nil {
		_, err = do(v, operation.ClaimAssess, operation.OfClaim(v.path("case")+"/"+v.path("claim"), in))
	}
	return s.afterClaim(v, "The outcome is proposed. It waits for a reviewer.", err)
}
