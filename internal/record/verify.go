package record

import (
	"context"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/verify"
)

// Verify checks the whole record as it is at this moment: its chain, its contents, and its tables
// ([verify.Record]).
func (r *Record) Verify(ctx context.Context, progress func(done, total int64)) (lists.VerifyReport, error) {
	return verify.Record(ctx, r.db, progress)
}
