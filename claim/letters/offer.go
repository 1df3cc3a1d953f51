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
		for _, t := range []claim.Try{
			{Body: WithdrawRequest{Request: r.ID, Undo: true}, Undo: true},
			{Body: WithdrawRequest{Request: r.ID, Reason: claim.Placeholder}},
			{Body: Extend{Request: r.ID, AnswerBy: claim.Instant(later.Add(time.Hour)), Reason: claim.Placeholder}},
			{Body: PauseReminders{Request: r.ID, Reason: claim.Placeholder}, Idle: "its reminders are paused already"},
			{Body: MovePlan{Requests: []uuid.UUID{r.ID}, Plan: otherPlan(r), Reason: claim.Placeholder}},
			{Body: ResumeReminders{Request: r.ID}, Idle: "its reminders are not paused"},
			{Body: LogAttempt{Attempt{ID: uuid.Max, Request: r.ID, Channel: claim.ByPhone, Result: NoAnswer, At: claim.Instant(now)}}},
			{Body: WriteFollowUp{FollowUp: uuid.Max, Request: r.ID, Text: claim.Placeholder, SendAt: now.Add(time.Minute)}},
			{Body: RecordResponse{
				Response: uuid.Max, Request: r.ID, Stances: []Answer{{Claim: r.Claims[0], Stance: claim.Unclear}},
				GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: claim.Instant(now),
			}},
		} {
			t.About = r.ID
			tries = append(tries, t)
		}
	}
	for _, f := range c.WaitingFollowUps() {
		tries = append(tries, claim.Try{About: f.Request, Body: UndoFollowUp{FollowUp: f.ID}})
	}
	for _, r := range c.Requests {
		if r.Again != nil {
			tries = append(tries, claim.Try{About: r.ID, Body: UndoPutAgain{Request: r.ID}})
		}
		if c.CameBack(r.ID) != nil {
			tries = append(tries, claim.Try{About: r.ID, Body: PutRequestAgain{Request: r.ID}, Idle: "it is about to go there already"})
		}
	}
	return tries
}

// otherPlan is a plan that the request is not under, to be tried.
func otherPlan(r Request) string {
	if r.Plan != nil && r.Plan.Name == "usual" {
		return "feature"
	}
	return "usual"
}
