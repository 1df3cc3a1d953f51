package claim

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Decide implements [Aggregate].
func (c *Claim) Decide(cmd Command, now time.Time, around Around) ([]Fact, error) {
	if add, ok := cmd.Body.(AddClaim); ok {
		return c.add(add, around)
	}
	if c.Version == 0 {
		return nil, Errorf(CodeNotFound, "there is no such claim")
	}
	if facts, ok, err := c.decideRelation(cmd, around); ok {
		return facts, err
	}
	switch b := cmd.Body.(type) {
	case NoteAsked:
		return c.noteAsked(b), nil
	case NoteCalledBack:
		return c.noteCalledBack(b), nil
	case NoteAnswered:
		return c.noteAnswered(b), nil
	case NoteEnded:
		return c.noteEnded(b), nil
	case OpenClaim:
		if c.Stage != StageDraft {
			return nil, nil
		}
		return []Fact{ClaimOpened{}}, nil
	case Tick:
		return c.tick(now, around), nil
	case Assess:
		return c.assess(b, cmd.Actor, now, around)
	case Sign:
		return c.sign(b, cmd.Actor, around)
	case Return:
		return c.sendBack(b, cmd.Actor)
	case Publish:
		return c.publish(b, cmd.Actor, now, around)
	case PublishUnsigned:
		return c.publishUnsigned(b, cmd.Actor, now, around)
	case SchedulePublication:
		return c.schedule(b, cmd.Actor, now, around)
	case CancelSchedule:
		return c.cancelSchedule(cmd.Actor), nil
	case Retract:
		return c.retract(b, cmd.Actor, now)
	case CompleteStep:
		return c.completeStep(b, cmd.Actor, around)
	case RepinPolicy:
		return c.repin(b, cmd.Actor, around)
	case MarkClaim:
		return c.mark(b, cmd.Actor)
	case TakeDown:
		return c.takeDown(b, cmd.Actor, now)
	case ReviseClaim:
		return c.revise(b, cmd.Actor, around)
	case AddEvidence:
		return c.addEvidence(b, cmd.Actor, around)
	case WithdrawEvidence:
		return c.withdrawEvidence(b, cmd.Actor, around)
	case DiscloseEvidence:
		return c.discloseEvidence(b, cmd.Actor, around)
	case UpholdEvidence:
		return c.upholdEvidence(b, cmd.Actor, around)
	}
	if facts, known, err := c.decideSources(cmd, now, around); known {
		return facts, err
	}
	return c.decideMove(cmd)
}

func (c *Claim) add(b AddClaim, around Around) ([]Fact, error) {
	if c.Version > 0 && c.Text == b.Text { // asked again, after it was forgotten that it was asked
		return nil, nil
	}
	if c.Version > 0 {
		return nil, Errorf(CodeExists, "the claim is in the case already, with other words").
			WithHint("revise the claim, or add another one under another key")
	}
	if err := OneOf("tier", b.Tier, Tiers); err != nil {
		return nil, err
	}
	if err := b.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := checkInvolved(b.Involved, around); err != nil {
		return nil, err
	}
	of := StateOf[*Case](around, Stream{StreamCase, b.Case})
	if of.Version == 0 {
		return nil, Errorf(CodeNotFound, "there is no such case")
	}
	if err := of.checkSeries(c.ID, b.Series); err != nil {
		return nil, err
	}
	under, err := ThePolicy(around, cmp.Or(b.Under, of.Under, around.Settings().PolicyFor(b.Tier)))
	if err != nil {
		return nil, err
	}
	for _, m := range b.Marks {
		if err := OneOf("marks", m, Marks); err != nil {
			return nil, err
		}
	}
	drafted := ClaimDrafted{b.Case, b.Text, b.Tier, b.Author, b.Policy, b.Opens(), b.Involved, b.Series, under, b.Marks}
	if err := drafted.signable(of.SigningMembers(around.Staff()), around); err != nil {
		return nil, err
	}
	facts := []Fact{drafted}
	if b.NameClaimant != nil {
		facts = append(facts, ClaimantDisclosed{*b.NameClaimant, b.Author, b.Opens()})
	}
	return facts, nil
}

