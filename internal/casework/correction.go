package casework

import (
	"cmp"
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
)

// Correction is a change of a public finding, as readers are told of it: an update, a
// correction, a retraction or a takedown.
type Correction struct {
	Kind      verification.PublicationKind `json:"kind"`
	At        time.Time                    `json:"at"`
	CaseSlug  string                       `json:"case" doc:"short name"`
	CaseTitle string                       `json:"caseTitle"`
	Key       string                       `json:"claim" doc:"short name, or identifier of one that has none"`
	Statement string                       `json:"statement,omitempty" doc:"as it was published then; left out of a finding that was taken down"`
	Reason    string                       `json:"reason,omitempty" doc:"that readers were given; of a finding that was taken down, of that alone"`
}

// CorrectionStore is what the log of corrections needs of the record.
type CorrectionStore interface {
	Loader
	// GetMany leaves out what is missing or was erased.
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	// PublicChanges returns what was changed of public findings, the latest first.
	PublicChanges(ctx context.Context, offset, limit int) ([]lists.PublicChangeRow, error)
	// CaseText is what a case said about itself at an instant.
	CaseText(ctx context.Context, caseID uuid.UUID, at time.Time) (claim.Ref, error)
}

// Corrections lists the public log of corrections, the newest first, and says whether
// there are more. It has nothing that readers do not see: no sample, no restricted case,
// no word of what was taken down.
func Corrections(ctx context.Context, store CorrectionStore, offset, limit int) ([]Correction, bool, error) {
	rows, err := store.PublicChanges(ctx, offset, limit+1)
	if err != nil {
		return nil, false, err
	}
	more := len(rows) > limit
	rows = rows[:min(len(rows), limit)]
	var refs []claim.Ref
	claims, heads := make([]*verification.Claim, len(rows)), make([]claim.Ref, len(rows))
	for i, row := range rows {
		if claims[i], err = Load[*verification.Claim](ctx, store, claim.StreamClaim, row.Claim); err != nil {
			return nil, false, err
		}
		if heads[i], err = store.CaseText(ctx, row.Case, row.At); err != nil {
			return nil, false, err
		}
		was := claims[i].Publications[row.Version-1]
		refs = append(refs, was.Text, was.Reason, heads[i])
	}
	found, err := store.GetMany(ctx, refs)
	out := make([]Correction, len(rows))
	for i, row := range rows {
		out[i] = correction(found, row, claims[i], heads[i])
	}
	return out, more, err
}

func correction(lib Library, row lists.PublicChangeRow, c *verification.Claim, head claim.Ref) Correction {
	was, removed := c.Publications[row.Version-1], c.Publications[len(c.Publications)-1].Kind == verification.Takedown
	text := Read[claim.ClaimText](lib, was.Text)
	out := Correction{
		Kind: was.Kind, At: was.At, CaseSlug: row.Slug, Key: cmp.Or(text.Key, row.Claim.String()),
		CaseTitle: cmp.Or(Read[claim.CaseHead](lib, head).Title, Erased),
	}
	if !removed {
		out.Statement = cmp.Or(text.Statement, Erased)
	}
	if !removed || was.Kind == verification.Takedown {
		out.Reason = lib.Text(was.Reason)
	}
	return out
}
