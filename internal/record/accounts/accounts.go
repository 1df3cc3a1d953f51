package accounts

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// absent says what it means that a row is not there.
func (a *Accounts) absent(err error, operation, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return claim.Errorf(claim.CodeNotFound, "there is no such %s", what)
	}
	return a.db.Fail(operation, err)
}

// Shut ends every session, token, link, flow and subscribed browser of a person at once.
func (a *Accounts) Shut(ctx context.Context, person uuid.UUID) error {
	return a.db.Write(ctx, "shut account", func(w stored.Writing) error {
		for _, table := range []string{"sessions", "api_tokens", "invitations", "sign_in_flows", "browsers"} {
			if err := w.Exec("delete from "+table+" where person = ?", person.String()); err != nil {
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
	droppedLife = 30 * 24 * time.Hour // of a browser whose push service knows of it no more
)

// SweepAccounts removes what is over: sessions, tokens, links and flows past
// their end, and attempts that no limit looks at any more.
func (a *Accounts) SweepAccounts(ctx context.Context, at time.Time) error {
	return a.db.Write(ctx, "sweep accounts", func(w stored.Writing) error {
		now := stored.Micros(at)
		for _, over := range []struct {
			statement string
			before    int64
		}{
			{`delete from sessions where ends_at <= ?`, now},
			{`delete from sessions where seen_at <= ?`, stored.Micros(at.Add(-sessionRest))},
			{`delete from api_tokens where ends_at <> 0 and ends_at <= ?`, now},
			{`delete from invitations where ends_at <= ?`, now},
			{`delete from sign_in_flows where ends_at <= ?`, now},
			{`delete from browsers where dropped_at <> 0 and dropped_at <= ?`, stored.Micros(at.Add(-droppedLife))},
			{`delete from attempts where at <= ?`, stored.Micros(at.Add(-attemptLife))},
		} {
			if err := w.Exec(over.statement, over.before); err != nil {
				return err
			}
		}
		return nil
	})
}

// Attempt counts an attempt under every limit, unless one of them is reached:
// then nothing is counted, and it returns when there is room again. Who asks at
// the same time is counted one after the other.
func (a *Accounts) Attempt(ctx context.Context, limits []signin.AttemptLimit, at time.Time) (again time.Time, err error) {
	err = a.db.Write(ctx, "attempt", func(w stored.Writing) error {
		again = time.Time{}
		for _, l := range limits {
			free, err := roomAt(w, l, at)
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
			if err := w.Exec(`insert into attempts (id, who, at) values (?, ?, ?)`, uuid.NewString(), l.Key, stored.Micros(at)); err != nil {
				return err
			}
		}
		return nil
	})
	return again, err
}

// roomAt is when a limit that is reached has room again, and zero for one that
// is not: when the oldest of the attempts that fill it is out of its window.
func roomAt(w stored.Writing, l signin.AttemptLimit, at time.Time) (time.Time, error) {
	var filling []int64
	err := w.Select(&filling, `select at from attempts where who = ? and at > ? order by at desc limit ?`,
		l.Key, stored.Micros(at.Add(-l.Within)), l.Max)
	if err != nil || len(filling) < l.Max {
		return time.Time{}, err
	}
	return stored.Instant(filling[len(filling)-1]).Add(l.Within), nil
}

// Release takes the latest attempt under a key back: it was none.
func (a *Accounts) Release(ctx context.Context, key string) error {
	return a.db.Write(ctx, "release attempt", func(w stored.Writing) error {
		return w.Exec(`delete from attempts where id = (select id from attempts where who = ? order by at desc, id limit 1)`, key)
	})
}

// Forgive forgets the attempts under the keys.
func (a *Accounts) Forgive(ctx context.Context, keys ...string) error {
	return a.db.Write(ctx, "forgive attempts", func(w stored.Writing) error {
		for _, key := range keys {
			if err := w.Exec(`delete from attempts where who = ?`, key); err != nil {
				return err
			}
		}
		return nil
	})
}
