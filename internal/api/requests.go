package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
)

// RequestPath names a request.
type RequestPath struct {
	Request uuid.UUID `path:"request" format:"uuid" doc:"identifier"`
}

func (s *server) requestAsk(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.AskInput
}) (casework.Receipt, error) {
	return s.Desk.Ask(ctx, who, in.Case, in.Body)
}

func (s *server) requestShow(ctx context.Context, who casework.Caller, in *RequestPath) (casework.RequestReport, error) {
	return s.Desk.RequestView(ctx, who, in.Request)
}

func (s *server) requestWithdraw(ctx context.Context, who casework.Caller, in *struct {
	RequestPath
	Body *casework.ReasonInput
}) (casework.Receipt, error) {
	return s.Desk.WithdrawRequest(ctx, who, in.Request, given(in.Body))
}

func (s *server) requestExtend(ctx context.Context, who casework.Caller, in *struct {
	RequestPath
	Body casework.ExtendInput
}) (casework.Receipt, error) {
	return s.Desk.Extend(ctx, who, in.Request, in.Body)
}

func (s *server) answerRecord(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.AnswerInput
}) (casework.Receipt, error) {
	return s.Desk.Answer(ctx, who, in.Case, in.Body)
}
