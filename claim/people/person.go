package people

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
)

// Person is a member of staff. The desk writes it; it has no workflow.
type Person struct {
	claim.Head
	Profile    claim.Ref     `json:"profile"`
	Roles      []claim.Role  `json:"roles"`
	Disabled   bool          `json:"disabled,omitempty"`  // by an admin: the person can do nothing
	Local      bool          `json:"local,omitempty"`     // whoever runs the program: nobody added or invited her, and she has never signed in
	InvitedAt  time.Time     `json:"invitedAt,omitzero"`  // when a link to join was last made
	SignedInAt time.Time     `json:"signedInAt,omitzero"` // when the person last signed in
	Away       claim.Absence `json:"away,omitzero"`       // the latest one that was said
	Choice     NoticeChoice  `json:"choice,omitzero"`     // how the person is told
	// ToldSince is since when each kind is told: what waited before is not.
	ToldSince []KindSince `json:"toldSince,omitempty"`
	Hook      *Webhook    `json:"hook,omitempty"` // to which the person is told
}

// AddPerson gives a member of staff roles on the desk. Content: a [PersonProfile].
type AddPerson struct {
	Profile claim.Ref    `json:"profile"`
	Roles   []claim.Role `json:"roles"`
}

// CommandKind implements [claim.Body].
func (AddPerson) CommandKind() string { return "add person" }

// ChangeRoles replaces a person's roles. None means that the person can do nothing any more.
type ChangeRoles struct {
	Roles []claim.Role `json:"roles"`
}

// CommandKind implements [claim.Body].
func (ChangeRoles) CommandKind() string { return "change roles" }

// ChangeProfile gives a person another name or address. The handle stays. Content: a [PersonProfile].
type ChangeProfile struct {
	Profile claim.Ref `json:"profile"`
}

// CommandKind implements [claim.Body].
func (ChangeProfile) CommandKind() string { return "change profile" }

// DisablePerson takes the right to do anything from a person. Roles are kept.
type DisablePerson struct{}

// CommandKind implements [claim.Body].
func (DisablePerson) CommandKind() string { return "disable person" }

// EnablePerson gives a disabled person back what the roles allow.
type EnablePerson struct{}

// CommandKind implements [claim.Body].
func (EnablePerson) CommandKind() string { return "enable person" }

// PersonAdded: a member of staff joined the desk. Content: a [PersonProfile].
type PersonAdded struct {
	Profile claim.Ref    `json:"profile"`
	Roles   []claim.Role `json:"roles"`
}

// FactKind implements [claim.Fact].
func (PersonAdded) FactKind() string { return "person.added" }

// RolesChanged: a person's roles are others from now on.
type RolesChanged struct {
	Roles []claim.Role `json:"roles"`
}

// FactKind implements [claim.Fact].
func (RolesChanged) FactKind() string { return "person.roles_changed" }

// ProfileChanged: a person has another name or address. Content: a [PersonProfile].
type ProfileChanged struct {
	Profile claim.Ref `json:"profile"`
}

// FactKind implements [claim.Fact].
func (ProfileChanged) FactKind() string { return "person.profile_changed" }

// PersonDisabled: a person can do nothing from now on.
type PersonDisabled struct{}

// FactKind implements [claim.Fact].
func (PersonDisabled) FactKind() string { return "person.disabled" }

// PersonEnabled: a person can do again what the roles allow.
type PersonEnabled struct{}

// FactKind implements [claim.Fact].
func (PersonEnabled) FactKind() string { return "person.enabled" }

func init() {
	claim.RegisterKind(claim.StreamPerson, func(h claim.Head) claim.Aggregate { return &Person{Head: h} })
	claim.RegisterBody[AddPerson](claim.StreamPerson)
	claim.RegisterBody[ChangeRoles](claim.StreamPerson)
	claim.RegisterBody[ChangeProfile](claim.StreamPerson)
	claim.RegisterBody[DisablePerson](claim.StreamPerson)
	claim.RegisterBody[EnablePerson](claim.StreamPerson)
	claim.RegisterFact[PersonAdded]()
	claim.RegisterFact[RolesChanged]()
	claim.RegisterFact[ProfileChanged]()
	claim.RegisterFact[PersonDisabled]()
	claim.RegisterFact[PersonEnabled]()
}

// Stream implements [claim.Aggregate].
func (p *Person) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamPerson, ID: p.ID} }

// Decide implements [claim.Aggregate].
func (p *Person) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if add, ok := cmd.Body.(AddPerson); ok {
		if p.Version > 0 {
			return nil, claim.Errorf(claim.CodeExists, "the person is on the desk already").
				WithHint("an invitation needs no roles then: onrecord person invite HANDLE; other roles: onrecord person roles")
		}
		return ifKnown(add.Roles, PersonAdded(add))
	}
	decide := p.rule(cmd.Body)
	if away, ok := cmd.Body.(GoAway); ok {
		decide = func() ([]claim.Fact, error) { return p.goAway(away, now, around) }
	}
	if _, ok := cmd.Body.(ComeBack); ok {
		decide = func() ([]claim.Fact, error) { return p.comeBack(now), nil }
	}
	switch {
	case decide == nil:
		return nil, claim.UnknownCommand(p, cmd)
	case p.Version == 0:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such person")
	}
	if err := p.keepsAdmins(cmd, around); err != nil {
		return nil, err
	}
	return decide()
}

