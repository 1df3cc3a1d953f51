package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/policy"
)

// ReviewPatience is how long a review waits for whoever it was given to before it
// falls to everybody who can sign. From then on it is chased: each time after twice as
// long as before, and at least once a week.
const ReviewPatience = 8 * time.Hour

const (
	slowestChase = 7 * 24 * time.Hour
	maxChases    = 12 // nine weeks; it stays overdue
)

// ReviewWaited: a review has waited for a sign-off for as long as the desk is patient,
// or has been chased again. Unless somebody has taken it up, it is the turn of everybody
// who can sign from now on, and the desk is told. Nothing is ever approved by it.
type ReviewWaited struct {
	Taken bool      `json:"taken,omitempty"` // somebody has accepted it, and has had no whole day since
	Times int       `json:"times,omitempty"` // how often it was chased, with this one
	Again time.Time `json:"again,omitzero"`  // when it is chased again; zero for never
}

// FactKind implements [claim.Fact].
func (ReviewWaited) FactKind() string { return "claim.review_waited" }

func init() { claim.RegisterFact[ReviewWaited]() }

// Chase says how a review that waits too long was chased.
type Chase struct {
	Since     time.Time `json:"since"` // from when that review waits
	Times     int       `json:"times"`
	At        time.Time `json:"at"` // the latest time
	Again     time.Time `json:"again,omitzero"`
	Unclaimed bool      `json:"unclaimed,omitempty"` // nobody had taken it up
}

// reviewSince is from when a review waits for the next sign-off; the zero time if none does.
func (c *Claim) reviewSince() time.Time {
	var since time.Time
	switch {
	case c.Stage == claim.StageInReview:
		since = c.Proposal.At
	case c.afterReview():
		since = c.public().At
	default:
		return since
	}
	for _, s := range c.ValidSignOffs() {
		if s.At.After(since) {
			since = s.At
		}
	}
	return since
}

// chase is how the review that waits now was chased; nil if it was not.
func (c *Claim) chase() *Chase {
	if c.Chase == nil || !c.Chase.Since.Equal(c.reviewSince()) {
		return nil
	}
	return c.Chase
}

// reviewDue is when a review has waited long enough, or is chased again; the zero time
// if none waits.
func (c *Claim) reviewDue() time.Time {
	since, chase := c.reviewSince(), c.chase()
	switch {
	case since.IsZero():
		return time.Time{}
	case chase != nil:
		return chase.Again
	}
	return since.Add(ReviewPatience)
}

// tick does what the clock of a claim has to do.
func (c *Claim) tick(now time.Time, around claim.Around) []claim.Fact {
	if facts := c.publishDue(now, around); len(facts) > 0 {
		return facts
	}
	due := c.reviewDue()
	if due.IsZero() || due.After(now) {
		return nil
	}
	waited := ReviewWaited{Times: 1}
	if chase := c.chase(); chase != nil {
		waited.Times += chase.Times
	}
	if waited.Times < maxChases {
		after := min(ReviewPatience<<waited.Times, slowestChase)
		settings := around.Settings()
		waited.Again = claim.Instant(claim.OfficeHours{Holidays: settings.Holidays}.Next(now.Add(after), settings.Location()))
	}
	if waited.Times == 1 {
		of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
		item := c.reviewTurn().Item()
		waited.Taken = slices.ContainsFunc(of.Assigned, func(a assigned.Assignment) bool { return a.Item == item && a.To == a.By })
	}
	return []claim.Fact{waited}
}

func (c *Claim) chased(e claim.Entry, f ReviewWaited) {
	c.Chase = &Chase{Since: c.reviewSince(), Times: max(1, f.Times), At: e.At, Again: f.Again, Unclaimed: !f.Taken}
}

// reviewTurn is the turn of whoever can sign what waits for a review.
func (c *Claim) reviewTurn() claim.Turn {
	since := c.reviewSince()
	t := claim.Turn{Kind: claim.TurnReview, Subject: c.ID, Not: c.mayNotSign(), Since: since, Due: since.Add(ReviewPatience), Why: string(c.Proposal.Outcome)}
	switch chase := c.chase(); {
	case c.afterReview():
		t.Kind = claim.TurnAfterReview
	case chase != nil && chase.Unclaimed:
		t.Kind = claim.TurnUnclaimed
	}
	return t
}

// reviewTurns are those of a review that waits: that of whoever can sign and, once it
// was chased, that of whoever asked for it, who has to find somebody.
func (c *Claim) reviewTurns() []claim.Turn {
	turns := []claim.Turn{c.reviewTurn()}
	if chase := c.chase(); chase != nil {
		asked := c.Proposal.By
		if by := c.publisher(); by != uuid.Nil {
			asked = by
		}
		turns = append(turns, claim.Turn{Kind: claim.TurnStalled, Subject: c.ID, Person: asked, Since: chase.At, Due: turns[0].Due, Why: string(c.Proposal.Outcome)})
	}
	return turns
}

// CheckSigners says, with [claim.CodePolicy], that too few of these people are left for
// what the policy asks for of the claim: its authors cannot sign.
func (c *Claim) CheckSigners(able []claim.Member, around claim.Around) *claim.Error {
	if lacks := c.lacking(c.unsignedFacts(around), able, c.Authors()); len(lacks) > 0 {
		return claim.TooFew(lacks)
	}
	return nil
}

// unsignedFacts are the facts of the claim as if nobody had signed: who is able to
// sign is asked for all of it.
func (c *Claim) unsignedFacts(around claim.Around) policy.Facts {
	f := c.facts(around)
	f.Signed = nil
	return f
}

// lacking lists who is missing if these people are all who may sign.
func (c *Claim) lacking(f policy.Facts, able []claim.Member, authors []uuid.UUID) []string {
	left := claim.Signing(claim.Besides(able, authors))
	var lacks []string
	for _, d := range c.documents() {
		for _, lack := range d.Short(f, left) {
			if !slices.Contains(lacks, lack) {
				lacks = append(lacks, lack)
			}
		}
	}
	return lacks
}

// leavesTooFew reports whether a change of those who can sign, or of the claim's authors,
// takes somebody away of whom too few are left then. Where they were too few before,
// what takes nobody away goes on.
func (c *Claim) leavesTooFew(before, after []claim.Member, around claim.Around, also ...uuid.UUID) bool {
	f, authors := c.unsignedFacts(around), c.Authors()
	then := append(slices.Clone(authors), also...)
	lacks := c.lacking(f, after, then)
	return len(lacks) > 0 && (len(claim.Besides(after, then)) < len(claim.Besides(before, authors)) || len(lacks) > len(c.lacking(f, before, authors)))
}

// LeftShort implements [cases.Held].
func (c *Claim) LeftShort(before, after []claim.Member, around claim.Around) bool {
	return !c.Stage.Over() && c.leavesTooFew(before, after, around)
}

// SignableBy refuses to make the actor an author of a claim that then too few
// people could sign.
func (c *Claim) SignableBy(actor claim.Actor, around claim.Around) error {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	able := of.SigningMembers(around.Staff())
	if !c.leavesTooFew(able, able, around, actor.ID) {
		return nil
	}
	lacks := c.lacking(c.unsignedFacts(around), able, append(c.Authors(), actor.ID))
	return claim.Errorf(claim.CodePolicy, "if you change this claim or its evidence you become one of its authors, and too few people are left who can sign it: missing is %s", claim.JoinAnd(lacks)).
		WithHint("let one of its authors change it, or give more people a role that signs (reviewer, standards, legal)")
}
