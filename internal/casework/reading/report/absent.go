package report

import (
	"cmp"
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// absent turns a Gathered into one of a case of which nothing was on record yet: that
// is an answer, too.
func (r *Room) absent(ctx context.Context, b *Gathered, now *cases.Case) (*Gathered, error) {
	b.Case = &cases.Case{Head: claim.Head{ID: now.ID}}
	lib, err := r.library(ctx, now.Text)
	b.slug = cmp.Or(casework.Read[claim.CaseHead](lib, now.Text).Slug, now.ID.String())
	return b, err
}

// nothing is the report of a case of which nothing was on record yet. Of the case it
// says how it is called by those who ask, and nothing else.
func (b *Gathered) nothing() Report {
	words := line.Nothing(b.AsOf, b.Zone)
	return Report{
		ID: b.Case.ID, Slug: b.slug, AsOf: b.AsOf, Zone: b.Zone.String(), Absent: true,
		StatusLine: words.Short, LongLine: words.Long, Claims: []ClaimReport{}, Requests: []RequestReport{},
	}
}

// AbsentClaim is the report of a claim of which nothing was on record yet.
func (r *Room) AbsentClaim(ctx context.Context, now *verification.Claim) (ClaimReport, error) {
	lib, err := r.library(ctx, now.Text)
	return ClaimReport{
		ID: now.ID, Key: cmp.Or(casework.Read[claim.ClaimText](lib, now.Text).Key, now.ID.String()), Absent: true,
		Parties: []PartyReport{}, SignOffs: []SignOffReport{}, Returns: []ReturnReport{}, Publications: []PublicationReport{},
		Evidence: []EvidenceReport{}, Revisions: []RevisionReport{},
	}, err
}

// Absent reports whether nothing of the case was on record yet.
func (b *Gathered) Absent() bool { return b.slug != "" }
