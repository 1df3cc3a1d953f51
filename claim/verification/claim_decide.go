package verification

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
)

// Decide implements [claim.Aggregate].
func (c *Claim) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if add, ok := cmd.Body.(AddClaim); ok {
		return c.add(add, around)
	}
	if c.Version == 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such claim")
	}
	if facts, ok, err := c.DecideRelation(cmd, around, c); ok {
		return facts, err
	}
	switch b := cmd.Body.(type) {
	case sources.NoteAsked:
		return c.noteAsked(b), nil
	case sources.NoteAnswered:
		return c.noteAnswered(b), nil
	case sources.NoteEnded:
		return c.noteEnded(b), nil
	case OpenClaim:
		if c.Stage != claim.StageDraft {
			return nil, nil
		}
		return []claim.Fact{ClaimOpened{}}, nil
	case claim.Tick:
		return c.tick(now, around), nil
	case claim.PauseReminders, claim.ResumeReminders:
		return claim.DecidePause(b, c.Paused, now)
	case finding.Assess:
		return c.assess(b, cmd.Actor, now, around)
	case finding.Sign:
		return c.sign(b, cmd.Actor, around)
	case finding.Return:
		return c.sendBack(b, cmd.Actor)
	case finding.Publish:
		return c.publish(b, cmd.Actor, now, around)
	case finding.PublishUnsigned:
		return c.publishUnsigned(b, cmd.Actor, now, around)
	case finding.SchedulePublication:
		return c.schedule(b, cmd.Actor, now, around)
	case finding.CancelSchedule:
		return c.cancelSchedule(cmd.Actor), nil
	case finding.Retract:
		return c.retract(b, cmd.Actor, now)
	case finding.CompleteStep:
		return c.completeStep(b, cmd.Actor, around)
	case RepinPolicy:
		return c.repin(b, cmd.Actor, around)
	case PutAskingAside:
		return c.putAskingAside(b, cmd.Actor)
	case DiscloseClaimant:
		return c.disclose(b, cmd.Actor, around)
	case MarkClaim:
		return c.mark(b, cmd.Actor)
	case finding.TakeDown:
		return c.takeDown(b, cmd.Actor, now)
	case ReviseClaim:
		return c.revise(b, cmd.Actor, around)
	}
	if facts, known, err := c.DecideSources(cmd, now, around, c); known {
		return facts, err
	}
	return c.decideMove(cmd)
}

func (c *Claim) add(b AddClaim, around claim.Around) ([]claim.Fact, error) {
	if c.Version > 0 && c.Text == b.Text { // asked again, after it was forgotten that it was asked
		return nil, nil
	}
	if c.Version > 0 {
		return nil, claim.Errorf(claim.CodeExists, "the claim is in the case already, with other words").
			WithHint("revise the claim, or add another one under another key")
	}
	if err := claim.OneOf("tier", b.Tier, claim.Tiers); err != nil {
		return nil, err
	}
	if err := b.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := sources.CheckInvolved(b.Involved, around); err != nil {
		return nil, err
	}
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: b.Case})
	if of.Version == 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such case")
	}
	if err := of.CheckSeries(c.ID, b.Series); err != nil {
		return nil, err
	}
	under, err := claim.ThePolicy(around, cmp.Or(b.Under, of.Under, around.Settings().PolicyFor(b.Tier)))
	if err != nil {
		return nil, err
	}
	for _, m := range b.Marks {
		if err := claim.OneOf("marks", m, Marks); err != nil {
			return nil, err
		}
	}
	drafted := ClaimDrafted{b.Case, b.Text, b.Tier, b.Author, b.Policy, b.Opens(), b.Involved, b.Series, under, b.Marks}
	if err := drafted.signable(of.SigningMembers(around.Staff()), around); err != nil {
		return nil, err
	}
	facts := []claim.Fact{drafted}
	if b.NameClaimant != nil {
		facts = append(facts, ClaimantDisclosed{*b.NameClaimant, b.Author, b.Opens()})
	}
	return facts, nil
}

