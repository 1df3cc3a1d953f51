package reading

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// standing adds to each sign-off why it does not count now, if so.
func (r *ClaimReport) standing(c *verification.Claim, of *cases.Case, staff []desk.Member) {
	members := make([]claim.Member, len(staff))
	for i, m := range staff {
		members[i] = m.ForRules()
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
	staff, err := r.Everybody(ctx)
	if err != nil {
		return err
	}
	of, err := casework.Load[*cases.Case](ctx, r.store, claim.StreamCase, c.Case)
	if err != nil {
		return err
	}
	report.standing(c, of, staff)
	return nil
}

// offerOn adds to a claim's report what the caller can do with it, what is worth
// knowing before that, and which sign-offs do not count.
func (r *Room) offerOn(ctx context.Context, caller casework.Caller, c *verification.Claim, report *ClaimReport) (err error) {
	if err := r.askedOn(ctx, c, report); err != nil {
		return err
	}
	if err := r.addStanding(ctx, c, report); err != nil {
		return err
	}
	if report.Offers, err = r.ClaimOffers(ctx, caller, c); err == nil && report.Offers.Publish() {
		report.Warnings, err = r.door.PublishWarnings(ctx, c)
	}
	if err == nil {
		report.Public, err = r.door.PublicPage(ctx, c)
	}
	return err
}
