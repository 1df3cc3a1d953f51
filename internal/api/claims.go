package api

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// ClaimPath names a claim of a case.
type ClaimPath struct {
	CasePath
	Claim string `path:"claim" doc:"key or identifier"`
}

// name is what the desk calls the claim.
func (p ClaimPath) name() string { return p.Case + "/" + p.Claim }

func (s *server) claimAdd(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.ClaimInput
}) (casework.Receipt, error) {
	return s.Desk.AddClaim(ctx, who, in.Case, in.Body)
}

func (s *server) claimShow(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	AsOf
}) (reading.ClaimReport, error) {
	return s.Reads.Claim(ctx, who, in.name(), in.instant())
}

func (s *server) claimRevise(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Body casework.ClaimRevision
}) (casework.Receipt, error) {
	return s.Desk.ReviseClaim(ctx, who, in.name(), in.Body)
}

// moveInput may come without a body: most moves need no reason.
type moveInput struct {
	ClaimPath
	Body *casework.ReasonInput
}

// move is the handler of an action that takes at most a reason.
func (s *server) move(
	act func(*casework.Door, context.Context, casework.Caller, string, casework.ReasonInput) (casework.Receipt, error),
) handler[moveInput, casework.Receipt] {
	return func(ctx context.Context, who casework.Caller, in *moveInput) (casework.Receipt, error) {
		return act(s.Desk, ctx, who, in.name(), given(in.Body))
	}
}

// given is the zero value for a body that was left out.
func given[T any](body *T) T {
	if body == nil {
		var zero T
		return zero
	}
	return *body
}

func (s *server) claimAssess(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Body casework.AssessInput
}) (casework.Receipt, error) {
	return s.Desk.Assess(ctx, who, in.name(), in.Body)
}
