package client

import (
	"context"
	"net/http"
	"time"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Turn lists what waits for whoever asks. Of the filter, Kinds is not looked at.
func (c *Client) Turn(ctx context.Context, f reading.TurnFilter) (reading.TurnPage, error) {
	query := given("scope", f.Scope, "kind", string(f.Kind), "case", f.Case, "after", f.After, "limit", number(f.Limit))
	return get[reading.TurnPage](ctx, c, "/turns", query)
}

// AcceptTurns makes it the turn of whoever asks, and nobody else's.
func (c *Client) AcceptTurns(ctx context.Context, items ...string) (api.Dealt, error) {
	return do[api.Dealt](ctx, c, http.MethodPost, "/turns/accept", api.ItemsInput{Items: items})
}

// AssignTurns makes it a person's turn; an empty handle gives it back to everybody.
func (c *Client) AssignTurns(ctx context.Context, handle string, items ...string) (api.Dealt, error) {
	in := api.AssignTurnInput{ItemsInput: api.ItemsInput{Items: items}, Person: handle}
	return do[api.Dealt](ctx, c, http.MethodPost, "/turns/assign", in)
}

// SnoozeTurns hides what waits from whoever asks until an instant; the zero time
// shows it again.
func (c *Client) SnoozeTurns(ctx context.Context, until time.Time, items ...string) (api.Dealt, error) {
	in := api.SnoozeInput{ItemsInput: api.ItemsInput{Items: items}, Until: until}
	return do[api.Dealt](ctx, c, http.MethodPost, "/turns/snooze", in)
}

// ReadTurns says of messages that they were read and hold no answer.
func (c *Client) ReadTurns(ctx context.Context, items ...string) (api.Dealt, error) {
	return do[api.Dealt](ctx, c, http.MethodPost, "/turns/read", api.ItemsInput{Items: items})
}
