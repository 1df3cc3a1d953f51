package casework

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// personnel is what the door knows of people besides their streams.
type personnel struct{ accounts Accounts }

// ProfileInput gives a person another name or address.
type ProfileInput struct {
	Name  string `json:"name" doc:"what the person is called; the handle if left out"`
	Email string `json:"email,omitempty" doc:"where the person gets mail"`
}

func personProfile(handle string, in ProfileInput) (people.PersonProfile, error) {
	profile := people.PersonProfile{Handle: handle}
	var err error
	if profile.Name, err = Line("name", in.Name, MaxName, false); err != nil {
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
		return profile, Invalid("email", err.Error())
	}
	profile.Email = at.String()
	return profile, nil
}

// ThePerson finds a person by handle or identifier.
func (d *Door) ThePerson(ctx context.Context, name string) (*people.Person, error) {
	id, err := d.resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if err != nil {
		return nil, err
	}
	return Load[*people.Person](ctx, d.store, claim.StreamPerson, id)
}

// ChangeProfile gives a person another name or address. The handle stays.
func (d *Door) ChangeProfile(ctx context.Context, caller Caller, name string, in ProfileInput) (Receipt, error) {
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	l, err := d.library(ctx, p.Profile)
	if err != nil {
		return Receipt{}, err
	}
	before := Read[people.PersonProfile](l, p.Profile)
	profile, err := personProfile(before.Handle, in)
	if err != nil || same(before, profile) {
		return Receipt{ID: p.ID, Name: before.Handle}, err
	}
	ref, err := d.keepJSON(ctx, "person", profile)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID, Name: profile.Handle}, d.write(ctx, p.Stream(), command(ctx, caller, people.ChangeProfile{Profile: ref}))
}

// ChangeRoles replaces a person's roles. A desk keeps at least one admin. What is
// assigned to the person and takes a role that is gone is given back.
func (d *Door) ChangeRoles(ctx context.Context, caller Caller, name string, in RolesInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID}, d.write(ctx, p.Stream(), command(ctx, caller, people.ChangeRoles{Roles: in.Roles}))
}

// DisablePerson takes the right to do anything from a person, at once: sessions,
// API tokens and links end, and what is assigned to the person is given back.
// Nobody disables themselves, and the last admin stays.
func (d *Door) DisablePerson(ctx context.Context, caller Caller, name string) (Receipt, error) {
	ctx = d.keyed(ctx)
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if err := d.write(ctx, p.Stream(), command(ctx, caller, people.DisablePerson{})); err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID}, d.shut(ctx, p.ID)
}

// EnablePerson gives a disabled person back what the roles allow. What had ended
// stays ended: the person signs in again, and has nothing assigned.
func (d *Door) EnablePerson(ctx context.Context, caller Caller, name string) (Receipt, error) {
	ctx = d.keyed(ctx)
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if p.Disabled { // a crash may have kept something open
		if err := d.shut(ctx, p.ID); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{ID: p.ID}, d.write(ctx, p.Stream(), command(ctx, caller, people.EnablePerson{}))
}

func (d *Door) shut(ctx context.Context, person uuid.UUID) error {
	if d.personnel.accounts == nil {
		return nil
	}
	return d.personnel.accounts.Shut(ctx, person)
}
