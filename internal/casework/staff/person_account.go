package staff

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
)

// AccountDoor is the part of the door that accounts go through. There is nobody
// yet who could be asked for rights there: it is for signing in alone.
type AccountDoor struct{ desk *casework.Door }

// ForAccounts is the door for accounts.
func ForAccounts(d *casework.Door) AccountDoor { return AccountDoor{d} }

// Account finds a person by handle or identifier, disabled or not. It returns
// [claim.CodeNotFound] if there is nobody.
func (a AccountDoor) Account(ctx context.Context, name string) (signin.Account, error) {
	id, err := a.desk.Resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if err != nil {
		return signin.Account{}, err
	}
	return a.desk.AccountOf(ctx, id)
}

// Note writes what happened to an account into the person's stream. The person
// is who acts.
func (a AccountDoor) Note(ctx context.Context, person uuid.UUID, body claim.Body) error {
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(person), Body: body}
	if _, refused := body.(people.NoteRefusal); refused {
		cmd.Actor = claim.System // whoever it was, it may not have been the person
	}
	return a.desk.Write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: person}, cmd)
}

// SetUp finds the person with a handle, or adds one, as an admin who is called
// by the name; the person keeps, or gets, every role that works on a desk of
// one. It returns [claim.CodeInvalid] with what is wrong at the fields handle
// and name.
func (a AccountDoor) SetUp(ctx context.Context, handle, name string) (signin.Account, error) {
	d := a.desk
	handle, err := casework.ShortName("handle", handle)
	if err != nil {
		return signin.Account{}, err
	}
	if _, err := personProfile(handle, ProfileInput{Name: name}); err != nil {
		return signin.Account{}, err
	}
	id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, handle)
	if claim.CodeOf(err) == claim.CodeNotFound {
		id, err = d.IDOf("person", handle), nil
	}
	if err != nil {
		return signin.Account{}, err
	}
	p, err := casework.Load[*people.Person](ctx, d.Record(), claim.StreamPerson, id)
	if err != nil {
		return signin.Account{}, err
	}
	if p.Version == 0 {
		_, err = addPerson(ctx, d, claim.System, PersonInput{Handle: handle, Name: name, Roles: firstRoles})
	} else {
		err = promote(ctx, d, p, handle, name)
	}
	if err != nil {
		return signin.Account{}, err
	}
	return d.AccountOf(ctx, id)
}

// promote makes a person who is there the desk's admin, under a name.
func promote(ctx context.Context, d *casework.Door, p *people.Person, handle, name string) error {
	bodies := []claim.Body{people.EnablePerson{}}
	if !slices.Contains(p.Roles, claim.Admin) {
		bodies = append(bodies, people.ChangeRoles{Roles: append(slices.Clone(p.Roles), claim.Admin)})
	}
	if name != "" {
		profile, err := personProfile(handle, ProfileInput{Name: name})
		if err != nil {
			return err
		}
		ref, err := d.KeepJSON(d.Keyed(ctx), "person", profile)
		if err != nil {
			return err
		}
		bodies = append(bodies, people.ChangeProfile{Profile: ref})
	}
	for _, body := range bodies {
		if err := d.Write(ctx, p.Stream(), claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}); err != nil {
			return err
		}
	}
	return nil
}

// Join adds a person whom the identity provider vouches for. Who the person is
// follows from the identity alone: whoever was added before is found, whatever
// the provider calls them now. It returns [claim.CodeExists] if the handle is taken.
func (a AccountDoor) Join(ctx context.Context, identity string, in signin.Account) (signin.Account, error) {
	id := a.desk.IDOf("identity", identity)
	p, err := casework.Load[*people.Person](ctx, a.desk.Record(), claim.StreamPerson, id)
	if err != nil {
		return signin.Account{}, err
	}
	if p.Version > 0 {
		return a.desk.AccountOf(ctx, id)
	}
	profile, err := personProfile(in.Handle, ProfileInput{Name: in.Name, Email: in.Email})
	if err != nil { // what the provider says does not fit: the handle is enough
		profile = people.PersonProfile{Handle: in.Handle, Name: in.Handle}
	}
	_, err = addPersonAs(ctx, a.desk, claim.System, id, PersonInput{
		Handle: profile.Handle, Name: profile.Name, Email: profile.Email, Roles: in.Roles,
	})
	if err != nil {
		return signin.Account{}, err
	}
	return a.desk.AccountOf(ctx, id)
}

// Follow gives a person the roles that the identity provider says. It returns
// [claim.CodePolicy] if that took the last admin from the desk.
func (a AccountDoor) Follow(ctx context.Context, person uuid.UUID, roles []claim.Role) error {
	p, err := casework.Load[*people.Person](ctx, a.desk.Record(), claim.StreamPerson, person)
	if err != nil || slices.Equal(p.Roles, roles) {
		return err
	}
	cmd := claim.Command{ID: uuid.New(), Actor: claim.System, Body: people.ChangeRoles{Roles: roles}}
	return a.desk.Write(ctx, claim.Stream{Kind: claim.StreamPerson, ID: person}, cmd)
}
