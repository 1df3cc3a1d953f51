package record

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// NoteLook keeps how far a person has seen a claim, unless she has seen more of
// it already.
func (r *Record) NoteLook(ctx context.Context, l claim.Look) error {
	return r.submit(ctx, "note look", func(b *batch) error {
		return b.exec(`
			insert into looks (person, claim, version, subject, at) values (?, ?, ?, ?, ?)
			on conflict (person, claim) do update set version = excluded.version, subject = excluded.subject, at = excluded.at
			where excluded.version >= looks.version`,
			l.Person.String(), l.Claim.String(), l.Version, l.Subject, micros(l.At))
	})
}

// Look returns how far a person has seen a claim; its version is 0 if never.
func (r *Record) Look(ctx context.Context, person, about uuid.UUID) (claim.Look, error) {
	var row struct {
		Version, At int64
		Subject     string
	}
	l := claim.Look{Person: person, Claim: about}
	err := get(ctx, r.read, &row, `select version, subject, at from looks where person = ? and claim = ?`, person.String(), about.String())
	if errors.Is(err, sql.ErrNoRows) {
		return l, nil
	}
	l.Version, l.Subject, l.At = row.Version, row.Subject, instant(row.At)
	return l, r.fail("look", err)
}
