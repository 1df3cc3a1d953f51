package api

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// PartyPath names a party.
type PartyPath struct {
	Party string `path:"party" doc:"short name or identifier"`
}

func (s *server) partyList(ctx context.Context, who casework.Caller, _ *none) (list[reading.PartyView], error) {
	return listOf(s.Reads.Parties(ctx, who))
}

func (s *server) partyAdd(ctx context.Context, who casework.Caller, in *body[casework.PartyInput]) (casework.Receipt, error) {
	return s.Desk.AddParty(ctx, who, in.Body)
}

func (s *server) partyShow(ctx context.Context, who casework.Caller, in *PartyPath) (reading.PartyView, error) {
	return s.Reads.Party(ctx, who, in.Party)
}

func (s *server) partyContact(ctx context.Context, who casework.Caller, in *struct {
	PartyPath
	Body casework.ContactInput
}) (casework.Receipt, error) {
	return s.Desk.ChangeContact(ctx, who, in.Party, in.Body)
}

func (s *server) partyRevise(ctx context.Context, who casework.Caller, in *struct {
	PartyPath
	Body casework.RevisePartyInput
}) (casework.Receipt, error) {
	return s.Desk.ReviseParty(ctx, who, in.Party, in.Body)
}
