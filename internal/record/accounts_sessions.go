package record

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

const selectSessions = `
	select hash, id, person, method, is_second_factor, made_at, seen_at, ends_at, address, agent from sessions `

type sessionRow struct {
	Hash           string
	ID, Person     uuid.UUID
	Method         claim.CredentialKind
	IsSecondFactor bool  `db:"is_second_factor"`
	MadeAt         int64 `db:"made_at"`
	SeenAt         int64 `db:"seen_at"`
	EndsAt         int64 `db:"ends_at"`
	Address, Agent string
}

func (row sessionRow) session() claim.Session {
	return claim.Session{
		ID: row.ID, Hash: row.Hash, Person: row.Person, Method: row.Method, SecondFactor: row.IsSecondFactor,
		MadeAt: instant(row.MadeAt), SeenAt: instant(row.SeenAt), EndsAt: instant(row.EndsAt),
		Address: row.Address, Agent: row.Agent,
	}
}

// PutSession adds a session.
func (r *Record) PutSession(ctx context.Context, s claim.Session) error {
	return r.submit(ctx, "put session", func(b *batch) error {
		return b.exec(`
			insert into sessions (hash, id, person, method, is_second_factor, made_at, seen_at, ends_at, address, agent)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.Hash, s.ID.String(), s.Person.String(), string(s.Method), flag(s.SecondFactor),
			micros(s.MadeAt), micros(s.SeenAt), micros(s.EndsAt), storable(s.Address), storable(s.Agent))
	})
}

// SessionByHash finds a session, ended or not. It fails with CodeNotFound if there is none.
func (r *Record) SessionByHash(ctx context.Context, hash string) (claim.Session, error) {
	var row sessionRow
	err := get(ctx, r.read, &row, selectSessions+`where hash = ?`, hash)
	return row.session(), r.absent(err, "session", "session")
}

// SeeSession notes when a session is used, and from where.
func (r *Record) SeeSession(ctx context.Context, s claim.Session) error {
	return r.submit(ctx, "see session", func(b *batch) error {
		return b.exec(`update sessions set seen_at = ?, address = ?, agent = ? where hash = ? and seen_at <= ?`,
			micros(s.SeenAt), storable(s.Address), storable(s.Agent), s.Hash, micros(s.SeenAt))
	})
}

// Sessions returns those of a person, the one used last first.
func (r *Record) Sessions(ctx context.Context, person uuid.UUID) ([]claim.Session, error) {
	var rows []sessionRow
	err := selectAll(ctx, r.read, &rows, selectSessions+`where person = ? order by seen_at desc, id`, person.String())
	sessions := make([]claim.Session, len(rows))
	for i, row := range rows {
		sessions[i] = row.session()
	}
	return sessions, r.fail("sessions", err)
}

// RemoveSession ends a person's session. It fails with CodeNotFound if there is none.
func (r *Record) RemoveSession(ctx context.Context, person, id uuid.UUID) error {
	return r.removeOwn(ctx, "sessions", person, id, "session")
}

// RotateSession gives a session another token. It fails with CodeNotFound if
// the session has ended.
func (r *Record) RotateSession(ctx context.Context, id uuid.UUID, hash string) error {
	return r.submit(ctx, "rotate session", func(b *batch) error {
		n, err := b.count(`update sessions set hash = ? where id = ?`, hash, id.String())
		if err == nil && n == 0 {
			return claim.Errorf(claim.CodeNotFound, "there is no such session")
		}
		return err
	})
}
