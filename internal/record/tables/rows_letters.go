package tables

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/stored"
)

var (
	partyRequestsTable = &Table{"party_requests", []string{
		"request", "correspondence", "case_id", "party", "lifecycle", "place", "is_over", "send_at", "asked_at", "answer_by", "answered_at",
	}, 1, "correspondence", false}
	contactHealthTable = &Table{"contact_health", []string{"correspondence", "contact", "delivered_at", "bounced_at", "failing_since", "cause", "said"}, 2, "", false}
)

// rowsOfLetters are what the pages about requests and parties read of a correspondence.
func rowsOfLetters(c *letters.Correspondence) []Row {
	id := c.ID.String()
	var rows []Row
	for _, r := range c.Requests {
		rows = append(rows, Row{partyRequestsTable, []any{
			r.ID.String(), id, stored.ID(c.Case), stored.ID(c.Party), string(r.Lifecycle), string(c.Place(r)), stored.Flag(r.Over()),
			stored.Micros(r.SendAt), stored.Micros(r.SentAt), stored.Micros(r.AnswerBy), stored.Micros(firstAnswer(c, r.ID)),
		}})
	}
	return append(append(rows, rowsOfHealth(c)...), rowsOfSenders(c)...)
}

// firstAnswer is when the party first answered the request.
func firstAnswer(c *letters.Correspondence, request uuid.UUID) time.Time {
	var first time.Time
	for _, r := range c.Responses {
		if r.Request == request && (first.IsZero() || r.ReceivedAt.Before(first)) {
			first = r.ReceivedAt
		}
	}
	return first
}

func rowsOfHealth(c *letters.Correspondence) []Row {
	type health struct {
		delivered, bounced, since time.Time
		cause                     claim.Cause
		said                      claim.Ref
	}
	contacts := map[uuid.UUID]*health{}
	for _, m := range c.Messages {
		if m.Kind == claim.Reply || m.Contact == uuid.Nil {
			continue
		}
		h := contacts[m.Contact]
		if h == nil {
			h = &health{}
			contacts[m.Contact] = h
		}
		switch m.Delivery {
		case letters.DeliveryAccepted:
			h.delivered, h.since = later(h.delivered, m.SettledAt), time.Time{}
		case letters.DeliveryHardBounce, letters.DeliverySoftBounce:
			h.bounced, h.cause, h.said = later(h.bounced, m.SettledAt), m.Cause, m.Said
			if h.since.IsZero() {
				h.since = m.SettledAt
			}
		}
	}
	var rows []Row
	for contact, h := range contacts {
		rows = append(rows, Row{contactHealthTable, []any{c.ID.String(), contact.String(), stored.Micros(h.delivered), stored.Micros(h.bounced), stored.Micros(h.since), string(h.cause), string(h.said)}})
	}
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Key(), b.Key()) })
	return rows
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
