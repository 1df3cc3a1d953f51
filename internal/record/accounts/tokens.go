package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const selectTokens = `select hash, id, person, label, scope, made_at, ends_at, used_at from api_tokens `

type tokenRow struct {
	Hash       string
	ID, Person uuid.UUID
	Label      string
	Scope      people.Scope
	MadeAt     int64 `db:"made_at"`
	EndsAt     int64 `db:"ends_at"`
	UsedAt     int64 `db:"used_at"`
}

func (row tokenRow) token() signin.APIToken {
	return signin.APIToken{
		ID: row.ID, Hash: row.Hash, Person: row.Person, Label: row.Label, Scope: row.Scope,
		MadeAt: stored.Instant(row.MadeAt), EndsAt: stored.Instant(row.EndsAt), UsedAt: stored.Instant(row.UsedAt),
	}
}

// PutAPIToken adds a token. It fails with CodeExists if its identifier is taken.
func (a *Accounts) PutAPIToken(ctx context.Context, t signin.APIToken) error {
	return a.db.Write(ctx, "put token", func(w stored.Writing) error {
		n, err := w.Count(`
			insert into api_tokens (hash, id, person, label, scope, made_at, ends_at, used_at) values (?, ?, ?, ?, ?, ?, ?, 0)
			on conflict (id) do nothing`,
			t.Hash, t.ID.String(), t.Person.String(), stored.Storable(t.Label), string(t.Scope), stored.Micros(t.MadeAt), stored.Micros(t.EndsAt))
		if err == nil && n == 0 {
			return stored.Taken()
		}
		return err
	})
}

// APITokenByHash finds a token, over or not. It fails with CodeNotFound if there is none.
func (a *Accounts) APITokenByHash(ctx context.Context, hash string) (signin.APIToken, error) {
	var row tokenRow
	err := stored.Get(ctx, a.db, &row, selectTokens+`where hash = ?`, hash)
	return row.token(), a.absent(err, "token", "token")
}

// UseAPIToken notes that a token is used.
func (a *Accounts) UseAPIToken(ctx context.Context, hash string, at time.Time) error {
	return a.db.Write(ctx, "use token", func(w stored.Writing) error {
		return w.Exec(`update api_tokens set used_at = ? where hash = ? and used_at < ?`, stored.Micros(at), hash, stored.Micros(at))
	})
}

// APITokens returns those of a person, newest first.
func (a *Accounts) APITokens(ctx context.Context, person uuid.UUID) ([]signin.APIToken, error) {
	var rows []tokenRow
	err := stored.Select(ctx, a.db, &rows, selectTokens+`where person = ? order by made_at desc, id`, person.String())
	tokens := make([]signin.APIToken, len(rows))
	for i, row := range rows {
		tokens[i] = row.token()
	}
	return tokens, a.db.Fail("tokens", err)
}

// RemoveAPIToken ends a person's token. It fails with CodeNotFound if there is none.
func (a *Accounts) RemoveAPIToken(ctx context.Context, person, id uuid.UUID) error {
	return a.removeOwn(ctx, "api_tokens", person, id, "token")
}
