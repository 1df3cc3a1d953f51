package casework

import (
	"context"
	"net/mail"
	"slices"
	"sync"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// personnel is what the door knows of people besides their streams.
type personnel struct {
	// deciding is held while it is decided who stays an admin, so that two admins
	// cannot disable each other at the same moment.
	deciding sync.Mutex
	accounts Accounts
}

// ProfileInput gives a person another name or address.
type ProfileInput struct {
	Name  string `json:"name" doc:"what the person is called; the handle if left out"`
	Email string `json:"email,omitempty" doc:"where the person gets mail"`
}

func personProfile(handle string, in ProfileInput) (claim.PersonProfile, error) {
	profile := claim.PersonProfile{Handle: handle}
	var err error
	if profile.Name, err = line("name", in.Name, MaxName, false); err != nil {
		return profile, err
	}
	if profile.Name == "" {
		profile.Name = handle
	}
	if in.Email == "" {
		return profile, nil
	}
	address, err := mail.ParseAddress(in.Email)
	if err != nil || address.Name != "" || len(in.Email) > 254 {
		return profile, invalid("email", "it is not an e-mail address such as ana@newsroom.example")
	}
	profile.Email = address.Address
	return profile, nil
}

// thePerson finds a person by handle or identifier.
func (d *Desk) thePerson(ctx context.Context, name string) (*claim.Person, error) {
	id, err := d.resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if err != nil {
		return nil, err
	}
	return load[*claim.Person](ctx, d, claim.StreamPerson, id)
}

// ChangeProfile gives a person another name or address: one's own, or, for who
// manages people, anybody's. The handle stays.
func (d *Desk) ChangeProfile(ctx context.Context, caller Caller, name string, in ProfileInput) (Receipt, error) {
	p, err := d.thePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if p.ID != caller.ID {
		err = caller.May(MayWritePeople)
	}
	if err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	l, err := d.library(ctx, p.Profile)
	if err != nil {
		return Receipt{}, err
	}
	before := read[claim.PersonProfile](l, p.Profile)
	profile, err := personProfile(before.Handle, in)
	if err != nil || same(before, profile) {
		return Receipt{ID: p.ID, Name: before.Handle}, err
	}
	ref, err := d.keepJSON(ctx, "person", profile)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID, Name: profile.Handle}, d.write(ctx, p.Stream(), command(ctx, caller, claim.ChangeProfile{Profile: ref}))
}

// ChangeRoles replaces a person's roles. A desk keeps at least one admin.
func (d *Desk) ChangeRoles(ctx context.Context, caller Caller, name string, in RolesInput) (Receipt, error) {
	if err := caller.May(MayWritePeople); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	p, err := d.thePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if p.ID == caller.ID && !slices.Contains(in.Roles, claim.Admin) {
		return Receipt{}, claim.Errorf(claim.CodePolicy, "you cannot take the role admin from yourself").WithHint("ask another admin to do it")
	}
	return Receipt{ID: p.ID}, d.changeRoles(ctx, p, command(ctx, caller, claim.ChangeRoles{Roles: in.Roles}), in.Roles)
}

func (d *Desk) changeRoles(ctx context.Context, p *claim.Person, cmd claim.Command, roles []claim.Role) error {
	d.personnel.deciding.Lock()
	defer d.personnel.deciding.Unlock()
	if p.CanAdminister() && !slices.Contains(roles, claim.Admin) {
		if err := d.anotherAdmin(ctx, p.ID); err != nil {
			return err
		}
	}
	return d.write(ctx, p.Stream(), cmd)
}

// anotherAdmin refuses to take the last admin from the desk, with [claim.CodePolicy].
func (d *Desk) anotherAdmin(ctx context.Context, besides uuid.UUID) error {
	all, err := d.store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return err
	}
	for _, state := range all {
		if p, ok := state.(*claim.Person); ok && p.ID != besides && p.CanAdminister() {
			return nil
		}
	}
	return claim.Errorf(claim.CodePolicy, "this is the desk's last admin").WithHint("make somebody else an admin first")
}

// DisablePerson takes the right to do anything from a person, at once: sessions,
// API tokens and links end. Nobody disables themselves, and the last admin stays.
func (d *Desk) DisablePerson(ctx context.Context, caller Caller, name string) (Receipt, error) {
	if err := caller.May(MayWritePeople); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	p, err := d.thePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if p.ID == caller.ID {
		return Receipt{}, claim.Errorf(claim.CodePolicy, "you cannot disable yourself").WithHint("ask another admin to do it")
	}
	if err := d.disable(ctx, p, command(ctx, caller, claim.DisablePerson{})); err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID}, d.shut(ctx, p.ID)
}

func (d *Desk) disable(ctx context.Context, p *claim.Person, cmd claim.Command) error {
	d.personnel.deciding.Lock()
	defer d.personnel.deciding.Unlock()
	if p.CanAdminister() {
		if err := d.anotherAdmin(ctx, p.ID); err != nil {
			return err
		}
	}
	return d.write(ctx, p.Stream(), cmd)
}

// EnablePerson gives a disabled person back what the roles allow. What had ended
// stays ended: the person signs in again.
func (d *Desk) EnablePerson(ctx context.Context, caller Caller, name string) (Receipt, error) {
	if err := caller.May(MayWritePeople); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	p, err := d.thePerson(ctx, name)
	if err != nil {
		return Receipt{}, err
	}
	if p.Disabled { // a crash may have kept something open
		if err := d.shut(ctx, p.ID); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{ID: p.ID}, d.write(ctx, p.Stream(), command(ctx, caller, claim.EnablePerson{}))
}

func (d *Desk) shut(ctx context.Context, person uuid.UUID) error {
	if d.personnel.accounts == nil {
		return nil
	}
	return d.personnel.accounts.Shut(ctx, person)
}
