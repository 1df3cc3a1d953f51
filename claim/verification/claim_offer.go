package verification

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
)

// Tries implements [claim.Offering]. An outcome that needs no support is tried, since
// which one a person will propose is hers to say.
func (c *Claim) Tries(now time.Time) []claim.Try {
	tries := []claim.Try{
		{Body: OpenClaim{}, Idle: "the claim is no draft any more"},
		{Body: ReviseClaim{Text: claim.Placeholder, Tier: c.Tier, Seen: c.Version, Involved: c.Involved}},
		{Body: sources.AddEvidence{Evidence: uuid.Max, Kind: claim.NoteEvidence, Bearing: claim.NeutralToClaim, Text: claim.Placeholder}},
		{Body: MarkClaim{Marks: c.otherMarks()}},
		{Body: RepinPolicy{Reason: claim.Placeholder}, Idle: "the claim is under the latest version of its policy"},
		{Body: finding.Assess{Outcome: claim.Unverified, Rationale: claim.Placeholder, AsOf: claim.Instant(now)}},
		{Body: finding.Sign{Subject: c.Subject(), Opened: finding.Openings}, Idle: "you have signed exactly what stands here"},
		{Body: finding.Return{Subject: c.Subject(), Comments: claim.Placeholder}},
		{Body: finding.Publish{Reason: claim.Placeholder, Early: claim.Placeholder}},
		{Body: finding.SchedulePublication{At: claim.Instant(now.Add(finding.MaxSchedule)), Zone: "UTC", Publish: finding.Publish{Reason: claim.Placeholder, Early: claim.Placeholder}}},
		{Body: finding.CancelSchedule{}, Idle: "no publication is scheduled"},
		{Body: finding.PublishUnsigned{Subject: c.Subject(), Why: claim.Placeholder}},
		{Body: Correct{Reason: claim.Placeholder}},
		{Body: finding.Retract{Reason: claim.Placeholder}},
		{Body: finding.TakeDown{Reason: claim.Placeholder}},
		{Body: Close{}},
		{Body: Hold{Reason: claim.Placeholder}, Idle: "the claim is on hold already"},
		{Body: Resume{}, Idle: "the claim is not on hold"},
		{Body: Withdraw{Reason: claim.Placeholder}},
		{Body: Decline{Reason: claim.Placeholder}},
	}
	if step := c.stepWaiting(); step != "" {
		tries = append(tries, claim.Try{Body: finding.CompleteStep{Step: step, Subject: c.Subject(), Form: claim.Placeholder}, Idle: "the step was done already"})
	}
	tries = append(tries, claim.Try{Body: sources.UpholdEvidence{Seen: c.Version, Reason: claim.Placeholder}})
	tries = append(tries, c.triesOnSources(now)...)
	tries = append(tries, claim.Try{Body: relation.UpholdClaim{Seen: c.Version, Reason: claim.Placeholder}})
	for _, r := range c.Related {
		tries = append(tries, claim.Try{Body: relation.UnrelateClaim{To: r.To, As: r.As, Reason: claim.Placeholder}})
	}
	for _, e := range c.Evidence {
		if e.Withdrawn == nil {
			tries = append(tries, claim.Try{Body: sources.WithdrawEvidence{Evidence: e.ID, Reason: claim.Placeholder}},
				claim.Try{Body: sources.DiscloseEvidence{Evidence: e.ID, Public: !e.Public}})
		}
	}
	return tries
}

// triesOnSources tries what can be said of who says what, and who has it from whom.
func (c *Claim) triesOnSources(now time.Time) []claim.Try {
	tries := []claim.Try{
		{Body: sources.RecordStatement{
			Statement: uuid.Max, Party: claim.SomeParty, Stance: claim.Unclear, Words: claim.Placeholder, GroundRules: claim.OnTheRecord, Channel: claim.InPublic, SaidAt: claim.At(now),
		}},
		{Body: DiscloseClaimant{Name: !c.NamesClaimant()}},
	}
	contest := sources.ContestIndependence{Contest: uuid.Max, Reason: claim.Placeholder}
	if one, other, ok := c.SeemIndependent(); ok {
		contest.One, contest.Other = one, other
	}
	tries = append(tries, claim.Try{Body: contest})
	for _, made := range c.Contests {
		if made.Withdrawn == nil {
			tries = append(tries, claim.Try{About: made.ID, Body: sources.WithdrawContest{Contest: made.ID, Reason: claim.Placeholder}})
		}
	}
	uphold := sources.UpholdAnswers{Party: claim.SomeParty, Seen: c.Version, Reason: claim.Placeholder}
	if earlier := c.WithEarlier(); len(earlier) > 0 {
		uphold.Party = earlier[0]
	}
	tries = append(tries, claim.Try{Body: uphold})
	aside := PutAskingAside{Party: claim.SomeParty, Seen: c.Version, Reason: claim.Placeholder}
	if again := c.ToAskAgain(); len(again) > 0 {
		aside.Party = again[0].Party
	}
	tries = append(tries, claim.Try{Body: aside})
	for _, s := range c.Answers {
		if s.Weighed != nil || s.Doubtful() {
			own := s.Weighed == nil || !s.Weighed.ItsOwn
			tries = append(tries, claim.Try{About: s.Response, Body: sources.WeighAnswer{Response: s.Response, ItsOwn: own, Reason: claim.Placeholder}})
		}
		if s.Unasked() && s.Withdrawn == nil {
			tries = append(tries, claim.Try{About: s.Response, Body: sources.WithdrawStatement{Statement: s.Response, Reason: claim.Placeholder}})
		}
	}
	return tries
}

// Askable refuses to ask about a claim that nobody is asked about at its stage.
func (c *Claim) Askable() *claim.Error {
	if c.Stage.Over() || c.Stage == claim.StageDraft || c.Stage == claim.StageOnHold {
		return claim.Errorf(claim.CodeWrongStage, "nobody is asked about a claim that is %s", c.Stage).WithHint("%s", c.Stage.Next())
	}
	return nil
}
