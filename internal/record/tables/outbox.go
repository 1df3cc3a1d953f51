package tables

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// handedOver is the outcome of the latest hand-over of a letter.
const handedOver = `coalesce((select outcome from handovers where handovers.message = messages.id order by attempt desc limit 1), '')`

// outboxSources are the questions whose answers make up a state, each along an
// index. What was deferred last is told by the hand-over, see [outboxRow.letter];
// what is uncertain has a mark of its own.
func outboxSources(state letters.OutboxState) []Clauses {
	if state == letters.OutboxUncertain {
		return []Clauses{uncertain()}
	}
	all := delivered(func(d letters.Delivery) bool { return d.Outbox() == state })
	switch state {
	case letters.OutboxWaits:
		all[0].Add(handedOver+` <> ?`, string(letters.DeliveryDeferred))
	case letters.OutboxDeferred:
		again := delivered(func(d letters.Delivery) bool { return d.Outbox() == letters.OutboxWaits })
		again[0].Add(handedOver+` = ?`, string(letters.DeliveryDeferred))
		all = append(all, again...)
	}
	return all
}

// uncertain is the question for letters of which the outcome of some attempt was lost.
func uncertain() Clauses {
	var c Clauses
	c.Add(`is_uncertain = 1`)
	return c
}

// delivered are the questions for the letters with certain deliveries, one a delivery.
func delivered(such func(letters.Delivery) bool) []Clauses {
	var all []Clauses
	for _, d := range letters.Deliveries {
		if such(d) {
			var c Clauses
			c.Add(`kind <> 'reply' and delivery = ?`, string(d))
			all = append(all, c)
		}
	}
	return all
}

// needAnEye are the questions for the letters that somebody should look at: all
// but those that were sent, or called off in the ordinary course.
func needAnEye() []Clauses {
	all := delivered(func(d letters.Delivery) bool {
		return d.Outbox() != letters.OutboxSent && d.Outbox() != letters.OutboxStopped
	})
	stopped := outboxSources(letters.OutboxStopped)
	for i := range stopped {
		stopped[i].Add(`messages.reason not in (`+stored.Marks(len(expected))+`)`, expected...)
	}
	return append(append(all, stopped...), uncertain())
}

// OutboxPage returns a page of letters, the latest first, and the cursor of the next.
func (t *Tables) OutboxPage(ctx context.Context, q lists.OutboxQuery) ([]lists.OutboxRow, string, error) {
	var at int64
	var id string
	later, err := ReadCursor(q.After, &at, &id)
	if err != nil {
		return nil, "", err
	}
	q.Limit = Limited(q.Limit)
	sources := outboxSources(q.State)
	switch {
	case q.All:
		sources = delivered(func(letters.Delivery) bool { return true })
	case q.State == "":
		sources = needAnEye()
	}
	var parts []string
	var args []any
	for _, c := range sources {
		if later {
			c.Add(`(at, messages.id) < (?, ?)`, at, id)
		}
		c.Visible(`case_id`, q.Viewer)
		parts = append(parts, `select * from (`+selectOutbox+c.String()+` order by at desc, messages.id desc limit ?) as source`)
		args = append(append(args, c.Args...), q.Limit+1)
	}
	if len(parts) == 0 {
		return nil, "", claim.Errorf(claim.CodeInvalid, "there is no state %q of letters", q.State)
	}
	var rows []outboxRow
	err = stored.Select(ctx, t.db, &rows, strings.Join(parts, " union ")+` order by at desc, message desc limit ?`, append(args, q.Limit+1)...)
	if err != nil {
		return nil, "", t.db.Fail("outbox page", err)
	}
	next := ""
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		next = CursorOf(rows[q.Limit-1].At, rows[q.Limit-1].Message)
	}
	page := make([]lists.OutboxRow, len(rows))
	for i, row := range rows {
		page[i] = row.letter()
	}
	return page, next, nil
}

// sizes are the queries for the bytes that a record takes.
var sizes = map[stored.Dialect]string{
	stored.SQLite:   `select p.page_count * s.page_size from pragma_page_count as p, pragma_page_size as s`,
	stored.Postgres: `select pg_database_size(current_database())`,
}

// Backlog counts what waits to be done, each up to a bound.
func (t *Tables) Backlog(ctx context.Context, now time.Time) (lists.Backlog, error) {
	backlog := lists.Backlog{Database: string(t.db.Dialect())}
	bounded := func(from string) string {
		return `select count(*) from (select 1 ` + from + ` limit ` + strconv.Itoa(lists.BacklogBound) + `) as counted`
	}
	var oldest, waiting, sent, failed int64
	for _, ask := range []struct {
		into  any
		query string
		args  []any
	}{
		{&backlog.Letters, bounded(`from messages where kind <> 'reply' and delivery in ('none', 'deferred')`), nil},
		{&oldest, `select coalesce(min(at), 0) from messages where kind <> 'reply' and delivery = 'none'`, nil},
		{&backlog.Spooled, bounded(`from spool where is_settled = 0`), nil},
		{&waiting, `select coalesce(min(received_at), 0) from spool where is_settled = 0`, nil},
		{&backlog.Streams, bounded(`from correspondences where is_open = 1`), nil},
		{&backlog.Overdue, bounded(`from correspondences where next_due <> 0 and next_due < ?`), []any{stored.Micros(now.Add(-time.Minute))}},
		{&sent, `select coalesce(max(ended_at), 0) from handovers where outcome = ?`, []any{string(letters.DeliveryAccepted)}},
		{&failed, `select coalesce(max(ended_at), 0) from handovers where outcome = ?`, []any{string(letters.DeliveryDeferred)}},
		{&backlog.LastReason, `select coalesce((select reason from handovers where outcome = ? order by ended_at desc limit 1), '')`, []any{string(letters.DeliveryDeferred)}},
		{&backlog.Position, `select position from head`, nil},
		{&backlog.Bytes, sizes[t.db.Dialect()], nil},
	} {
		if err := stored.Get(ctx, t.db, ask.into, ask.query, ask.args...); err != nil {
			return backlog, t.db.Fail("backlog", err)
		}
	}
	backlog.Oldest, backlog.Waiting = stored.Instant(oldest), stored.Instant(waiting)
	backlog.LastSent, backlog.LastFailed = stored.Instant(sent), stored.Instant(failed)
	return backlog, nil
}
