package search

import (
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// plainOr reads contents. Of a message whose text was kept it takes that: to read mail is dear, and this is done in the
// transaction that everybody waits for.
func plainOr(w stored.Writing, refs []claim.Ref) (map[claim.Ref]stored.Content, error) {
	found := make(map[claim.Ref]stored.Content, len(refs))
	for some := range slices.Chunk(refs, stored.MaxIn) {
		byKey, keys := map[string]claim.Ref{}, make([]string, len(some))
		for i, ref := range some {
			keys[i] = claim.RenditionKey(ref, claim.RenditionPlain)
			byKey[keys[i]] = ref
		}
		query, args, err := sqlx.In(`select key, data from contents where key in (?) and erased_at = 0`, keys)
		if err != nil {
			return nil, err
		}
		var rows []stored.Content
		if err := w.Select(&rows, query, args...); err != nil {
			return nil, err
		}
		for _, row := range rows {
			ref := byKey[row.Key]
			found[ref] = stored.Content{Ref: ref, Media: "text/plain", Data: row.Data}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(refs), func(ref claim.Ref) bool { return found[ref].Ref != "" })
	contents, err := w.Contents(rest)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, contents)
	return found, nil
}
