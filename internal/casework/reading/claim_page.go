package reading

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// ClaimPage is all that the page of a claim shows, as of one instant.
type ClaimPage struct {
	report.Report                         // the case, without its claims, its requests and its line
	Now           bool                    // as it stands now
	Claim         report.ClaimReport      // with who was asked and what they said
	Requests      []report.RequestReport  // those about the claim
	History       []timeline.TimelineItem // entries of the claim and of correspondences about it, newest first
	Older         int64                   // position to go on before, 0 if these were all
	Others        []string                // keys of other claims of the case, the first ones
	Own           string                  // what makes it the caller's own work, so that she cannot sign it; empty if nothing does
}

// ClaimPage shows a claim as of an instant, with its history up to then.
func (r *Room) ClaimPage(ctx context.Context, caller casework.Caller, name string, q CaseQuery) (ClaimPage, error) {
	found, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return ClaimPage{}, err
	}
	b, err := r.GatherAbout(ctx, caller, found.Case.String(), found.ID, q.AsOf)
	if err != nil {
		return ClaimPage{}, err
	}
	i := slices.IndexFunc(b.Claims, func(c *verification.Claim) bool { return c.ID == found.ID })
	if i < 0 {
		one, err := r.AbsentClaim(ctx, found)
		return ClaimPage{Report: b.Head(), Claim: one}, err
	}
	c := b.Claims[i]
	seen := review(b, c)
	f := entriesFor(q)
	f.Claim = c.ID
	p := ClaimPage{Report: b.Head(), Now: q.AsOf == nil, Claim: seen.Claim, Requests: seen.Requests, Own: c.OwnWork(caller.ID)}
	if p.Now {
		if p.Others, err = r.others(ctx, b.Case.ID, b.Keys[c.ID]); err != nil {
			return ClaimPage{}, err
		}
		if err = r.OfferOn(ctx, caller, c, &p.Claim); err != nil {
			return ClaimPage{}, err
		}
	}
	p.History, p.Older, err = r.page(ctx, b, f)
	return p, err
}

// maxOffered is how many claims are offered to choose from; every one can be named.
const maxOffered = 200

// others are the keys of the claims of a case besides one, the first ones.
func (r *Room) others(ctx context.Context, caseID uuid.UUID, than string) ([]string, error) {
	keys, err := r.store.ClaimNames(ctx, caseID, maxOffered+1)
	return slices.DeleteFunc(keys, func(key string) bool { return key == than }), err
}
