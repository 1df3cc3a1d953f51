package outside

import (
	"cmp"
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// PublicCorrection is a change of a public finding in the log of all of them.
type PublicCorrection struct {
	Kind      claim.PublicationKind
	At        time.Time // in the zone of the desk
	CaseSlug  string
	CaseTitle string
	Key       string // of the claim
	Statement string // as it was published then; empty of a finding that was taken down
	Reason    string // that readers were given; likewise, but for the takedown itself
}

// MaxCorrections is how many changes one page of the log has.
const MaxCorrections = 50

// PublicCorrections lists updates, corrections, retractions and takedowns of all that
// is public on the desk, the newest first, [MaxCorrections] at a time, and says whether
// there are more.
func (p *Porch) PublicCorrections(ctx context.Context, page int) ([]PublicCorrection, bool, error) {
	rows, err := p.store.PublicChanges(ctx, page*MaxCorrections, MaxCorrections+1)
	if err != nil {
		return nil, false, err
	}
	more := len(rows) > MaxCorrections
	rows = rows[:min(len(rows), MaxCorrections)]
	var refs []claim.Ref
	claims, heads := make([]*claim.Claim, len(rows)), make([]claim.Ref, len(rows))
	for i, row := range rows {
		if claims[i], err = casework.Load[*claim.Claim](ctx, p.store, claim.StreamClaim, row.Claim); err != nil {
			return nil, false, err
		}
		if heads[i], err = p.store.CaseText(ctx, row.Case, row.At); err != nil {
			return nil, false, err
		}
		was := claims[i].Publications[row.Version-1]
		refs = append(refs, was.Text, was.Reason, heads[i])
	}
	lib, err := p.library(ctx, refs...)
	if err != nil {
		return nil, false, err
	}
	zone, err := p.zone(ctx)
	out := make([]PublicCorrection, len(rows))
	for i, row := range rows {
		all := claims[i].Publications
		was, removed := all[row.Version-1], all[len(all)-1].Kind == claim.Takedown
		text := casework.Read[claim.ClaimText](lib, was.Text)
		out[i] = PublicCorrection{
			Kind: was.Kind, At: was.At.In(zone), CaseSlug: row.Slug, Key: cmp.Or(text.Key, row.Claim.String()),
			CaseTitle: cmp.Or(casework.Read[claim.CaseHead](lib, heads[i]).Title, casework.Erased),
		}
		if !removed {
			out[i].Statement = cmp.Or(text.Statement, casework.Erased)
		}
		if !removed || was.Kind == claim.Takedown {
			out[i].Reason = lib.Text(was.Reason)
		}
	}
	return out, more, err
}
