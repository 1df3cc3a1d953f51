package casework

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PersonInput gives a member of staff roles on the desk.
type PersonInput struct {
	Handle string       `json:"handle" doc:"short name, unique on the desk"`
	Name   string       `json:"name,omitempty" doc:"what the person is called"`
	Email  string       `json:"email,omitempty"`
	Roles  []claim.Role `json:"roles" doc:"reporter, editor, reviewer, standards, legal, custodian, admin, auditor"`
}

// RolesInput replaces a person's roles.
type RolesInput struct {
	Roles []claim.Role `json:"roles" doc:"none means that the person can do nothing any more"`
}

// PersonView is a member of staff.
type PersonView struct {
	ID     uuid.UUID    `json:"id"`
	Handle string       `json:"handle"`
	Name   string       `json:"name"`
	Roles  []claim.Role `json:"roles"`
}

// AddPerson adds a member of staff.
func (d *Desk) AddPerson(ctx context.Context, caller Caller, in PersonInput) (Receipt, error) {
	if err := caller.May(MayWritePeople); err != nil {
		return Receipt{}, err
	}
	return d.addPerson(ctx, claim.PersonActor(caller.ID), in)
}

// EnsureAdmin makes sure that a new desk has somebody who can act: if there is
// nobody yet, it adds a person with every role that works. Whoever can read the
// data directory is that person.
func (d *Desk) EnsureAdmin(ctx context.Context, handle, name string) error {
	ids, err := d.store.Persons(ctx)
	if err != nil || len(ids) > 0 {
		return err
	}
	_, err = d.addPerson(ctx, claim.System, PersonInput{Handle: handle, Name: name, Roles: []claim.Role{
		claim.Admin, claim.Editor, claim.Reporter, claim.Reviewer,
	}})
	return err
}

func (d *Desk) addPerson(ctx context.Context, actor claim.Actor, in PersonInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	handle, err := slug("handle", in.Handle)
	if err != nil {
		return Receipt{}, err
	}
	profile := claim.PersonProfile{Handle: handle, Email: in.Email}
	if profile.Name, err = line("name", in.Name, MaxName, false); err != nil {
		return Receipt{}, err
	}
	if profile.Name == "" {
		profile.Name = handle
	}
	ref, err := d.keepJSON(ctx, "person", profile)
	if err != nil {
		return Receipt{}, err
	}
	id := d.id("person", handle)
	cmd := claim.Command{ID: key(ctx), Actor: actor, Body: claim.AddPerson{Profile: ref, Roles: in.Roles}}
	return Receipt{ID: id, Name: handle}, d.write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: id}, cmd)
}

// ChangeRoles replaces a person's roles. A desk keeps at least one admin.
func (d *Desk) ChangeRoles(ctx context.Context, caller Caller, name string, in RolesInput) (Receipt, error) {
	if err := caller.May(MayWritePeople); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	id, err := d.resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if err != nil {
		return Receipt{}, err
	}
	if id == caller.ID && !slices.Contains(in.Roles, claim.Admin) {
		return Receipt{}, claim.Errorf(claim.CodePolicy, "you cannot take the role admin from yourself").WithHint("ask another admin to do it")
	}
	cmd := command(ctx, caller, claim.ChangeRoles{Roles: in.Roles})
	return Receipt{ID: id}, d.write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: id}, cmd)
}

// People lists the staff of the desk.
func (d *Desk) People(ctx context.Context, caller Caller) ([]PersonView, error) {
	if err := caller.May(MayReadPeople); err != nil {
		return nil, err
	}
	ids, err := d.store.Persons(ctx)
	if err != nil {
		return nil, err
	}
	views := make([]PersonView, 0, len(ids))
	for _, id := range ids {
		p, err := load[*claim.Person](ctx, d, claim.StreamPerson, id)
		if err != nil {
			return nil, err
		}
		l, err := d.library(ctx, p.Profile)
		if err != nil {
			return nil, err
		}
		profile := read[claim.PersonProfile](l, p.Profile)
		views = append(views, PersonView{ID: id, Handle: profile.Handle, Name: profile.Name, Roles: p.Roles})
	}
	return views, nil
}
