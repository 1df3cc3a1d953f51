package verification

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/sources"
)

// Noticing is implemented by correspondences.
type Noticing interface {
	// Noticed reports whether a final notice about the request has been delivered, or
	// the desk spoke to the party itself, so that none was to go out.
	Noticed(request uuid.UUID) bool
}

// documents are what the claim is held to: the numbers of its case, and the
// desk's policy that it is pinned to.
func (c *Claim) documents() []*policy.Document {
	all := []*policy.Document{c.Policy.Document()}
	if c.Under.Text != "" {
		all = append(all, policy.Of(c.Under.Text))
	}
	return all
}

// Asks lists what the policy asks of the claim as it stands now, each met or
// missing.
func (c *Claim) Asks(around claim.Around) []policy.Requirement {
	return c.asks(c.facts(around))
}

func (c *Claim) asks(f policy.Facts) []policy.Requirement {
	var all []policy.Requirement
	for _, d := range c.documents() {
		for _, q := range d.Asks(f) {
			if !slices.ContainsFunc(all, func(o policy.Requirement) bool { return o.Key == q.Key && o.Says == q.Says }) {
				all = append(all, q)
			}
		}
	}
	return append(all, c.groundAsked(claim.Outcome(f.Outcome))...)
}

// AfterReview is within what time the policy wants the finding reviewed again
// after it was published; 0 for never.
func (c *Claim) AfterReview(around claim.Around) time.Duration {
	var within time.Duration
	for _, q := range c.Asks(around) {
		if q.Kind == policy.After && (within == 0 || q.Within < within) {
			within = q.Within
		}
	}
	return within
}

// facts are what a policy may know of the claim.
func (c *Claim) facts(around claim.Around) policy.Facts {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	outcome := c.Outcome
	if c.Proposal != nil {
		outcome = c.Proposal.Outcome
	}
	f := policy.Facts{
		Tier: string(c.Tier), Outcome: string(outcome), Whole: outcome.Whole(),
		ConfidentialSource: slices.Contains(c.Marks, MarkConfidentialSource),
		PrivatePerson:      slices.Contains(c.Marks, MarkPrivatePerson),
		Breaking:           slices.Contains(c.Marks, MarkBreaking),
		Correction:         len(c.Publications) > 0,
		Origins:            c.Confirming(), SingleOrigin: c.Origins(claim.SupportsClaim) == 1,
		Replies: c.replies(around), Captured: c.captured(), Disputed: c.openDispute(outcome),
		Askers: c.askers(), Signed: c.signed(c.standing(around), around.Staff()), Done: c.done(),
	}
	if of != nil {
		f.Sensitivity, f.Embargo = string(of.Sensitivity), !of.Embargo.IsZero()
	}
	f.UnattributedSource, f.Uncertain = c.sources()
	for _, s := range around.Asking(c.ID) {
		if around.Waits(s.ID) {
			f.Unread++
		}
	}
	return f
}

// sources reports whether an answer that bears on the claim may not be named, and
// how many of them may not be the party's.
func (c *Claim) sources() (unattributed bool, uncertain int) {
	for _, s := range c.CurrentAnswers() {
		if !s.GroundRules.Usable() || s.Stance.Bearing() == claim.NeutralToClaim {
			continue
		}
		unattributed = unattributed || !s.GroundRules.Named()
		if s.Authenticity.Uncertain() && s.Weighed == nil {
			uncertain++
		}
	}
	return unattributed, uncertain
}

// replies say how far the right of reply of each subject has come.
func (c *Claim) replies(around claim.Around) []policy.Reply {
	var all []policy.Reply
	for _, i := range c.Involved {
		if i.As == sources.PartSubject {
			all = append(all, c.reply(i.Party, around))
		}
	}
	return all
}

