package app

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record"
)

type store struct{ *record.Record }

func (s store) CorrespondencesAbout(ctx context.Context, id uuid.UUID) ([]uuid.UUID, error) {
	return s.Record.Correspondences(ctx, record.CorrespondenceFilter{Claim: id})
}
func (s store) States(ctx context.Context, id uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	if asOf.IsZero() {
		return s.Record.States(ctx, id)
	}
	return s.Record.StatesAsOf(ctx, id, asOf)
}
func (s store) Verify(ctx context.Context, p func(a, b int64)) (claim.VerifyReport, error) {
	return claim.VerifyReport{}, nil
}
