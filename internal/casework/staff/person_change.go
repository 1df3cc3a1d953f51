package staff

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// ProfileInput gives a person another name or address.
type ProfileInput struct {
	Name  string `json:"name" doc:"what the person is called; the handle if left out"`
	Email string `json:"email,omitempty" doc:"where the person gets mail"`
}

func personProfile(handle string, in ProfileInput) (people.PersonProfile, error) {
	profile := people.PersonProfile{Handle: handle}
	var err error
	if profile.Name, err = casework.Line("name", in.Name, casework.MaxName, false); err != nil {
		return profile, err
	}
	if profile.Name == "" {
		profile.Name = handle
	}
	if in.Email == "" {
		return profile, nil
	}
	at, err := address.Parse(strings.TrimSpace(in.Email))
	if err != nil {
		return profile, casework.Invalid("email", err.Error())
	}
	profile.Email = at.String()
	return profile, nil
}

// ThePerson finds a person by handle or identifier.
func ThePerson(ctx context.Context, d *casework.Door, name string) (*people.Person, error) {
	id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if err != nil {
		return nil, err
	}
	return casework.Load[*people.Person](ctx, d.Record(), claim.StreamPerson, id)
}

// ChangeProfile gives a person another name or address. The handle stays.
func ChangeProfile(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ProfileInput) (casework.Receipt, error) {
	p, err := ThePerson(ctx, d, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	ctx = d.Keyed(ctx)
	l, err := d.Library(ctx, p.Profile)
	if err != nil {
		return casework.Receipt{}, err
	}
	before := casework.Read[people.PersonProfile](l, p.Profile)
	profile, err := personProfile(before.Handle, in)
	if err != nil || casework.Same(before, profile) {
		return casework.Receipt{ID: p.ID, Name: before.Handle}, err
	}
	ref, err := d.KeepJSON(ctx, "person", profile)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: p.ID, Name: profile.Handle}, d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.ChangeProfile{Profile: ref}))
}

// ChangeRoles replaces a person's roles. A desk keeps at least one admin. What is
// assigned to the person and takes a role that is gone is given back.
func ChangeRoles(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in RolesInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	p, err := ThePerson(ctx, d, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: p.ID}, d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.ChangeRoles{Roles: in.Roles}))
}

// DisablePerson takes the right to do anything from a person, at once: sessions,
// API tokens and links end, and what is assigned to the person is given back.
// Nobody disables themselves, and the last admin stays.
func DisablePerson(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	p, err := ThePerson(ctx, d, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.DisablePerson{})); err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: p.ID}, shut(ctx, d, p.ID)
}

// EnablePerson gives a disabled person back what the roles allow. What had ended
// stays ended: the person signs in again, and has nothing assigned.
func EnablePerson(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	p, err := ThePerson(ctx, d, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	if p.Disabled { // a crash may have kept something open
		if err := shut(ctx, d, p.ID); err != nil {
			return casework.Receipt{}, err
		}
	}
	return casework.Receipt{ID: p.ID}, d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.EnablePerson{}))
}

func shut(ctx context.Context, d *casework.Door, person uuid.UUID) error {
	if d.MadeWith().Accounts == nil {
		return nil
	}
	return d.MadeWith().Accounts.Shut(ctx, person)
}