// signable refuses a claim that too few people could sign.
func (f ClaimDrafted) signable(able []claim.Member, around claim.Around) error {
	if err := claim.CheckSigners(f.Policy, claim.Pinned{}, able, f.Author); err != nil {
		return err
	}
	as := &Claim{Case: f.Case, Tier: f.Tier, Author: f.Author, Policy: f.Policy, Under: f.Under, Marks: f.Marks, Known: sources.Known{Involved: f.Involved}, Outcome: claim.Unverified}
	if err := as.CheckSigners(able, around); err != nil {
		return err
	}
	return nil
}

// Moved is the stage after something new has come to light about the claim.
// What was signed has changed, so signed off goes back to assessing.
func (c *Claim) Moved(waiting bool) claim.Stage {
	switch stage := c.stage(); stage {
	case claim.StageOpen, claim.StageGathering, claim.StageAssessing:
		if waiting {
			return claim.StageGathering
		}
		return claim.StageAssessing
	case claim.StageSignedOff:
		return c.back()
	default:
		return stage
	}
}

// Heard is the stage after somebody has said something about the claim: where its
// finding is public, that starts a correction.
func (c *Claim) Heard(waiting bool) claim.Stage {
	stage := c.Moved(waiting)
	if len(c.Publications) > 0 && (stage == claim.StagePublished || stage == claim.StageClosed) {
		return claim.StageCorrecting
	}
	return stage
}

// back is the stage to work at again: a public finding is corrected.
func (c *Claim) back() claim.Stage {
	if len(c.Publications) > 0 {
		return claim.StageCorrecting
	}
	return claim.StageAssessing
}

func (c *Claim) noteAsked(b sources.NoteAsked) []claim.Fact {
	if slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Request == b.Asked.Request }) {
		return nil
	}
	asked := b.Asked
	asked.Ended = asked.Ended || slices.ContainsFunc(c.Answers, func(s sources.Said) bool { // which has overtaken this
		return !s.Unasked() && (s.Request == asked.Request || s.Party == asked.Party && !s.ReceivedAt.Before(asked.At))
	})
	return []claim.Fact{sources.ClaimAsked{Asked: asked, Stage: c.Moved(!asked.Ended || len(c.Waiting()) > 0)}}
}

func (c *Claim) noteEnded(b sources.NoteEnded) []claim.Fact {
	i := slices.IndexFunc(c.Asked, func(a sources.Asked) bool { return a.Request == b.Request })
	if i < 0 || c.Asked[i].Ended {
		return nil
	}
	stage := c.stage()
	if stage == claim.StageGathering && len(c.Waiting()) == 1 {
		stage = claim.StageAssessing
	}
	return []claim.Fact{sources.ClaimUnanswered{Request: b.Request, Silence: b.Silence, Stage: stage}}
}

// noteAnswered takes an answer at any stage. After publication it reopens the
// claim and starts a correction.
func (c *Claim) noteAnswered(b sources.NoteAnswered) []claim.Fact {
	if slices.ContainsFunc(c.Answers, func(s sources.Said) bool { return s.Response == b.Said.Response }) {
		return nil
	}
	return []claim.Fact{c.Saying(b.Said, c)}
}