// signable refuses a claim that too few people could sign.
func (f ClaimDrafted) signable(able []Member, around Around) error {
	if err := checkSigners(f.Policy, Pinned{}, able, f.Author); err != nil {
		return err
	}
	as := &Claim{Case: f.Case, Tier: f.Tier, Author: f.Author, Policy: f.Policy, Under: f.Under, Marks: f.Marks, Involved: f.Involved, Outcome: Unverified}
	if err := as.CheckSigners(able, around); err != nil {
		return err
	}
	return nil
}

// decideSources decides what is said about the claim, and who has it from whom; known
// is false for any other command.
func (c *Claim) decideSources(cmd Command, now time.Time, around Around) (facts []Fact, known bool, err error) {
	switch b := cmd.Body.(type) {
	case RecordStatement:
		facts, err = c.recordStatement(b, cmd.Actor, now, around)
	case UpholdAnswers:
		facts, err = c.upholdAnswers(b, cmd.Actor, around)
	case PutAskingAside:
		facts, err = c.putAskingAside(b, cmd.Actor)
	case WeighAnswer:
		facts, err = c.weighAnswer(b, cmd.Actor, around)
	case WithdrawStatement:
		facts, err = c.withdrawStatement(b, cmd.Actor, around)
	case ContestIndependence:
		facts, err = c.contest(b, cmd.Actor, around)
	case WithdrawContest:
		facts, err = c.withdrawContest(b, cmd.Actor, around)
	case DiscloseClaimant:
		facts, err = c.disclose(b, cmd.Actor, around)
	default:
		return nil, false, nil
	}
	return facts, true, err
}

// moved is the stage after something new has come to light about the claim.
// What was signed has changed, so signed off goes back to assessing.
func (c *Claim) moved(waiting bool) Stage {
	switch stage := c.stage(); stage {
	case StageOpen, StageGathering, StageAssessing:
		if waiting {
			return StageGathering
		}
		return StageAssessing
	case StageSignedOff:
		return c.back()
	default:
		return stage
	}
}

// back is the stage to work at again: a public finding is corrected.
func (c *Claim) back() Stage {
	if len(c.Publications) > 0 {
		return StageCorrecting
	}
	return StageAssessing
}

func (c *Claim) noteAsked(b NoteAsked) []Fact {
	if slices.ContainsFunc(c.Asked, func(a Asked) bool { return a.Request == b.Asked.Request }) {
		return nil
	}
	asked := b.Asked
	asked.Ended = asked.Ended || slices.ContainsFunc(c.Answers, func(s Said) bool { // which has overtaken this
		return !s.Unasked() && (s.Request == asked.Request || s.Party == asked.Party && !s.ReceivedAt.Before(asked.At))
	})
	return []Fact{ClaimAsked{asked, c.moved(!asked.Ended || len(c.Waiting()) > 0)}}
}

func (c *Claim) noteEnded(b NoteEnded) []Fact {
	i := slices.IndexFunc(c.Asked, func(a Asked) bool { return a.Request == b.Request })
	if i < 0 || c.Asked[i].Ended {
		return nil
	}
	stage := c.stage()
	if stage == StageGathering && len(c.Waiting()) == 1 {
		stage = StageAssessing
	}
	return []Fact{ClaimUnanswered{b.Request, b.Silence, stage}}
}

// noteAnswered takes an answer at any stage. After publication it reopens the
// claim and starts a correction.
func (c *Claim) noteAnswered(b NoteAnswered) []Fact {
	if slices.ContainsFunc(c.Answers, func(s Said) bool { return s.Response == b.Said.Response }) {
		return nil
	}
	return []Fact{c.saying(b.Said)}
}

