package record

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// KeepRenditions keeps what was made of a content, by its names, unless the content was erased meanwhile: nothing outlives
// its erasure. One that is there already stays.
func (r *Record) KeepRenditions(ctx context.Context, of claim.Ref, renditions map[string][]byte) error {
	return r.submit(ctx, "keep renditions", func(b *batch) error {
		var n int
		if err := b.Get(&n, `select count(*) from contents where ref = ? and salt is not null`, string(of)); err != nil || n == 0 {
			return err
		}
		for name, data := range renditions {
			key := claim.RenditionKey(of, name)
			if err := b.Get(&n, `select count(*) from contents where key = ?`, key); err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			if _, err := b.insertContent(claim.Content{Key: key, Media: "application/json", Data: data}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Renditions returns what there is of that name, of those contents.
func (r *Record) Renditions(ctx context.Context, of []claim.Ref, name string) (map[claim.Ref][]byte, error) {
	found := make(map[claim.Ref][]byte, len(of))
	for some := range slices.Chunk(of, stored.MaxIn) {
		byKey, keys := map[string]claim.Ref{}, make([]string, len(some))
		for i, ref := range some {
			keys[i] = claim.RenditionKey(ref, name)
			byKey[keys[i]] = ref
		}
		query, args, err := sqlx.In(`select key, data from contents where key in (?) and erased_at = 0`, stored.Padded(keys))
		if err != nil {
			return nil, r.fail("renditions", err)
		}
		var rows []stored.Content
		if err := stored.Select(ctx, r.db.Read, &rows, query, args...); err != nil {
			return nil, r.fail("renditions", err)
		}
		for _, row := range rows {
			found[byKey[row.Key]] = row.Data
		}
	}
	return found, nil
}
