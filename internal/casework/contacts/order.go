package contacts

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// ContactOrderInput is an order of a party's contact points.
type ContactOrderInput struct {
	Contacts []uuid.UUID `json:"contacts" doc:"those that letters go to first, in that order; the others follow as they stand"`
}

// Order says in which order letters go to a party's e-mail addresses: where one comes
// back, it goes to the next.
func Order(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ContactOrderInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	var first uuid.UUID
	if len(in.Contacts) > 0 {
		first = in.Contacts[0]
	}
	return letterContact(ctx, d, caller, id, name, first, people.OrderContacts{Contacts: in.Contacts})
}

// Revive says that a contact point at which letters came back takes mail again. What
// came back there waits until somebody says that it goes there once more.
func Revive(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return letterContact(ctx, d, caller, id, name, contact, people.ReviveContact{Contact: contact})
}
