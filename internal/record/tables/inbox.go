package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// InboxPage returns a page of messages that wait, the oldest first, and the
// cursor of the page after it, empty at the end.
func (t *Tables) InboxPage(ctx context.Context, q lists.InboxQuery) ([]lists.InboxRow, string, error) {
	query, where := unreadWhere(q)
	if q.Quarantine {
		query, where = quarantineWhere(q.Viewer)
	}
	column := "at"
	if q.Quarantine {
		column = "received_at"
	}
	if !q.Since.IsZero() {
		where.Add(column+" > ?", stored.Micros(q.Since))
	}
	latest := q.Quarantine && q.Latest
	if latest && !q.Before.IsZero() {
		where.Add("received_at < ?", stored.Micros(q.Before))
	}
	var at int64
	var id uuid.UUID
	after, err := ReadCursor(q.After, &at, &id)
	if err != nil {
		return nil, "", err
	}
	if after && latest {
		where.Add("(received_at < ? or received_at = ? and id < ?)", at, at, id.String())
	} else if after && q.Quarantine {
		where.Add("(received_at > ? or received_at = ? and id > ?)", at, at, id.String())
	} else if after {
		where.Add("(at > ? or at = ? and messages.id > ?)", at, at, id.String())
	}
	order := ` order by at, message limit ?`
	if latest {
		order = ` order by at desc, message desc limit ?`
	}
	return t.inboxRows(ctx, query+where.String()+order, where.Args, q.Limit)
}

// ReceivedPage returns a page of messages that came in, the latest first, and the
// cursor of the page after it, empty at the end.
func (t *Tables) ReceivedPage(ctx context.Context, q lists.ReceivedQuery) ([]lists.InboxRow, string, error) {
	var where Clauses
	where.Add("kind = 'reply'")
	if !q.Before.IsZero() {
		where.Add("at < ?", stored.Micros(q.Before))
	}
	var at int64
	var id uuid.UUID
	after, err := ReadCursor(q.After, &at, &id)
	if err != nil {
		return nil, "", err
	}
	if after {
		where.Add("(at, messages.id) < (?, ?)", at, id.String())
	}
	where.Visible("case_id", q.Viewer)
	return t.inboxRows(ctx, selectPlaced+where.String()+` order by at desc, messages.id desc limit ?`, where.Args, q.Limit)
}

// inboxRows reads a page with a query that ends with its limit.
func (t *Tables) inboxRows(ctx context.Context, query string, args []any, limit int) ([]lists.InboxRow, string, error) {
	var rows []struct {
		lists.InboxRow
		Case uuid.UUID `db:"case_id"`
		At   int64
		By   received.Match `db:"matched_by"`
	}
	limit = Limited(limit)
	if err := stored.Select(ctx, t.db, &rows, query, append(args, limit+1)...); err != nil {
		return nil, "", t.db.Fail("inbox page", err)
	}
	cursor := ""
	if len(rows) > limit {
		rows = rows[:limit]
		cursor = CursorOf(rows[limit-1].At, rows[limit-1].Message)
	}
	inbox := make([]lists.InboxRow, len(rows))
	for i, row := range rows {
		inbox[i] = row.InboxRow
		inbox[i].Case, inbox[i].ReceivedAt, inbox[i].By = row.Case, stored.Instant(row.At), row.By
	}
	return inbox, cursor, nil
}

// selectPlaced reads messages that belong to a correspondence.
const selectPlaced = `select messages.id as message, correspondence, case_id, party, content as raw, at, '' as quarantine,
	matched_by, sender, class
	from messages join correspondences on correspondences.id = messages.correspondence where `

func unreadWhere(q lists.InboxQuery) (string, Clauses) {
	var where Clauses
	where.Add("is_unread = 1")
	if q.Case != uuid.Nil {
		where.Add("case_id = ?", q.Case.String())
	}
	if q.Party != uuid.Nil {
		where.Add("party = ?", q.Party.String())
	}
	where.Visible("case_id", q.Viewer)
	return selectPlaced, where
}

// quarantineWhere leaves out messages that may belong to a case that the viewer may not see.
func quarantineWhere(who lists.Viewer) (string, Clauses) {
	where := nearQuarantine("intakes.id", who)
	where.Add("quarantine <> ''")
	return `select id as message, '' as correspondence, '' as case_id, '' as party, raw, received_at as at, quarantine,
		'' as matched_by, '' as sender, '' as class from intakes where `, where
}

// maxInbox is where counts of the inbox end.
const maxInbox = 100

// InboxCounts counts the messages that wait and that the viewer may see, each
// up to 100.
func (t *Tables) InboxCounts(ctx context.Context, who lists.Viewer) (lists.InboxCounts, error) {
	var counts lists.InboxCounts
	_, unread := unreadWhere(lists.InboxQuery{Viewer: who})
	err := stored.Get(ctx, t.db, &counts.Unread, `select count(*) from (select 1 from messages
		join correspondences on correspondences.id = messages.correspondence where `+unread.String()+` limit ?) as unread`,
		append(unread.Args, maxInbox)...)
	if err != nil {
		return counts, t.db.Fail("inbox counts", err)
	}
	_, quarantine := quarantineWhere(who)
	err = stored.Get(ctx, t.db, &counts.Quarantine, `select count(*) from (select 1 from intakes where `+quarantine.String()+` limit ?) as sorted`,
		append(quarantine.Args, maxInbox)...)
	return counts, t.db.Fail("inbox counts", err)
}

// HandOvers returns every attempt to hand over letters of a correspondence, in order.
func (t *Tables) HandOvers(ctx context.Context, correspondence uuid.UUID) (map[uuid.UUID][]lists.HandOverRow, error) {
	var rows []struct {
		Message         uuid.UUID
		Attempt         int
		BeganAt         int64 `db:"began_at"`
		EndedAt         int64 `db:"ended_at"`
		NextAt          int64 `db:"next_at"`
		Outcome, Reason string
	}
	err := stored.Select(ctx, t.db, &rows, `select message, attempt, began_at, ended_at, next_at, outcome, handovers.reason as reason
		from messages join handovers on handovers.message = messages.id
		where correspondence = ? order by message, attempt`, correspondence.String())
	attempts := map[uuid.UUID][]lists.HandOverRow{}
	for _, row := range rows {
		attempts[row.Message] = append(attempts[row.Message], lists.HandOverRow{
			Attempt: row.Attempt, BeganAt: stored.Instant(row.BeganAt), EndedAt: stored.Instant(row.EndedAt), Outcome: row.Outcome, Reason: claim.Reason(row.Reason),
			NextTry: stored.Instant(row.NextAt),
		})
	}
	return attempts, t.db.Fail("hand-overs", err)
}
