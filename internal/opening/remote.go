package opening

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Remote is the door of a running Onrecord.
type Remote struct{ Client *client.Client }

// OpenCase implements [Door].
func (r Remote) OpenCase(ctx context.Context, key uuid.UUID, in casework.CaseInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.CaseOpen, operation.Body(in))
}

// AddParty implements [Door].
func (r Remote) AddParty(ctx context.Context, key uuid.UUID, in casework.PartyInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.PartyAdd, operation.Body(in))
}

// AddClaim implements [Door].
func (r Remote) AddClaim(ctx context.Context, key uuid.UUID, caseName string, in casework.ClaimInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.ClaimAdd, operation.InCase(caseName, in))
}

// Ask implements [Door].
func (r Remote) Ask(ctx context.Context, key uuid.UUID, caseName string, in casework.AskInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.RequestAsk, operation.InCase(caseName, in))
}

// Answer implements [SampleDoor].
func (r Remote) Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.AnswerRecord, operation.InCase(caseName, in))
}

// Assess implements [SampleDoor].
func (r Remote) Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error) {
	return client.Call(client.WithKey(ctx, key), r.Client, operation.ClaimAssess, operation.OfClaim(claimName, in))
}

// OpenedAt implements [Door].
func (r Remote) OpenedAt(ctx context.Context, caseName string) (time.Time, error) {
	items, err := client.Call(ctx, r.Client, operation.CaseList, operation.None{})
	if err != nil {
		return time.Time{}, err
	}
	return openedAt(items, caseName)
}

func openedAt(items []reading.CaseItem, caseName string) (time.Time, error) {
	for _, item := range items {
		if item.Slug == caseName {
			return item.OpenedAt, nil
		}
	}
	return time.Time{}, claim.Errorf(claim.CodeNotFound, "there is no case %q", caseName)
}
