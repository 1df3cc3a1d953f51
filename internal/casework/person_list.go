package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PersonView is a member of staff. What concerns signing in is for who manages
// people, and left out for others.
type PersonView struct {
	ID       uuid.UUID    `json:"id"`
	Handle   string       `json:"handle"`
	Name     string       `json:"name"`
	Roles    []claim.Role `json:"roles"`
	Disabled bool         `json:"disabled,omitempty" doc:"the person can do nothing"`

	Email        string                 `json:"email,omitempty"`
	SignsInBy    []claim.CredentialKind `json:"signsInBy,omitempty" doc:"ways in which the person can sign in"`
	InvitedUntil time.Time              `json:"invitedUntil,omitzero" doc:"until when the link to join can be used"`
	SignedInAt   time.Time              `json:"signedInAt,omitzero" doc:"when the person last signed in"`
}

// Invited reports whether a link to join waits for the person.
func (v PersonView) Invited() bool { return !v.InvitedUntil.IsZero() }

// People lists the staff of the desk, by handle.
func (d *Door) People(ctx context.Context, caller Caller) ([]PersonView, error) {
	if err := caller.May(MayReadPeople); err != nil {
		return nil, err
	}
	states, err := d.store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return nil, err
	}
	refs := make([]claim.Ref, 0, len(states))
	for _, state := range states {
		refs = append(refs, state.(*claim.Person).Profile)
	}
	l, err := d.library(ctx, refs...)
	if err != nil {
		return nil, err
	}
	views := make([]PersonView, 0, len(states))
	for _, state := range states {
		views = append(views, ShowPerson(l, state.(*claim.Person), caller.Can(MayWritePeople)))
	}
	slices.SortFunc(views, func(a, b PersonView) int { return cmp.Compare(a.Handle, b.Handle) })
	return views, d.addAccess(ctx, caller, views)
}

func ShowPerson(l library, p *claim.Person, all bool) PersonView {
	profile := Read[claim.PersonProfile](l, p.Profile)
	v := PersonView{ID: p.ID, Handle: cmp.Or(profile.Handle, p.ID.String()), Name: profile.Name, Roles: p.Roles, Disabled: p.Disabled}
	if all {
		v.Email, v.SignedInAt = profile.Email, p.SignedInAt
	}
	return v
}

// addAccess adds how people can sign in, for who manages them.
func (d *Door) addAccess(ctx context.Context, caller Caller, views []PersonView) error {
	if d.personnel.accounts == nil || !caller.Can(MayWritePeople) {
		return nil
	}
	kinds, err := d.personnel.accounts.Kinds(ctx)
	if err != nil {
		return err
	}
	links, err := d.personnel.accounts.Links(ctx)
	if err != nil {
		return err
	}
	for i := range views {
		views[i].SignsInBy = kinds[views[i].ID]
		views[i].InvitedUntil = links[views[i].ID].EndsAt
	}
	return nil
}

// Person shows one member of staff. Everybody may see themselves.
func (d *Door) Person(ctx context.Context, caller Caller, name string) (PersonView, error) {
	if err := caller.May(MayReadPeople); err != nil && name != caller.ID.String() && name != caller.Handle {
		return PersonView{}, err
	}
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return PersonView{}, err
	}
	l, err := d.library(ctx, p.Profile)
	if err != nil {
		return PersonView{}, err
	}
	views := []PersonView{ShowPerson(l, p, caller.Can(MayWritePeople) || p.ID == caller.ID)}
	err = d.addAccess(ctx, caller, views)
	return views[0], err
}