func (c *Claim) assess(b finding.Assess, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch c.Stage {
	case claim.StageOpen, claim.StageGathering, claim.StageAssessing, claim.StageInReview, claim.StageCorrecting:
	case claim.StageSignedOff: // where what the policy asks for is missing since
		if c.publishable(around) == nil {
			return nil, c.wrongStage("assessed")
		}
	default:
		return nil, c.wrongStage("assessed")
	}
	if err := claim.OneOf("outcome", b.Outcome, claim.Outcomes); err != nil {
		return nil, err
	}
	if b.Rationale == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "an outcome needs a rationale").WithField("rationale", "say why")
	}
	if b.AsOf.IsZero() || b.AsOf.After(now.Add(claim.ClockSkew)) {
		return nil, claim.Errorf(claim.CodeInvalid, "an outcome is as of now or earlier").WithField("asOf", "choose an instant that has passed")
	}
	if err := c.supported(b.Outcome, around); err != nil {
		return nil, err
	}
	why, err := finding.WhyOf(&c.Known, b.Outcome, b.Why)
	if err != nil {
		return nil, err
	}
	if b.ForReaders == "" && b.Outcome.Establishes() {
		return nil, claim.Errorf(claim.CodeInvalid, "the outcome %q needs a reason for readers", b.Outcome).
			WithField("forReaders", "say in a sentence or two what readers are told of why")
	}
	return []claim.Fact{finding.OutcomeProposed{
		Outcome: b.Outcome, Why: why, Rationale: b.Rationale, ForReaders: b.ForReaders, AsOf: b.AsOf, By: actor.ID, Steps: c.stepsAsked(b.Outcome, now, around),
	}}, nil
}

func (c *Claim) sign(b finding.Sign, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if err := c.reviewable(b.Subject); err != nil {
		return nil, err
	}
	if actor.Kind != claim.ActorPerson {
		return nil, claim.Errorf(claim.CodeForbidden, "only a person signs")
	}
	if did := c.OwnWork(actor.ID); did != "" {
		return nil, claim.Errorf(claim.CodeOwnWork, "nobody signs off their own work, and you %s", did).
			WithHint("ask another reviewer to sign, or invite one (onrecord person invite jonas --roles reviewer)")
	}
	if slices.ContainsFunc(around.Staff(), func(m claim.Member) bool { return m.ID == actor.ID && m.Local }) {
		return nil, claim.Errorf(claim.CodeForbidden, "a sign-off is a person's, and whoever runs the program has no account").
			WithHint("invite a reviewer (onrecord person invite jonas --roles reviewer), or make an account with a link of your own (onrecord person invite, with your short name)")
	}
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	if !slices.Contains(of.Signers(around.Staff()), actor.ID) {
		return nil, claim.Errorf(claim.CodeForbidden, "you cannot sign in this case").WithHint("ask somebody with a role that signs, and with sight of the case")
	}
	for _, o := range b.Opened {
		if err := claim.OneOf("opened", o, finding.Openings); err != nil {
			return nil, err
		}
	}
	staff, f := around.Staff(), c.facts(around)
	p := c.signed([]finding.SignOff{{By: actor.ID, Opened: b.Opened}}, staff)[0]
	if err := c.admits(p, f, claim.Signing(claim.Besides(of.SigningMembers(staff), c.Authors()))); err != nil {
		if slices.ContainsFunc(c.ValidSignOffs(), func(s finding.SignOff) bool { return s.By == actor.ID }) {
			return nil, nil
		}
		return nil, err
	}
	facts := []claim.Fact{finding.ClaimSigned{By: actor.ID, Subject: b.Subject, Note: b.Note, Opened: b.Opened}}
	f.Signed = append(f.Signed, p)
	switch enough := c.signedOff(f); {
	case enough && c.afterReview():
		facts = append(facts, finding.ReviewedAfter{Publication: c.public().Version})
	case enough:
		facts = append(facts, finding.ClaimSignedOff{Subject: b.Subject, Outcome: c.Proposal.Outcome, Why: c.Proposal.Why, AsOf: c.signedAsOf()})
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

func (c *Claim) sendBack(b finding.Return, actor claim.Actor) ([]claim.Fact, error) {
	if err := c.reviewable(b.Subject); err != nil {
		return nil, err
	}
	if b.Comments == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "say what has to change").WithField("comments", "write at least a sentence")
	}
	return []claim.Fact{finding.ChangesRequested{By: actor.ID, Subject: b.Subject, Comments: b.Comments, Stage: c.back()}}, nil
}

