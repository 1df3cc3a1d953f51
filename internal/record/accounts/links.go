package accounts

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record/stored"
)

const selectInvitations = `select hash, id, kind, person, made_at, ends_at, used_at from invitations `

type invitationRow struct {
	Hash   string
	ID     uuid.UUID
	Kind   signin.InvitationKind
	Person uuid.UUID
	MadeAt int64 `db:"made_at"`
	EndsAt int64 `db:"ends_at"`
	UsedAt int64 `db:"used_at"`
}

func (row invitationRow) invitation() signin.Invitation {
	return signin.Invitation{
		ID: row.ID, Hash: row.Hash, Kind: row.Kind, Person: row.Person,
		MadeAt: stored.Instant(row.MadeAt), EndsAt: stored.Instant(row.EndsAt), UsedAt: stored.Instant(row.UsedAt),
	}
}

// PutInvitation adds a link. Unused ones of its kind and person end, so that of
// several links the newest alone is good.
func (a *Accounts) PutInvitation(ctx context.Context, i signin.Invitation) error {
	return a.db.Write(ctx, "put invitation", func(w stored.Writing) error {
		err := w.Exec(`delete from invitations where kind = ? and person = ? and used_at = 0`, string(i.Kind), stored.ID(i.Person))
		if err != nil {
			return err
		}
		return w.Exec(`insert into invitations (hash, id, kind, person, made_at, ends_at, used_at) values (?, ?, ?, ?, ?, ?, 0)`,
			i.Hash, i.ID.String(), string(i.Kind), stored.ID(i.Person), stored.Micros(i.MadeAt), stored.Micros(i.EndsAt))
	})
}

// InvitationByHash finds a link, used or not. It fails with CodeNotFound if there is none.
func (a *Accounts) InvitationByHash(ctx context.Context, hash string) (signin.Invitation, error) {
	var row invitationRow
	err := stored.Get(ctx, a.db, &row, selectInvitations+`where hash = ?`, hash)
	return row.invitation(), a.absent(err, "invitation", "invitation")
}

// UseInvitation uses a link up. It reports whether that was possible at the
// instant; of two who try, one is refused.
func (a *Accounts) UseInvitation(ctx context.Context, hash string, at time.Time) (used bool, err error) {
	err = a.db.Write(ctx, "use invitation", func(w stored.Writing) error {
		n, err := w.Count(`update invitations set used_at = ? where hash = ? and used_at = 0 and ends_at > ?`,
			stored.Micros(at), hash, stored.Micros(at))
		used = n == 1
		return err
	})
	return used && err == nil, err
}

// ReturnInvitation makes a link good again that was used in vain.
func (a *Accounts) ReturnInvitation(ctx context.Context, hash string) error {
	return a.db.Write(ctx, "return invitation", func(w stored.Writing) error {
		return w.Exec(`update invitations set used_at = 0 where hash = ?`, hash)
	})
}

// OpenInvitations returns the links to join that can be used at the instant.
func (a *Accounts) OpenInvitations(ctx context.Context, at time.Time) ([]signin.Invitation, error) {
	var rows []invitationRow
	err := stored.Select(ctx, a.db, &rows, selectInvitations+`where kind = ? and used_at = 0 and ends_at > ? order by made_at, id`,
		string(signin.InvitationToJoin), stored.Micros(at))
	open := make([]signin.Invitation, len(rows))
	for i, row := range rows {
		open[i] = row.invitation()
	}
	return open, a.db.Fail("open invitations", err)
}

// PutFlow adds a sign-in that has begun.
func (a *Accounts) PutFlow(ctx context.Context, f signin.Flow) error {
	return a.db.Write(ctx, "put flow", func(w stored.Writing) error {
		return w.Exec(`insert into sign_in_flows (hash, kind, person, data, ends_at) values (?, ?, ?, ?, ?)`,
			f.Hash, f.Kind, stored.ID(f.Person), f.Data, stored.Micros(f.EndsAt))
	})
}

const selectFlows = `select hash, kind, person, data, ends_at from sign_in_flows where hash = ?`

type flowRow struct {
	Hash, Kind string
	Person     uuid.UUID
	Data       []byte
	EndsAt     int64 `db:"ends_at"`
}

func (row flowRow) flow() signin.Flow {
	return signin.Flow{Hash: row.Hash, Kind: row.Kind, Person: row.Person, Data: row.Data, EndsAt: stored.Instant(row.EndsAt)}
}

// FlowByHash finds a sign-in that has begun, over or not. It fails with
// CodeNotFound if there is none.
func (a *Accounts) FlowByHash(ctx context.Context, hash string) (signin.Flow, error) {
	var row flowRow
	err := stored.Get(ctx, a.db, &row, selectFlows, hash)
	return row.flow(), a.absent(err, "flow", "sign-in")
}

// TakeFlow returns a sign-in that has begun and ends it; of two who try, one is
// refused with CodeNotFound.
func (a *Accounts) TakeFlow(ctx context.Context, hash string) (signin.Flow, error) {
	var row flowRow
	err := a.db.Write(ctx, "take flow", func(w stored.Writing) error {
		if err := w.Get(&row, selectFlows, hash); err != nil {
			return a.absent(err, "flow", "sign-in")
		}
		return w.Exec(`delete from sign_in_flows where hash = ?`, hash)
	})
	return row.flow(), err
}
