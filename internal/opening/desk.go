package opening

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// AtDesk is the door of a desk in the same process, and the room beside it.
type AtDesk struct {
	Desk   *casework.Door
	Reads  *reading.Room
	Caller casework.Caller
}

// atDesk carries an operation out at the desk, for its caller, under a key.
func atDesk[In, Out any](ctx context.Context, d AtDesk, key uuid.UUID, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(casework.WithKey(ctx, key), operation.Parts{Door: d.Desk, Reads: d.Reads}, d.Caller, in)
}

// OpenCase implements [Door].
func (d AtDesk) OpenCase(ctx context.Context, key uuid.UUID, in casework.CaseInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.CaseOpen, operation.Body(in))
}

// AddParty implements [Door].
func (d AtDesk) AddParty(ctx context.Context, key uuid.UUID, in casework.PartyInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.PartyAdd, operation.Body(in))
}

// AddClaim implements [Door].
func (d AtDesk) AddClaim(ctx context.Context, key uuid.UUID, caseName string, in casework.ClaimInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.ClaimAdd, operation.InCase(caseName, in))
}

// Ask implements [Door].
func (d AtDesk) Ask(ctx context.Context, key uuid.UUID, caseName string, in casework.AskInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.RequestAsk, operation.InCase(caseName, in))
}

// Answer implements [SampleDoor].
func (d AtDesk) Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.AnswerRecord, operation.InCase(caseName, in))
}

// Assess implements [SampleDoor].
func (d AtDesk) Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error) {
	return atDesk(ctx, d, key, operation.ClaimAssess, operation.OfClaim(claimName, in))
}

// OpenedAt implements [Door].
func (d AtDesk) OpenedAt(ctx context.Context, caseName string) (time.Time, error) {
	items, err := d.Reads.Cases(ctx, d.Caller)
	if err != nil {
		return time.Time{}, err
	}
	return openedAt(items, caseName)
}
