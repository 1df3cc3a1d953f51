package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Tries implements [claim.Offering], request by request.
func (c *Correspondence) Tries(now time.Time) []claim.Try {
	var tries []claim.Try
	for _, r := range c.Requests {
		later := r.AnswerBy
		if later.Before(now) {
			later = now
		}
		for _, b := range []claim.Body{
			WithdrawRequest{Request: r.ID, Undo: true}, WithdrawRequest{Request: r.ID, Reason: claim.Placeholder},
			Extend{Request: r.ID, AnswerBy: claim.Instant(later.Add(time.Hour)), Reason: claim.Placeholder},
			PauseReminders{Request: r.ID, Reason: claim.Placeholder}, ResumeReminders{Request: r.ID},
			WriteFollowUp{FollowUp: uuid.Max, Request: r.ID, Text: claim.Placeholder, SendAt: now.Add(time.Minute)},
		} {
			tries = append(tries, claim.Try{About: r.ID, Body: b})
		}
	}
	return tries
}
