package client

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
)

// Inbox lists the messages that wait for a person.
func (c *Client) Inbox(ctx context.Context) ([]casework.InboxItem, error) {
	return getList[casework.InboxItem](ctx, c, "/inbox", nil)
}

// Messages lists the latest messages that came in before an instant, nil for all,
// also those that were read and those that a machine seems to have sent: up to
// [casework.MaxMessages].
func (c *Client) Messages(ctx context.Context, before *time.Time) ([]casework.InboxItem, error) {
	query := url.Values{"all": {"true"}}
	if before != nil {
		query.Set("before", before.UTC().Format(time.RFC3339Nano))
	}
	return getList[casework.InboxItem](ctx, c, "/inbox", query)
}

// Message shows one message, all of it.
func (c *Client) Message(ctx context.Context, id uuid.UUID) (casework.InboxItem, error) {
	return get[casework.InboxItem](ctx, c, path("messages", id.String()), nil)
}

// ReadMessage says that a message was read and holds no answer.
func (c *Client) ReadMessage(ctx context.Context, id uuid.UUID, in casework.ReadInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("messages", id.String(), "read"), in)
}

// SeeMessage says that whoever asks has looked at an answer from the answer page.
func (c *Client) SeeMessage(ctx context.Context, id uuid.UUID) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("messages", id.String(), "seen"), nil)
}

// AssignMessage gives a message in quarantine to a party in a case.
func (c *Client) AssignMessage(ctx context.Context, id uuid.UUID, in casework.AssignInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("messages", id.String(), "assign"), in)
}

// DiscardMessage takes a message out of quarantine; it is kept.
func (c *Client) DiscardMessage(ctx context.Context, id uuid.UUID) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("messages", id.String(), "discard"), nil)
}

// Outbox lists letters: those that wait, failed or are uncertain, or the latest
// [casework.MaxMessages] of all.
func (c *Client) Outbox(ctx context.Context, all bool) ([]casework.OutboxItem, error) {
	return getList[casework.OutboxItem](ctx, c, "/outbox", url.Values{"all": {fmt.Sprint(all)}})
}
