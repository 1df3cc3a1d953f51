package casework

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// SignIns is what people sign in with, as far as it is shown.
type SignIns interface {
	// Kinds tells how each person can sign in.
	Kinds(ctx context.Context) (map[uuid.UUID][]claim.CredentialKind, error)
	// Links are the invitations that can be used, by person.
	Links(ctx context.Context) (map[uuid.UUID]claim.Invitation, error)
}

// ShowSignIns has lists of people show how they can sign in.
func (d *Door) ShowSignIns(accounts SignIns) { d.signIns = accounts }

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

// addAccess adds how people can sign in, for who manages them.
func (d *Door) addAccess(ctx context.Context, caller Caller, views []PersonView) error {
	if d.signIns == nil || !caller.Can(MayWritePeople) {
		return nil
	}
	kinds, err := d.signIns.Kinds(ctx)
	if err != nil {
		return err
	}
	links, err := d.signIns.Links(ctx)
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
