package claim

import (
	"slices"
	"time"
)

// Person is a member of staff. The desk writes it; it has no workflow.
type Person struct {
	Head
	Profile    Ref       `json:"profile"`
	Roles      []Role    `json:"roles"`
	Disabled   bool      `json:"disabled,omitempty"`  // by an admin: the person can do nothing
	InvitedAt  time.Time `json:"invitedAt,omitzero"`  // when a link to join was last made
	SignedInAt time.Time `json:"signedInAt,omitzero"` // when the person last signed in
}

// AddPerson gives a member of staff roles on the desk. Content: a [PersonProfile].
type AddPerson struct {
	Profile Ref    `json:"profile"`
	Roles   []Role `json:"roles"`
}

// CommandKind implements [Body].
func (AddPerson) CommandKind() string { return "add person" }

// ChangeRoles replaces a person's roles. None means that the person can do nothing any more.
type ChangeRoles struct {
	Roles []Role `json:"roles"`
}

// CommandKind implements [Body].
func (ChangeRoles) CommandKind() string { return "change roles" }

// ChangeProfile gives a person another name or address. The handle stays. Content: a [PersonProfile].
type ChangeProfile struct {
	Profile Ref `json:"profile"`
}

// CommandKind implements [Body].
func (ChangeProfile) CommandKind() string { return "change profile" }

// DisablePerson takes the right to do anything from a person. Roles are kept.
type DisablePerson struct{}

// CommandKind implements [Body].
func (DisablePerson) CommandKind() string { return "disable person" }

// EnablePerson gives a disabled person back what the roles allow.
type EnablePerson struct{}

// CommandKind implements [Body].
func (EnablePerson) CommandKind() string { return "enable person" }

// PersonAdded: a member of staff joined the desk. Content: a [PersonProfile].
type PersonAdded struct {
	Profile Ref    `json:"profile"`
	Roles   []Role `json:"roles"`
}

// FactKind implements [Fact].
func (PersonAdded) FactKind() string { return "person.added" }

// RolesChanged: a person's roles are others from now on.
type RolesChanged struct {
	Roles []Role `json:"roles"`
}

// FactKind implements [Fact].
func (RolesChanged) FactKind() string { return "person.roles_changed" }

// ProfileChanged: a person has another name or address. Content: a [PersonProfile].
type ProfileChanged struct {
	Profile Ref `json:"profile"`
}

// FactKind implements [Fact].
func (ProfileChanged) FactKind() string { return "person.profile_changed" }

// PersonDisabled: a person can do nothing from now on.
type PersonDisabled struct{}

// FactKind implements [Fact].
func (PersonDisabled) FactKind() string { return "person.disabled" }

// PersonEnabled: a person can do again what the roles allow.
type PersonEnabled struct{}

// FactKind implements [Fact].
func (PersonEnabled) FactKind() string { return "person.enabled" }

func init() {
	RegisterKind(StreamPerson, func(h Head) Aggregate { return &Person{Head: h} })
	RegisterBody[AddPerson](StreamPerson)
	RegisterBody[ChangeRoles](StreamPerson)
	RegisterBody[ChangeProfile](StreamPerson)
	RegisterBody[DisablePerson](StreamPerson)
	RegisterBody[EnablePerson](StreamPerson)
	RegisterFact[PersonAdded]()
	RegisterFact[RolesChanged]()
	RegisterFact[ProfileChanged]()
	RegisterFact[PersonDisabled]()
	RegisterFact[PersonEnabled]()
}

// Stream implements [Aggregate].
func (p *Person) Stream() Stream { return Stream{StreamPerson, p.ID} }

// Decide implements [Aggregate].
func (p *Person) Decide(cmd Command, _ time.Time, around Around) ([]Fact, error) {
	if add, ok := cmd.Body.(AddPerson); ok {
		if p.Version > 0 {
			return nil, Errorf(CodeExists, "the person is on the desk already")
		}
		return ifKnown(add.Roles, PersonAdded(add))
	}
	decide := p.rule(cmd.Body)
	switch {
	case decide == nil:
		return nil, unknownCommand(p, cmd)
	case p.Version == 0:
		return nil, Errorf(CodeNotFound, "there is no such person")
	}
	if err := p.keepsAdmins(cmd, around); err != nil {
		return nil, err
	}
	return decide()
}

