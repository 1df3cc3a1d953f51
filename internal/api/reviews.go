package api

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

type reviewInput struct {
	ClaimPath
	Body casework.ReviewInput
}

// review is the handler of a reviewer's decision.
func (s *server) review(
	act func(*casework.Door, context.Context, casework.Caller, string, casework.ReviewInput) (casework.Receipt, error),
) handler[reviewInput, casework.Receipt] {
	return func(ctx context.Context, who casework.Caller, in *reviewInput) (casework.Receipt, error) {
		return act(s.Desk, ctx, who, in.name(), in.Body)
	}
}

func (s *server) reviewShow(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Since int64 `query:"since" minimum:"0" doc:"version of the claim to compare with; what you saw last if left out"`
}) (reading.Review, error) {
	if in.Since == 0 {
		return s.Reads.ReviewPage(ctx, who, in.name(), nil)
	}
	return s.Reads.ReviewPage(ctx, who, in.name(), &in.Since)
}

func (s *server) reviewDifference(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Subject string `query:"subject" required:"true" maxLength:"128" doc:"hash of what you saw"`
}) (reading.SubjectDiff, error) {
	return s.Reads.SubjectDiff(ctx, who, in.name(), in.Subject)
}

// SeenInput says up to where somebody has looked at a claim.
type SeenInput struct {
	Version int64 `json:"version" minimum:"0" doc:"of the claim that you had before you"`
}

func (s *server) reviewSeen(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Body SeenInput
}) (SeenInput, error) {
	return in.Body, s.Desk.MarkSeen(ctx, who, in.name(), in.Body.Version)
}
