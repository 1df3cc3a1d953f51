package cases

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
)

// MaxAccess is how many people an access list names at most.
const MaxAccess = 500

// ReviseCase replaces what a case says about itself and how it is worked on.
// Content: a [claim.CaseHead]. Claims keep the policy that they were added under.
type ReviseCase struct {
	Text      claim.Ref    `json:"text"`
	Policy    claim.Policy `json:"policy"`
	Under     string       `json:"under,omitempty"`
	Plan      claim.Plan   `json:"plan"`
	PublishAt time.Time    `json:"publishAt,omitzero"`
	Embargo   time.Time    `json:"embargo,omitzero"`
	Seen      int64        `json:"seen"` // version of the case that the editor had before her
}

// CommandKind implements [claim.Body].
func (ReviseCase) CommandKind() string { return "revise case" }

// ChangeAccess replaces who owns a case and who may see it.
type ChangeAccess struct {
	Owner       uuid.UUID         `json:"owner"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID       `json:"access,omitempty"`
	Seen        int64             `json:"seen"`
}

// CommandKind implements [claim.Body].
func (ChangeAccess) CommandKind() string { return "change access" }

// CaseRevised: what the case says about itself, or how it is worked on, is other
// from now on. Content: a [claim.CaseHead].
type CaseRevised struct {
	Text      claim.Ref    `json:"text"`
	Policy    claim.Policy `json:"policy"`
	Plan      claim.Plan   `json:"plan"`
	PublishAt time.Time    `json:"publishAt,omitzero"`
	Embargo   time.Time    `json:"embargo,omitzero"`
	Under     string       `json:"under,omitempty"`
}

// FactKind implements [claim.Fact].
func (CaseRevised) FactKind() string { return "case.revised" }

// AccessChanged: others own the case or may see it from now on.
type AccessChanged struct {
	Owner       uuid.UUID         `json:"owner"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Access      []uuid.UUID       `json:"access,omitempty"`
}

// FactKind implements [claim.Fact].
func (AccessChanged) FactKind() string { return "case.access_changed" }

func init() {
	claim.RegisterBody[ReviseCase](claim.StreamCase)
	claim.RegisterBody[ChangeAccess](claim.StreamCase)
	claim.RegisterFact[CaseRevised]()
	claim.RegisterFact[AccessChanged]()
}

func (c *Case) revise(b ReviseCase, around claim.Around) ([]claim.Fact, error) {
	if c.says(b) {
		return nil, nil
	}
	if c.Revised > b.Seen {
		return nil, caseChanged()
	}
	if b.Text == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "a case needs a title").WithField("title", "say what the story is about")
	}
	if b.Policy != c.Policy || b.Under != c.Under {
		if err := b.Policy.Validate(); err != nil {
			return nil, err
		}
		under, err := claim.ThePolicy(around, b.Under)
		if err != nil {
			return nil, err
		}
		if err := claim.CheckSigners(b.Policy, under, c.SigningMembers(around.Staff()), c.Owner); err != nil {
			return nil, err
		}
	}
	if err := b.Plan.Validate(); err != nil {
		return nil, err
	}
	if err := runsAfter(b.PublishAt, b.Embargo); err != nil {
		return nil, err
	}
	return []claim.Fact{CaseRevised{b.Text, b.Policy, b.Plan, b.PublishAt, b.Embargo, b.Under}}, nil
}

// runsAfter refuses a story that is to run before its embargo ends.
func runsAfter(publishAt, embargo time.Time) error {
	if publishAt.IsZero() || !publishAt.Before(embargo) {
		return nil
	}
	return claim.Errorf(claim.CodeInvalid, "the story is to run before the embargo ends").
		WithField("publishAt", "choose an instant at or after the end of the embargo")
}

// says reports whether the case is what the command would make of it.
func (c *Case) says(b ReviseCase) bool {
	return b.Text == c.Text && b.Policy == c.Policy && b.Under == c.Under && b.Plan.FinalNotice == c.Plan.FinalNotice &&
		slices.Equal(b.Plan.Reminders, c.Plan.Reminders) && b.PublishAt.Equal(c.PublishAt) && b.Embargo.Equal(c.Embargo)
}

