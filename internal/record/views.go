package record

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// What a person keeps for herself is working state: nobody else sees it, and
// filling the tables again leaves it alone.

// Views returns a person's saved views by name.
func (r *Record) Views(ctx context.Context, person uuid.UUID) ([]claim.SavedView, error) {
	var rows []struct {
		Name, Query string
		At          int64
	}
	err := selectAll(ctx, r.read, &rows, `select name, query, at from views where person = ? order by name`, person.String())
	views := make([]claim.SavedView, len(rows))
	for i, row := range rows {
		views[i] = claim.SavedView{Name: row.Name, Query: row.Query, At: instant(row.At)}
	}
	return views, r.fail("views", err)
}

// SaveView keeps a view, in place of one of the same name.
func (r *Record) SaveView(ctx context.Context, person uuid.UUID, v claim.SavedView) error {
	return r.submit(ctx, "save view", func(b *batch) error {
		return b.exec(`insert into views (person, name, query, at) values (?, ?, ?, ?)
			on conflict (person, name) do update set query = excluded.query, at = excluded.at`,
			person.String(), v.Name, v.Query, micros(v.At))
	})
}

// RemoveView removes a view; one that is not there is gone already.
func (r *Record) RemoveView(ctx context.Context, person uuid.UUID, name string) error {
	return r.submit(ctx, "remove view", func(b *batch) error {
		return b.exec(`delete from views where person = ? and name = ?`, person.String(), name)
	})
}

// Preference returns what a person has set, "" for nothing.
func (r *Record) Preference(ctx context.Context, person uuid.UUID, name string) (string, error) {
	var value string
	err := get(ctx, r.read, &value, `select value from preferences where person = ? and name = ?`, person.String(), name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, r.fail("preference", err)
}

// SetPreference keeps what a person has set.
func (r *Record) SetPreference(ctx context.Context, person uuid.UUID, name, value string) error {
	return r.submit(ctx, "set preference", func(b *batch) error {
		return b.exec(`insert into preferences (person, name, value) values (?, ?, ?)
			on conflict (person, name) do update set value = excluded.value`, person.String(), name, value)
	})
}

// Counts says how much there is on the desk, each up to two: whether there is
// any, and whether there is more than one.
func (r *Record) Counts(ctx context.Context) (people, cases, requests int, err error) {
	few := func(table, where string) string {
		return `select count(*) from (select 1 from ` + table + ` where ` + where + ` limit 2) as few`
	}
	for _, ask := range []struct {
		into  *int
		query string
	}{{&people, few("names", "kind = 'person'")}, {&cases, few("cases", "1 = 1")}, {&requests, few("requests", "1 = 1")}} {
		if err := get(ctx, r.read, ask.into, ask.query); err != nil {
			return 0, 0, 0, r.fail("counts", err)
		}
	}
	return people, cases, requests, nil
}
