package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Case is a story under verification. The desk writes it; it has no workflow.
type Case struct {
	Head
	Text        Ref          `json:"text"`
	Owner       uuid.UUID    `json:"owner"`
	Sensitivity Sensitivity  `json:"sensitivity"`
	Access      []uuid.UUID  `json:"access,omitempty"` // who may see a restricted case, besides its owner
	Policy      Policy       `json:"policy"`
	Under       string       `json:"under,omitempty"` // name of the desk's policy that new claims are pinned to; empty for none
	Plan        Plan         `json:"plan"`
	Sample      bool         `json:"sample,omitempty"` // nothing in it is real
	OpenedAt    time.Time    `json:"openedAt"`
	PublishAt   time.Time    `json:"publishAt,omitzero"`  // when the story is to run
	Embargo     time.Time    `json:"embargo,omitzero"`    // no finding is made public before
	Revised     int64        `json:"revised,omitempty"`   // version of the entry that last changed it, besides who may see it
	Granted     int64        `json:"granted,omitempty"`   // version of the entry that last changed who owns and who may see it
	Series      []SeriesOf   `json:"series,omitempty"`    // one statement about several parties each
	Assigned    []Assignment `json:"assigned,omitempty"`  // whose turn what is, where somebody has said so
	Frozen      []FrozenLine `json:"frozen,omitempty"`    // lines as they were to be printed, oldest first
	Order       []uuid.UUID  `json:"order,omitempty"`     // of its claims, where somebody has put them into one
	Reordered   int64        `json:"reordered,omitempty"` // version of the entry that did so last
}

// Limits of a case that is opened with all that belongs to it, in one act.
const (
	MaxFileClaims    = 10_000
	MaxFileParties   = 2_000
	MaxFileRequests  = 20_000
	MaxFileSources   = 10_000 // statements, and likewise pieces of evidence
	MaxFileRelations = 10_000
)

// OpenCase starts a case. Content: a [CaseHead].
type OpenCase struct {
	Text        Ref         `json:"text"`
	Owner       uuid.UUID   `json:"owner"`
	Sensitivity Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID `json:"access,omitempty"`
	Policy      Policy      `json:"policy"`
	Plan        Plan        `json:"plan"`
	Under       string      `json:"under,omitempty"`
	Sample      bool        `json:"sample,omitempty"` // nothing in it is real

	PublishAt time.Time `json:"publishAt,omitzero"` // when the story is to run
	Embargo   time.Time `json:"embargo,omitzero"`   // no finding is made public before
}

// CommandKind implements [Body].
func (OpenCase) CommandKind() string { return "open case" }

// CaseOpened: a case was opened. Content: a [CaseHead].
type CaseOpened struct {
	Text        Ref         `json:"text"`
	Owner       uuid.UUID   `json:"owner"`
	Sensitivity Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID `json:"access,omitempty"`
	Policy      Policy      `json:"policy"`
	Plan        Plan        `json:"plan"`
	Under       string      `json:"under,omitempty"`
	Sample      bool        `json:"sample,omitempty"`

	PublishAt time.Time `json:"publishAt,omitzero"` // when the story is to run
	Embargo   time.Time `json:"embargo,omitzero"`   // no finding is made public before
}

// FactKind implements [Fact].
func (CaseOpened) FactKind() string { return "case.opened" }

func init() {
	RegisterKind(StreamCase, func(h Head) Aggregate { return &Case{Head: h} })
	RegisterBody[OpenCase](StreamCase)
	RegisterFact[CaseOpened]()
}

// Stream implements [Aggregate].
func (c *Case) Stream() Stream { return Stream{StreamCase, c.ID} }

// Decide implements [Aggregate].
func (c *Case) Decide(cmd Command, now time.Time, around Around) ([]Fact, error) {
	if open, ok := cmd.Body.(OpenCase); ok {
		return c.open(open, around)
	}
	if c.Version == 0 {
		return nil, Errorf(CodeNotFound, "there is no such case")
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
	case AssignTurn:
		return DecideAssign(b, c, c.Assigned, around)
	case ReleaseTurns:
		return DecideRelease(b, c, c.Assigned, around), nil
	}
	return nil, UnknownCommand(c, cmd)
}

func (c *Case) open(open OpenCase, around Around) ([]Fact, error) {
	if c.Version > 0 && c.Text == open.Text {
		return nil, nil
	}
	if c.Version > 0 {
		return nil, Errorf(CodeExists, "there is a case with this short name already").WithHint("choose another short name")
	}
	if err := open.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := OneOf("sensitivity", open.Sensitivity, Sensitivities); err != nil {
		return nil, err
	}
	seen := &Case{Owner: open.Owner, Sensitivity: open.Sensitivity, Access: open.Access}
	under, err := ThePolicy(around, open.Under)
	if err != nil {
		return nil, err
	}
	if err := checkSigners(open.Policy, under, seen.SigningMembers(around.Staff()), open.Owner); err != nil {
		return nil, err
	}
	if err := open.Plan.Validate(); err != nil {
		return nil, err
	}
	if err := runsAfter(open.PublishAt, open.Embargo); err != nil {
		return nil, err
	}
	return []Fact{CaseOpened(open)}, nil
}

// Evolve implements [Aggregate].
func (c *Case) Evolve(e Entry) {
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
	case TurnAssigned:
		c.Assigned = EvolveAssigned(c.Assigned, e, f)
	}
	c.evolveSeries(e)
}

// VisibleTo reports whether the person may see the case. Auditors see every case.
func (c *Case) VisibleTo(person uuid.UUID, roles []Role) bool {
	return c.Sensitivity != Restricted || person == c.Owner ||
		slices.Contains(c.Access, person) || slices.Contains(roles, Auditor)
}
