package report

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// MarkLapsed adds to each sign-off why it does not count now, if so.
func (r *ClaimReport) MarkLapsed(c *verification.Claim, of *cases.Case, staff []desk.Member) {
	members := make([]claim.Member, len(staff))
	for i, m := range staff {
		members[i] = m.ForRules()
	}
	for i, s := range c.SignOffs { // as they are listed
		r.SignOffs[i].Lapsed = c.Lapses(s, of, members)
	}
}

// Counting is how many of the sign-offs count.
func (r *ClaimReport) Counting() int {
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
	staff, err := r.desk.Everybody(ctx)
	if err != nil {
		return err
	}
	of, err := casework.Load[*cases.Case](ctx, r.store, claim.StreamCase, c.Case)
	if err != nil {
		return err
	}
	report.MarkLapsed(c, of, staff)
	return nil
}

// OfferOn adds to a claim's report what the caller can do with it, what is worth
// knowing before that, and which sign-offs do not count.
func (r *Room) OfferOn(ctx context.Context, caller casework.Caller, c *verification.Claim, report *ClaimReport) (err error) {
	if err := r.AskedOn(ctx, c, report); err != nil {
		return err
	}
	if err := r.addStanding(ctx, c, report); err != nil {
		return err
	}
	if report.Offers, err = r.desk.ClaimOffers(ctx, caller, c); err == nil && report.Offers.Publish() {
		around, failed := r.door.Record().Around(ctx)
		report.TimeRuns = len(c.Running(r.door.Now(), around)) > 0
		if err = failed(); err == nil {
			report.Warnings, err = findings.PublishWarnings(ctx, r.door, c)
		}
	}
	if err == nil {
		report.Public, err = findings.PublicPage(ctx, r.door, c)
	}
	return err
}
