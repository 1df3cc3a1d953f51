package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// What people without an account do goes through the door, too. They name no
// [Caller]: a party proves by the link in its letter that it got the letter, and
// the public sees what was published, as it was published.

// OutsideStore is the record, as far as people without an account need it.
type OutsideStore interface {
	// PublicCase returns the case if it has a public finding, else CodeNotFound.
	PublicCase(ctx context.Context, caseID uuid.UUID) (claim.PublicRow, error)
	// PublicCases returns cases with public findings, the latest first.
	PublicCases(ctx context.Context, offset, limit int) ([]claim.PublicRow, error)
	// Mark changes when content is erased, and with every new entry whose fact is of
	// one of the kinds.
	Mark(ctx context.Context, kinds []string) (string, error)
	// CaseText is what a case said about itself at an instant.
	CaseText(ctx context.Context, caseID uuid.UUID, at time.Time) (claim.Ref, error)
	// RequestWithCode finds the request whose identifier begins so, else CodeNotFound.
	RequestWithCode(ctx context.Context, prefix string) (uuid.UUID, error)
	// KeepPageDraft keeps a file until its submission is confirmed or forgotten.
	// More than limit bytes that wait of one link are CodeTooLarge.
	KeepPageDraft(ctx context.Context, d claim.PageDraft, limit int64) (claim.Ref, error)
	// PageDraft returns a file that waits with the submission and was kept after an
	// instant, or CodeNotFound.
	PageDraft(ctx context.Context, message uuid.UUID, ref claim.Ref, after time.Time) ([]byte, error)
	// ForgetPageDrafts erases what was kept before an instant and never confirmed, and
	// what was kept for a submission that was made without it.
	ForgetPageDrafts(ctx context.Context, before, now time.Time) (int, error)
}

// Limits of what a party sends on the answer page.
const (
	MaxPageStatement = 10_000           // characters of a statement
	MaxPageQuestion  = 4000             // characters of a question
	MaxPageFile      = 10 << 20         // bytes of a file
	MaxPageBytes     = 25 << 20         // bytes of all files together
	maxPageWaiting   = 4 * MaxPageBytes // bytes of a link that nobody has confirmed
	pageDraftLife    = 48 * time.Hour   // after which what nobody confirmed is erased
	pageDraftUse     = 47 * time.Hour   // until when it can be confirmed, so that nothing is erased under a confirmation
)

// ownerName is who answers for a case.
func (d *Door) ownerName(ctx context.Context, caseID uuid.UUID) (string, error) {
	c, err := Load[*claim.Case](ctx, d.store, claim.StreamCase, caseID)
	if err != nil {
		return "", err
	}
	person, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, c.Owner)
	if err != nil {
		return "", err
	}
	lib, err := d.library(ctx, person.Profile)
	return Read[claim.PersonProfile](lib, person.Profile).Name, err
}

// ForgetPageDrafts erases files that came with submissions of the answer page
// and were never confirmed, or were left out when the submission was. It is called
// now and then; nobody waits for it.
func (d *Door) ForgetPageDrafts(ctx context.Context) (int, error) {
	now := d.now()
	return d.store.ForgetPageDrafts(ctx, now.Add(-pageDraftLife), now)
}
