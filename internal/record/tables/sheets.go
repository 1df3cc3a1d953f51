package tables

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const sheetColumns = `id, case_id, person, text, total, next, result, made_at, lease, is_settled`

type sheetRow struct {
	ID      uuid.UUID
	Case    uuid.UUID `db:"case_id"`
	Person  uuid.UUID
	Text    claim.Ref
	Total   int
	Next    int
	Result  string
	MadeAt  int64 `db:"made_at"`
	Lease   int64
	Settled int64 `db:"is_settled"`
}

func (row sheetRow) sheet() lists.Sheet {
	return lists.Sheet{
		ID: row.ID, Case: row.Case, Person: row.Person, Text: row.Text, Total: row.Total, Next: row.Next,
		Result: []byte(row.Result), MadeAt: stored.Instant(row.MadeAt), Lease: stored.Instant(row.Lease), Settled: row.Settled == 1,
	}
}

// AddSheet keeps a list of claims to add. One that is there already stays as it is.
func (t *Tables) AddSheet(ctx context.Context, s lists.Sheet) error {
	return t.db.Write(ctx, "add sheet", func(w stored.Writing) error {
		return w.Exec(`insert into sheets (`+sheetColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
			s.ID.String(), s.Case.String(), s.Person.String(), string(s.Text), s.Total, s.Next, string(s.Result),
			stored.Micros(s.MadeAt), stored.Micros(s.Lease), stored.Flag(s.Settled))
	})
}

// LeaseSheet takes a list for whoever works on it until an instant. It reports
// whether that went well: not if it is settled or somebody else is at work on it.
func (t *Tables) LeaseSheet(ctx context.Context, id uuid.UUID, now, until time.Time) (bool, error) {
	var taken int64
	err := t.db.Write(ctx, "lease sheet", func(w stored.Writing) error {
		var err error
		taken, err = w.Count(`update sheets set lease = ? where id = ? and is_settled = 0 and lease <= ?`,
			stored.Micros(until), id.String(), stored.Micros(now))
		return err
	})
	return taken > 0, err
}

// SaveSheet notes how far a list is settled, and the lease of whoever works on it.
func (t *Tables) SaveSheet(ctx context.Context, s lists.Sheet) error {
	return t.db.Write(ctx, "save sheet", func(w stored.Writing) error {
		return w.Exec(`update sheets set next = ?, result = ?, lease = ?, is_settled = ? where id = ? and next <= ?`,
			s.Next, string(s.Result), stored.Micros(s.Lease), stored.Flag(s.Settled), s.ID.String(), s.Next)
	})
}

// Sheet returns a list of claims that is or was being added. It fails with
// CodeNotFound if there is none.
func (t *Tables) Sheet(ctx context.Context, id uuid.UUID) (lists.Sheet, error) {
	var row sheetRow
	err := stored.Get(ctx, t.db, &row, `select `+sheetColumns+` from sheets where id = ?`, id.String())
	if errors.Is(err, sql.ErrNoRows) {
		return lists.Sheet{}, claim.Errorf(claim.CodeNotFound, "there is no list of claims %s", id)
	}
	return row.sheet(), t.db.Fail("sheet", err)
}

// OpenSheets returns the lists of claims that are not settled, of one case or
// of all for the zero id, oldest first.
func (t *Tables) OpenSheets(ctx context.Context, caseID uuid.UUID) ([]lists.Sheet, error) {
	var rows []sheetRow
	err := stored.Select(ctx, t.db, &rows, `
		select `+sheetColumns+` from sheets where is_settled = 0 and (? = '' or case_id = ?) order by made_at`,
		stored.ID(caseID), stored.ID(caseID))
	if err != nil {
		return nil, t.db.Fail("open sheets", err)
	}
	sheets := make([]lists.Sheet, len(rows))
	for i, row := range rows {
		sheets[i] = row.sheet()
	}
	return sheets, nil
}
