package accounts

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const selectSessions = `
	select hash, id, person, method, is_second_factor, made_at, seen_at, ends_at, address, agent from sessions `

type sessionRow struct {
	Hash           string
	ID, Person     uuid.UUID
	Method         people.CredentialKind
	IsSecondFactor bool  `db:"is_second_factor"`
	MadeAt         int64 `db:"made_at"`
	SeenAt         int64 `db:"seen_at"`
	EndsAt         int64 `db:"ends_at"`
	Address, Agent string
}

func (row sessionRow) session() signin.Session {
	return signin.Session{
		ID: row.ID, Hash: row.Hash, Person: row.Person, Method: row.Method, SecondFactor: row.IsSecondFactor,
		MadeAt: stored.Instant(row.MadeAt), SeenAt: stored.Instant(row.SeenAt), EndsAt: stored.Instant(row.EndsAt),
		Address: row.Address, Agent: row.Agent,
	}
}

// PutSession adds a session.
func (a *Accounts) PutSession(ctx context.Context, s signin.Session) error {
	return a.db.Write(ctx, "put session", func(w stored.Writing) error {
		return w.Exec(`
			insert into sessions (hash, id, person, method, is_second_factor, made_at, seen_at, ends_at, address, agent)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.Hash, s.ID.String(), s.Person.String(), string(s.Method), stored.Flag(s.SecondFactor),
			stored.Micros(s.MadeAt), stored.Micros(s.SeenAt), stored.Micros(s.EndsAt), stored.Storable(s.Address), stored.Storable(s.Agent))
	})
}

// SessionByHash finds a session, ended or not. It fails with CodeNotFound if there is none.
func (a *Accounts) SessionByHash(ctx context.Context, hash string) (signin.Session, error) {
	var row sessionRow
	err := stored.Get(ctx, a.db, &row, selectSessions+`where hash = ?`, hash)
	return row.session(), a.absent(err, "session", "session")
}

// SeeSession notes when a session is used, and from where.
func (a *Accounts) SeeSession(ctx context.Context, s signin.Session) error {
	return a.db.Write(ctx, "see session", func(w stored.Writing) error {
		return w.Exec(`update sessions set seen_at = ?, address = ?, agent = ? where hash = ? and seen_at <= ?`,
			stored.Micros(s.SeenAt), stored.Storable(s.Address), stored.Storable(s.Agent), s.Hash, stored.Micros(s.SeenAt))
	})
}

// Sessions returns those of a person, the one used last first.
func (a *Accounts) Sessions(ctx context.Context, person uuid.UUID) ([]signin.Session, error) {
	var rows []sessionRow
	err := stored.Select(ctx, a.db, &rows, selectSessions+`where person = ? order by seen_at desc, id`, person.String())
	sessions := make([]signin.Session, len(rows))
	for i, row := range rows {
		sessions[i] = row.session()
	}
	return sessions, a.db.Fail("sessions", err)
}

// RemoveSession ends a person's session. It fails with CodeNotFound if there is none.
func (a *Accounts) RemoveSession(ctx context.Context, person, id uuid.UUID) error {
	return a.removeOwn(ctx, "sessions", person, id, "session")
}

// RotateSession gives a session another token. It fails with CodeNotFound if
// the session has ended.
func (a *Accounts) RotateSession(ctx context.Context, id uuid.UUID, hash string) error {
	return a.db.Write(ctx, "rotate session", func(w stored.Writing) error {
		n, err := w.Count(`update sessions set hash = ? where id = ?`, hash, id.String())
		if err == nil && n == 0 {
			return claim.Errorf(claim.CodeNotFound, "there is no such session")
		}
		return err
	})
}
