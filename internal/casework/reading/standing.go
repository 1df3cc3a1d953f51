package reading

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// member is the member of staff, as far as rules ask.
func (m Member) member() claim.Member {
	return claim.Member{ID: m.ID, Roles: m.Roles, Disabled: m.Out}
}

// standing adds to each sign-off why it does not count now, if so.
func (r *ClaimReport) standing(c *verification.Claim, of *verification.Case, staff []Member) {
	members := make([]claim.Member, len(staff))
	for i, m := range staff {
		members[i] = m.member()
	}
	for i, s := range c.SignOffs { // as they are listed
		r.SignOffs[i].Lapsed = c.Lapses(s, of, members)
	}
}

// counting is how many of the sign-offs count.
func (r *ClaimReport) counting() int {
	n := 0
	for _, s := range r.SignOffs {
		if len(s.Lapsed) == 0 {
			n++
		}
	}
	return n
}

// addStanding adds to a claim's report which of its sign-offs do not count, and why.
func (r *Room) addStanding(ctx context.Context, c *verification.Claim, report *ClaimReport) error {
	if len(c.SignOffs) == 0 {
		return nil
	}
	staff, err := r.staff(ctx)
	if err != nil {
		return err
	}
	of, err := casework.Load[*verification.Case](ctx, r.store, claim.StreamCase, c.Case)
	if err != nil {
		return err
	}
	report.standing(c, of, staff)
	return nil
}