// saying is the fact that somebody said something, whether or not it was asked for. What
// counts between two things that one party said of the same words is when it said them, and
// whether the later one is surely its own.
func (c *Claim) saying(said Said) Fact {
	var supersedes []uuid.UUID
	for _, s := range c.Answers {
		switch earlier := said.ReceivedAt.Before(s.ReceivedAt); {
		case !s.Current() || s.Party != said.Party || c.senseOf(s) != c.senseOf(said):
		case earlier && s.Stance.Supersedes(said.Stance) && !said.surer(s): // recorded after, but said before
			said.SupersededBy = s.Response
		case !earlier && said.Stance.Supersedes(s.Stance) && !s.surer(said):
			supersedes = append(supersedes, s.Response)
		}
	}
	waiting := slices.ContainsFunc(c.Waiting(), func(a Asked) bool { return said.Unasked() || a.Party != said.Party })
	stage := c.moved(waiting)
	if len(c.Publications) > 0 && (stage == StagePublished || stage == StageClosed) {
		stage = StageCorrecting
	}
	return ClaimAnswered{said, supersedes, stage}
}

func (c *Claim) assess(b Assess, actor Actor, now time.Time, around Around) ([]Fact, error) {
	switch c.Stage {
	case StageOpen, StageGathering, StageAssessing, StageInReview, StageCorrecting:
	case StageSignedOff: // where what the policy asks for is missing since
		if c.publishable(around) == nil {
			return nil, c.wrongStage("assessed")
		}
	default:
		return nil, c.wrongStage("assessed")
	}
	if err := OneOf("outcome", b.Outcome, Outcomes); err != nil {
		return nil, err
	}
	if b.Rationale == "" {
		return nil, Errorf(CodeInvalid, "an outcome needs a rationale").WithField("rationale", "say why")
	}
	if b.AsOf.IsZero() || b.AsOf.After(now.Add(ClockSkew)) {
		return nil, Errorf(CodeInvalid, "an outcome is as of now or earlier").WithField("asOf", "choose an instant that has passed")
	}
	if err := c.supported(b.Outcome, around); err != nil {
		return nil, err
	}
	why, err := c.grounds(b.Outcome, b.Why)
	if err != nil {
		return nil, err
	}
	if b.ForReaders == "" && b.Outcome.Establishes() {
		return nil, Errorf(CodeInvalid, "the outcome %q needs a reason for readers", b.Outcome).
			WithField("forReaders", "say in a sentence or two what readers are told of why")
	}
	return []Fact{OutcomeProposed{b.Outcome, why, b.Rationale, b.ForReaders, b.AsOf, actor.ID, c.stepsAsked(b.Outcome, now, around)}}, nil
}

func (c *Claim) sign(b Sign, actor Actor, around Around) ([]Fact, error) {
	if err := c.reviewable(b.Subject); err != nil {
		return nil, err
	}
	if actor.Kind != ActorPerson {
		return nil, Errorf(CodeForbidden, "only a person signs")
	}
	if did := c.OwnWork(actor.ID); did != "" {
		return nil, Errorf(CodeOwnWork, "nobody signs off their own work, and you %s", did).
			WithHint("ask another reviewer to sign, or invite one (onrecord person invite jonas --roles reviewer)")
	}
	if slices.ContainsFunc(around.Staff(), func(m Member) bool { return m.ID == actor.ID && m.Local }) {
		return nil, Errorf(CodeForbidden, "a sign-off is a person's, and whoever runs the program has no account").
			WithHint("invite a reviewer (onrecord person invite jonas --roles reviewer), or make an account with a link of your own (onrecord person invite, with your short name)")
	}
	of := StateOf[*Case](around, Stream{StreamCase, c.Case})
	if !slices.Contains(of.Signers(around.Staff()), actor.ID) {
		return nil, Errorf(CodeForbidden, "you cannot sign in this case").WithHint("ask somebody with a role that signs, and with sight of the case")
	}
	for _, o := range b.Opened {
		if err := OneOf("opened", o, Openings); err != nil {
			return nil, err
		}
	}
	staff, f := around.Staff(), c.facts(around)
	p := c.signed([]SignOff{{By: actor.ID, Opened: b.Opened}}, staff)[0]
	if err := c.admits(p, f, signing(besides(of.SigningMembers(staff), c.Authors()))); err != nil {
		if slices.ContainsFunc(c.ValidSignOffs(), func(s SignOff) bool { return s.By == actor.ID }) {
			return nil, nil
		}
		return nil, err
	}
	facts := []Fact{ClaimSigned{actor.ID, b.Subject, b.Note, b.Opened}}
	f.Signed = append(f.Signed, p)
	switch enough := c.signedOff(f); {
	case enough && c.afterReview():
		facts = append(facts, ReviewedAfter{c.public().Version})
	case enough:
		facts = append(facts, ClaimSignedOff{b.Subject, c.Proposal.Outcome, c.Proposal.Why, c.signedAsOf()})
	}
	return facts, nil
}

