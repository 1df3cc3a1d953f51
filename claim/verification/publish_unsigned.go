package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
)

// public is the publication that the public reads; nil if nothing is, or it was taken back.
func (c *Claim) public() *finding.Publication {
	n := len(c.Publications)
	if n == 0 || !c.Publications[n-1].Kind.Stands() {
		return nil
	}
	return &c.Publications[n-1]
}

// OwesReview reports whether what the public reads was published without sign-offs
// that nobody has given since. A correction with its sign-offs, or a retraction, settles it.
func (c *Claim) OwesReview() bool {
	p := c.public()
	return p != nil && p.Unsigned != nil && p.Unsigned.ReviewedAt.IsZero()
}

// afterReview reports whether that can be reviewed now: nothing has put it in doubt.
func (c *Claim) afterReview() bool { return c.Stage == claim.StagePublished && c.OwesReview() }

func (c *Claim) publishUnsigned(b finding.PublishUnsigned, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.Stage != claim.StageInReview && c.Stage != claim.StageSignedOff {
		return nil, c.wrongStage("published")
	}
	if err := finding.MayPublishUnsigned(actor, around); err != nil {
		return nil, err
	}
	if b.Subject != c.Subject() {
		return nil, changedSinceSeen()
	}
	if b.Why == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "say why it cannot wait").WithField("why", "write at least a sentence")
	}
	if of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case}); len(c.Publications) == 0 {
		if err := of.CheckEmbargo(now, around); err != nil {
			return nil, err
		}
	}
	f := c.facts(around)
	for _, q := range c.asks(f) {
		if !q.Met && q.Kind != policy.Signing {
			return nil, unmet(q)
		}
	}
	if err := c.supported(c.Proposal.Outcome, around); err != nil {
		return nil, err
	}
	missing := 0
	for _, d := range c.documents() {
		missing = max(missing, d.Free(f))
	}
	if missing == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "no sign-off is missing").WithHint("publish it as usual")
	}
	if _, err := finding.WhyOf(&c.Known, c.Proposal.Outcome, c.Proposal.Why); err != nil {
		return nil, err
	}
	p := c.WouldPublish(now, around)
	p.By, p.Untold = actor.ID, b.Untold
	if len(c.Publications) > 0 {
		if err := c.change(&p, finding.Publish{Reason: b.Reason}); err != nil {
			return nil, err
		}
	} else if len(p.Running) > 0 {
		p.Early = b.Why
	}
	p.Unsigned = &finding.Unsigned{Why: b.Why, Asked: len(f.Signed) + missing, Had: len(f.Signed)}
	return []claim.Fact{finding.ClaimPublished{Publication: p}}, nil
}

func changedSinceSeen() *claim.Error {
	return claim.Errorf(claim.CodeStale, "the claim has changed since you looked at it").
		WithHint("look at it again, and decide on what it says now")
}

// publisher is whoever published what is owed a review, and so cannot give it; the
// zero id for nobody.
func (c *Claim) publisher() uuid.UUID {
	if !c.OwesReview() {
		return uuid.Nil
	}
	return c.public().By
}

func (c *Claim) reviewedAfter(e claim.Entry, f finding.ReviewedAfter) {
	c.Publications = slices.Clone(c.Publications)
	for i := range c.Publications {
		if p := &c.Publications[i]; p.Version == f.Publication && p.Unsigned != nil {
			unsigned := *p.Unsigned
			unsigned.ReviewedAt = e.At
			p.Unsigned = &unsigned
		}
	}
}
