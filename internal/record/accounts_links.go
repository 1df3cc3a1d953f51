package record

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

const selectInvitations = `select hash, id, kind, person, made_at, ends_at, used_at from invitations `

type invitationRow struct {
	Hash   string
	ID     uuid.UUID
	Kind   claim.InvitationKind
	Person uuid.UUID
	MadeAt int64 `db:"made_at"`
	EndsAt int64 `db:"ends_at"`
	UsedAt int64 `db:"used_at"`
}

func (row invitationRow) invitation() claim.Invitation {
	return claim.Invitation{
		ID: row.ID, Hash: row.Hash, Kind: row.Kind, Person: row.Person,
		MadeAt: instant(row.MadeAt), EndsAt: instant(row.EndsAt), UsedAt: instant(row.UsedAt),
	}
}

// PutInvitation adds a link. Unused ones of its kind and person end, so that of
// several links the newest alone is good.
func (r *Record) PutInvitation(ctx context.Context, i claim.Invitation) error {
	return r.submit(ctx, "put invitation", func(b *batch) error {
		err := b.exec(`delete from invitations where kind = ? and person = ? and used_at = 0`, string(i.Kind), idText(i.Person))
		if err != nil {
			return err
		}
		return b.exec(`insert into invitations (hash, id, kind, person, made_at, ends_at, used_at) values (?, ?, ?, ?, ?, ?, 0)`,
			i.Hash, i.ID.String(), string(i.Kind), idText(i.Person), micros(i.MadeAt), micros(i.EndsAt))
	})
}

// InvitationByHash finds a link, used or not. It fails with CodeNotFound if there is none.
func (r *Record) InvitationByHash(ctx context.Context, hash string) (claim.Invitation, error) {
	var row invitationRow
	err := get(ctx, r.read, &row, selectInvitations+`where hash = ?`, hash)
	return row.invitation(), r.absent(err, "invitation", "invitation")
}

// UseInvitation uses a link up. It reports whether that was possible at the
// instant; of two who try, one is refused.
func (r *Record) UseInvitation(ctx context.Context, hash string, at time.Time) (used bool, err error) {
	err = r.submit(ctx, "use invitation", func(b *batch) error {
		n, err := b.count(`update invitations set used_at = ? where hash = ? and used_at = 0 and ends_at > ?`,
			micros(at), hash, micros(at))
		used = n == 1
		return err
	})
	return used && err == nil, err
}

// ReturnInvitation makes a link good again that was used in vain.
func (r *Record) ReturnInvitation(ctx context.Context, hash string) error {
	return r.submit(ctx, "return invitation", func(b *batch) error {
		return b.exec(`update invitations set used_at = 0 where hash = ?`, hash)
	})
}

// OpenInvitations returns the links to join that can be used at the instant.
func (r *Record) OpenInvitations(ctx context.Context, at time.Time) ([]claim.Invitation, error) {
	var rows []invitationRow
	err := selectAll(ctx, r.read, &rows, selectInvitations+`where kind = ? and used_at = 0 and ends_at > ? order by made_at, id`,
		string(claim.InvitationToJoin), micros(at))
	open := make([]claim.Invitation, len(rows))
	for i, row := range rows {
		open[i] = row.invitation()
	}
	return open, r.fail("open invitations", err)
}

// PutFlow adds a sign-in that has begun.
func (r *Record) PutFlow(ctx context.Context, f claim.SignInFlow) error {
	return r.submit(ctx, "put flow", func(b *batch) error {
		return b.exec(`insert into sign_in_flows (hash, kind, person, data, ends_at) values (?, ?, ?, ?, ?)`,
			f.Hash, f.Kind, idText(f.Person), f.Data, micros(f.EndsAt))
	})
}

const selectFlows = `select hash, kind, person, data, ends_at from sign_in_flows where hash = ?`

type flowRow struct {
	Hash, Kind string
	Person     uuid.UUID
	Data       []byte
	EndsAt     int64 `db:"ends_at"`
}

func (row flowRow) flow() claim.SignInFlow {
	return claim.SignInFlow{Hash: row.Hash, Kind: row.Kind, Person: row.Person, Data: row.Data, EndsAt: instant(row.EndsAt)}
}

// FlowByHash finds a sign-in that has begun, over or not. It fails with
// CodeNotFound if there is none.
func (r *Record) FlowByHash(ctx context.Context, hash string) (claim.SignInFlow, error) {
	var row flowRow
	err := get(ctx, r.read, &row, selectFlows, hash)
	return row.flow(), r.absent(err, "flow", "sign-in")
}

// TakeFlow returns a sign-in that has begun and ends it; of two who try, one is
// refused with CodeNotFound.
func (r *Record) TakeFlow(ctx context.Context, hash string) (claim.SignInFlow, error) {
	var row flowRow
	err := r.submit(ctx, "take flow", func(b *batch) error {
		if err := b.get(&row, selectFlows, hash); err != nil {
			return r.absent(err, "flow", "sign-in")
		}
		return b.exec(`delete from sign_in_flows where hash = ?`, hash)
	})
	return row.flow(), err
}
