package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Ask puts a request to a party.
func (c *Client) Ask(ctx context.Context, caseName string, in casework.AskInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("cases", caseName, "requests"), in)
}

// PreviewLetter shows the letter that a request would have go out; nothing is asked.
func (c *Client) PreviewLetter(ctx context.Context, caseName string, in casework.AskInput) (casework.LetterView, error) {
	return do[casework.LetterView](ctx, c, http.MethodPost, path("cases", caseName, "requests", "preview"), in)
}

// Request shows a request.
func (c *Client) Request(ctx context.Context, id uuid.UUID) (reading.RequestReport, error) {
	return get[reading.RequestReport](ctx, c, path("requests", id.String()), nil)
}

// WithdrawRequest stops asking.
func (c *Client) WithdrawRequest(ctx context.Context, id uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "withdraw"), in)
}

// Extend moves the answer-by instant of a request.
func (c *Client) Extend(ctx context.Context, id uuid.UUID, in casework.ExtendInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "extend"), in)
}

// PauseReminders stops the reminders of a request.
func (c *Client) PauseReminders(ctx context.Context, id uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "pause"), in)
}

// ResumeReminders lets the reminders of a request go out again.
func (c *Client) ResumeReminders(ctx context.Context, id uuid.UUID) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "resume"), nil)
}

// Undo takes back what has not gone out yet.
func (c *Client) Undo(ctx context.Context, id uuid.UUID) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "undo"), nil)
}

// FollowUp has a letter by hand go out in the thread of a request.
func (c *Client) FollowUp(ctx context.Context, id uuid.UUID, text string) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "follow-ups"), api.FollowUpInput{Text: text})
}

// Answer records what a party said.
func (c *Client) Answer(ctx context.Context, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("cases", caseName, "answers"), in)
}
