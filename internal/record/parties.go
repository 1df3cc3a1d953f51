package record

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PartyPage returns a page of the directory in order of names, and the cursor of
// the page after it, empty at the end.
func (r *Record) PartyPage(ctx context.Context, q claim.PartyQuery) ([]claim.PartyRow, string, error) {
	where, err := partiesWhere(q)
	if err != nil {
		return nil, "", err
	}
	var open clauses
	open.add("party = names.id and is_over = 0")
	open.visible("party_requests.case_id", q.Viewer)
	var rows []struct {
		ID          uuid.UUID
		Name, Title string
		Open        int
		Next        int64
	}
	limit := limited(q.Limit)
	count, next := "select count(*) from party_requests where "+open.String(), "select coalesce(min(answer_by), 0) from party_requests where "+open.String()
	args := append(append(append([]any{}, open.args...), open.args...), where.args...)
	err = selectAll(ctx, r.read, &rows, `select id, name, title, (`+count+`) as open, (`+next+`) as next
		from names where `+where.String()+` order by title, id limit ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", r.fail("party page", err)
	}
	cursor := ""
	if len(rows) > limit {
		rows = rows[:limit]
		cursor = cursorOf(rows[limit-1].Title, rows[limit-1].ID)
	}
	parties := make([]claim.PartyRow, len(rows))
	for i, row := range rows {
		parties[i] = claim.PartyRow{ID: row.ID, Key: row.Name, Name: row.Title, Open: row.Open, Next: instant(row.Next)}
	}
	return parties, cursor, nil
}

func partiesWhere(q claim.PartyQuery) (clauses, error) {
	var where clauses
	where.add("kind = ?", string(claim.StreamParty))
	for _, word := range strings.Fields(fold(storable(q.Text))) {
		where.add(`folded like ? escape '\'`, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word)+"%")
	}
	if !q.All {
		var seen clauses
		seen.visible("asked.case_id", q.Viewer)
		where.add(`(not exists (select 1 from correspondences as asked where asked.party = names.id)
			or exists (select 1 from correspondences as asked where asked.party = names.id and `+seen.String()+`))`, seen.args...)
	}
	var title string
	var id uuid.UUID
	after, err := readCursor(q.After, &title, &id)
	if after {
		where.add("(title > ? or title = ? and id > ?)", title, title, id.String())
	}
	return where, err
}

// PartyRequests returns requests to a party: those that want an answer, the most
// urgent first, or those that have one, the latest first.
func (r *Record) PartyRequests(ctx context.Context, q claim.PartyRequestQuery) ([]claim.PartyRequestRow, error) {
	var where clauses
	where.add("party = ?", q.Party.String())
	order := "answer_by, request"
	if q.Answered {
		where.add("answered_at <> 0")
		order = "answered_at desc, request"
	} else {
		where.add("is_over = 0")
	}
	where.visible("party_requests.case_id", q.Viewer)
	var rows []struct {
		Request    uuid.UUID
		Case       uuid.UUID `db:"case_id"`
		Lifecycle  claim.Lifecycle
		SendAt     int64 `db:"send_at"`
		AskedAt    int64 `db:"asked_at"`
		AnswerBy   int64 `db:"answer_by"`
		AnsweredAt int64 `db:"answered_at"`
	}
	err := selectAll(ctx, r.read, &rows, `select request, case_id, lifecycle, send_at, asked_at, answer_by, answered_at
		from party_requests where `+where.String()+` order by `+order+` limit ?`, append(where.args, limited(q.Limit))...)
	requests := make([]claim.PartyRequestRow, len(rows))
	for i, row := range rows {
		requests[i] = claim.PartyRequestRow{
			Request: row.Request, Case: row.Case, Lifecycle: row.Lifecycle, SendAt: instant(row.SendAt),
			AskedAt: instant(row.AskedAt), AnswerBy: instant(row.AnswerBy), AnsweredAt: instant(row.AnsweredAt),
		}
	}
	return requests, r.fail("party requests", err)
}

// ContactHealth returns what became of letters to contact points, those of
// which anything is known. letters is the contact point that letters to the party go to:
// what is put off now is put off there.
func (r *Record) ContactHealth(ctx context.Context, party, letters uuid.UUID, contacts []uuid.UUID) (map[uuid.UUID]claim.ContactHealth, error) {
	health := map[uuid.UUID]claim.ContactHealth{}
	if len(contacts) > 0 {
		args := make([]any, len(contacts))
		for i, c := range contacts {
			args[i] = c.String()
		}
		var rows []struct {
			Contact            uuid.UUID
			Delivered, Bounced int64
		}
		err := selectAll(ctx, r.read, &rows, `select contact, max(delivered_at) as delivered, max(bounced_at) as bounced
			from contact_health where contact in (`+marks(len(contacts))+`) group by contact`, args...)
		if err != nil {
			return nil, r.fail("contact health", err)
		}
		for _, row := range rows {
			health[row.Contact] = claim.ContactHealth{Contact: row.Contact, DeliveredAt: instant(row.Delivered), BouncedAt: instant(row.Bounced)}
		}
	}
	var deferred int64
	err := get(ctx, r.read, &deferred, `select coalesce(max(handovers.ended_at), 0) from correspondences
		join messages on messages.correspondence = correspondences.id
		join handovers on handovers.message = messages.id
		where correspondences.party = ? and correspondences.is_open = 1 and messages.delivery in (?, ?) and handovers.outcome = ?`,
		party.String(), string(claim.DeliveryNone), string(claim.DeliveryDeferred), string(claim.DeliveryDeferred))
	if deferred != 0 && letters != uuid.Nil {
		h := health[letters]
		h.Contact, h.DeferredAt = letters, instant(deferred)
		health[letters] = h
	}
	return health, r.fail("contact health", err)
}
