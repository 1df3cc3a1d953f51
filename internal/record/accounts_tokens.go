package record

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

const selectTokens = `select hash, id, person, label, scope, made_at, ends_at, used_at from api_tokens `

type tokenRow struct {
	Hash       string
	ID, Person uuid.UUID
	Label      string
	Scope      claim.Scope
	MadeAt     int64 `db:"made_at"`
	EndsAt     int64 `db:"ends_at"`
	UsedAt     int64 `db:"used_at"`
}

func (row tokenRow) token() claim.APIToken {
	return claim.APIToken{
		ID: row.ID, Hash: row.Hash, Person: row.Person, Label: row.Label, Scope: row.Scope,
		MadeAt: instant(row.MadeAt), EndsAt: instant(row.EndsAt), UsedAt: instant(row.UsedAt),
	}
}

// PutAPIToken adds a token. It fails with CodeExists if its identifier is taken.
func (r *Record) PutAPIToken(ctx context.Context, t claim.APIToken) error {
	return r.submit(ctx, "put token", func(b *batch) error {
		n, err := b.count(`
			insert into api_tokens (hash, id, person, label, scope, made_at, ends_at, used_at) values (?, ?, ?, ?, ?, ?, ?, 0)
			on conflict (id) do nothing`,
			t.Hash, t.ID.String(), t.Person.String(), storable(t.Label), string(t.Scope), micros(t.MadeAt), micros(t.EndsAt))
		if err == nil && n == 0 {
			return taken()
		}
		return err
	})
}

// APITokenByHash finds a token, over or not. It fails with CodeNotFound if there is none.
func (r *Record) APITokenByHash(ctx context.Context, hash string) (claim.APIToken, error) {
	var row tokenRow
	err := get(ctx, r.read, &row, selectTokens+`where hash = ?`, hash)
	return row.token(), r.absent(err, "token", "token")
}

// UseAPIToken notes that a token is used.
func (r *Record) UseAPIToken(ctx context.Context, hash string, at time.Time) error {
	return r.submit(ctx, "use token", func(b *batch) error {
		return b.exec(`update api_tokens set used_at = ? where hash = ? and used_at < ?`, micros(at), hash, micros(at))
	})
}

// APITokens returns those of a person, newest first.
func (r *Record) APITokens(ctx context.Context, person uuid.UUID) ([]claim.APIToken, error) {
	var rows []tokenRow
	err := selectAll(ctx, r.read, &rows, selectTokens+`where person = ? order by made_at desc, id`, person.String())
	tokens := make([]claim.APIToken, len(rows))
	for i, row := range rows {
		tokens[i] = row.token()
	}
	return tokens, r.fail("tokens", err)
}

// RemoveAPIToken ends a person's token. It fails with CodeNotFound if there is none.
func (r *Record) RemoveAPIToken(ctx context.Context, person, id uuid.UUID) error {
	return r.removeOwn(ctx, "api_tokens", person, id, "token")
}
