package cases

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
)

// Case is a story under verification. The desk writes it; it has no workflow.
type Case struct {
	claim.Head
	Text        claim.Ref             `json:"text"`
	Owner       uuid.UUID             `json:"owner"`
	Sensitivity claim.Sensitivity     `json:"sensitivity"`
	Access      []uuid.UUID           `json:"access,omitempty"` // who may see a restricted case, besides its owner
	Policy      claim.Policy          `json:"policy"`
	Under       string                `json:"under,omitempty"` // name of the desk's policy that new claims are pinned to; empty for none
	Plan        claim.Plan            `json:"plan"`
	Sample      bool                  `json:"sample,omitempty"` // nothing in it is real
	OpenedAt    time.Time             `json:"openedAt"`
	PublishAt   time.Time             `json:"publishAt,omitzero"`  // when the story is to run
	Embargo     time.Time             `json:"embargo,omitzero"`    // no finding is made public before
	Revised     int64                 `json:"revised,omitempty"`   // version of the entry that last changed it, besides who may see it
	Granted     int64                 `json:"granted,omitempty"`   // version of the entry that last changed who owns and who may see it
	Series      []SeriesOf            `json:"series,omitempty"`    // one statement about several parties each
	Assigned    []assigned.Assignment `json:"assigned,omitempty"`  // whose turn what is, where somebody has said so
	Frozen      []FrozenLine          `json:"frozen,omitempty"`    // lines as they were to be printed, oldest first
	Order       []uuid.UUID           `json:"order,omitempty"`     // of its claims, where somebody has put them into one
	Reordered   int64                 `json:"reordered,omitempty"` // version of the entry that did so last
	Paused      *claim.Pause          `json:"paused,omitempty"`    // of its reminders
}

// Limits of a case that is opened with all that belongs to it, in one act.
const (
	MaxFileClaims    = 10_000
	MaxFileParties   = 2_000
	MaxFileRequests  = 20_000
	MaxFileSources   = 10_000 // statements, and likewise pieces of evidence
	MaxFileRelations = 10_000
)

// OpenCase starts a case. Content: a [claim.CaseHead].
type OpenCase struct {
	Text        claim.Ref         `json:"text"`
	Owner       uuid.UUID         `json:"owner"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID       `json:"access,omitempty"`
	Policy      claim.Policy      `json:"policy"`
	Plan        claim.Plan        `json:"plan"`
	Under       string            `json:"under,omitempty"`
	Sample      bool              `json:"sample,omitempty"` // nothing in it is real

	PublishAt time.Time `json:"publishAt,omitzero"` // when the story is to run
	Embargo   time.Time `json:"embargo,omitzero"`   // no finding is made public before
}

// CommandKind implements [claim.Body].
func (OpenCase) CommandKind() string { return "open case" }

// CaseOpened: a case was opened. Content: a [claim.CaseHead].
type CaseOpened struct {
	Text        claim.Ref         `json:"text"`
	Owner       uuid.UUID         `json:"owner"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID       `json:"access,omitempty"`
	Policy      claim.Policy      `json:"policy"`
	Plan        claim.Plan        `json:"plan"`
	Under       string            `json:"under,omitempty"`
	Sample      bool              `json:"sample,omitempty"`

	PublishAt time.Time `json:"publishAt,omitzero"` // when the story is to run
	Embargo   time.Time `json:"embargo,omitzero"`   // no finding is made public before
}

// FactKind implements [claim.Fact].
func (CaseOpened) FactKind() string { return "case.opened" }

func init() {
	claim.RegisterKind(claim.StreamCase, func(h claim.Head) claim.Aggregate { return &Case{Head: h} })
	claim.RegisterBody[OpenCase](claim.StreamCase)
	claim.RegisterFact[CaseOpened]()
}

// Stream implements [claim.Aggregate].
func (c *Case) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamCase, ID: c.ID} }

