package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// PersonInput gives a member of staff roles on the desk.
type PersonInput struct {
	Handle string       `json:"handle" doc:"short name, unique on the desk"`
	Name   string       `json:"name,omitempty" doc:"what the person is called"`
	Email  string       `json:"email,omitempty"`
	Roles  []claim.Role `json:"roles" doc:"what the person may do"`
}

// RolesInput replaces a person's roles.
type RolesInput struct {
	Roles []claim.Role `json:"roles" doc:"none means that the person can do nothing any more"`
}

// AddPerson adds a member of staff.
func (d *Door) AddPerson(ctx context.Context, caller Caller, in PersonInput) (Receipt, error) {
	return d.addPerson(ctx, claim.PersonActor(caller.ID), in)
}

// EnsureAdmin makes sure that a new desk has somebody who can act: if there is
// nobody yet, it adds a person with every role that works. Whoever can read the
// data directory is that person.
func (d *Door) EnsureAdmin(ctx context.Context, handle, name string) error {
	ids, err := d.store.Persons(ctx)
	if err != nil || len(ids) > 0 {
		return err
	}
	_, err = d.addPerson(ctx, claim.System, PersonInput{Handle: handle, Name: name, Roles: firstRoles})
	return err
}

// firstRoles are those of the first person on a desk, who can do everything there.
var firstRoles = []claim.Role{claim.Admin, claim.Editor, claim.Reporter, claim.Reviewer}

func (d *Door) addPerson(ctx context.Context, actor claim.Actor, in PersonInput) (Receipt, error) {
	return d.addPersonAs(ctx, actor, uuid.Nil, in)
}

// addPersonAs adds a person under an identifier; the zero one for that of the handle.
func (d *Door) addPersonAs(ctx context.Context, actor claim.Actor, id uuid.UUID, in PersonInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	handle, err := slug("handle", in.Handle)
	if err != nil {
		return Receipt{}, err
	}
	profile, err := personProfile(handle, ProfileInput{Name: in.Name, Email: in.Email})
	if err != nil {
		return Receipt{}, err
	}
	ref, err := d.keepJSON(ctx, "person", profile)
	if err != nil {
		return Receipt{}, err
	}
	if id == uuid.Nil {
		id = d.id("person", handle)
	}
	cmd := claim.Command{ID: key(ctx), Actor: actor, Body: people.AddPerson{Profile: ref, Roles: in.Roles}}
	return Receipt{ID: id, Name: handle}, d.write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: id}, cmd)
}
