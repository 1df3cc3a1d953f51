package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// letterStore is what the pages of requests, messages and parties need of the record.
type letterStore interface {
	// InboxPage returns messages that wait, the oldest first, and the cursor of the next page.
	InboxPage(ctx context.Context, q claim.InboxQuery) ([]claim.InboxRow, string, error)
	// ReceivedPage returns messages that came in, the latest first, and the cursor of the next page.
	ReceivedPage(ctx context.Context, q claim.ReceivedQuery) ([]claim.InboxRow, string, error)
	InboxCounts(ctx context.Context, who claim.Viewer) (claim.InboxCounts, error)
	// SpooledFor returns the correspondences that the addresses of a received message name.
	SpooledFor(ctx context.Context, intake uuid.UUID) ([]uuid.UUID, error)
	// HandOvers returns every attempt to hand over the letters of a correspondence, by letter.
	HandOvers(ctx context.Context, correspondence uuid.UUID) (map[uuid.UUID][]claim.HandOverRow, error)
	// PartyPage returns a page of the directory, and the cursor of the next one.
	PartyPage(ctx context.Context, q claim.PartyQuery) ([]claim.PartyRow, string, error)
	PartyRequests(ctx context.Context, q claim.PartyRequestQuery) ([]claim.PartyRequestRow, error)
	// ContactHealth returns what became of letters to contact points. letters is
	// the one that letters to the party go to.
	ContactHealth(ctx context.Context, party, letters uuid.UUID, contacts []uuid.UUID) (map[uuid.UUID]claim.ContactHealth, error)
}
