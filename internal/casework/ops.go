package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim/lists"
)

// AuthorizeEngine refuses a caller who may not manage the engine, with [claim.CodeForbidden].
func (d *Door) AuthorizeEngine(caller Caller) error { return caller.May(MayEngine) }

// VerifyRecord checks the whole record: every hash, every reference, every
// table. What it finds stands in the report; progress may be nil.
func (d *Door) VerifyRecord(ctx context.Context, caller Caller, progress func(done, total int64)) (lists.VerifyReport, error) {
	if err := caller.May(MayVerify); err != nil {
		return lists.VerifyReport{}, err
	}
	return d.store.Verify(ctx, progress)
}
