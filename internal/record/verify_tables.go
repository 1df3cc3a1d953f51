package record

import (
	"fmt"
	"hash/maphash"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// streams folds every stream, checks what its entries refer to, and notes
// what the tables have to say about it.
func (v *verifier) streams() error {
	counts := &filler{cases: map[uuid.UUID]*caseStats{}}
	defer func() {
		for id, s := range counts.cases {
			r := row{statsTable, []any{id.String(), s.position, s.at, s.nextDue}}
			v.rows[r.key()] = v.hash(r)
		}
	}()
	return eachStream(v.ctx, v.tx, func(stream string, rows []storedEntry) error {
		s, err := claim.ParseStream(stream)
		if err != nil {
			v.problem("the entry at position %d stands in %q, which is no stream", rows[0].Position, stream)
			return nil
		}
		entries, whole := v.decode(stream, rows)
		if !whole {
			return nil
		}
		a := claim.New(s.Kind, s.ID)
		if err := evolve(a, entries, time.Time{}); err != nil {
			v.problem("the entries of %s do not fit together", stream)
			return nil
		}
		counts.count(a, rows)
		return v.expect(a)
	})
}

// decode reads the entries of a stream, and reports whether all could be read
// and none is missing.
func (v *verifier) decode(stream string, rows []storedEntry) (entries []claim.Entry, whole bool) {
	whole = true
	for i, row := range rows {
		v.step()
		e, err := row.entry()
		if err != nil {
			v.problem("the entry at position %d (%s version %d) cannot be read: %v", row.Position, stream, row.Version, err)
			whole = false
			continue
		}
		if row.Version != int64(i)+1 && whole {
			v.problem("version %d of %s is missing", i+1, stream)
			whole = false
		}
		for _, ref := range refsOf(e.Fact) {
			if !v.refs[ref] {
				v.problem("the entry at position %d (%s version %d) refers to content %s, which is not there and was not erased",
					row.Position, stream, row.Version, ref)
			}
		}
		entries = append(entries, e)
	}
	return entries, whole
}

// expect notes the rows that follow from a state.
func (v *verifier) expect(a claim.Aggregate) error {
	state, err := encodeState(a)
	if err != nil {
		return err
	}
	rows := append(rowsOf(a), streamRow(a, state))
	if ref := textOf(a); ref != "" {
		content, err := dataOf(v.ctx, v.tx, ref)
		if err != nil {
			return err
		}
		rows = append(rows, nameOf(a, content))
	}
	for _, r := range rows {
		v.rows[r.key()] = v.hash(r)
	}
	return nil
}

func (v *verifier) hash(r row) uint64 { return maphash.String(v.seed, fmt.Sprintf("%#v", r.values)) }

// tables compares what the tables say with what they have to say.
func (v *verifier) tables() error {
	version, err := storedProjection(v.ctx, v.tx)
	if err != nil {
		return err
	}
	if version != projectionVersion {
		v.problem("the tables were filled by another version of Onrecord and could not be compared; this version fills them again when it opens the record for writing")
		return nil
	}
	for _, t := range append(projection[:len(projection):len(projection)], statsTable) {
		if err := v.table(t); err != nil {
			return err
		}
	}
	var missing []string
	for key := range v.rows {
		missing = append(missing, key)
	}
	slices.Sort(missing)
	for _, key := range missing {
		v.problem("the row %s is missing from the tables", key)
	}
	return nil
}

func (v *verifier) table(t *table) error {
	rows, err := v.tx.QueryxContext(v.ctx, t.list())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		values, err := rows.SliceScan()
		if err != nil {
			return err
		}
		for i, value := range values {
			if b, ok := value.([]byte); ok {
				values[i] = string(b)
			}
		}
		v.compare(row{t, values})
	}
	return rows.Err()
}

func (v *verifier) compare(r row) {
	key := r.key()
	expected, ok := v.rows[key]
	delete(v.rows, key)
	switch {
	case !ok:
		v.problem("the row %s follows from no entry", key)
	case expected != v.hash(r):
		v.problem("the row %s says something else than the entries", key)
	}
}