func (c *Case) changeAccess(b ChangeAccess, around claim.Around) ([]claim.Fact, error) {
	if b.Owner == c.Owner && b.Sensitivity == c.Sensitivity && slices.Equal(b.Access, c.Access) {
		return nil, nil
	}
	if c.Granted > b.Seen {
		return nil, caseChanged()
	}
	if b.Owner == uuid.Nil {
		return nil, claim.Errorf(claim.CodeInvalid, "a case has an owner").WithField("owner", "choose somebody")
	}
	staff := around.Staff()
	if b.Owner != c.Owner && !slices.ContainsFunc(staff, func(m claim.Member) bool { return m.ID == b.Owner && m.CanOwn() }) {
		return nil, claim.Errorf(claim.CodeInvalid, "only an editor can own a case").WithField("owner", "choose an editor")
	}
	if err := claim.OneOf("sensitivity", b.Sensitivity, claim.Sensitivities); err != nil {
		return nil, err
	}
	if len(b.Access) > MaxAccess {
		return nil, claim.Errorf(claim.CodeTooLarge, "an access list names at most %d people", MaxAccess)
	}
	seen := &Case{Owner: b.Owner, Sensitivity: b.Sensitivity, Access: b.Access}
	able := seen.SigningMembers(staff)
	if err := c.staysSignable(able, around); err != nil {
		return nil, err
	}
	under, err := claim.ThePolicy(around, c.Under)
	if err != nil {
		return nil, err
	}
	if err := claim.CheckSigners(c.Policy, under, able, b.Owner); err != nil {
		return nil, err
	}
	return []claim.Fact{AccessChanged{b.Owner, b.Sensitivity, b.Access}}, nil
}

// Held is a claim of the case, as far as the case asks.
type Held interface {
	claim.Aggregate
	// LeftShort reports whether it is under way, and a change of those who can sign takes
	// somebody away of whom too few are left then.
	LeftShort(before, after []claim.Member, around claim.Around) bool
}

// staysSignable refuses to leave a claim that is under way with too few people
// who can sign it.
func (c *Case) staysSignable(able []claim.Member, around claim.Around) error {
	short, before := 0, c.SigningMembers(around.Staff())
	for _, s := range around.Claims(c.ID) {
		if held, ok := around.State(s).(Held); ok && held.LeftShort(before, able, around) {
			short++
		}
	}
	if short == 0 {
		return nil
	}
	return claim.Errorf(claim.CodePolicy, "too few people would be left who can sign %s of the case besides the authors", counted(short, "claim")).
		WithField("access", "keep enough people with a role that signs (reviewer, standards, legal)")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// Notices implements [claim.Aggregate]: what is assigned in the case to people who may
// not see it any more is given back, and correspondences hear that reminders are paused.
func (c *Case) Notices(e claim.Entry, around claim.Around) []claim.Notice {
	if _, ok := e.Fact.(AccessChanged); !ok {
		return claim.PauseNotices(e, claim.NotePause{Level: claim.PauseCase, Pause: c.Paused}, func() []claim.Stream { return around.In(c.ID) })
	}
	var people []uuid.UUID
	for _, a := range c.Assigned {
		if !slices.Contains(people, a.To) {
			people = append(people, a.To)
		}
	}
	notices := make([]claim.Notice, len(people))
	for i, person := range people {
		notices[i] = claim.Notice{To: c.Stream(), From: c.Stream(), Body: assigned.ReleaseTurns{Person: person}}
	}
	return notices
}

func caseChanged() *claim.Error {
	return claim.Errorf(claim.CodeConflict, "somebody else has changed this since you opened it").
		WithHint("look at both versions, and keep what is right of each")
}

// CheckEmbargo refuses to make a finding public before the embargo of its case
// ends, with [claim.CodePolicy].
func (c *Case) CheckEmbargo(now time.Time, around claim.Around) error {
	if now.Before(c.Embargo) {
		return claim.Errorf(claim.CodePolicy, "the case is under embargo until %s", claim.Moment(c.Embargo, around.Settings().Location())).
			WithHint("publish then, or change the embargo of the case")
	}
	return nil
}