func (c *Claim) reply(party uuid.UUID, around claim.Around) policy.Reply {
	// What the claimant says that a subject has said gives that no say of its own.
	heard := func(s sources.Said) bool {
		return s.Party == party && (len(s.Way) == 0 || !s.Unasked()) && !c.ThroughClaimant(s.Way)
	}
	r := policy.Reply{Answered: slices.ContainsFunc(c.CurrentAnswers(), heard)}
	for _, a := range c.Asked {
		if a.Party != party || a.Silence == claim.Undeliverable || !c.AskedOfNow(a) {
			continue
		}
		r.Offered = true
		letters, ok := around.State(claim.Stream{Kind: claim.StreamCorrespondence, ID: a.Correspondence}).(Noticing)
		if a.Ended && a.Silence != "" && ok && letters.Noticed(a.Request) {
			r.Lapsed = true
		}
		r.Answered = r.Answered || a.Silence == claim.Declined
	}
	return r
}

// captured reports whether some evidence that counts has its file in the record.
func (c *Claim) captured() bool {
	return slices.ContainsFunc(c.Evidence, func(e sources.Evidence) bool { return c.Shows(e) && e.File != "" })
}

// openDispute reports whether somebody contradicts the claim, and the outcome
// does not rest on it. What is said on other terms does not settle what stands on the record.
func (c *Claim) openDispute(o claim.Outcome) bool {
	contradicts := func(s sources.Said) bool { return s.Current() && s.Stance.Bearing() == claim.ContradictsClaim }
	return !slices.Contains(o.Rests(), claim.ContradictsClaim) &&
		(c.Origins(claim.ContradictsClaim) > 0 || slices.ContainsFunc(c.OnRecord(), contradicts))
}

func (c *Claim) askers() []string {
	var all []string
	for _, a := range c.Asked {
		if a.By != uuid.Nil {
			all = append(all, a.By.String())
		}
	}
	return all
}

// signed are sign-offs with the roles of who gave them.
func (c *Claim) signed(signOffs []finding.SignOff, staff []claim.Member) []policy.Signed {
	all := make([]policy.Signed, len(signOffs))
	for i, s := range signOffs {
		all[i] = policy.Signed{Person: s.By.String(), Opened: claim.Names(s.Opened)}
		if at := slices.IndexFunc(staff, func(m claim.Member) bool { return m.ID == s.By }); at >= 0 {
			all[i].Roles = claim.Names(staff[at].Roles)
		}
	}
	return all
}

// done are the steps that were done on what stands there now.
func (c *Claim) done() []policy.Done {
	subject := c.Subject()
	var all []policy.Done
	for _, s := range c.Steps {
		if s.Subject == subject {
			all = append(all, policy.Done{Step: s.Step, Person: s.By.String()})
		}
	}
	return all
}

// supported refuses an outcome that the answers and the evidence do not carry, or
// that the policy does not let be proposed.
func (c *Claim) supported(o claim.Outcome, around claim.Around) error {
	if lack := finding.Unsupported(&c.Known, o); lack != nil {
		return lack
	}
	f := c.facts(around)
	f.Outcome, f.Whole, f.Disputed = string(o), o.Whole(), c.openDispute(o)
	for _, q := range c.asks(f) {
		if q.Propose && !q.Met {
			return claim.Errorf(claim.CodePolicy, "%s", strings.Replace(q.Lacks, "the outcome", fmt.Sprintf("the outcome %q", o), 1)).WithHint(finding.NeedsOrigins)
		}
	}
	return nil
}

// signedOff reports whether nothing is missing that the policy asks for before a
// claim is signed off. What others than the claim decide on, such as a letter
// that waits unread, is looked at when it is published.
func (c *Claim) signedOff(f policy.Facts) bool {
	return !slices.ContainsFunc(c.asks(f), func(q policy.Requirement) bool { return !q.Met && !q.Propose && !q.Publish })
}

