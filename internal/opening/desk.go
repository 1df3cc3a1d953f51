package opening

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// AtDesk is the door of a desk in the same process, and the room beside it.
type AtDesk struct {
	Desk   *casework.Door
	Reads  *reading.Room
	Caller casework.Caller
}

// OpenCase implements [Door].
func (d AtDesk) OpenCase(ctx context.Context, key uuid.UUID, in casework.CaseInput) (casework.Receipt, error) {
	return d.Desk.OpenCase(casework.WithKey(ctx, key), d.Caller, in)
}

// AddParty implements [Door].
func (d AtDesk) AddParty(ctx context.Context, key uuid.UUID, in casework.PartyInput) (casework.Receipt, error) {
	return d.Desk.AddParty(casework.WithKey(ctx, key), d.Caller, in)
}

// AddClaim implements [Door].
func (d AtDesk) AddClaim(ctx context.Context, key uuid.UUID, caseName string, in casework.ClaimInput) (casework.Receipt, error) {
	return d.Desk.AddClaim(casework.WithKey(ctx, key), d.Caller, caseName, in)
}

// Ask implements [Door].
func (d AtDesk) Ask(ctx context.Context, key uuid.UUID, caseName string, in casework.AskInput) (casework.Receipt, error) {
	return d.Desk.Ask(casework.WithKey(ctx, key), d.Caller, caseName, in)
}

// Answer implements [SampleDoor].
func (d AtDesk) Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return d.Desk.Answer(casework.WithKey(ctx, key), d.Caller, caseName, in)
}

// Assess implements [SampleDoor].
func (d AtDesk) Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error) {
	return d.Desk.Assess(casework.WithKey(ctx, key), d.Caller, claimName, in)
}

// OpenedAt implements [Door].
func (d AtDesk) OpenedAt(ctx context.Context, caseName string) (time.Time, error) {
	items, err := d.Reads.Cases(ctx, d.Caller)
	if err != nil {
		return time.Time{}, err
	}
	return openedAt(items, caseName)
}
