package record

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Strangers says what was taken in on the day of an instant that counts for each of the names.
func (r *Record) Strangers(ctx context.Context, names []string, at time.Time) (map[string]received.Amount, error) {
	query, args, err := sqlx.In(`select sender, messages, bytes from strangers where day = ? and sender in (?)`, dayOf(at), names)
	if err != nil {
		return nil, r.fail("strangers", err)
	}
	var rows []struct {
		Sender          string
		Messages, Bytes int
	}
	if err := stored.Select(ctx, r.db.Read, &rows, query, args...); err != nil {
		return nil, r.fail("strangers", err)
	}
	sent := make(map[string]received.Amount, len(rows))
	for _, row := range rows {
		sent[row.Sender] = received.Amount{Messages: row.Messages, Bytes: row.Bytes}
	}
	return sent, nil
}

// count counts a message of strangers for whom it counts, and drops the days that are over.
func (a *arrival) count(b *batch) error {
	if len(a.Counts) == 0 {
		return nil
	}
	today := dayOf(a.At)
	if err := b.Exec(`delete from strangers where day < ?`, today); err != nil {
		return err
	}
	for _, name := range a.Counts {
		err := b.Exec(`insert into strangers (day, sender, messages, bytes) values (?, ?, 1, ?)
			on conflict (day, sender) do update set messages = strangers.messages + 1, bytes = strangers.bytes + excluded.bytes`,
			today, name, int64(len(a.Raw)))
		if err != nil {
			return err
		}
	}
	return nil
}

// dayOf is the day of an instant, since 1970.
func dayOf(at time.Time) int64 { return at.Unix() / (24 * 60 * 60) }