// notSignedOff refuses what only a claim that is signed off can have done to it. Of one that all
// have signed who have to, it says what else is missing.
func (c *Claim) notSignedOff(what string, around claim.Around) *claim.Error {
	err := c.wrongStage(what)
	if c.Stage != claim.StageInReview {
		return err
	}
	var lacks []string
	for _, q := range c.Asks(around) {
		switch {
		case q.Met || q.Propose || q.Publish:
		case q.Kind == policy.Signing:
			return err
		default:
			lacks = append(lacks, fmt.Sprintf("%s (for %s)", q.Lacks, lowerFirst(q.Mends)))
		}
	}
	if len(lacks) == 0 {
		return err
	}
	return err.WithHint("it has every sign-off; missing is: %s", strings.Join(lacks, "; "))
}

// publishable refuses what does not meet the policy at this moment.
func (c *Claim) publishable(around claim.Around) error {
	for _, q := range c.Asks(around) {
		switch {
		case q.Met:
		case q.Kind == policy.Signing:
			return claim.Errorf(claim.CodeStale, "%s: the claim changed after it was signed, who signed may no longer sign, or the policy asks for more since", q.Lacks).
				WithHint("propose the outcome again, and have it signed")
		default:
			return unmet(q)
		}
	}
	return c.supported(c.Proposal.Outcome, around)
}

func unmet(q policy.Requirement) *claim.Error {
	if q.Key == keyGround {
		return claim.Errorf(claim.CodePolicy, "it cannot be published: %s", q.Lacks).
			WithHint("say why it stands (onrecord claim uphold), propose an outcome that does not say that it is so, or end the relation")
	}
	return claim.Errorf(claim.CodePolicy, "the policy is not met: %s", q.Lacks).WithHint("%s can mend that", lowerFirst(q.Mends))
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// admits refuses a sign-off that the policy has no room for: it comes before its
// stage, its signer has not opened what she has to, or nothing that is missing is hers.
func (c *Claim) admits(p policy.Signed, f policy.Facts, able []policy.Signed) error {
	with := f
	with.Signed = append(slices.Clone(f.Signed), p)
	free, left := 0, 0
	for _, d := range c.documents() {
		if early := d.Early(f, p); early != "" {
			return claim.Errorf(claim.CodePolicy, "%s", early).WithHint("sign when they have")
		}
		if unopened := d.Unopened(f, p); len(unopened) > 0 {
			return claim.Errorf(claim.CodePolicy, "the policy asks for a signer who has opened the %s", strings.Join(unopened, " and the ")).
				WithField("opened", "open it, and say that you have: "+strings.Join(unopened, ", "))
		}
		free, left = free+d.Free(f), left+d.Free(with)
		if short := d.Short(with, able); len(short) > len(d.Short(f, able)) {
			return claim.Errorf(claim.CodePolicy, "if you sign here, too few people are left for the rest: missing is %s", claim.JoinAnd(short)).
				WithHint("let somebody else give this sign-off")
		}
	}
	if left >= free {
		return claim.Errorf(claim.CodePolicy, "no sign-off is missing that is yours to give: %s", claim.JoinAnd(c.unsigned(f))).
			WithHint("ask somebody with that role")
	}
	return nil
}

// unsigned says which sign-offs are missing, or what else if none is.
func (c *Claim) unsigned(f policy.Facts) []string {
	var signing, rest []string
	for _, q := range c.asks(f) {
		switch {
		case q.Met:
		case q.Kind == policy.Signing:
			signing = append(signing, q.Lacks)
		case !q.Publish:
			rest = append(rest, q.Lacks)
		}
	}
	if len(signing) > 0 {
		return signing
	}
	return rest
}

// completeStep takes a step that the policy asks for, on what stands there now.
func (c *Claim) completeStep(b finding.CompleteStep, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if c.Stage != claim.StageInReview && c.Stage != claim.StageSignedOff {
		return nil, claim.Errorf(claim.CodeWrongStage, "a step of a claim that is %s cannot be done", c.Stage).WithHint("%s", c.Stage.Next())
	}
	if b.Subject != c.Subject() {
		return nil, claim.Errorf(claim.CodeStale, "the claim has changed since you looked at it").
			WithHint("look at it again, and do the step on what it says now")
	}
	f := c.facts(around)
	asked := c.asks(f)
	at := slices.IndexFunc(asked, func(q policy.Requirement) bool { return q.Kind == policy.Doing && q.Key == b.Step })
	if at < 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "the policy asks for no step %q of this claim", b.Step)
	}
	if asked[at].Met {
		return nil, nil
	}
	if err := c.mayDo(asked[at], actor, around.Staff()); err != nil {
		return nil, err
	}
	if len(asked[at].Step.Form) > 0 && b.Form == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "the step has a form").WithField("form", "fill in: "+strings.Join(asked[at].Step.Form, "; "))
	}
	facts := []claim.Fact{finding.StepCompleted{Step: b.Step, By: actor.ID, Subject: b.Subject, Form: b.Form}}
	f.Done = append(f.Done, policy.Done{Step: b.Step, Person: actor.ID.String()})
	if c.Stage == claim.StageInReview && c.signedOff(f) {
		facts = append(facts, finding.ClaimSignedOff{Subject: b.Subject, Outcome: c.Proposal.Outcome, Why: c.Proposal.Why, AsOf: c.signedAsOf()})
	}
	return facts, nil
}

