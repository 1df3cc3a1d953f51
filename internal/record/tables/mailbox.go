package tables

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// selectOutbox reads letters. Of one that is not settled, the latest hand-over
// knows more than the entries do: how often it was tried, and why not accepted.
const selectOutbox = `
	select messages.id as message, correspondence, case_id, party, kind, at, delivery, messages.reason, attempts, is_uncertain,
		coalesce(latest.attempt, 0) as tried, coalesce(latest.outcome, '') as outcome, coalesce(latest.reason, '') as why,
		coalesce(latest.next_at, 0) as next_at
	from messages join correspondences on correspondences.id = messages.correspondence
	left join handovers as latest on latest.message = messages.id
		and latest.attempt = (select max(attempt) from handovers where handovers.message = messages.id)
	where `

type outboxRow struct {
	lists.OutboxRow
	Case         uuid.UUID `db:"case_id"`
	At           int64
	IsUncertain  bool `db:"is_uncertain"`
	Tried        int
	Outcome, Why string
	NextAt       int64 `db:"next_at"`
}

func (row outboxRow) letter() lists.OutboxRow {
	l := row.OutboxRow
	l.Case, l.DispatchedAt, l.Uncertain = row.Case, stored.Instant(row.At), row.IsUncertain
	if l.Delivery != letters.DeliveryNone {
		return l
	}
	l.Attempts = row.Tried
	if row.Outcome == string(letters.DeliveryDeferred) {
		l.Delivery, l.Reason = letters.DeliveryDeferred, claim.Reason(row.Why)
		l.NextTry = stored.Instant(row.NextAt)
	}
	return l
}

// expected are the reasons for which letters are called off in the ordinary
// course: nobody has to look at those.
var expected = func() (reasons []any) {
	for _, r := range claim.UsualReasons {
		reasons = append(reasons, string(r))
	}
	return reasons
}()
