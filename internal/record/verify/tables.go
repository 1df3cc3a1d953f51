package verify

import (
	"fmt"
	"hash/maphash"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// streams folds every stream, checks what its entries refer to, and notes
// what the tables have to say about it.
func (v *verifier) streams() error {
	stats := tables.Stats{}
	defer func() {
		for _, r := range stats.Rows() {
			v.rows[r.Key()] = v.hash(r)
		}
	}()
	return stored.EachStream(v.ctx, v.tx, func(stream string, rows []stored.Entry) error {
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
		if err := stored.Evolve(a, entries, time.Time{}); err != nil {
			v.problem("the entries of %s do not fit together", stream)
			return nil
		}
		stats.Count(a, rows)
		return v.expect(a)
	})
}

// decode reads the entries of a stream, and reports whether all could be read
// and none is missing.
func (v *verifier) decode(stream string, rows []stored.Entry) (entries []claim.Entry, whole bool) {
	whole = true
	for i, row := range rows {
		v.step()
		e, err := row.Decode()
		if err != nil {
			v.problem("the entry at position %d (%s version %d) cannot be read: %v", row.Position, stream, row.Version, err)
			whole = false
			continue
		}
		if row.Version != int64(i)+1 && whole {
			v.problem("version %d of %s is missing", i+1, stream)
			whole = false
		}
		for _, ref := range stored.RefsIn(e.Fact) {
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
	state, err := stored.EncodeState(a)
	if err != nil {
		return err
	}
	rows := append(tables.RowsOf(a), tables.StreamRow(a, state))
	if ref := tables.TextOf(a); ref != "" {
		content, err := stored.DataOf(v.ctx, v.tx, ref)
		if err != nil {
			return err
		}
		rows = append(rows, tables.NameOf(a, content))
	}
	for _, r := range rows {
		v.rows[r.Key()] = v.hash(r)
	}
	return nil
}

func (v *verifier) hash(r tables.Row) uint64 {
	return maphash.String(v.seed, fmt.Sprintf("%#v", r.Values))
}

// tables compares what the tables say with what they have to say.
func (v *verifier) tables() error {
	version, err := tables.Filled(v.ctx, v.tx)
	if err != nil {
		return err
	}
	if version != tables.Version {
		v.problem("the tables were filled by another version of Onrecord and could not be compared; this version fills them again when it opens the record for writing")
		return nil
	}
	for _, t := range tables.All {
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

func (v *verifier) table(t *tables.Table) error {
	rows, err := v.tx.QueryxContext(v.ctx, t.List())
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
		v.compare(tables.Row{Table: t, Values: values})
	}
	return rows.Err()
}

func (v *verifier) compare(r tables.Row) {
	key := r.Key()
	expected, ok := v.rows[key]
	delete(v.rows, key)
	switch {
	case !ok:
		v.problem("the row %s follows from no entry", key)
	case expected != v.hash(r):
		v.problem("the row %s says something else than the entries", key)
	}
}
