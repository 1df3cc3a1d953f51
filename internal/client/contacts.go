package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Contacts lists the contact points of a party, with their health.
func (c *Client) Contacts(ctx context.Context, party string) ([]reading.ContactView, error) {
	return getList[reading.ContactView](ctx, c, path("parties", party, "contacts"), nil)
}

// AddContact gives a party one more contact point.
func (c *Client) AddContact(ctx context.Context, party string, in casework.ContactPointInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("parties", party, "contacts"), in)
}

// ChooseContact has letters go to one of the party's e-mail addresses.
func (c *Client) ChooseContact(ctx context.Context, party string, contact uuid.UUID) (casework.Receipt, error) {
	return c.atContact(ctx, party, contact, "choose", nil)
}

// RetireContact says that a contact point is not used any more.
func (c *Client) RetireContact(ctx context.Context, party string, contact uuid.UUID) (casework.Receipt, error) {
	return c.atContact(ctx, party, contact, "retire", nil)
}

// VerifyContact says how somebody made sure that a contact point is the party's.
func (c *Client) VerifyContact(ctx context.Context, party string, contact uuid.UUID, in casework.VerifyInput) (casework.Receipt, error) {
	return c.atContact(ctx, party, contact, "verify", in)
}

func (c *Client) atContact(ctx context.Context, party string, contact uuid.UUID, action string, in any) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("parties", party, "contacts", contact.String(), action), in)
}
