package tables

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// NoteLook keeps how far a person has seen a claim, unless she has seen more of
// it already.
func (t *Tables) NoteLook(ctx context.Context, l lists.Look) error {
	return t.db.Write(ctx, "note look", func(w stored.Writing) error {
		return w.Exec(`
			insert into looks (person, claim, version, subject, at) values (?, ?, ?, ?, ?)
			on conflict (person, claim) do update set version = excluded.version, subject = excluded.subject, at = excluded.at
			where excluded.version >= looks.version`,
			l.Person.String(), l.Claim.String(), l.Version, l.Subject, stored.Micros(l.At))
	})
}

// Look returns how far a person has seen a claim; its version is 0 if never.
func (t *Tables) Look(ctx context.Context, person, about uuid.UUID) (lists.Look, error) {
	var row struct {
		Version, At int64
		Subject     string
	}
	l := lists.Look{Person: person, Claim: about}
	err := stored.Get(ctx, t.db, &row, `select version, subject, at from looks where person = ? and claim = ?`, person.String(), about.String())
	if errors.Is(err, sql.ErrNoRows) {
		return l, nil
	}
	l.Version, l.Subject, l.At = row.Version, row.Subject, stored.Instant(row.At)
	return l, t.db.Fail("look", err)
}
