package claim

import (
	"cmp"
	"time"

	"github.com/google/uuid"
)

// Offer is something that can be done with a stream now, or cannot and why.
type Offer struct {
	Command string    `json:"command"`           // kind of the command
	About   uuid.UUID `json:"about,omitzero"`    // of a correspondence, the request
	Undo    bool      `json:"undo,omitempty"`    // of withdrawing a request: before it goes out
	Refused *Error    `json:"refused,omitempty"` // why it is not offered; nil if it is
}

// Offering is implemented by states that people act on.
type Offering interface {
	// Tries are the commands that a person could think of giving now, filled in as
	// she could fill them in best.
	Tries(now time.Time) []Try
}

// Try is a command that is tried on a state.
type Try struct {
	About uuid.UUID // see [Offer]
	Undo  bool      // see [Offer]
	Body  Body
	Idle  string // what is said where it would change nothing; empty for "it was done already"
}

// Placeholder stands for content that a person has yet to write.
const Placeholder Ref = "something"

// Offers says what the actor can do with a state now, and why the rest cannot be
// done. It tries the commands themselves, so that what a page offers is what the
// record takes.
func Offers(state Aggregate, actor Actor, now time.Time, around Around) []Offer {
	of, ok := state.(Offering)
	if !ok || state.StreamVersion() == 0 {
		return nil
	}
	var offers []Offer
	for _, t := range of.Tries(now) {
		offers = append(offers, offer(state, actor, t, now, around))
	}
	return offers
}

func offer(state Aggregate, actor Actor, t Try, now time.Time, around Around) Offer {
	o := Offer{Command: t.Body.CommandKind(), About: t.About, Undo: t.Undo}
	facts, err := state.Decide(Command{ID: uuid.Max, Actor: actor, Body: t.Body}, now, around)
	switch e, known := err.(*Error); { //nolint:errorlint // Decide answers with an Error of its own
	case known:
		o.Refused = e
	case len(facts) == 0:
		o.Refused = Errorf(CodeWrongStage, "%s", cmp.Or(t.Idle, "there is nothing to do: it was done already"))
	}
	return o
}

// Tries implements [Offering]. An outcome that needs no support is tried, since
// which one a person will propose is hers to say.
func (c *Claim) Tries(now time.Time) []Try {
	tries := []Try{
		{Body: OpenClaim{}, Idle: "the claim is no draft any more"},
		{Body: ReviseClaim{Text: Placeholder, Tier: c.Tier, Seen: c.Version, Involved: c.Involved}},
		{Body: AddEvidence{Evidence: uuid.Max, Kind: NoteEvidence, Bearing: NeutralToClaim, Text: Placeholder}},
		{Body: MarkClaim{Marks: c.otherMarks()}},
		{Body: RepinPolicy{Reason: Placeholder}, Idle: "the claim is under the latest version of its policy"},
		{Body: Assess{Outcome: Unverified, Rationale: Placeholder, AsOf: Instant(now)}},
		{Body: Sign{Subject: c.Subject(), Opened: Openings}, Idle: "you have signed exactly what stands here"},
		{Body: Return{Subject: c.Subject(), Comments: Placeholder}},
		{Body: Publish{Reason: Placeholder, Early: Placeholder}},
		{Body: SchedulePublication{At: Instant(now.Add(MaxSchedule)), Zone: "UTC", Publish: Publish{Reason: Placeholder, Early: Placeholder}}},
		{Body: CancelSchedule{}, Idle: "no publication is scheduled"},
		{Body: PublishUnsigned{Subject: c.Subject(), Why: Placeholder}},
		{Body: Correct{Reason: Placeholder}},
		{Body: Retract{Reason: Placeholder}},
		{Body: TakeDown{Reason: Placeholder}},
		{Body: Close{}},
		{Body: Hold{Reason: Placeholder}, Idle: "the claim is on hold already"},
		{Body: Resume{}, Idle: "the claim is not on hold"},
		{Body: Withdraw{Reason: Placeholder}},
		{Body: Decline{Reason: Placeholder}},
	}
	if step := c.stepWaiting(); step != "" {
		tries = append(tries, Try{Body: CompleteStep{Step: step, Subject: c.Subject(), Form: Placeholder}, Idle: "the step was done already"})
	}
	tries = append(tries, Try{Body: UpholdEvidence{Seen: c.Version, Reason: Placeholder}})
	tries = append(tries, c.triesOnSources(now)...)
	tries = append(tries, Try{Body: UpholdClaim{Seen: c.Version, Reason: Placeholder}})
	for _, r := range c.Related {
		tries = append(tries, Try{Body: UnrelateClaim{To: r.To, As: r.As, Reason: Placeholder}})
	}
	for _, e := range c.Evidence {
		if e.Withdrawn == nil {
			tries = append(tries, Try{Body: WithdrawEvidence{Evidence: e.ID, Reason: Placeholder}},
				Try{Body: DiscloseEvidence{Evidence: e.ID, Public: !e.Public}})
		}
	}
	return tries
}

// SomeParty stands for a party that a person has yet to choose.
var SomeParty = uuid.Max

// triesOnSources tries what can be said of who says what, and who has it from whom.
func (c *Claim) triesOnSources(now time.Time) []Try {
	tries := []Try{
		{Body: RecordStatement{
			Statement: uuid.Max, Party: SomeParty, Stance: Unclear, Words: Placeholder, GroundRules: OnTheRecord, Channel: InPublic, SaidAt: At(now),
		}},
		{Body: DiscloseClaimant{Name: !c.NamesClaimant()}},
	}
	contest := ContestIndependence{Contest: uuid.Max, Reason: Placeholder}
	if one, other, ok := c.seemIndependent(); ok {
		contest.One, contest.Other = one, other
	}
	tries = append(tries, Try{Body: contest})
	for _, made := range c.Contests {
		if made.Withdrawn == nil {
			tries = append(tries, Try{About: made.ID, Body: WithdrawContest{Contest: made.ID, Reason: Placeholder}})
		}
	}
	uphold := UpholdAnswers{Party: SomeParty, Seen: c.Version, Reason: Placeholder}
	if earlier := c.WithEarlier(); len(earlier) > 0 {
		uphold.Party = earlier[0]
	}
	tries = append(tries, Try{Body: uphold})
	aside := PutAskingAside{Party: SomeParty, Seen: c.Version, Reason: Placeholder}
	if again := c.ToAskAgain(); len(again) > 0 {
		aside.Party = again[0].Party
	}
	tries = append(tries, Try{Body: aside})
	for _, s := range c.Answers {
		if s.Weighed != nil || s.Doubtful() {
			own := s.Weighed == nil || !s.Weighed.ItsOwn
			tries = append(tries, Try{About: s.Response, Body: WeighAnswer{Response: s.Response, ItsOwn: own, Reason: Placeholder}})
		}
		if s.Unasked() && s.Withdrawn == nil {
			tries = append(tries, Try{About: s.Response, Body: WithdrawStatement{Statement: s.Response, Reason: Placeholder}})
		}
	}
	return tries
}

// Askable refuses to ask about a claim that nobody is asked about at its stage.
func (c *Claim) Askable() *Error {
	if c.Stage.Over() || c.Stage == StageDraft || c.Stage == StageOnHold {
		return Errorf(CodeWrongStage, "nobody is asked about a claim that is %s", c.Stage).WithHint("%s", c.Stage.Next())
	}
	return nil
}