// signedAsOf is the instant that a signed outcome holds for: the one that was proposed
// or, since who signs has seen them too, that of the latest answer that came after it
// was.
func (c *Claim) signedAsOf() time.Time {
	asOf := c.Proposal.AsOf
	for _, a := range c.Answers {
		if a.ReceivedAt.After(c.Proposal.At) && a.ReceivedAt.After(asOf) {
			asOf = a.ReceivedAt
		}
	}
	return asOf
}

func (c *Claim) sendBack(b Return, actor Actor) ([]Fact, error) {
	if err := c.reviewable(b.Subject); err != nil {
		return nil, err
	}
	if b.Comments == "" {
		return nil, Errorf(CodeInvalid, "say what has to change").WithField("comments", "write at least a sentence")
	}
	return []Fact{ChangesRequested{actor.ID, b.Subject, b.Comments, c.back()}}, nil
}

// reviewable refuses a decision on anything but what is in review now.
func (c *Claim) reviewable(subject string) error {
	if c.Stage != StageInReview && !c.afterReview() {
		return c.wrongStage("reviewed")
	}
	if subject != c.Subject() {
		return changedSinceSeen()
	}
	return nil
}

// decideMove decides the commands that only move the claim.
func (c *Claim) decideMove(cmd Command) ([]Fact, error) {
	switch b := cmd.Body.(type) {
	case Hold:
		if c.Stage == StageOnHold {
			return nil, nil
		}
		return c.move("put on hold", StageOnHold, b.Reason)
	case Resume:
		if c.Stage != StageOnHold {
			return nil, nil
		}
		return []Fact{ClaimMoved{Stage: c.HeldFrom}}, nil
	case Withdraw:
		if len(c.Publications) > 0 {
			return nil, Errorf(CodeWrongStage, "a claim whose finding is public cannot be withdrawn").
				WithHint("correct or retract the finding instead")
		}
		return c.move("withdrawn", StageWithdrawn, b.Reason)
	case Decline:
		if len(c.Publications) > 0 {
			return nil, c.wrongStage("declined")
		}
		return c.move("declined", StageDeclined, b.Reason)
	case Correct: // which ends a hold
		if stage := c.stage(); stage != StagePublished && stage != StageClosed {
			return nil, c.wrongStage("corrected")
		}
		return c.start(StageCorrecting, b.Reason)
	case Close:
		if c.Stage == StageClosed {
			return nil, nil
		}
		if c.Stage != StagePublished {
			return nil, c.wrongStage("closed")
		}
		if c.OwesReview() {
			return nil, Errorf(CodePolicy, "it was published without sign-offs, and nobody has given them since").
				WithHint("have it reviewed, or correct or retract it")
		}
		return []Fact{ClaimMoved{Stage: StageClosed}}, nil
	}
	return nil, UnknownCommand(c, cmd)
}

func (c *Claim) move(what string, to Stage, reason Ref) ([]Fact, error) {
	if c.Stage == to {
		return nil, nil
	}
	if c.Stage.Over() {
		return nil, c.wrongStage(what)
	}
	return c.start(to, reason)
}

func (c *Claim) start(to Stage, reason Ref) ([]Fact, error) {
	if reason == "" {
		return nil, NeedsReason()
	}
	moved := ClaimMoved{Stage: to, Reason: reason}
	if to == StageOnHold {
		moved.HeldFrom = c.Stage
	}
	return []Fact{moved}, nil
}

// NeedsReason refuses what somebody does without saying why.
func NeedsReason() *Error {
	return Errorf(CodeInvalid, "say why").WithField("reason", "write at least a sentence")
}

func (c *Claim) wrongStage(what string) *Error {
	return Errorf(CodeWrongStage, "a claim that is %s cannot be %s", c.Stage, what).WithHint("%s", c.Stage.Next())
}
