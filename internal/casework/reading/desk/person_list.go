package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// SignIns is what people sign in with, as far as it is shown.
type SignIns interface {
	// Kinds tells how each person can sign in.
	Kinds(ctx context.Context) (map[uuid.UUID][]people.CredentialKind, error)
	// Links are the invitations that can be used, by person.
	Links(ctx context.Context) (map[uuid.UUID]signin.Invitation, error)
}

// ShowSignIns has lists of people show how they can sign in.
func (r *Room) ShowSignIns(accounts SignIns) { r.signIns = accounts }

// People lists the staff of the desk, by handle.
func (r *Room) People(ctx context.Context, caller casework.Caller) ([]staff.PersonView, error) {
	if err := caller.May(casework.MayReadPeople); err != nil {
		return nil, err
	}
	states, err := r.store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return nil, err
	}
	refs := make([]claim.Ref, 0, len(states))
	for _, state := range states {
		refs = append(refs, state.(*people.Person).Profile)
	}
	l, err := r.library(ctx, refs...)
	if err != nil {
		return nil, err
	}
	views := make([]staff.PersonView, 0, len(states))
	for _, state := range states {
		p := state.(*people.Person)
		v := staff.ShowPerson(l, p, caller.Can(casework.MayWritePeople))
		if v.Away, err = staff.AwayOf(ctx, r.door, p.Away); err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	slices.SortFunc(views, func(a, b staff.PersonView) int { return cmp.Compare(a.Handle, b.Handle) })
	return views, r.addAccess(ctx, caller, views)
}

// addAccess adds how people can sign in, for who manages them.
func (r *Room) addAccess(ctx context.Context, caller casework.Caller, views []staff.PersonView) error {
	if r.signIns == nil || !caller.Can(casework.MayWritePeople) {
		return nil
	}
	kinds, err := r.signIns.Kinds(ctx)
	if err != nil {
		return err
	}
	links, err := r.signIns.Links(ctx)
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
func (r *Room) Person(ctx context.Context, caller casework.Caller, name string) (staff.PersonView, error) {
	if err := caller.May(casework.MayReadPeople); err != nil && name != caller.ID.String() && name != caller.Handle {
		return staff.PersonView{}, err
	}
	p, err := staff.ThePerson(ctx, r.door, name)
	if err != nil {
		return staff.PersonView{}, err
	}
	l, err := r.library(ctx, p.Profile)
	if err != nil {
		return staff.PersonView{}, err
	}
	views := []staff.PersonView{staff.ShowPerson(l, p, caller.Can(casework.MayWritePeople) || p.ID == caller.ID)}
	if views[0].Away, err = staff.AwayOf(ctx, r.door, p.Away); err != nil {
		return staff.PersonView{}, err
	}
	err = r.addAccess(ctx, caller, views)
	return views[0], err
}
