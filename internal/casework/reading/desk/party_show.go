package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// PartyView is a party as people read it.
type PartyView struct {
	ID     uuid.UUID         `json:"id"`
	Key    string            `json:"key"`
	Name   string            `json:"name"`
	Kind   people.PartyKind  `json:"kind,omitempty"`
	Nature people.Nature     `json:"nature,omitempty"`
	Email  string            `json:"email,omitempty"`
	Role   string            `json:"role,omitempty"`
	Zone   string            `json:"zone"`
	Hours  claim.OfficeHours `json:"hours"`

	Language string `json:"language,omitempty"`

	Barred  *BarredView `json:"barred,omitempty" doc:"it is not to be contacted"`
	Version int64       `json:"version" doc:"of the party: to change it, say which you saw"`
}

// Parties lists the directory, by name, without the parties that were asked only
// in cases that the caller may not see.
func (r *Room) Parties(ctx context.Context, caller casework.Caller) ([]PartyView, error) {
	if err := caller.May(casework.MayReadParties); err != nil {
		return nil, err
	}
	ids, err := r.store.Parties(ctx)
	if err != nil {
		return nil, err
	}
	views := make([]PartyView, 0, len(ids))
	for _, id := range ids {
		hidden, err := r.door.Hidden(ctx, caller, id)
		if err != nil {
			return nil, err
		}
		if hidden {
			continue
		}
		view, err := r.partyView(ctx, id)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	slices.SortFunc(views, func(a, b PartyView) int { return cmp.Compare(a.Name, b.Name) })
	return views, nil
}

// Party shows one party.
func (r *Room) Party(ctx context.Context, caller casework.Caller, name string) (PartyView, error) {
	if err := caller.May(casework.MayReadParties); err != nil {
		return PartyView{}, err
	}
	id, err := r.door.TheParty(ctx, caller, name)
	if err != nil {
		return PartyView{}, err
	}
	return r.partyView(ctx, id)
}

func (r *Room) partyView(ctx context.Context, id uuid.UUID) (PartyView, error) {
	p, err := casework.Load[*people.Party](ctx, r.store, claim.StreamParty, id)
	if err != nil {
		return PartyView{}, err
	}
	l, err := r.library(ctx, p.Profile, p.Contact.Address)
	if err != nil {
		return PartyView{}, err
	}
	barred, err := r.BarredSaid(ctx, p.Barred)
	if err != nil {
		return PartyView{}, err
	}
	profile, address := casework.Read[people.PartyProfile](l, p.Profile), casework.Read[people.ContactAddress](l, p.Contact.Address)
	return PartyView{
		ID: id, Key: profile.Key, Name: profile.Name, Kind: profile.Kind, Nature: profile.Nature,
		Email: address.Address, Role: address.Role, Zone: p.Zone, Hours: p.Hours, Language: profile.Language, Version: p.Version, Barred: barred,
	}, nil
}
