package record

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Spool keeps a message; once it returns, the message survives whatever happens, and
// no reminder goes out in the correspondences that it may be for until it is settled.
// The same bytes, or a copy of the message that came by another way, are the same
// message: what is new about them is taken in as another delivery of it.
func (r *Record) Spool(ctx context.Context, a received.Arrival) (received.Spooled, error) {
	sum := sha256.Sum256(a.Raw)
	in := arrival{Arrival: a, hash: hex.EncodeToString(sum[:])}
	err := r.submit(ctx, "spool", func(b *batch) error {
		if err := in.find(b); err != nil {
			return err
		}
		if err := in.count(b); err != nil {
			return err
		}
		if in.known {
			return in.again(b)
		}
		return in.first(b)
	})
	if err != nil {
		return received.Spooled{}, err
	}
	s, err := r.SpooledByID(ctx, in.intake)
	s.Again = in.known && !in.copied
	return s, err
}

// arrival is a message on its way into the spool.
type arrival struct {
	received.Arrival
	hash   string
	intake uuid.UUID // of the message that it is
	known  bool      // it has come before
	copied bool      // and these bytes have not
}

// find looks for the message by its bytes, and else by what it has in common with its copies.
func (a *arrival) find(b *batch) error {
	a.intake, a.known, a.copied = claim.IntakeID(a.hash), false, false
	var found []uuid.UUID
	err := b.Select(&found, `select intake from spool where intake = ? union all select intake from spool_copies where hash = ?`, a.intake.String(), a.hash)
	if err != nil {
		return err
	}
	if len(found) == 0 && a.Identity != "" {
		err = b.Select(&found, `select intake from spool where identity = ? order by received_at, intake limit 1`, a.Identity)
		a.copied = len(found) > 0
	}
	if len(found) > 0 {
		a.intake, a.known = found[0], true
	}
	return err
}

func (a *arrival) first(b *batch) error {
	envelope, err := json.Marshal(a.Envelope)
	if err != nil {
		return err
	}
	ref, err := b.put(claim.Content{Key: "spool/" + a.intake.String(), Media: "message/rfc822", Data: a.Raw})
	if err != nil {
		return err
	}
	err = b.Exec(`insert into spool (intake, raw, envelope, received_at, identity) values (?, ?, ?, ?, ?)`,
		a.intake.String(), string(ref), string(envelope), stored.Micros(a.At), a.Identity)
	if err != nil {
		return err
	}
	return b.spoolFor(a.intake, a.Correspondences)
}

// again takes another delivery of a message. A server that delivers once more what was
// acknowledged already brings nothing new.
func (a *arrival) again(b *batch) error {
	var row struct {
		Envelope string
		Settled  bool `db:"is_settled"`
	}
	if err := b.Get(&row, `select envelope, is_settled from spool where intake = ?`, a.intake.String()); err != nil {
		return err
	}
	var named []uuid.UUID
	if err := b.Select(&named, `select correspondence from spool_correspondences where intake = ?`, a.intake.String()); err != nil {
		return err
	}
	more := slices.ContainsFunc(a.Correspondences, func(id uuid.UUID) bool { return !slices.Contains(named, id) })
	if row.Settled && !more && !a.copied {
		return nil
	}
	envelope := a.Envelope
	if !row.Settled {
		var before received.Envelope
		if err := json.Unmarshal([]byte(row.Envelope), &before); err != nil {
			return err
		}
		envelope = before
		for _, to := range a.Envelope.To {
			if !slices.Contains(envelope.To, to) {
				envelope.To = append(envelope.To, to)
			}
		}
	}
	if err := a.copy(b); err != nil {
		return err
	}
	text, err := json.Marshal(envelope)
	if err != nil {
		return err
	}
	err = b.Exec(`update spool set envelope = ?, deliveries = deliveries + 1, is_settled = 0 where intake = ?`, string(text), a.intake.String())
	if err != nil {
		return err
	}
	return b.spoolFor(a.intake, a.Correspondences)
}