// reviewable refuses a decision on anything but what is in review now.
func (c *Claim) reviewable(subject string) error {
	if c.Stage != claim.StageInReview && !c.afterReview() {
		return c.wrongStage("reviewed")
	}
	if subject != c.Subject() {
		return notSeenNow(subject)
	}
	return nil
}

// notSeenNow says that a decision is on something else than what stands there now: on what did, or on
// what is no hash at all, which no claim ever had.
func notSeenNow(subject string) *claim.Error {
	if sum, err := hex.DecodeString(subject); err == nil && len(sum) == sha256.Size {
		return changedSinceSeen()
	}
	return claim.Errorf(claim.CodeInvalid, "%.40q is no hash of what a sign-off covers", subject).WithField("subject", "give the hash that its review shows")
}

// decideMove decides the commands that only move the claim.
func (c *Claim) decideMove(cmd claim.Command) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case Hold:
		if c.Stage == claim.StageOnHold {
			return nil, nil
		}
		return c.move("put on hold", claim.StageOnHold, b.Reason)
	case Resume:
		if c.Stage != claim.StageOnHold {
			return nil, nil
		}
		return []claim.Fact{ClaimMoved{Stage: c.HeldFrom}}, nil
	case Withdraw:
		if len(c.Publications) > 0 {
			return nil, claim.Errorf(claim.CodeWrongStage, "a claim whose finding is public cannot be withdrawn").
				WithHint("correct or retract the finding instead")
		}
		return c.move("withdrawn", claim.StageWithdrawn, b.Reason)
	case Decline:
		if len(c.Publications) > 0 {
			return nil, c.wrongStage("declined")
		}
		return c.move("declined", claim.StageDeclined, b.Reason)
	case Correct: // which ends a hold
		if stage := c.stage(); stage != claim.StagePublished && stage != claim.StageClosed {
			return nil, c.notPublic("corrected")
		}
		return c.start(claim.StageCorrecting, b.Reason)
	case Close:
		if c.Stage == claim.StageClosed {
			return nil, nil
		}
		if c.Stage != claim.StagePublished {
			return nil, c.wrongStage("closed")
		}
		if c.OwesReview() {
			return nil, claim.Errorf(claim.CodePolicy, "it was published without sign-offs, and nobody has given them since").
				WithHint("have it reviewed, or correct or retract it")
		}
		return []claim.Fact{ClaimMoved{Stage: claim.StageClosed}}, nil
	}
	return nil, claim.UnknownCommand(c, cmd)
}

func (c *Claim) move(what string, to claim.Stage, reason claim.Ref) ([]claim.Fact, error) {
	if c.Stage == to {
		return nil, nil
	}
	if c.Stage.Over() {
		return nil, c.wrongStage(what)
	}
	return c.start(to, reason)
}

func (c *Claim) start(to claim.Stage, reason claim.Ref) ([]claim.Fact, error) {
	if reason == "" {
		return nil, claim.NeedsReason()
	}
	moved := ClaimMoved{Stage: to, Reason: reason}
	if to == claim.StageOnHold {
		moved.HeldFrom = c.Stage
	}
	return []claim.Fact{moved}, nil
}

// notPublic refuses what only a public finding takes: of one that never was, that it never was.
func (c *Claim) notPublic(what string) *claim.Error {
	if len(c.Publications) == 0 {
		return claim.Errorf(claim.CodeWrongStage, "no finding of this claim was ever published, so there is nothing to be %s", what).
			WithHint("revise the claim, or propose another outcome: nobody outside has seen it")
	}
	return c.wrongStage(what)
}

func (c *Claim) wrongStage(what string) *claim.Error {
	return claim.Errorf(claim.CodeWrongStage, "a claim that is %s cannot be %s", c.Stage, what).WithHint("%s", c.Stage.Next())
}
