package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// absent says what it means that a row is not there.
func (r *Record) absent(err error, operation, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return claim.Errorf(claim.CodeNotFound, "there is no such %s", what)
	}
	return r.fail(operation, err)
}

// Shut ends every session, token, link and flow of a person at once.
func (r *Record) Shut(ctx context.Context, person uuid.UUID) error {
	return r.submit(ctx, "shut account", func(b *batch) error {
		for _, table := range []string{"sessions", "api_tokens", "invitations", "sign_in_flows"} {
			if err := b.exec("delete from "+table+" where person = ?", person.String()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Attempts are kept for attemptLife, sessions that nobody uses for sessionRest.
const (
	attemptLife = 24 * time.Hour
	sessionRest = 31 * 24 * time.Hour
)

// SweepAccounts removes what is over: sessions, tokens, links and flows past
// their end, and attempts that no limit looks at any more.
func (r *Record) SweepAccounts(ctx context.Context, at time.Time) error {
	return r.submit(ctx, "sweep accounts", func(b *batch) error {
		now := micros(at)
		for _, over := range []struct {
			statement string
			before    int64
		}{
			{`delete from sessions where ends_at <= ?`, now},
			{`delete from sessions where seen_at <= ?`, micros(at.Add(-sessionRest))},
			{`delete from api_tokens where ends_at <> 0 and ends_at <= ?`, now},
			{`delete from invitations where ends_at <= ?`, now},
			{`delete from sign_in_flows where ends_at <= ?`, now},
			{`delete from attempts where at <= ?`, micros(at.Add(-attemptLife))},
		} {
			if err := b.exec(over.statement, over.before); err != nil {
				return err
			}
		}
		return nil
	})
}

// Attempt counts an attempt under every limit, unless one of them is reached:
// then nothing is counted, and it returns when there is room again. Who asks at
// the same time is counted one after the other.
func (r *Record) Attempt(ctx context.Context, limits []claim.AttemptLimit, at time.Time) (again time.Time, err error) {
	err = r.submit(ctx, "attempt", func(b *batch) error {
		again = time.Time{}
		for _, l := range limits {
			free, err := b.roomAt(l, at)
			if err != nil {
				return err
			}
			if free.After(again) {
				again = free
			}
		}
		if !again.IsZero() {
			return nil
		}
		for _, l := range limits {
			if err := b.exec(`insert into attempts (id, who, at) values (?, ?, ?)`, uuid.NewString(), l.Key, micros(at)); err != nil {
				return err
			}
		}
		return nil
	})
	return again, err
}

// roomAt is when a limit that is reached has room again, and zero for one that
// is not: when the oldest of the attempts that fill it is out of its window.
func (b *batch) roomAt(l claim.AttemptLimit, at time.Time) (time.Time, error) {
	var filling []int64
	err := b.selectAll(&filling, `select at from attempts where who = ? and at > ? order by at desc limit ?`,
		l.Key, micros(at.Add(-l.Within)), l.Max)
	if err != nil || len(filling) < l.Max {
		return time.Time{}, err
	}
	return instant(filling[len(filling)-1]).Add(l.Within), nil
}

// Release takes the latest attempt under a key back: it was none.
func (r *Record) Release(ctx context.Context, key string) error {
	return r.submit(ctx, "release attempt", func(b *batch) error {
		return b.exec(`delete from attempts where id = (select id from attempts where who = ? order by at desc, id limit 1)`, key)
	})
}

// Forgive forgets the attempts under the keys.
func (r *Record) Forgive(ctx context.Context, keys ...string) error {
	return r.submit(ctx, "forgive attempts", func(b *batch) error {
		for _, key := range keys {
			if err := b.exec(`delete from attempts where who = ?`, key); err != nil {
				return err
			}
		}
		return nil
	})
}
