package record

import (
	"context"

	"github.com/onrecord/onrecord/internal/record/stored"
)

// Head returns the position and hash of the last entry, 0 and "" for none.
// Whoever keeps both can tell later that nothing up to there has changed.
func (r *Record) Head(ctx context.Context) (position int64, hash string, err error) {
	var h head
	err = stored.Get(ctx, r.db.Read, &h, `select position, hash from head`)
	return h.Position, h.Hash, r.fail("head", err)
}
