package reading

import (
	"context"
	"slices"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// ClaimPage is all that the page of a claim shows, as of one instant.
type ClaimPage struct {
	Report                   // the case, without its claims, its requests and its line
	Now      bool            // as it stands now
	Claim    ClaimReport     // with who was asked and what they said
	Requests []RequestReport // those about the claim
	History  []TimelineItem  // entries of the claim and of correspondences about it, newest first
	Older    int64           // position to go on before, 0 if these were all
	Others   []string        // keys of other claims of the case, the first ones
	Own      string          // what makes it the caller's own work, so that she cannot sign it; empty if nothing does
}

// ClaimPage shows a claim as of an instant, with its history up to then.
func (r *Room) ClaimPage(ctx context.Context, caller casework.Caller, name string, q CaseQuery) (ClaimPage, error) {
	found, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return ClaimPage{}, err
	}
	b, err := r.reporterAbout(ctx, caller, found.Case.String(), found.ID, q.AsOf)
	if err != nil {
		return ClaimPage{}, err
	}
	i := slices.IndexFunc(b.claims, func(c *verification.Claim) bool { return c.ID == found.ID })
	if i < 0 {
		one, err := r.absentClaim(ctx, found)
		return ClaimPage{Report: b.head(), Claim: one}, err
	}
	c := b.claims[i]
	seen := b.review(c)
	f := entriesFor(q)
	f.Claim = c.ID
	p := ClaimPage{Report: b.head(), Now: q.AsOf == nil, Claim: seen.Claim, Requests: seen.Requests, Own: c.OwnWork(caller.ID)}
	if p.Now {
		if p.Others, err = r.others(ctx, b.theCase.ID, b.keys[c.ID]); err != nil {
			return ClaimPage{}, err
		}
		if err = r.offerOn(ctx, caller, c, &p.Claim); err != nil {
			return ClaimPage{}, err
		}
	}
	p.History, p.Older, err = r.page(ctx, b, f)
	return p, err
}
