package client

import (
	"context"
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
)

// EngineStatus shows how the engine is.
func (c *Client) EngineStatus(ctx context.Context) (api.EngineStatus, error) {
	return get[api.EngineStatus](ctx, c, "/engine", nil)
}

// Workflow shows how the workflow of a claim (CASE/CLAIM) or of a correspondence
// (PARTY@CASE) stands, and the record beside it.
func (c *Client) Workflow(ctx context.Context, name string) (casework.WorkflowView, error) {
	return get[casework.WorkflowView](ctx, c, path("engine", "workflows", name), nil)
}

// Decode opens what the engine stores.
func (c *Client) Decode(ctx context.Context, in api.Payloads) (api.Payloads, error) {
	return do[api.Payloads](ctx, c, http.MethodPost, "/engine/codec/decode", in)
}

// Encode seals what the engine is to store.
func (c *Client) Encode(ctx context.Context, in api.Payloads) (api.Payloads, error) {
	return do[api.Payloads](ctx, c, http.MethodPost, "/engine/codec/encode", in)
}

// Rebuild starts every open workflow from the record.
func (c *Client) Rebuild(ctx context.Context) (api.Rebuilt, error) {
	return do[api.Rebuilt](ctx, c, http.MethodPost, "/engine/rebuild", nil)
}

// VerifyRecord verifies the whole record.
func (c *Client) VerifyRecord(ctx context.Context) (claim.VerifyReport, error) {
	return do[claim.VerifyReport](ctx, c, http.MethodPost, "/record/verify", nil)
}
