package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
)

// Me is who asks.
func (c *Client) Me(ctx context.Context) (api.Me, error) { return get[api.Me](ctx, c, "/me", nil) }

// Person shows a person.
func (c *Client) Person(ctx context.Context, handle string) (casework.PersonView, error) {
	return get[casework.PersonView](ctx, c, path("people", handle), nil)
}

// ChangeProfile gives a person another name or address.
func (c *Client) ChangeProfile(ctx context.Context, handle string, in casework.ProfileInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("people", handle, "profile"), in)
}

// InvitePerson makes a one-time link for a person to join.
func (c *Client) InvitePerson(ctx context.Context, handle string) (casework.InvitationView, error) {
	return do[casework.InvitationView](ctx, c, http.MethodPost, path("people", handle, "invitation"), nil)
}

// DisablePerson takes the right to do anything from a person.
func (c *Client) DisablePerson(ctx context.Context, handle string) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("people", handle, "disable"), nil)
}

// EnablePerson gives a disabled person back what the roles allow.
func (c *Client) EnablePerson(ctx context.Context, handle string) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("people", handle, "enable"), nil)
}

// Tokens lists the API tokens of who asks.
func (c *Client) Tokens(ctx context.Context) ([]api.TokenView, error) {
	return getList[api.TokenView](ctx, c, "/me/tokens", nil)
}

// MakeToken makes an API token; its text is in the answer, this once.
func (c *Client) MakeToken(ctx context.Context, in api.TokenInput) (api.TokenView, error) {
	return do[api.TokenView](ctx, c, http.MethodPost, "/me/tokens", in)
}

// RevokeToken ends an API token.
func (c *Client) RevokeToken(ctx context.Context, id uuid.UUID) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodDelete, path("me", "tokens", id.String()), nil)
}
