package outside

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// Store is the record, as far as people without an account need it.
type Store interface {
	casework.CorrectionStore
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	// Resolve finds an identifier by its text form or by the short name of the thing.
	Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error)
	Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error)
	// PublicCase returns the case if it has a public finding, else CodeNotFound.
	PublicCase(ctx context.Context, caseID uuid.UUID) (lists.PublicRow, error)
	// PublicCases returns cases with public findings, the latest first.
	PublicCases(ctx context.Context, offset, limit int) ([]lists.PublicRow, error)
	// Beginning names the record and says when it began; CodeNotFound while it is empty.
	Beginning(ctx context.Context) (hash string, at time.Time, err error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	// Mark changes when content is erased, and with every new entry whose fact is of
	// one of the kinds.
	Mark(ctx context.Context, kinds []string) (string, error)
	// RequestWithCode finds the request whose identifier begins so, else CodeNotFound.
	RequestWithCode(ctx context.Context, prefix string) (uuid.UUID, error)
	// FrozenLine returns the entry that froze a line, else CodeNotFound.
	FrozenLine(ctx context.Context, line uuid.UUID) (claim.Recorded, error)
	// KeepPageDraft keeps a file until its submission is confirmed or forgotten.
	// More than limit bytes that wait of one link are CodeTooLarge.
	KeepPageDraft(ctx context.Context, d lists.PageDraft, limit int64) (claim.Ref, error)
	// PageDraft returns a file that waits with the submission and was kept after an
	// instant, or CodeNotFound.
	PageDraft(ctx context.Context, message uuid.UUID, ref claim.Ref, after time.Time) ([]byte, error)
	// ForgetPageDrafts erases what was kept before an instant and never confirmed, and
	// what was kept for a submission that was made without it.
	ForgetPageDrafts(ctx context.Context, before, now time.Time) (int, error)
}

// Porch is where people without an account stand.
type Porch struct {
	door  *casework.Door
	store Store
	clock casework.Clock

	printer Printer
	remade  remadeLines
}

// New makes the porch before a door.
func New(door *casework.Door, store Store, clock casework.Clock, printer Printer) *Porch {
	return &Porch{door: door, store: store, clock: clock, printer: printer}
}

func (p *Porch) now() time.Time { return claim.Instant(p.clock.Now()) }

func (p *Porch) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return p.store.GetMany(ctx, refs)
}
