package staff

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
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
func AddPerson(ctx context.Context, d *casework.Door, caller casework.Caller, in PersonInput) (casework.Receipt, error) {
	return addPerson(ctx, d, claim.PersonActor(caller.ID), in)
}

// EnsureAdmin makes sure that a new desk has somebody who can act: if there is
// nobody yet, it adds a person with every role that works. Whoever can read the
// data directory is that person.
func EnsureAdmin(ctx context.Context, d *casework.Door, handle, name string) error {
	ids, err := d.Record().Persons(ctx)
	if err != nil || len(ids) > 0 {
		return err
	}
	_, err = addPerson(ctx, d, claim.System, PersonInput{Handle: handle, Name: name, Roles: firstRoles})
	return err
}

// firstRoles are those of the first person on a desk, who can do everything there.
var firstRoles = []claim.Role{claim.Admin, claim.Editor, claim.Reporter, claim.Reviewer}

func addPerson(ctx context.Context, d *casework.Door, actor claim.Actor, in PersonInput) (casework.Receipt, error) {
	return addPersonAs(ctx, d, actor, uuid.Nil, in)
}

// addPersonAs adds a person under an identifier; the zero one for that of the handle.
func addPersonAs(ctx context.Context, d *casework.Door, actor claim.Actor, id uuid.UUID, in PersonInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	handle, err := casework.ShortName("handle", in.Handle)
	if err != nil {
		return casework.Receipt{}, err
	}
	profile, err := personProfile(handle, ProfileInput{Name: in.Name, Email: in.Email})
	if err != nil {
		return casework.Receipt{}, err
	}
	ref, err := d.KeepJSON(ctx, "person", profile)
	if err != nil {
		return casework.Receipt{}, err
	}
	if id == uuid.Nil {
		id = d.IDOf("person", handle)
	}
	cmd := claim.Command{ID: casework.Key(ctx), Actor: actor, Body: people.AddPerson{Profile: ref, Roles: in.Roles}}
	return casework.Receipt{ID: id, Name: handle}, d.Write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: id}, cmd)
}
