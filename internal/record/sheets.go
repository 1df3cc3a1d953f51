package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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

func (row sheetRow) sheet() claim.Sheet {
	return claim.Sheet{
		ID: row.ID, Case: row.Case, Person: row.Person, Text: row.Text, Total: row.Total, Next: row.Next,
		Result: []byte(row.Result), MadeAt: instant(row.MadeAt), Lease: instant(row.Lease), Settled: row.Settled == 1,
	}
}

// AddSheet keeps a list of claims to add. One that is there already stays as it is.
func (r *Record) AddSheet(ctx context.Context, s claim.Sheet) error {
	return r.submit(ctx, "add sheet", func(b *batch) error {
		return b.exec(`insert into sheets (`+sheetColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
			s.ID.String(), s.Case.String(), s.Person.String(), string(s.Text), s.Total, s.Next, string(s.Result),
			micros(s.MadeAt), micros(s.Lease), flag(s.Settled))
	})
}

// LeaseSheet takes a list for whoever works on it until an instant. It reports
// whether that went well: not if it is settled or somebody else is at work on it.
func (r *Record) LeaseSheet(ctx context.Context, id uuid.UUID, now, until time.Time) (bool, error) {
	var taken int64
	err := r.submit(ctx, "lease sheet", func(b *batch) error {
		var err error
		taken, err = b.count(`update sheets set lease = ? where id = ? and is_settled = 0 and lease <= ?`,
			micros(until), id.String(), micros(now))
		return err
	})
	return taken > 0, err
}

// SaveSheet notes how far a list is settled, and the lease of whoever works on it.
func (r *Record) SaveSheet(ctx context.Context, s claim.Sheet) error {
	return r.submit(ctx, "save sheet", func(b *batch) error {
		return b.exec(`update sheets set next = ?, result = ?, lease = ?, is_settled = ? where id = ? and next <= ?`,
			s.Next, string(s.Result), micros(s.Lease), flag(s.Settled), s.ID.String(), s.Next)
	})
}

// Sheet returns a list of claims that is or was being added. It fails with
// CodeNotFound if there is none.
func (r *Record) Sheet(ctx context.Context, id uuid.UUID) (claim.Sheet, error) {
	var row sheetRow
	err := get(ctx, r.read, &row, `select `+sheetColumns+` from sheets where id = ?`, id.String())
	if errors.Is(err, sql.ErrNoRows) {
		return claim.Sheet{}, claim.Errorf(claim.CodeNotFound, "there is no list of claims %s", id)
	}
	return row.sheet(), r.fail("sheet", err)
}

// OpenSheets returns the lists of claims that are not settled, of one case or
// of all for the zero id, oldest first.
func (r *Record) OpenSheets(ctx context.Context, caseID uuid.UUID) ([]claim.Sheet, error) {
	var rows []sheetRow
	err := selectAll(ctx, r.read, &rows, `
		select `+sheetColumns+` from sheets where is_settled = 0 and (? = '' or case_id = ?) order by made_at`,
		idText(caseID), idText(caseID))
	if err != nil {
		return nil, r.fail("open sheets", err)
	}
	sheets := make([]claim.Sheet, len(rows))
	for i, row := range rows {
		sheets[i] = row.sheet()
	}
	return sheets, nil
}
