package accounts

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const selectBrowsers = `select hash, id, person, sealed, label, made_at, told_at, failing, dropped_at from browsers `

type browserRow struct {
	Hash       string
	ID, Person uuid.UUID
	Sealed     []byte
	Label      string
	MadeAt     int64 `db:"made_at"`
	ToldAt     int64 `db:"told_at"`
	Failing    string
	DroppedAt  int64 `db:"dropped_at"`
}

func (row browserRow) browser() lists.Browser {
	return lists.Browser{
		ID: row.ID, Hash: row.Hash, Person: row.Person, Sealed: row.Sealed, Label: row.Label, MadeAt: stored.Instant(row.MadeAt),
		ToldAt: stored.Instant(row.ToldAt), Failing: row.Failing, DroppedAt: stored.Instant(row.DroppedAt),
	}
}

// PutBrowser subscribes a browser. One that somebody else has subscribed is that one's no
// more: whoever sits there now is told there.
func (a *Accounts) PutBrowser(ctx context.Context, b lists.Browser) error {
	return a.db.Write(ctx, "put browser", func(w stored.Writing) error {
		return w.Exec(`insert into browsers (hash, id, person, sealed, label, made_at, told_at, failing, dropped_at) values (?, ?, ?, ?, ?, ?, 0, '', 0)
			on conflict (hash) do update set id = excluded.id, person = excluded.person, sealed = excluded.sealed, label = excluded.label,
				made_at = excluded.made_at, told_at = 0, failing = '', dropped_at = 0`,
			b.Hash, b.ID.String(), b.Person.String(), b.Sealed, stored.Storable(b.Label), stored.Micros(b.MadeAt))
	})
}

// Browsers returns those of everybody, by person and as they were subscribed; with those
// that were dropped not long ago.
func (a *Accounts) Browsers(ctx context.Context) ([]lists.Browser, error) {
	return a.browsers(ctx, `order by person, made_at, id`)
}

// BrowsersOf returns those of a person, as they were subscribed.
func (a *Accounts) BrowsersOf(ctx context.Context, person uuid.UUID) ([]lists.Browser, error) {
	return a.browsers(ctx, `where person = ? order by made_at, id`, person.String())
}

func (a *Accounts) browsers(ctx context.Context, which string, args ...any) ([]lists.Browser, error) {
	var rows []browserRow
	err := stored.Select(ctx, a.db, &rows, selectBrowsers+which, args...)
	all := make([]lists.Browser, len(rows))
	for i, row := range rows {
		all[i] = row.browser()
	}
	return all, a.db.Fail("browsers", err)
}

// NoteBrowser notes what became of a message to a browser: failing is empty if its push
// service took it. One that is subscribed anew in the meantime is left as it is.
func (a *Accounts) NoteBrowser(ctx context.Context, id uuid.UUID, failing string, at time.Time) error {
	return a.db.Write(ctx, "note browser", func(w stored.Writing) error {
		return w.Exec(`update browsers set failing = ?, told_at = case when ? = '' then ? else told_at end where id = ? and dropped_at = 0`,
			failing, failing, stored.Micros(at), id.String())
	})
}

// DropBrowser forgets where a browser is, as its push service knows of it no more.
func (a *Accounts) DropBrowser(ctx context.Context, id uuid.UUID, at time.Time) error {
	return a.db.Write(ctx, "drop browser", func(w stored.Writing) error {
		return w.Exec(`update browsers set sealed = ?, failing = '', dropped_at = ? where id = ? and dropped_at = 0`, []byte{}, stored.Micros(at), id.String())
	})
}

// RemoveBrowser ends the subscription of a person's browser. It fails with CodeNotFound if there is none.
func (a *Accounts) RemoveBrowser(ctx context.Context, person, id uuid.UUID) error {
	return a.removeOwn(ctx, "browsers", person, id, "browser")
}

// RemoveBrowsers ends the subscriptions of all of a person's browsers.
func (a *Accounts) RemoveBrowsers(ctx context.Context, person uuid.UUID) error {
	return a.db.Write(ctx, "remove browsers", func(w stored.Writing) error {
		return w.Exec(`delete from browsers where person = ?`, person.String())
	})
}

// PushKey returns the key under which browsers are subscribed, as it was sealed; nothing
// if there is none.
func (a *Accounts) PushKey(ctx context.Context) ([]byte, error) {
	var sealed []byte
	err := stored.Get(ctx, a.db, &sealed, `select sealed from push_key`)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return sealed, a.db.Fail("push key", err)
}

// PutPushKey keeps a key, unless there is one: of two that are made at once the first counts.
func (a *Accounts) PutPushKey(ctx context.Context, sealed []byte) error {
	return a.db.Write(ctx, "put push key", func(w stored.Writing) error {
		return w.Exec(`insert into push_key (only_one, sealed) values (1, ?) on conflict (only_one) do nothing`, sealed)
	})
}