// copy keeps the bytes of a copy.
func (a *arrival) copy(b *batch) error {
	if !a.copied {
		return nil
	}
	ref, err := b.put(claim.Content{Key: "spool/" + claim.IntakeID(a.hash).String(), Media: "message/rfc822", Data: a.Raw})
	if err != nil {
		return err
	}
	return b.Exec(`insert into spool_copies (raw, intake, hash, received_at) values (?, ?, ?, ?)`,
		string(ref), a.intake.String(), a.hash, stored.Micros(a.At))
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
	select intake, raw, envelope, received_at, deliveries, is_settled, coalesce((
		select min(correspondence) from spool_correspondences
		where spool_correspondences.intake = spool.intake having count(*) = 1), '') as correspondence
	from spool `

type spoolRow struct {
	Intake         uuid.UUID
	Raw            claim.Ref
	Envelope       string
	Correspondence uuid.UUID
	ReceivedAt     int64 `db:"received_at"`
	Deliveries     int
	Settled        bool `db:"is_settled"`
}

func (row spoolRow) spooled() (received.Spooled, error) {
	s := received.Spooled{Intake: row.Intake, Raw: row.Raw, Correspondence: row.Correspondence, ReceivedAt: stored.Instant(row.ReceivedAt), Deliveries: row.Deliveries, Settled: row.Settled}
	if err := json.Unmarshal([]byte(row.Envelope), &s.Envelope); err != nil {
		return received.Spooled{}, fmt.Errorf("envelope of %s: %w", row.Intake, err)
	}
	return s, nil
}

// Unsettled returns the messages that have not found their place, oldest first.
func (r *Record) Unsettled(ctx context.Context) ([]received.Spooled, error) {
	var rows []spoolRow
	if err := stored.Select(ctx, r.db.Read, &rows, selectSpool+`where is_settled = 0 order by received_at, intake`); err != nil {
		return nil, r.fail("unsettled", err)
	}
	spooled := make([]received.Spooled, len(rows))
	for i, row := range rows {
		var err error
		if spooled[i], err = row.spooled(); err != nil {
			return nil, r.fail("unsettled", err)
		}
	}
	return spooled, nil
}

// SpooledByID returns a message that was spooled, settled or not, by its intake or by
// the identifier that it has in a correspondence. It fails with CodeNotFound if there
// is none.
func (r *Record) SpooledByID(ctx context.Context, message uuid.UUID) (received.Spooled, error) {
	var row spoolRow
	err := stored.Get(ctx, r.db.Read, &row, selectSpool+`where intake = ? or intake = (select intake from intake_places where message = ?)`,
		message.String(), message.String())
	if errors.Is(err, sql.ErrNoRows) {
		return received.Spooled{}, claim.Errorf(claim.CodeNotFound, "no message %s came in", message)
	}
	if err != nil {
		return received.Spooled{}, r.fail("spooled", err)
	}
	s, err := row.spooled()
	if err != nil {
		return s, r.fail("spooled", err)
	}
	var copies []struct {
		Raw        claim.Ref
		ReceivedAt int64 `db:"received_at"`
	}
	err = stored.Select(ctx, r.db.Read, &copies, `select raw, received_at from spool_copies where intake = ? order by received_at, raw`, s.Intake.String())
	for _, c := range copies {
		s.Copies = append(s.Copies, received.Copy{Raw: c.Raw, ReceivedAt: stored.Instant(c.ReceivedAt)})
	}
	return s, r.fail("spooled", err)
}

// TakeIn carries out what takes a message in, as [Record.Do] does, and settles the message as it was delivered so many
// times, in the same transaction, unless something is refused. It reports settled false if the message has come again
// in the meantime. Who wrote to whom is not kept any more then; the bytes stay.
func (r *Record) TakeIn(ctx context.Context, intake uuid.UUID, deliveries int, d claim.Doing) (done []claim.Done, settled bool, err error) {
	w := newWork(d)
	err = r.wait(ctx, "take in", &call{acts: len(d.Acts), done: make(chan error, 1), run: func(b *batch) error {
		settled = false
		if err := w.run(b); err != nil || slices.ContainsFunc(w.done, func(d claim.Done) bool { return d.Refused != nil }) {
			return err
		}
		var err error
		settled, err = b.settle(intake, deliveries)
		return err
	}})
	return w.done, settled, err
}

func (b *batch) settle(intake uuid.UUID, deliveries int) (settled bool, err error) {
	var text string
	err = b.Get(&text, `select envelope from spool where intake = ? and deliveries = ?`, intake.String(), deliveries)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var envelope received.Envelope
	if err := json.Unmarshal([]byte(text), &envelope); err != nil {
		return false, err
	}
	erased, err := json.Marshal(envelope.Erased())
	if err != nil {
		return false, err
	}
	return true, b.Exec(`update spool set is_settled = 1, envelope = ? where intake = ?`, string(erased), intake.String())
}

// messageWaits reports whether a message for the correspondence is spooled and
// not settled, is on its way from its intake, was received and is not read, or may be
// for it and is in quarantine.
func messageWaits(ctx context.Context, q stored.Querier, correspondence uuid.UUID) (bool, error) {
	var n int
	id := correspondence.String()
	err := stored.Get(ctx, q, &n, `select
		(select count(*) from spool join spool_correspondences on spool_correspondences.intake = spool.intake
			where is_settled = 0 and correspondence = ?) +
		(select count(*) from intakes where correspondence = ? and id not in (select id from messages where correspondence = ?)) +
		(select count(*) from intake_clues where correspondence = ? and is_stopped = 1) +
		(select count(*) from messages where is_unread = 1 and correspondence = ?)`, id, id, id, id, id)
	return n > 0, err
}