// keepsAdmins is all that stands in the way of taking roles or the account from
// somebody: neither waits for a claim that then too few people can sign. Who has to
// be kept out is kept out at once; the review of such a claim says what it lacks.
//
// It refuses what takes the desk's administration from the person who
// asks for it, or from the last one who has it.
func (p *Person) keepsAdmins(cmd claim.Command, around claim.Around) error {
	own := cmd.Actor == claim.PersonActor(p.ID)
	switch b := cmd.Body.(type) {
	case ChangeRoles:
		if slices.Contains(b.Roles, claim.Admin) {
			return nil
		}
		if own && p.CanAdminister() {
			return claim.Errorf(claim.CodePolicy, "you cannot take the role admin from yourself").WithHint("ask another admin to do it")
		}
	case DisablePerson:
		if own {
			return claim.Errorf(claim.CodePolicy, "you cannot disable yourself").WithHint("ask another admin to do it")
		}
	default:
		return nil
	}
	another := func(m claim.Member) bool { return m.ID != p.ID && m.CanAdminister() }
	if !p.CanAdminister() || slices.ContainsFunc(around.Staff(), another) {
		return nil
	}
	return claim.Errorf(claim.CodePolicy, "this is the desk's last admin").WithHint("make somebody else an admin first")
}

// Notices implements [claim.Aggregate]: what is assigned to somebody who can do it no
// longer is given back.
func (p *Person) Notices(e claim.Entry, around claim.Around) []claim.Notice {
	switch e.Fact.(type) {
	case RolesChanged, PersonDisabled:
		return claim.TellAll(p.Stream(), around.Assigned(p.ID), assigned.ReleaseTurns{Person: p.ID})
	}
	return nil
}

// Member is the person, as far as rules ask.
func (p *Person) Member() claim.Member {
	return claim.Member{ID: p.ID, Roles: p.Roles, Disabled: p.Disabled, Local: p.Local, Away: p.Away}
}

// rule is what decides on a command, or nil for one that people do not take.
func (p *Person) rule(body claim.Body) func() ([]claim.Fact, error) {
	switch b := body.(type) {
	case ChangeRoles:
		return func() ([]claim.Fact, error) { return ifKnown(b.Roles, RolesChanged(b)) }
	case ChangeProfile:
		return func() ([]claim.Fact, error) { return p.decideProfile(b) }
	case DisablePerson:
		return func() ([]claim.Fact, error) { return unless(p.Disabled, PersonDisabled(b)) }
	case EnablePerson:
		return func() ([]claim.Fact, error) { return unless(!p.Disabled, PersonEnabled(b)) }
	case ChooseNotices:
		return func() ([]claim.Fact, error) { return p.chooseNotices(b) }
	}
	if rule := hookRule(p.Hook, body); rule != nil {
		return rule
	}
	return p.accessRule(body)
}

// unless answers with the fact if it is not so already.
func unless(already bool, fact claim.Fact) ([]claim.Fact, error) {
	if already {
		return nil, nil
	}
	return []claim.Fact{fact}, nil
}

func (p *Person) decideProfile(b ChangeProfile) ([]claim.Fact, error) {
	if b.Profile == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "a profile must not be empty").WithField("profile", "it must not be empty")
	}
	return unless(b.Profile == p.Profile, ProfileChanged(b))
}

// ifKnown answers with the fact if every role is one that a desk has.
func ifKnown(roles []claim.Role, fact claim.Fact) ([]claim.Fact, error) {
	for _, r := range roles {
		if err := claim.OneOf("role", r, claim.Roles); err != nil {
			return nil, err
		}
	}
	return []claim.Fact{fact}, nil
}

// Evolve implements [claim.Aggregate].
func (p *Person) Evolve(e claim.Entry) {
	p.Take(e)
	p.Hook = hookAfter(p.Hook, e)
	switch f := e.Fact.(type) {
	case PersonAdded:
		p.Profile, p.Roles, p.Local = f.Profile, f.Roles, e.Actor.Kind == claim.ActorSystem
	case RolesChanged:
		p.Roles = f.Roles
	case ProfileChanged:
		p.Profile = f.Profile
	case PersonDisabled:
		p.Disabled = true
	case PersonEnabled:
		p.Disabled = false
	case PersonInvited:
		p.InvitedAt, p.Local = e.At, false
	case SignedIn:
		p.SignedInAt, p.Local = e.At, false
	case PersonAway:
		p.Away = f.Absence
	case PersonBack:
		p.Away = claim.Absence{}
	case NoticesChosen:
		p.ToldSince = toldSince(p.ToldSince, p.Choice, f.NoticeChoice, e.At)
		p.Choice = f.NoticeChoice
	}
}

// CanAdminister reports whether the person may manage people. A disabled person cannot.
func (p *Person) CanAdminister() bool { return p.Member().CanAdminister() }
