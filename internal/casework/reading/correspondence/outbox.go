package correspondence

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// OutboxItem is a letter and what became of it.
type OutboxItem struct {
	Message      uuid.UUID         `json:"message"`
	Case         string            `json:"case"`
	Party        string            `json:"party"`
	Kind         claim.MessageKind `json:"kind"`
	DispatchedAt time.Time         `json:"dispatchedAt"`
	Delivery     letters.Delivery  `json:"delivery" doc:"none means that it waits to be handed over"`
	Reason       claim.Reason      `json:"reason,omitempty"`
	Attempts     int               `json:"attempts"`
	Uncertain    bool              `json:"uncertain,omitempty" doc:"the outcome of some attempt was lost"`
	Said         string            `json:"said,omitempty" doc:"what a mail server said last that did not take it, in its own words"`
	NextTry      *time.Time        `json:"nextTry,omitempty" doc:"when it is tried again, of a letter that was not taken yet"`

	State letters.OutboxState `json:"state"`
}

// Outbox lists letters of cases that the caller may see, the oldest first: those
// that wait, failed or are uncertain, or the latest [MaxMessages] of all.
func (r *Room) Outbox(ctx context.Context, caller casework.Caller, all bool) ([]OutboxItem, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	items := []OutboxItem{}
	for q := (lists.OutboxQuery{Viewer: caller.Viewer(), All: all, Limit: 200}); ; {
		rows, next, err := r.store.OutboxPage(ctx, q)
		if err != nil {
			return nil, err
		}
		letters, err := r.outboxEntries(ctx, rows)
		if err != nil {
			return nil, err
		}
		for _, l := range letters {
			items = append(items, l.OutboxItem)
		}
		if q.After = next; next == "" || all && len(items) >= MaxMessages {
			break
		}
	}
	slices.Reverse(items)
	return items, nil
}
