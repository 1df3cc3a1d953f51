package casework

import (
	"cmp"
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
)

// Correction is a change of a public finding, as readers are told of it: an update, a
// correction, a retraction or a takedown.
type Correction struct {
	Kind      finding.PublicationKind `json:"kind"`
	At        time.Time               `json:"at"`
	CaseSlug  string                  `json:"case" doc:"short name; the identifier of a case of which every finding was taken down"`
	CaseTitle string                  `json:"caseTitle"`
	Key       string                  `json:"claim" doc:"short name, or identifier of one that has none or was taken down"`
	Statement string                  `json:"statement,omitempty" doc:"as it was published then; left out of a finding that was taken down"`
	Reason    string                  `json:"reason,omitempty" doc:"that readers were given; of a finding that was taken down, of that alone"`
}

// CorrectionStore is what the log of corrections needs of the record.
type CorrectionStore interface {
	Loader
	// GetMany leaves out what is missing or was erased.
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	// PublicChanges returns what was changed of public findings, the latest first.
	PublicChanges(ctx context.Context, offset, limit int) ([]lists.PublicChangeRow, error)
	// PublicCase returns the case if it has a public finding.
	PublicCase(ctx context.Context, caseID uuid.UUID) (lists.PublicRow, error)
}

// PublicTitle is how readers are told that a case is called: as the case is called now, so that a
// title can be taken off the public pages at once; by no word of its own if all that was
// published of it was removed.
func PublicTitle(lib Library, row lists.PublicRow, head claim.Ref) string {
	if row.AllRemoved() {
		return "Findings that were removed"
	}
	return cmp.Or(Read[claim.CaseHead](lib, head).Title, Erased)
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
	claims, of := make([]*verification.Claim, len(rows)), make([]lists.PublicRow, len(rows))
	heads := make([]claim.Ref, len(rows))
	for i, row := range rows {
		if claims[i], err = Load[*verification.Claim](ctx, store, claim.StreamClaim, row.Claim); err != nil {
			return nil, false, err
		}
		if of[i], err = store.PublicCase(ctx, row.Case); err != nil {
			return nil, false, err
		}
		about, err := Load[*cases.Case](ctx, store, claim.StreamCase, row.Case)
		if err != nil {
			return nil, false, err
		}
		heads[i] = about.Text
		was := claims[i].Publications[row.Version-1]
		refs = append(refs, was.Text, was.Reason, heads[i])
	}
	found, err := store.GetMany(ctx, refs)
	out := make([]Correction, len(rows))
	for i, row := range rows {
		out[i] = correction(found, row, claims[i])
		out[i].CaseSlug, out[i].CaseTitle = of[i].Address(), PublicTitle(found, of[i], heads[i])
	}
	return out, more, err
}

func correction(lib Library, row lists.PublicChangeRow, c *verification.Claim) Correction {
	was, removed := c.Publications[row.Version-1], c.Publications[len(c.Publications)-1].Kind == finding.Takedown
	text := Read[claim.ClaimText](lib, was.Text)
	out := Correction{
		Kind: was.Kind, At: was.At, Key: row.Claim.String(),
	}
	if !removed {
		out.Key = cmp.Or(text.Key, out.Key)
		out.Statement = cmp.Or(text.Statement, Erased)
	}
	if !removed || was.Kind == finding.Takedown {
		out.Reason = lib.Text(was.Reason)
	}
	return out
}
