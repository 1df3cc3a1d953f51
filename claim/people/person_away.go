package people

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// GoAway says that a person is away for a period, and who stands in. It replaces
// what was said before.
type GoAway struct {
	claim.Absence
}

// CommandKind implements [claim.Body].
func (GoAway) CommandKind() string { return "go away" }

// ComeBack ends an absence before its time, or calls one off.
type ComeBack struct{}

// CommandKind implements [claim.Body].
func (ComeBack) CommandKind() string { return "come back" }

// PersonAway: a person is away for a period, and what waits for her then waits for her deputy.
type PersonAway struct {
	claim.Absence
}

// FactKind implements [claim.Fact].
func (PersonAway) FactKind() string { return "person.away" }

// PersonBack: a person is back before the absence was to end, or did not go.
type PersonBack struct{}

// FactKind implements [claim.Fact].
func (PersonBack) FactKind() string { return "person.back" }

func init() {
	claim.RegisterBody[GoAway](claim.StreamPerson)
	claim.RegisterBody[ComeBack](claim.StreamPerson)
	claim.RegisterFact[PersonAway]()
	claim.RegisterFact[PersonBack]()
}

// goAway takes an absence. The deputy has to be there throughout, and has to be
// able to sign where the person is: nobody else's rights are lent to her.
func (p *Person) goAway(b GoAway, now time.Time, around claim.Around) ([]claim.Fact, error) {
	away := claim.Absence{From: claim.Instant(b.From), To: claim.Instant(b.To), Deputy: b.Deputy}
	switch {
	case p.Disabled:
		return nil, claim.Errorf(claim.CodeForbidden, "the account is disabled").WithHint("an admin can enable it")
	case away.From.IsZero() || !away.To.After(away.From):
		return nil, claim.Errorf(claim.CodeInvalid, "an absence ends after it begins").WithField("to", "choose an instant after the beginning")
	case !away.To.After(now):
		return nil, claim.Errorf(claim.CodeInvalid, "the absence is over already").WithField("to", "choose an instant to come")
	case away.To.Sub(away.From) > claim.MaxAbsence:
		return nil, claim.Errorf(claim.CodeInvalid, "an absence is a year long at most").WithField("to", "choose an instant within a year of the beginning")
	case away == p.Away:
		return nil, nil
	}
	if err := p.checkDeputy(away, around.Staff()); err != nil {
		return nil, err
	}
	return []claim.Fact{PersonAway{away}}, nil
}

func (p *Person) checkDeputy(away claim.Absence, staff []claim.Member) error {
	i := slices.IndexFunc(staff, func(m claim.Member) bool { return m.ID == away.Deputy })
	refuse := func(code claim.Code, problem, mend string) error {
		return claim.Errorf(code, "%s", problem).WithField("deputy", mend)
	}
	switch {
	case away.Deputy == p.ID:
		return refuse(claim.CodeInvalid, "nobody is her own deputy", "choose somebody else")
	case i < 0:
		return refuse(claim.CodeNotFound, "there is no such person", "choose somebody who is on the desk")
	case staff[i].Disabled:
		return refuse(claim.CodeForbidden, "the account of the deputy is disabled", "choose somebody else")
	case staff[i].Away.Overlaps(away):
		return refuse(claim.CodeConflict, "the deputy is away in that period, too", "choose somebody who is there")
	case p.Member().CanSign() && !staff[i].CanSign():
		return refuse(claim.CodeForbidden, "the deputy signs with her own rights, and has no role that signs", "choose somebody with the role reviewer, standards or legal")
	}
	return nil
}

// comeBack ends what has not ended by itself.
func (p *Person) comeBack(now time.Time) []claim.Fact {
	if !p.Away.To.After(now) {
		return nil
	}
	return []claim.Fact{PersonBack{}}
}
