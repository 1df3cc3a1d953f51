package client

import (
	"context"
	"net/http"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// People lists the people of the desk.
func (c *Client) People(ctx context.Context) ([]casework.PersonView, error) {
	return getList[casework.PersonView](ctx, c, "/people", nil)
}

// AddPerson adds a person to the desk.
func (c *Client) AddPerson(ctx context.Context, in casework.PersonInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, "/people", in)
}

// ChangeRoles replaces a person's roles.
func (c *Client) ChangeRoles(ctx context.Context, handle string, in casework.RolesInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("people", handle, "roles"), in)
}

// Parties lists the parties.
func (c *Client) Parties(ctx context.Context) ([]reading.PartyView, error) {
	return getList[reading.PartyView](ctx, c, "/parties", nil)
}

// Party shows a party.
func (c *Client) Party(ctx context.Context, name string) (reading.PartyView, error) {
	return get[reading.PartyView](ctx, c, path("parties", name), nil)
}

// AddParty puts a party into the directory.
func (c *Client) AddParty(ctx context.Context, in casework.PartyInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, "/parties", in)
}

// ChangeContact gives a party another address.
func (c *Client) ChangeContact(ctx context.Context, name string, in casework.ContactInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("parties", name, "contact"), in)
}

// ReviseParty describes a party anew.
func (c *Client) ReviseParty(ctx context.Context, name string, in casework.RevisePartyInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("parties", name), in)
}
