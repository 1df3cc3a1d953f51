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

// Outbox returns letters, oldest first: all, or those that need an eye, which
// were neither accepted nor called off, or whose outcome was once lost.
func (r *Record) Outbox(ctx context.Context, all bool) ([]claim.OutboxRow, error) {
	where, args := []string{"kind <> ?"}, []any{string(claim.Reply)}
	if !all {
		where = append(where, "(delivery not in (?, ?) or is_uncertain = 1)")
		args = append(args, string(claim.DeliveryAccepted), string(claim.DeliveryStopped))
	}
	var rows []struct {
		claim.OutboxRow
		Case        uuid.UUID `db:"case_id"`
		At          int64
		IsUncertain bool `db:"is_uncertain"`
	}
	err := selectAll(ctx, r.read, &rows, `
		select messages.id as message, correspondence, case_id, party, kind, at, delivery, reason, attempts, is_uncertain
		from messages join correspondences on correspondences.id = messages.correspondence
		where `+strings.Join(where, " and ")+` order by at, message`, args...)
	outbox := make([]claim.OutboxRow, len(rows))
	for i, row := range rows {
		outbox[i] = row.OutboxRow
		outbox[i].Case, outbox[i].DispatchedAt, outbox[i].Uncertain = row.Case, instant(row.At), row.IsUncertain
	}
	return outbox, r.fail("outbox", err)
}
