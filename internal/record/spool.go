package record

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Spool keeps a message; once it returns, the message survives whatever
// happens. correspondences are those that its recipients name: no reminder
// goes out in any of them until the message is settled. A second delivery of
// the same bytes returns the first.
func (r *Record) Spool(ctx context.Context, raw []byte, env letters.Envelope, correspondences []uuid.UUID, receivedAt time.Time) (letters.Spooled, error) {
	envelope, err := json.Marshal(env)
	if err != nil {
		return letters.Spooled{}, fmt.Errorf("record: spool: %w", err)
	}
	sum := sha256.Sum256(raw)
	intake := claim.IntakeID(hex.EncodeToString(sum[:]))
	err = r.submit(ctx, "spool", func(b *batch) error {
		var n int
		if err := b.Get(&n, `select count(*) from spool where intake = ?`, intake.String()); err != nil || n > 0 {
			return err
		}
		ref, err := b.put(claim.Content{Key: "spool/" + intake.String(), Media: "message/rfc822", Data: raw})
		if err != nil {
			return err
		}
		err = b.Exec(`insert into spool (intake, raw, envelope, received_at) values (?, ?, ?, ?)`,
			intake.String(), string(ref), string(envelope), stored.Micros(receivedAt))
		if err != nil {
			return err
		}
		return b.spoolFor(intake, correspondences)
	})
	if err != nil {
		return letters.Spooled{}, err
	}
	return r.SpooledByID(ctx, intake)
}

func (b *batch) spoolFor(intake uuid.UUID, correspondences []uuid.UUID) error {
	for _, c := range correspondences {
		err := b.Exec(`insert into spool_correspondences (intake, correspondence) values (?, ?) on conflict do nothing`,
			intake.String(), c.String())
		if err != nil {
			return err
		}
	}
	return nil
}

// selectSpool reads spooled messages; the correspondence is there if it is the only one.
const selectSpool = `
	select intake, raw, envelope, received_at, coalesce((
		select min(correspondence) from spool_correspondences
		where spool_correspondences.intake = spool.intake having count(*) = 1), '') as correspondence
	from spool `

type spoolRow struct {
	Intake         uuid.UUID
	Raw            claim.Ref
	Envelope       string
	Correspondence uuid.UUID
	ReceivedAt     int64 `db:"received_at"`
}

func (row spoolRow) spooled() (letters.Spooled, error) {
	s := letters.Spooled{Intake: row.Intake, Raw: row.Raw, Correspondence: row.Correspondence, ReceivedAt: stored.Instant(row.ReceivedAt)}
	if err := json.Unmarshal([]byte(row.Envelope), &s.Envelope); err != nil {
		return letters.Spooled{}, fmt.Errorf("envelope of %s: %w", row.Intake, err)
	}
	return s, nil
}

// Unsettled returns the messages that have not found their place, oldest first.
func (r *Record) Unsettled(ctx context.Context) ([]letters.Spooled, error) {
	var rows []spoolRow
	if err := stored.Select(ctx, r.read, &rows, selectSpool+`where is_settled = 0 order by received_at, intake`); err != nil {
		return nil, r.fail("unsettled", err)
	}
	spooled := make([]letters.Spooled, len(rows))
	for i, row := range rows {
		var err error
		if spooled[i], err = row.spooled(); err != nil {
			return nil, r.fail("unsettled", err)
		}
	}
	return spooled, nil
}

// SpooledByID returns a message that was spooled, settled or not. It fails
// with CodeNotFound if there is none.
func (r *Record) SpooledByID(ctx context.Context, intake uuid.UUID) (letters.Spooled, error) {
	var row spoolRow
	err := stored.Get(ctx, r.read, &row, selectSpool+`where intake = ?`, intake.String())
	if errors.Is(err, sql.ErrNoRows) {
		return letters.Spooled{}, claim.Errorf(claim.CodeNotFound, "no message %s came in", intake)
	}
	if err != nil {
		return letters.Spooled{}, r.fail("spooled", err)
	}
	s, err := row.spooled()
	return s, r.fail("spooled", err)
}

// Settle says that a message has found its place: the entries that say where
// are recorded. The bytes stay.
func (r *Record) Settle(ctx context.Context, intake uuid.UUID) error {
	return r.submit(ctx, "settle", func(b *batch) error {
		return b.Exec(`update spool set is_settled = 1 where intake = ?`, intake.String())
	})
}

// messageWaits reports whether a message for the correspondence is spooled and
// not settled, is on its way from its intake, or was received and is not read.
func messageWaits(ctx context.Context, q stored.Querier, correspondence uuid.UUID) (bool, error) {
	var n int
	id := correspondence.String()
	err := stored.Get(ctx, q, &n, `select
		(select count(*) from spool join spool_correspondences on spool_correspondences.intake = spool.intake
			where is_settled = 0 and correspondence = ?) +
		(select count(*) from intakes where correspondence = ? and id not in (select id from messages where correspondence = ?)) +
		(select count(*) from messages where is_unread = 1 and correspondence = ?)`, id, id, id, id)
	return n > 0, err
}
