package tables

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Stats is what the entries of many streams say of each case.
type Stats map[uuid.UUID]*caseStats

// caseStats is a row of case_stats.
type caseStats struct{ position, at, nextDue int64 }

// Count takes in a state, and entries of its stream.
func (all Stats) Count(a claim.Aggregate, entries []stored.Entry) {
	id := CaseOf(a)
	if id == uuid.Nil {
		return
	}
	s := all[id]
	if s == nil {
		s = &caseStats{nextDue: noDue}
		all[id] = s
	}
	for _, e := range entries {
		if e.Position > s.position {
			s.position, s.at = e.Position, e.At
		}
	}
	if c, ok := a.(*letters.Correspondence); ok {
		if due := stored.Micros(c.ListedDue()); due != 0 && due < s.nextDue {
			s.nextDue = due
		}
	}
}

// Rows are the rows that say so.
func (all Stats) Rows() []Row {
	rows := make([]Row, 0, len(all))
	for id, s := range all {
		rows = append(rows, Row{statsTable, []any{id.String(), s.position, s.at, s.nextDue}})
	}
	return rows
}

// NoteStats notes in the row of the case what its entries have changed; last is the
// last of them and stands at the position.
func NoteStats(w stored.Writing, a claim.Aggregate, last stored.Entry, position int64) error {
	id := CaseOf(a)
	if id == uuid.Nil {
		return nil
	}
	return w.Exec(`
		insert into case_stats (case_id, position, at, next_due) values (?, ?, ?, coalesce((
			select min(listed_due) from correspondences where case_id = ? and listed_due <> 0), ?))
		on conflict (case_id) do update set position = excluded.position, at = excluded.at, next_due = excluded.next_due`,
		id.String(), position, last.At, id.String(), int64(noDue))
}
