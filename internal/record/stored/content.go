package stored

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

// Content is content as its row keeps it.
type Content struct {
	Ref      claim.Ref
	Key      string
	Media    string
	Salt     []byte
	Data     []byte
	ErasedAt int64 `db:"erased_at"`
}

// ContentColumns are the columns of a [Content].
const ContentColumns = `ref, key, media, salt, data, erased_at`

// DataOf returns content, nil if it is erased or not there.
func DataOf(ctx context.Context, q Querier, ref claim.Ref) ([]byte, error) {
	var data []byte
	err := Get(ctx, q, &data, `select data from contents where ref = ?`, string(ref))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, err
}

// Contents reads what there is of the contents.
func (w Writing) Contents(refs []claim.Ref) (map[claim.Ref]Content, error) {
	found := make(map[claim.Ref]Content, len(refs))
	for some := range slices.Chunk(refs, MaxIn) {
		query, args, err := sqlx.In(`select ref, media, data from contents where ref in (?) and erased_at = 0`, some)
		if err != nil {
			return nil, err
		}
		var rows []Content
		if err := w.Select(&rows, query, args...); err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.Ref] = row
		}
	}
	return found, nil
}
