package tables

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/fold"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// PartyPage returns a page of the directory in order of names, and the cursor of
// the page after it, empty at the end.
func (t *Tables) PartyPage(ctx context.Context, q lists.PartyQuery) ([]lists.PartyRow, string, error) {
	where, err := partiesWhere(q)
	if err != nil {
		return nil, "", err
	}
	var open Clauses
	open.Add("party = names.id and is_over = 0")
	open.Visible("party_requests.case_id", q.Viewer)
	var rows []struct {
		ID          uuid.UUID
		Name, Title string
		Open        int
		Next        int64
	}
	limit := Limited(q.Limit)
	count, next := "select count(*) from party_requests where "+open.String(), "select coalesce(min(answer_by), 0) from party_requests where "+open.String()
	args := append(append(append([]any{}, open.Args...), open.Args...), where.Args...)
	err = stored.Select(ctx, t.db, &rows, `select id, name, title, (`+count+`) as open, (`+next+`) as next
		from names where `+where.String()+` order by title, id limit ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", t.db.Fail("party page", err)
	}
	cursor := ""
	if len(rows) > limit {
		rows = rows[:limit]
		cursor = CursorOf(rows[limit-1].Title, rows[limit-1].ID)
	}
	parties := make([]lists.PartyRow, len(rows))
	for i, row := range rows {
		parties[i] = lists.PartyRow{ID: row.ID, Key: row.Name, Name: row.Title, Open: row.Open, Next: stored.Instant(row.Next)}
	}
	return parties, cursor, nil
}

func partiesWhere(q lists.PartyQuery) (Clauses, error) {
	var where Clauses
	where.Add("kind = ?", string(claim.StreamParty))
	for _, word := range strings.Fields(fold.Text(stored.Storable(q.Text))) {
		where.Add(`folded like ? escape '\'`, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word)+"%")
	}
	if !q.All {
		var seen Clauses
		seen.Visible("asked.case_id", q.Viewer)
		where.Add(`(not exists (select 1 from party_cases as asked where asked.party = names.id)
			or exists (select 1 from party_cases as asked where asked.party = names.id and `+seen.String()+`))`, seen.Args...)
	}
	var title string
	var id uuid.UUID
	after, err := ReadCursor(q.After, &title, &id)
	if after {
		where.Add("(title > ? or title = ? and id > ?)", title, title, id.String())
	}
	return where, err
}

// PartyRequests returns requests to a party: those that want an answer, the most
// urgent first, or those that have one, the latest first.
func (t *Tables) PartyRequests(ctx context.Context, q lists.PartyRequestQuery) ([]lists.PartyRequestRow, error) {
	var where Clauses
	where.Add("party = ?", q.Party.String())
	order := "answer_by, request"
	if q.Answered {
		where.Add("answered_at <> 0")
		order = "answered_at desc, request"
	} else {
		where.Add("is_over = 0")
	}
	where.Visible("party_requests.case_id", q.Viewer)
	var rows []struct {
		Request    uuid.UUID
		Case       uuid.UUID `db:"case_id"`
		Lifecycle  letters.Lifecycle
		Place      letters.Place
		SendAt     int64 `db:"send_at"`
		AskedAt    int64 `db:"asked_at"`
		AnswerBy   int64 `db:"answer_by"`
		AnsweredAt int64 `db:"answered_at"`
	}
	err := stored.Select(ctx, t.db, &rows, `select request, case_id, lifecycle, place, send_at, asked_at, answer_by, answered_at
		from party_requests where `+where.String()+` order by `+order+` limit ?`, append(where.Args, Limited(q.Limit))...)
	requests := make([]lists.PartyRequestRow, len(rows))
	for i, row := range rows {
		requests[i] = lists.PartyRequestRow{
			Request: row.Request, Case: row.Case, Lifecycle: row.Lifecycle, Place: row.Place, SendAt: stored.Instant(row.SendAt),
			AskedAt: stored.Instant(row.AskedAt), AnswerBy: stored.Instant(row.AnswerBy), AnsweredAt: stored.Instant(row.AnsweredAt),
		}
	}
	return requests, t.db.Fail("party requests", err)
}

// ContactHealth returns what became of letters to contact points, those of
// which anything is known. letters is the contact point that letters to the party go to:
// what is put off now is put off there.
func (t *Tables) ContactHealth(ctx context.Context, party, mail uuid.UUID, contacts []uuid.UUID) (map[uuid.UUID]lists.ContactHealth, error) {
	health := map[uuid.UUID]lists.ContactHealth{}
	if len(contacts) > 0 {
		args := make([]any, len(contacts))
		for i, c := range contacts {
			args[i] = c.String()
		}
		var rows []struct {
			Contact            uuid.UUID
			Delivered, Bounced int64
			Since              int64
			Cause              claim.Cause
			Said               claim.Ref
		}
		err := stored.Select(ctx, t.db, &rows, `select contact, delivered_at as delivered, bounced_at as bounced, failing_since as since, cause, said
			from contact_health where contact in (`+stored.Marks(len(contacts))+`) order by bounced_at`, args...)
		if err != nil {
			return nil, t.db.Fail("contact health", err)
		}
		for _, row := range rows { // what came back last counts
			h := health[row.Contact]
			h.Contact, h.DeliveredAt = row.Contact, later(h.DeliveredAt, stored.Instant(row.Delivered))
			if row.Bounced != 0 {
				h.BouncedAt, h.Cause, h.Said = stored.Instant(row.Bounced), row.Cause, row.Said
			}
			if since := stored.Instant(row.Since); !since.IsZero() && (h.FailingSince.IsZero() || since.Before(h.FailingSince)) {
				h.FailingSince = since
			}
			health[row.Contact] = h
		}
	}
	var deferred []struct {
		At             int64
		Letter, Within uuid.UUID
	}
	err := stored.Select(ctx, t.db, &deferred, `select handovers.ended_at as at, messages.id as letter, correspondences.id as within from correspondences
		join messages on messages.correspondence = correspondences.id
		join handovers on handovers.message = messages.id
		where correspondences.party = ? and correspondences.is_open = 1 and messages.delivery in (?, ?) and handovers.outcome = ?
		order by handovers.ended_at desc, messages.id limit 1`,
		party.String(), string(letters.DeliveryNone), string(letters.DeliveryDeferred), string(letters.DeliveryDeferred))
	if len(deferred) > 0 && deferred[0].At != 0 && mail != uuid.Nil {
		h := health[mail]
		h.Contact, h.DeferredAt, h.DeferredIn, h.DeferredLetter = mail, stored.Instant(deferred[0].At), deferred[0].Within, deferred[0].Letter
		health[mail] = h
	}
	return health, t.db.Fail("contact health", err)
}

// PartiesUnreached lists the parties with a contact point that is dead and not retired.
func (t *Tables) PartiesUnreached(ctx context.Context) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := stored.Select(ctx, t.db, &ids, `select distinct party from party_contacts where failed_at <> 0 and retired = 0 order by party`)
	return ids, t.db.Fail("parties unreached", err)
}
