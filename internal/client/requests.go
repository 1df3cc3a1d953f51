package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
)

// Ask puts a request to a party.
func (c *Client) Ask(ctx context.Context, caseName string, in casework.AskInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("cases", caseName, "requests"), in)
}

// Request shows a request.
func (c *Client) Request(ctx context.Context, id uuid.UUID) (casework.RequestReport, error) {
	return get[casework.RequestReport](ctx, c, path("requests", id.String()), nil)
}

// WithdrawRequest stops asking.
func (c *Client) WithdrawRequest(ctx context.Context, id uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "withdraw"), in)
}

// Extend moves the answer-by instant of a request.
func (c *Client) Extend(ctx context.Context, id uuid.UUID, in casework.ExtendInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("requests", id.String(), "extend"), in)
}

// Answer records what a party said.
func (c *Client) Answer(ctx context.Context, caseName string, in casework.AnswerInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("cases", caseName, "answers"), in)
}
