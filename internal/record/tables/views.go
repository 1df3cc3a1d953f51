package tables

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// What a person keeps for herself is working state: nobody else sees it, and
// filling the tables again leaves it alone.

// Views returns a person's saved views by name.
func (t *Tables) Views(ctx context.Context, person uuid.UUID) ([]lists.SavedView, error) {
	var rows []struct {
		Name, Query string
		At          int64
	}
	err := stored.Select(ctx, t.db, &rows, `select name, query, at from views where person = ? order by name`, person.String())
	views := make([]lists.SavedView, len(rows))
	for i, row := range rows {
		views[i] = lists.SavedView{Name: row.Name, Query: row.Query, At: stored.Instant(row.At)}
	}
	return views, t.db.Fail("views", err)
}

// SaveView keeps a view, in place of one of the same name.
func (t *Tables) SaveView(ctx context.Context, person uuid.UUID, v lists.SavedView) error {
	return t.db.Write(ctx, "save view", func(w stored.Writing) error {
		return w.Exec(`insert into views (person, name, query, at) values (?, ?, ?, ?)
			on conflict (person, name) do update set query = excluded.query, at = excluded.at`,
			person.String(), v.Name, v.Query, stored.Micros(v.At))
	})
}

// RemoveView removes a view; one that is not there is gone already.
func (t *Tables) RemoveView(ctx context.Context, person uuid.UUID, name string) error {
	return t.db.Write(ctx, "remove view", func(w stored.Writing) error {
		return w.Exec(`delete from views where person = ? and name = ?`, person.String(), name)
	})
}

// Preference returns what a person has set, "" for nothing.
func (t *Tables) Preference(ctx context.Context, person uuid.UUID, name string) (string, error) {
	var value string
	err := stored.Get(ctx, t.db, &value, `select value from preferences where person = ? and name = ?`, person.String(), name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, t.db.Fail("preference", err)
}

// SetPreference keeps what a person has set.
func (t *Tables) SetPreference(ctx context.Context, person uuid.UUID, name, value string) error {
	return t.db.Write(ctx, "set preference", func(w stored.Writing) error {
		return w.Exec(`insert into preferences (person, name, value) values (?, ?, ?)
			on conflict (person, name) do update set value = excluded.value`, person.String(), name, value)
	})
}

// ofStories is the condition that a request is no part of a sample.
const ofStories = `not exists (select 1 from correspondences join cases on cases.id = correspondences.case_id
	where correspondences.id = requests.correspondence and cases.is_sample = 1)`

// Counts says how much there is on the desk, each up to two: whether there is
// any, and whether there is more than one.
func (t *Tables) Counts(ctx context.Context) (people, cases, requests int, err error) {
	few := func(table, where string) string {
		return `select count(*) from (select 1 from ` + table + ` where ` + where + ` limit 2) as few`
	}
	for _, ask := range []struct {
		into  *int
		query string
	}{{&people, few("names", "kind = 'person'")}, {&cases, few("cases", "is_sample = 0")}, {&requests, few("requests", ofStories)}} {
		if err := stored.Get(ctx, t.db, ask.into, ask.query); err != nil {
			return 0, 0, 0, t.db.Fail("counts", err)
		}
	}
	return people, cases, requests, nil
}
