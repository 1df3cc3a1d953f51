package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// outcomeLost is what became of a hand-over that a later one ended.
const outcomeLost = "lost"

// BeginHandOver notes, durably, that a letter is about to be handed over to a
// mail server. It returns which attempt this is, from 1, and whether an
// earlier one began and never ended: then nobody knows whether the letter went out.
func (r *Record) BeginHandOver(ctx context.Context, message uuid.UUID, now time.Time) (attempt int, lost bool, err error) {
	var before struct{ Attempts, Open int }
	err = r.submit(ctx, "begin hand-over", func(b *batch) error {
		err := b.Get(&before, `
			select coalesce(max(attempt), 0) as attempts, coalesce(sum(case when ended_at = 0 then 1 else 0 end), 0) as open
			from handovers where message = ?`, message.String())
		if err != nil {
			return err
		}
		return b.Exec(`insert into handovers (message, attempt, began_at) values (?, ?, ?)`,
			message.String(), before.Attempts+1, stored.Micros(now))
	})
	if err != nil {
		return 0, false, err
	}
	return before.Attempts + 1, before.Open > 0, nil
}

// EndHandOver notes what became of the latest attempt: accepted, deferred,
// refused, uncertain, and why, as a code. Earlier ones that never ended end as lost.
func (r *Record) EndHandOver(ctx context.Context, message uuid.UUID, end letters.HandOverEnd) error {
	return r.submit(ctx, "end hand-over", func(b *batch) error {
		const latest = `attempt = (select max(attempt) from handovers as latest where latest.message = handovers.message)`
		return b.Exec(`
			update handovers set ended_at = ?,
				outcome = case when `+latest+` then ? else ? end,
				reason = case when `+latest+` then ? else '' end, next_at = ?
			where message = ? and ended_at = 0`,
			stored.Micros(end.At), end.Outcome, outcomeLost, string(end.Reason), stored.Micros(end.Next), message.String())
	})
}

// HandOver returns how often a letter was handed over, what became of the
// latest attempt and why, whether that has ended, and when it is tried again.
func (r *Record) HandOver(ctx context.Context, message uuid.UUID) (letters.HandOver, error) {
	var latest struct {
		Attempt         int
		Outcome, Reason string
		EndedAt         int64 `db:"ended_at"`
		NextAt          int64 `db:"next_at"`
	}
	err := stored.Get(ctx, r.db.Read, &latest, `
		select attempt, outcome, reason, ended_at, next_at from handovers where message = ? order by attempt desc limit 1`, message.String())
	if errors.Is(err, sql.ErrNoRows) {
		return letters.HandOver{}, nil
	}
	return letters.HandOver{
		Attempt: latest.Attempt, Outcome: latest.Outcome, Reason: claim.Reason(latest.Reason), Ended: latest.EndedAt != 0,
		Next: stored.Instant(latest.NextAt),
	}, r.fail("hand-over", err)
}
