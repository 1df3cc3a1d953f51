package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// ReviewPatience is how long a proposed outcome waits for whoever it was given
// to before it falls to everybody who can sign.
const ReviewPatience = 8 * time.Hour

// ReviewWaited: a proposed outcome has waited for a sign-off for as long as the
// desk is patient. Unless somebody has taken it up, it is the turn of everybody
// who can sign from now on.
type ReviewWaited struct {
	Taken bool `json:"taken,omitempty"` // somebody has accepted it
}

// FactKind implements [Fact].
func (ReviewWaited) FactKind() string { return "claim.review_waited" }

func init() { RegisterFact[ReviewWaited]() }

// reviewDue is when a review has waited long enough, or the zero time if none waits.
func (c *Claim) reviewDue() time.Time {
	if c.Stage != StageInReview || c.Waited >= c.Proposal.Version || len(c.ValidSignOffs()) > 0 {
		return time.Time{}
	}
	return c.Proposal.At.Add(ReviewPatience)
}

// tick does what the clock of a claim has to do.
func (c *Claim) tick(now time.Time, around Around) []Fact {
	if facts := c.publishDue(now, around); len(facts) > 0 {
		return facts
	}
	if due := c.reviewDue(); due.IsZero() || due.After(now) {
		return nil
	}
	item := Turn{Kind: TurnReview, Subject: c.ID}.Item()
	of := StateOf[*Case](around, Stream{StreamCase, c.Case})
	taken := slices.ContainsFunc(of.Assigned, func(a Assignment) bool { return a.Item == item && a.To == a.By })
	return []Fact{ReviewWaited{Taken: taken}}
}

// CheckSigners says, with [CodePolicy], that too few people are left who can sign
// the claim: its authors cannot.
func (c *Claim) CheckSigners(signers []uuid.UUID) *Error {
	return c.Policy.CheckSigners(signers, c.Authors()...)
}

// leavesTooFew reports whether a change of those who can sign, or of the claim's authors,
// takes somebody away of whom too few are left then. Where they were too few before,
// what takes nobody away goes on.
func (c *Claim) leavesTooFew(before, after []uuid.UUID, also ...uuid.UUID) bool {
	authors := c.Authors()
	able := besides(after, append(slices.Clone(authors), also...))
	return able < c.Policy[Reviewers] && able < besides(before, authors)
}

// signableBy refuses to make the actor an author of a claim that then too few
// people could sign.
func (c *Claim) signableBy(actor Actor, around Around) error {
	of := StateOf[*Case](around, Stream{StreamCase, c.Case})
	if signers := of.Signers(around.Staff()); !c.leavesTooFew(signers, signers, actor.ID) {
		return nil
	}
	return Errorf(CodePolicy, "if you change this claim or its evidence you become one of its authors, and too few people are left who can sign it: it needs %d", c.Policy[Reviewers]).
		WithHint("let one of its authors change it, or give more people a role that signs (reviewer, standards, legal)")
}

// standing are the sign-offs on exactly what is there now, of people who may
// still sign.
func (c *Claim) standing(around Around) []SignOff {
	of := StateOf[*Case](around, Stream{StreamCase, c.Case})
	able := of.Signers(around.Staff())
	return slices.DeleteFunc(c.ValidSignOffs(), func(s SignOff) bool { return !slices.Contains(able, s.By) })
}