// mayDo refuses somebody whose role a step is not for, or whose own work the claim is.
func (c *Claim) mayDo(q policy.Requirement, actor claim.Actor, staff []claim.Member) error {
	if !slices.ContainsFunc(staff, func(m claim.Member) bool {
		return m.ID == actor.ID && !m.Disabled && slices.Contains(m.Roles, claim.Role(q.Role))
	}) {
		return claim.Errorf(claim.CodeForbidden, "this step is for somebody with the role %s", q.Role).WithHint("leave it to them")
	}
	if did := c.OwnWork(actor.ID); q.Step.Others && did != "" {
		return claim.Errorf(claim.CodeOwnWork, "this step is not for anybody's own work, and you %s", did).WithHint("leave it to somebody else")
	}
	return nil
}

// stepsAsked are the steps that the policy asks for of an outcome that is proposed now.
func (c *Claim) stepsAsked(o claim.Outcome, now time.Time, around claim.Around) []finding.StepAsked {
	f := c.facts(around)
	f.Outcome, f.Whole = string(o), o.Whole()
	var all []finding.StepAsked
	for _, q := range c.asks(f) {
		if q.Kind != policy.Doing {
			continue
		}
		s := finding.StepAsked{Step: q.Key, Role: claim.Role(q.Role)}
		if q.Step.Due > 0 {
			s.Due = claim.Instant(now.Add(q.Step.Due))
		}
		all = append(all, s)
	}
	return all
}

// stepTurn is the turn of the first step that waits.
func (c *Claim) stepTurn() (claim.Turn, bool) {
	if c.Proposal == nil || c.Stage != claim.StageInReview && c.Stage != claim.StageSignedOff {
		return claim.Turn{}, false
	}
	waits := c.stepWaiting()
	for _, s := range c.Proposal.Steps {
		if s.Step != waits {
			continue
		}
		t := claim.Turn{Kind: claim.TurnStep, Subject: c.ID, Since: c.Proposal.At, Due: s.Due, Why: string(s.Role) + ": " + s.Step}
		if s.Role.CanSign() {
			t.Kind, t.Not = claim.TurnReviewStep, c.Authors()
		}
		return t, true
	}
	return claim.Turn{}, false
}

// stepWaiting is the name of the first step that waits, or empty.
func (c *Claim) stepWaiting() string {
	if c.Proposal == nil {
		return ""
	}
	for _, s := range c.Proposal.Steps {
		if !slices.ContainsFunc(c.done(), func(d policy.Done) bool { return d.Step == s.Step }) {
			return s.Step
		}
	}
	return ""
}
