package opening

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Door is what opening the sample needs of the one door, in the name of one person.
type Door interface {
	OpenFile(ctx context.Context, in casework.CaseFileInput) (casework.OpenedFile, error)
	Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error)
	Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error)
}

// AtDesk is the door of a desk in the same process.
type AtDesk struct {
	Desk   *casework.Door
	Caller casework.Caller
}

// OpenFile implements [Door].
func (d AtDesk) OpenFile(ctx context.Context, in casework.CaseFileInput) (casework.OpenedFile, error) {
	return d.Desk.OpenFile(ctx, d.Caller, in)
}

// Answer implements [Door].
func (d AtDesk) Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return d.Desk.Answer(casework.WithKey(ctx, key), d.Caller, caseName, in)
}

// Assess implements [Door].
func (d AtDesk) Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error) {
	return d.Desk.Assess(casework.WithKey(ctx, key), d.Caller, claimName, in)
}

// Remote is the door of a running Onrecord.
type Remote struct{ Client *client.Client }

// OpenFile implements [Door].
func (r Remote) OpenFile(ctx context.Context, in casework.CaseFileInput) (casework.OpenedFile, error) {
	return client.Call(ctx, r.Client, operation.CaseOpenFile, operation.Body(in))
}

// Answer implements [Door].
func (r Remote) Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.AnswerRecord, operation.InCase(caseName, in))
}

// Assess implements [Door].
func (r Remote) Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.ClaimAssess, operation.OfClaim(claimName, in))
}
