package accounts

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const selectCredentials = `select id, person, kind, lookup, label, secret, uses, made_at, used_at from credentials `

type credentialRow struct {
	ID, Person uuid.UUID
	Kind       people.CredentialKind
	Lookup     string
	Label      string
	Secret     []byte
	Uses       int64
	MadeAt     int64 `db:"made_at"`
	UsedAt     int64 `db:"used_at"`
}

func (row credentialRow) credential() signin.Credential {
	return signin.Credential{
		ID: row.ID, Person: row.Person, Kind: row.Kind, Key: row.Lookup, Label: row.Label,
		Secret: row.Secret, Count: row.Uses, MadeAt: stored.Instant(row.MadeAt), UsedAt: stored.Instant(row.UsedAt),
	}
}

// PutCredential adds a credential, or replaces the person's own with its kind
// and key. It fails with CodeExists if it is another person's.
func (a *Accounts) PutCredential(ctx context.Context, c signin.Credential) error {
	return a.db.Write(ctx, "put credential", func(w stored.Writing) error {
		n, err := w.Count(`
			insert into credentials (id, person, kind, lookup, label, secret, uses, made_at, used_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict (kind, lookup) do update set id = excluded.id, label = excluded.label, secret = excluded.secret,
				uses = excluded.uses, made_at = excluded.made_at, used_at = excluded.used_at
			where credentials.person = excluded.person`,
			c.ID.String(), c.Person.String(), string(c.Kind), c.Key, stored.Storable(c.Label), someBytes(c.Secret), c.Count, stored.Micros(c.MadeAt), stored.Micros(c.UsedAt))
		if err == nil && n == 0 {
			return stored.Taken()
		}
		return err
	})
}

// someBytes is never null: SQLite gives an empty blob back as none.
func someBytes(b []byte) []byte { return append([]byte{}, b...) }

// Credentials returns those of a person, oldest first.
func (a *Accounts) Credentials(ctx context.Context, person uuid.UUID) ([]signin.Credential, error) {
	var rows []credentialRow
	err := stored.Select(ctx, a.db, &rows, selectCredentials+`where person = ? order by made_at, id`, person.String())
	found := make([]signin.Credential, len(rows))
	for i, row := range rows {
		found[i] = row.credential()
	}
	return found, a.db.Fail("credentials", err)
}

// CredentialByKey finds the one credential of a kind with a key. It fails with
// CodeNotFound if there is none.
func (a *Accounts) CredentialByKey(ctx context.Context, kind people.CredentialKind, key string) (signin.Credential, error) {
	var row credentialRow
	err := stored.Get(ctx, a.db, &row, selectCredentials+`where kind = ? and lookup = ?`, string(kind), key)
	return row.credential(), a.absent(err, "credential", "credential")
}

// RemoveCredential removes a person's credential. It fails with CodeNotFound if there is none.
func (a *Accounts) RemoveCredential(ctx context.Context, person, id uuid.UUID) error {
	return a.removeOwn(ctx, "credentials", person, id, "credential")
}

// removeOwn removes a row that belongs to a person.
func (a *Accounts) removeOwn(ctx context.Context, table string, person, id uuid.UUID, what string) error {
	return a.db.Write(ctx, "remove "+what, func(w stored.Writing) error {
		n, err := w.Count("delete from "+table+" where person = ? and id = ?", person.String(), id.String())
		if err == nil && n == 0 {
			return claim.Errorf(claim.CodeNotFound, "there is no such %s", what)
		}
		return err
	})
}

// UseCredential notes a use: its instant, and the count and secret after it, if
// the count is still the one before. It reports whether it was, so that of two
// who use the same code one is refused.
func (a *Accounts) UseCredential(ctx context.Context, c signin.Credential, before int64) (used bool, err error) {
	err = a.db.Write(ctx, "use credential", func(w stored.Writing) error {
		n, err := w.Count(`update credentials set uses = ?, secret = ?, used_at = ? where id = ? and uses = ?`,
			c.Count, someBytes(c.Secret), stored.Micros(c.UsedAt), c.ID.String(), before)
		used = n == 1
		return err
	})
	return used && err == nil, err
}

// CredentialKinds tells how each person can sign in.
func (a *Accounts) CredentialKinds(ctx context.Context) (map[uuid.UUID][]people.CredentialKind, error) {
	var rows []struct {
		Person uuid.UUID
		Kind   people.CredentialKind
	}
	err := stored.Select(ctx, a.db, &rows, `select distinct person, kind from credentials order by person, kind`)
	kinds := map[uuid.UUID][]people.CredentialKind{}
	for _, row := range rows {
		kinds[row.Person] = append(kinds[row.Person], row.Kind)
	}
	return kinds, a.db.Fail("credential kinds", err)
}
