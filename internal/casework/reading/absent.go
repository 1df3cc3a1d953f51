package reading

import (
	"cmp"
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// absent turns a reporter into one of a case of which nothing was on record yet: that
// is an answer, too.
func (r *Room) absent(ctx context.Context, b *reporter, now *cases.Case) (*reporter, error) {
	b.theCase = &cases.Case{Head: claim.Head{ID: now.ID}}
	lib, err := r.library(ctx, now.Text)
	b.slug = cmp.Or(casework.Read[claim.CaseHead](lib, now.Text).Slug, now.ID.String())
	return b, err
}

// nothing is the report of a case of which nothing was on record yet. Of the case it
// says how it is called by those who ask, and nothing else.
func (b *reporter) nothing() Report {
	words := line.Nothing(b.asOf, b.zone)
	return Report{
		ID: b.theCase.ID, Slug: b.slug, AsOf: b.asOf, Zone: b.zone.String(), Absent: true,
		StatusLine: words.Short, LongLine: words.Long, Claims: []ClaimReport{}, Requests: []RequestReport{},
	}
}

// absentClaim is the report of a claim of which nothing was on record yet.
func (r *Room) absentClaim(ctx context.Context, now *verification.Claim) (ClaimReport, error) {
	lib, err := r.library(ctx, now.Text)
	return ClaimReport{
		ID: now.ID, Key: cmp.Or(casework.Read[claim.ClaimText](lib, now.Text).Key, now.ID.String()), Absent: true,
		Parties: []PartyReport{}, SignOffs: []SignOffReport{}, Returns: []ReturnReport{}, Publications: []PublicationReport{},
		Evidence: []EvidenceReport{}, Revisions: []RevisionReport{},
	}, err
}
