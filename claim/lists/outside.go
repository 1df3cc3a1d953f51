package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PublicRow is a case with at least one public finding.
type PublicRow struct {
	Case   uuid.UUID
	Slug   string
	First  time.Time // of its publications
	Latest time.Time
	Count  int // publications, corrections and retractions so far
	// Findings is how many claims have been published, TakenBack how many of them
	// have been retracted or removed since, Removed how many of these removed.
	Findings, TakenBack, Removed int
}

// Address is what the case is called in the addresses of its public pages: by its short
// name, which says what it is about, only while some of what was published is still told.
func (r PublicRow) Address() string {
	if r.AllRemoved() {
		return r.Case.String()
	}
	return r.Slug
}

// AllRemoved reports whether readers may know no word any more of anything that was published.
func (r PublicRow) AllRemoved() bool { return r.Findings > 0 && r.Removed == r.Findings }

// PublicChangeRow is an update, a correction, a retraction or a takedown of a public
// finding.
type PublicChangeRow struct {
	Case    uuid.UUID
	Slug    string
	Claim   uuid.UUID
	Version int // of the publication, from 1
	At      time.Time
}

// PageDraft is a file that came with a submission of the answer page that
// nobody has confirmed yet.
type PageDraft struct {
	Message uuid.UUID // the submission that it belongs to
	Link    string    // names the link that it came through
	Content claim.Content
	KeptAt  time.Time
}
