package record

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Inbox returns unread replies and messages in quarantine, oldest first.
func (r *Record) Inbox(ctx context.Context) ([]claim.InboxRow, error) {
	var rows []struct {
		claim.InboxRow
		Case uuid.UUID `db:"case_id"`
		At   int64
	}
	err := selectAll(ctx, r.read, &rows, `
		select messages.id as message, correspondence, case_id, party, content as raw, at, '' as quarantine
		from messages join correspondences on correspondences.id = messages.correspondence
		where is_unread = 1
		union all
		select id, '', '', '', raw, received_at, quarantine from intakes where quarantine <> ''
		order by at, message`)
	inbox := make([]claim.InboxRow, len(rows))
	for i, row := range rows {
		inbox[i] = row.InboxRow
		inbox[i].Case, inbox[i].ReceivedAt = row.Case, instant(row.At)
	}
	return inbox, r.fail("inbox", err)
}

// selectOutbox reads letters. Of one that is not settled, the latest hand-over
// knows more than the entries do: how often it was tried, and why not accepted.
const selectOutbox = `
	select messages.id as message, correspondence, case_id, party, kind, at, delivery, messages.reason, attempts, is_uncertain,
		coalesce(latest.attempt, 0) as tried, coalesce(latest.outcome, '') as outcome, coalesce(latest.reason, '') as why
	from messages join correspondences on correspondences.id = messages.correspondence
	left join handovers as latest on latest.message = messages.id
		and latest.attempt = (select max(attempt) from handovers where handovers.message = messages.id)
	where `

type outboxRow struct {
	claim.OutboxRow
	Case         uuid.UUID `db:"case_id"`
	At           int64
	IsUncertain  bool `db:"is_uncertain"`
	Tried        int
	Outcome, Why string
}

func (row outboxRow) letter() claim.OutboxRow {
	l := row.OutboxRow
	l.Case, l.DispatchedAt, l.Uncertain = row.Case, instant(row.At), row.IsUncertain
	if l.Delivery != claim.DeliveryNone {
		return l
	}
	l.Attempts = row.Tried
	if row.Outcome == string(claim.DeliveryDeferred) {
		l.Delivery, l.Reason = claim.DeliveryDeferred, row.Why
	}
	return l
}

// expected are the reasons for which letters are called off in the ordinary
// course: nobody has to look at those.
var expected = []any{
	claim.StoppedMessageWaits, claim.StoppedOutOfHours, claim.StoppedNothingToAsk, claim.StoppedOnHold,
}

// Outbox returns letters, oldest first: all, or those that need an eye, which
// were neither accepted nor called off as expected, or whose outcome was once lost.
func (r *Record) Outbox(ctx context.Context, all bool) ([]claim.OutboxRow, error) {
	where, args := []string{"kind <> ?"}, []any{string(claim.Reply)}
	if !all {
		where = append(where, "(delivery <> ? and not (delivery = ? and messages.reason in (?, ?, ?, ?)) or is_uncertain = 1)")
		args = append(append(args, string(claim.DeliveryAccepted), string(claim.DeliveryStopped)), expected...)
	}
	var rows []outboxRow
	err := selectAll(ctx, r.read, &rows, selectOutbox+strings.Join(where, " and ")+` order by at, messages.id`, args...)
	outbox := make([]claim.OutboxRow, len(rows))
	for i, row := range rows {
		outbox[i] = row.letter()
	}
	return outbox, r.fail("outbox", err)
}
