package opening

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Door is what opening the sample needs of the one door, in the name of one person.
type Door interface {
	OpenFile(ctx context.Context, in filing.CaseFileInput) (filing.OpenedFile, error)
	Answer(ctx context.Context, key uuid.UUID, caseName string, in answers.AnswerInput) (casework.Receipt, error)
	Assess(ctx context.Context, key uuid.UUID, claimName string, in findings.AssessInput) (casework.Receipt, error)
}

// AtDesk is the door of a desk in the same process.
type AtDesk struct {
	Desk   *casework.Door
	Caller casework.Caller
}

// atDesk carries an operation out at the desk, for its caller.
func atDesk[In, Out any](ctx context.Context, d AtDesk, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(ctx, operation.Parts{Door: d.Desk}, d.Caller, in)
}

// OpenFile implements [Door].
func (d AtDesk) OpenFile(ctx context.Context, in filing.CaseFileInput) (filing.OpenedFile, error) {
	return atDesk(ctx, d, operation.CaseOpenFile, operation.Body(in))
}

// Answer implements [Door].
func (d AtDesk) Answer(ctx context.Context, key uuid.UUID, caseName string, in answers.AnswerInput) (casework.Receipt, error) {
	return atDesk(casework.WithKey(ctx, key), d, operation.AnswerRecord, operation.InCase(caseName, in))
}

// Assess implements [Door].
func (d AtDesk) Assess(ctx context.Context, key uuid.UUID, claimName string, in findings.AssessInput) (casework.Receipt, error) {
	return atDesk(casework.WithKey(ctx, key), d, operation.ClaimAssess, operation.OfClaim(claimName, in))
}

// Remote is the door of a running Onrecord.
type Remote struct{ Client *client.Client }

// OpenFile implements [Door].
func (r Remote) OpenFile(ctx context.Context, in filing.CaseFileInput) (filing.OpenedFile, error) {
	return client.Call(ctx, r.Client, operation.CaseOpenFile, operation.Body(in))
}

// Answer implements [Door].
func (r Remote) Answer(ctx context.Context, key uuid.UUID, caseName string, in answers.AnswerInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.AnswerRecord, operation.InCase(caseName, in))
}

// Assess implements [Door].
func (r Remote) Assess(ctx context.Context, key uuid.UUID, claimName string, in findings.AssessInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.ClaimAssess, operation.OfClaim(claimName, in))
}
