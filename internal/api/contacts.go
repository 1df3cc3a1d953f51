package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// ContactPath names a contact point of a party.
type ContactPath struct {
	PartyPath
	Contact uuid.UUID `path:"contact" format:"uuid" doc:"identifier"`
}

func (s *server) contactList(ctx context.Context, who casework.Caller, in *PartyPath) (list[reading.ContactView], error) {
	page, err := s.Reads.PartyPage(ctx, who, in.Party)
	return listOf(page.Contacts, err)
}

func (s *server) contactAdd(ctx context.Context, who casework.Caller, in *struct {
	PartyPath
	Body casework.ContactPointInput
}) (casework.Receipt, error) {
	return s.Desk.AddContact(ctx, who, in.Party, in.Body)
}

func (s *server) contactChoose(ctx context.Context, who casework.Caller, in *ContactPath) (casework.Receipt, error) {
	return s.Desk.ChooseContact(ctx, who, in.Party, in.Contact)
}

func (s *server) contactRetire(ctx context.Context, who casework.Caller, in *ContactPath) (casework.Receipt, error) {
	return s.Desk.RetireContact(ctx, who, in.Party, in.Contact)
}

func (s *server) contactVerify(ctx context.Context, who casework.Caller, in *struct {
	ContactPath
	Body casework.VerifyInput
}) (casework.Receipt, error) {
	return s.Desk.VerifyContact(ctx, who, in.Party, in.Contact, in.Body)
}
