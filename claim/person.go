package claim

import (
	"slices"
	"time"
)

// Person is a member of staff. The desk writes it; it has no workflow.
type Person struct {
	Head
	Profile Ref    `json:"profile"`
	Roles   []Role `json:"roles"`
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

func init() {
	registerBody[AddPerson]()
	registerBody[ChangeRoles]()
	registerFact[PersonAdded]()
	registerFact[RolesChanged]()
}

// Stream implements [Aggregate].
func (p *Person) Stream() Stream { return Stream{StreamPerson, p.ID} }

// Decide implements [Aggregate].
func (p *Person) Decide(cmd Command, _ time.Time) ([]Fact, error) {
	if p.Seen(cmd.ID) {
		return nil, nil
	}
	switch b := cmd.Body.(type) {
	case AddPerson:
		if p.Version > 0 {
			return nil, Errorf(CodeExists, "the person is on the desk already")
		}
		return ifKnown(b.Roles, PersonAdded(b))
	case ChangeRoles:
		if p.Version == 0 {
			return nil, Errorf(CodeNotFound, "there is no such person")
		}
		return ifKnown(b.Roles, RolesChanged(b))
	}
	return nil, unknownCommand(p, cmd)
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
	p.take(e)
	switch f := e.Fact.(type) {
	case PersonAdded:
		p.Profile, p.Roles = f.Profile, f.Roles
	case RolesChanged:
		p.Roles = f.Roles
	}
}

// CanSign reports whether any of the person's roles may sign off claims.
func (p *Person) CanSign() bool { return slices.ContainsFunc(p.Roles, Role.CanSign) }