// Decide implements [claim.Aggregate].
func (c *Case) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if open, ok := cmd.Body.(OpenCase); ok {
		return c.open(open, around)
	}
	if c.Version == 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such case")
	}
	switch b := cmd.Body.(type) {
	case ReviseCase:
		return c.revise(b, around)
	case ChangeAccess:
		return c.changeAccess(b, around)
	case OpenSeries:
		return c.openSeries(b, around)
	case ExtendSeries:
		return c.extendSeries(b)
	case ReviseSeries:
		return c.reviseSeries(b)
	case FreezeLine:
		return c.freezeLine(b, cmd.Actor, now, around)
	case WithdrawLine:
		return c.withdrawLine(b, cmd.Actor)
	case OrderClaims:
		return c.orderClaims(b, around)
	case claim.PauseReminders, claim.ResumeReminders:
		return claim.DecidePause(b, c.Paused, now)
	case assigned.AssignTurn:
		return assigned.DecideAssign(b, c, c.Assigned, around)
	case assigned.ReleaseTurns:
		return assigned.DecideRelease(b, c, c.Assigned, around), nil
	}
	return nil, claim.UnknownCommand(c, cmd)
}

func (c *Case) open(open OpenCase, around claim.Around) ([]claim.Fact, error) {
	if c.Version > 0 && c.Text == open.Text {
		return nil, nil
	}
	if c.Version > 0 {
		return nil, claim.Errorf(claim.CodeExists, "there is a case with this short name already").WithHint("choose another short name")
	}
	if err := open.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := claim.OneOf("sensitivity", open.Sensitivity, claim.Sensitivities); err != nil {
		return nil, err
	}
	seen := &Case{Owner: open.Owner, Sensitivity: open.Sensitivity, Access: open.Access}
	under, err := claim.ThePolicy(around, open.Under)
	if err != nil {
		return nil, err
	}
	if err := claim.CheckSigners(open.Policy, under, seen.SigningMembers(around.Staff()), open.Owner); err != nil {
		return nil, err
	}
	if err := open.Plan.Validate(); err != nil {
		return nil, err
	}
	if err := runsAfter(open.PublishAt, open.Embargo); err != nil {
		return nil, err
	}
	return []claim.Fact{CaseOpened(open)}, nil
}

// Evolve implements [claim.Aggregate].
func (c *Case) Evolve(e claim.Entry) {
	c.Take(e)
	switch f := e.Fact.(type) {
	case CaseOpened:
		c.Text, c.Owner, c.Sensitivity, c.Access = f.Text, f.Owner, f.Sensitivity, f.Access
		c.Policy, c.Plan, c.Under, c.Sample, c.OpenedAt = f.Policy, f.Plan, f.Under, f.Sample, e.At
		c.PublishAt, c.Embargo = f.PublishAt, f.Embargo
	case CaseRevised:
		c.Text, c.Policy, c.Plan, c.PublishAt, c.Embargo = f.Text, f.Policy, f.Plan, f.PublishAt, f.Embargo
		c.Under, c.Revised = f.Under, e.Version
	case AccessChanged:
		c.Owner, c.Sensitivity, c.Access = f.Owner, f.Sensitivity, f.Access
		c.Granted = e.Version
	case LineFrozen:
		c.Frozen = append(c.Frozen, FrozenLine{Line: f.Line, Text: f.Text, Reason: f.Reason, AsOf: f.AsOf, By: f.By, At: e.At, Version: e.Version})
	case LineWithdrawn:
		c.lineWithdrawn(e, f)
	case ClaimsOrdered:
		c.Order, c.Reordered = f.Order, e.Version
	case assigned.TurnAssigned:
		c.Assigned = assigned.EvolveAssigned(c.Assigned, e, f)
	}
	c.evolveSeries(e)
	c.Paused = claim.PauseAfter(c.Paused, e)
}

// PausedAs implements [claim.Pausable].
func (c *Case) PausedAs() *claim.Pause { return c.Paused }

// VisibleTo reports whether the person may see the case. Auditors see every case.
func (c *Case) VisibleTo(person uuid.UUID, roles []claim.Role) bool {
	return c.Sensitivity != claim.Restricted || person == c.Owner ||
		slices.Contains(c.Access, person) || slices.Contains(roles, claim.Auditor)
}

// Signers are the people who can sign off claims of the case: that takes a role,
// and sight of the case.
func (c *Case) Signers(staff []claim.Member) []uuid.UUID {
	var able []uuid.UUID
	for _, m := range c.SigningMembers(staff) {
		able = append(able, m.ID)
	}
	return able
}

// SigningMembers are [Case.Signers] with their roles.
func (c *Case) SigningMembers(staff []claim.Member) []claim.Member {
	return slices.DeleteFunc(slices.Clone(staff), func(m claim.Member) bool { return !m.CanSign() || !c.VisibleTo(m.ID, m.Roles) })
}
