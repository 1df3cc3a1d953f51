package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim/lists"
)

// VerifyRecord checks the whole record: every hash, every reference, every
// table. What it finds stands in the report; progress may be nil.
func (d *Door) VerifyRecord(ctx context.Context, progress func(done, total int64)) (lists.VerifyReport, error) {
	return d.store.Verify(ctx, progress)
}
