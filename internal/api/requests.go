package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
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

func (s *server) requestShow(ctx context.Context, who casework.Caller, in *RequestPath) (reading.RequestReport, error) {
	return s.Reads.RequestView(ctx, who, in.Request)
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

func (s *server) requestPreview(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.AskInput
}) (casework.LetterView, error) {
	return s.Desk.PreviewLetter(ctx, who, in.Case, in.Body)
}

func (s *server) requestPause(ctx context.Context, who casework.Caller, in *struct {
	RequestPath
	Body casework.ReasonInput
}) (casework.Receipt, error) {
	return s.Desk.PauseReminders(ctx, who, in.Request, in.Body)
}

func (s *server) requestResume(ctx context.Context, who casework.Caller, in *RequestPath) (casework.Receipt, error) {
	return s.Desk.ResumeReminders(ctx, who, in.Request)
}

func (s *server) requestUndo(ctx context.Context, who casework.Caller, in *RequestPath) (casework.Receipt, error) {
	return s.Desk.Undo(ctx, who, in.Request)
}

// FollowUpInput is a letter by hand.
type FollowUpInput struct {
	Text string `json:"text" doc:"what to write; it goes out in the thread of the request"`
}

func (s *server) requestFollowUp(ctx context.Context, who casework.Caller, in *struct {
	RequestPath
	Body FollowUpInput
}) (casework.Receipt, error) {
	return s.Desk.FollowUp(ctx, who, in.Request, in.Body.Text)
}

func (s *server) answerRecord(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.AnswerInput
}) (casework.Receipt, error) {
	return s.Desk.Answer(ctx, who, in.Case, in.Body)
}
