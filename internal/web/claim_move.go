package web

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// moved are what the steps of a claim do, and what the page says then.
var moved = map[string]string{
	"open": "The claim is open.", "hold": "The claim is on hold: every clock has stopped.", "resume": "The claim goes on.",
	"withdraw": "The claim was withdrawn.", "decline": "The claim was declined as not checkable.",
	"publish": "The finding is published.", "correct": "The correction has begun: assess the claim again.",
	"retract": "The finding was retracted.", "close": "The claim is closed.",
}

type moveFunc func(ctx context.Context, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error)

func (s *Site) claimOpen(v *visit) error     { return s.moveClaim(v, "open", s.Desk.OpenClaim) }
func (s *Site) claimHold(v *visit) error     { return s.moveClaim(v, "hold", s.Desk.Hold) }
func (s *Site) claimResume(v *visit) error   { return s.moveClaim(v, "resume", s.Desk.Resume) }
func (s *Site) claimWithdraw(v *visit) error { return s.moveClaim(v, "withdraw", s.Desk.Withdraw) }
func (s *Site) claimDecline(v *visit) error  { return s.moveClaim(v, "decline", s.Desk.Decline) }
func (s *Site) claimPublish(v *visit) error  { return s.moveClaim(v, "publish", s.Desk.Publish) }
func (s *Site) claimCorrect(v *visit) error  { return s.moveClaim(v, "correct", s.Desk.Correct) }
func (s *Site) claimRetract(v *visit) error  { return s.moveClaim(v, "retract", s.Desk.Retract) }
func (s *Site) claimClose(v *visit) error    { return s.moveClaim(v, "close", s.Desk.Close) }

// moveClaim takes one step with a claim. A refused one shows the claim with the
// form of the step, and what was typed into it.
func (s *Site) moveClaim(v *visit, step string, do moveFunc) error {
	_, err := do(v.keyed(), v.who, v.path("case")+"/"+v.path("claim"), casework.ReasonInput{Reason: v.form("reason")})
	return s.afterClaim(v, moved[step], err)
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
	at, err := v.instant("asOf")
	if err == nil {
		in := casework.AssessInput{Outcome: claim.Outcome(v.form("outcome")), Rationale: v.form("rationale")}
		if !at.IsZero() {
			in.AsOf = &at
		}
		_, err = s.Desk.Assess(v.keyed(), v.who, v.path("case")+"/"+v.path("claim"), in)
	}
	return s.afterClaim(v, "The outcome is proposed. It waits for a reviewer.", err)
}
