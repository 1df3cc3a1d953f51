package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// Access says who may see a case and who can sign in it.
type Access struct {
	Version     int64             `json:"version" doc:"of the case"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Owner       Member            `json:"owner"`
	Named       []Member          `json:"named" doc:"who is on the access list"`
	Auditors    []Member          `json:"auditors" doc:"who sees every case"`
	Signers     []Member          `json:"signers" doc:"who can sign in it"`
	Sees        int               `json:"sees" doc:"how many people may see it"`
}

// Member is a member of staff with roles.
type Member struct {
	ID     uuid.UUID    `json:"id"`
	Handle string       `json:"handle"`
	Name   string       `json:"name"`
	Roles  []claim.Role `json:"roles"`
	Out    bool         `json:"out,omitempty" doc:"an admin has disabled the account"`
}

// ForRules is the member of staff, as far as rules ask.
func (m Member) ForRules() claim.Member {
	return claim.Member{ID: m.ID, Roles: m.Roles, Disabled: m.Out}
}

// AccessOf says who may see a case that the caller may see.
func (r *Room) AccessOf(ctx context.Context, caller casework.Caller, caseName string) (Access, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return Access{}, err
	}
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return Access{}, err
	}
	staff, err := r.Everybody(ctx)
	if err != nil {
		return Access{}, err
	}
	return AccessTo(c, staff), nil
}

// AccessTo says who of all that are on the desk may see a case.
func AccessTo(c *cases.Case, staff []Member) Access {
	a := Access{Version: c.Version, Sensitivity: c.Sensitivity, Named: []Member{}, Auditors: []Member{}, Signers: []Member{}}
	for _, m := range staff {
		if m.ID == c.Owner {
			a.Owner = m
		}
		if slices.Contains(c.Access, m.ID) {
			a.Named = append(a.Named, m)
		}
		if m.Out || !c.VisibleTo(m.ID, m.Roles) || !(casework.Caller{ID: m.ID, Roles: m.Roles}).Can(casework.MayReadCases) {
			continue
		}
		a.Sees++
		if slices.Contains(m.Roles, claim.Auditor) {
			a.Auditors = append(a.Auditors, m)
		}
		if slices.ContainsFunc(m.Roles, claim.Role.CanSign) {
			a.Signers = append(a.Signers, m)
		}
	}
	return a
}

// Everybody reads who is on the desk, by name, whether their accounts are in use or
// not. It is for rooms, which ask who may see that.
func (r *Room) Everybody(ctx context.Context) ([]Member, error) {
	states, err := r.store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(states))
	for i, s := range states {
		ids[i] = s.Stream().ID
	}
	called, err := r.store.Called(ctx, ids)
	if err != nil {
		return nil, err
	}
	staff := make([]Member, len(states))
	for i, s := range states {
		p := s.(*people.Person)
		staff[i] = Member{ID: p.ID, Handle: called[p.ID].Name, Name: cmp.Or(called[p.ID].Title, called[p.ID].Name), Roles: p.Roles, Out: p.Disabled}
	}
	slices.SortFunc(staff, func(a, b Member) int { return cmp.Compare(a.Name, b.Name) })
	return staff, nil
}

// Staff lists everybody on the desk whose account is in use, by name.
func (r *Room) Staff(ctx context.Context, caller casework.Caller) ([]Member, error) {
	if err := caller.May(casework.MayReadPeople); err != nil {
		return nil, err
	}
	staff, err := r.Everybody(ctx)
	return slices.DeleteFunc(staff, func(m Member) bool { return m.Out || len(m.Roles) == 0 }), err
}
