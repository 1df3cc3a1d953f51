package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// OutboxItem is a letter and what became of it.
type OutboxItem struct {
	Message      uuid.UUID         `json:"message"`
	Case         string            `json:"case"`
	Party        string            `json:"party"`
	Kind         claim.MessageKind `json:"kind"`
	DispatchedAt time.Time         `json:"dispatchedAt"`
	Delivery     claim.Delivery    `json:"delivery" doc:"none means that it waits to be handed over"`
	Reason       string            `json:"reason,omitempty"`
	Attempts     int               `json:"attempts"`
	Uncertain    bool              `json:"uncertain,omitempty" doc:"the outcome of some attempt was lost"`
}

// Outbox lists letters of cases that the caller may see: those that wait, failed
// or are uncertain, or all of them.
func (d *Desk) Outbox(ctx context.Context, caller Caller, all bool) ([]OutboxItem, error) {
	if err := caller.May(MayReadCases); err != nil {
		return nil, err
	}
	rows, err := d.store.Outbox(ctx, all)
	if err != nil {
		return nil, err
	}
	items := []OutboxItem{}
	for _, row := range rows {
		c, err := d.caseByID(ctx, caller, row.Case, row.Case.String())
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		item := OutboxItem{
			Message: row.Message, Kind: row.Kind, DispatchedAt: row.DispatchedAt, Delivery: row.Delivery,
			Reason: row.Reason, Attempts: row.Attempts, Uncertain: row.Uncertain,
		}
		if item.Case, item.Party, err = d.names(ctx, c, row.Party); err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}