// keepsAdmins refuses what takes the desk's administration from the person who
// asks for it, or from the last one who has it.
func (p *Person) keepsAdmins(cmd Command, around Around) error {
	own := cmd.Actor == PersonActor(p.ID)
	switch b := cmd.Body.(type) {
	case ChangeRoles:
		if slices.Contains(b.Roles, Admin) {
			return nil
		}
		if own && p.CanAdminister() {
			return Errorf(CodePolicy, "you cannot take the role admin from yourself").WithHint("ask another admin to do it")
		}
	case DisablePerson:
		if own {
			return Errorf(CodePolicy, "you cannot disable yourself").WithHint("ask another admin to do it")
		}
	default:
		return nil
	}
	another := func(m Member) bool { return m.ID != p.ID && m.CanAdminister() }
	if !p.CanAdminister() || slices.ContainsFunc(around.Staff(), another) {
		return nil
	}
	return Errorf(CodePolicy, "this is the desk's last admin").WithHint("make somebody else an admin first")
}

// Notices implements [Aggregate]: what is assigned to somebody who can do it no
// longer is given back.
func (p *Person) Notices(e Entry, around Around) []Notice {
	switch e.Fact.(type) {
	case RolesChanged, PersonDisabled:
		return tellAll(p.Stream(), around.Assigned(p.ID), ReleaseTurns{Person: p.ID})
	}
	return nil
}

// Member is the person, as far as rules ask.
func (p *Person) Member() Member { return Member{p.ID, p.Roles, p.Disabled} }

// rule is what decides on a command, or nil for one that people do not take.
func (p *Person) rule(body Body) func() ([]Fact, error) {
	switch b := body.(type) {
	case ChangeRoles:
		return func() ([]Fact, error) { return ifKnown(b.Roles, RolesChanged(b)) }
	case ChangeProfile:
		return func() ([]Fact, error) { return p.decideProfile(b) }
	case DisablePerson:
		return func() ([]Fact, error) { return unless(p.Disabled, PersonDisabled(b)) }
	case EnablePerson:
		return func() ([]Fact, error) { return unless(!p.Disabled, PersonEnabled(b)) }
	}
	return p.accessRule(body)
}

// unless answers with the fact if it is not so already.
func unless(already bool, fact Fact) ([]Fact, error) {
	if already {
		return nil, nil
	}
	return []Fact{fact}, nil
}

func (p *Person) decideProfile(b ChangeProfile) ([]Fact, error) {
	if b.Profile == "" {
		return nil, Errorf(CodeInvalid, "a profile must not be empty").WithField("profile", "it must not be empty")
	}
	return unless(b.Profile == p.Profile, ProfileChanged(b))
}

// ifKnown answers with the fact if every role is one that a desk has.
func ifKnown(roles []Role, fact Fact) ([]Fact, error) {
	for _, r := range roles {
		if err := oneOf("role", r, Roles); err != nil {
			return nil, err
		}
	}
	return []Fact{fact}, nil
}

// Evolve implements [Aggregate].
func (p *Person) Evolve(e Entry) {
	p.Take(e)
	switch f := e.Fact.(type) {
	case PersonAdded:
		p.Profile, p.Roles = f.Profile, f.Roles
	case RolesChanged:
		p.Roles = f.Roles
	case ProfileChanged:
		p.Profile = f.Profile
	case PersonDisabled:
		p.Disabled = true
	case PersonEnabled:
		p.Disabled = false
	case PersonInvited:
		p.InvitedAt = e.At
	case SignedIn:
		p.SignedInAt = e.At
	}
}

// CanAdminister reports whether the person may manage people. A disabled person cannot.
func (p *Person) CanAdminister() bool { return p.Member().CanAdminister() }
