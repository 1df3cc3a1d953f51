package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
)

// MarkSeen notes that the caller has seen a claim as it was at a version, so that
// the page of the review shows what is new since.
func (d *Door) MarkSeen(ctx context.Context, caller Caller, name string, version int64) error {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return err
	}
	version = max(0, min(version, c.Version))
	return d.store.NoteLook(ctx, lists.Look{Person: caller.ID, Claim: c.ID, Version: version, Subject: c.Subject(), At: d.Now()})
}

// decided marks what the caller has decided on as seen. The decision stands in
// the record already; a mark that is lost costs a second look.
func (d *Door) decided(ctx context.Context, caller Caller, id uuid.UUID, subject string) {
	c, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, id)
	if err == nil && c.Subject() == subject {
		_ = d.store.NoteLook(ctx, lists.Look{Person: caller.ID, Claim: id, Version: c.Version, Subject: subject, At: d.Now()})
	}
}
