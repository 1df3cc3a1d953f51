package reading

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Reviews are all claims of a case that wait for a reviewer, each whole: they can be
// signed in one act, each by its own hash.
type Reviews struct {
	Case   string         `json:"case"`
	Title  string         `json:"title"`
	Claims []Review       `json:"claims" doc:"in the order in which they wait; without what has happened to each"`
	Series []ReviewSeries `json:"series,omitempty" doc:"those of which claims wait, to be signed whole"`
	Can    int            `json:"can" doc:"how many of them the caller can sign"`
}

// ReviewList shows every claim of a case that waits for a reviewer, with all that a
// sign-off covers, what has changed since the caller last looked, and why she cannot
// sign it.
func (r *Room) ReviewList(ctx context.Context, caller casework.Caller, caseName string) (Reviews, error) {
	b, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return Reviews{}, err
	}
	staff, err := r.Everybody(ctx)
	if err != nil {
		return Reviews{}, err
	}
	able := desk.AccessTo(b.Case, staff).Signers
	head := casework.Read[claim.CaseHead](b.Lib, b.Case.Text)
	out := Reviews{Case: head.Slug, Title: head.Title, Claims: []Review{}}
	for _, c := range b.Claims {
		if !c.AwaitsReview() {
			continue
		}
		one, err := r.reviewOf(ctx, caller, b, c, staff, able)
		if err != nil {
			return Reviews{}, err
		}
		if one.Refused == nil {
			out.Can++
		}
		out.Claims = append(out.Claims, one)
	}
	out.Series = awaitingSeries(b)
	return out, nil
}

// reviewOf is one claim of a list: with what has changed since the caller last looked,
// and without the entries that say so.
func (r *Room) reviewOf(ctx context.Context, caller casework.Caller, b *report.Gathered, c *verification.Claim, staff, able []desk.Member) (Review, error) {
	one := review(b, c)
	around, failed := r.store.Around(ctx)
	one.Claim.MarkLapsed(c, b.Case, staff)
	one.Signed, one.Signers, one.Short = one.Claim.Counting(), signersOf(c, able), short(c, b.Case, around)
	if err := failed(); err != nil {
		return Review{}, err
	}
	offers, err := r.ClaimOffers(ctx, caller, c)
	if err != nil {
		return Review{}, err
	}
	one.Refused, one.Returnable = offers.Refusal("claim-sign"), offers.Can("claim-return")
	look, err := r.store.Look(ctx, caller.ID, c.ID)
	if err != nil {
		return Review{}, err
	}
	one.Looked, one.Since, one.News = casework.Pointer(look.At), look.Version, []timeline.TimelineItem{}
	if look.Version > 0 && look.Version < c.Version {
		one.Changes, err = r.changesSince(ctx, b, c, look.Version)
	}
	return one, err
}

// changesSince tells what a sign-off covers now from what it covered at a version.
func (r *Room) changesSince(ctx context.Context, b *report.Gathered, c *verification.Claim, version int64) ([]Difference, error) {
	entries, err := r.store.Entries(ctx, c.Stream())
	if err != nil {
		return nil, err
	}
	then := claim.New(claim.StreamClaim, c.ID).(*verification.Claim)
	for _, e := range entries {
		if e.Version <= version {
			then.Evolve(e)
		}
	}
	return r.changes(ctx, b, then, c)
}
