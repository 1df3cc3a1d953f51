package record

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Get returns content. It fails with CodeNotFound if there is none, and with
// another sentence of the same code if it was erased.
func (r *Record) Get(ctx context.Context, ref claim.Ref) ([]byte, error) {
	var c stored.Content
	err := stored.Get(ctx, r.db.Read, &c, `select data, erased_at from contents where ref = ?`, string(ref))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such content in the record")
	case err != nil:
		return nil, r.fail("get", err)
	case c.ErasedAt != 0:
		around, _ := r.Around(ctx) // settings that cannot be read are those that the desk was installed with
		return nil, claim.Errorf(claim.CodeNotFound, "the content was erased at %s", claim.Moment(stored.Instant(c.ErasedAt), around.Settings().Location()))
	}
	return c.Data, nil
}

// GetMany returns what there is of the contents: those that are missing or
// erased are not in the answer.
func (r *Record) GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error) {
	found := make(map[claim.Ref][]byte, len(refs))
	for some := range slices.Chunk(refs, stored.MaxIn) {
		query, args, err := sqlx.In(`select ref, data from contents where ref in (?) and erased_at = 0`, stored.Padded(some))
		if err != nil {
			return nil, r.fail("get many", err)
		}
		var rows []stored.Content
		if err := stored.Select(ctx, r.db.Read, &rows, query, args...); err != nil {
			return nil, r.fail("get many", err)
		}
		for _, row := range rows {
			found[row.Ref] = row.Data
		}
	}
	return found, nil
}
