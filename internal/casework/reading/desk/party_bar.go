package desk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// BarredView says that a party, or a contact point, is not to be contacted.
type BarredView struct {
	Since  time.Time `json:"since"`
	By     string    `json:"by,omitempty" doc:"who has said so"`
	Reason string    `json:"reason,omitempty" doc:"why, in the words of whoever has"`
}

// BarredSaid is that somebody is not to be contacted, with names and words; nil for that she may be.
func (r *Room) BarredSaid(ctx context.Context, b *claim.Barred) (*BarredView, error) {
	if b == nil {
		return nil, nil
	}
	called, err := r.store.Called(ctx, []uuid.UUID{b.By})
	if err != nil {
		return nil, err
	}
	lib, err := r.library(ctx, b.Reason)
	return &BarredView{Since: b.At, By: called[b.By].Title, Reason: lib.Text(b.Reason)}, err
}
