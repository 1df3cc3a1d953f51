package api

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// none is the input of a route that takes nothing.
type none struct{}

// body is the input of a route that takes a body alone.
type body[T any] struct{ Body T }

// PersonPath names a person.
type PersonPath struct {
	Person string `path:"person" doc:"handle or identifier"`
}

func (s *server) personList(ctx context.Context, who casework.Caller, _ *none) (list[casework.PersonView], error) {
	return listOf(s.Reads.People(ctx, who))
}

func (s *server) personAdd(ctx context.Context, who casework.Caller, in *body[casework.PersonInput]) (casework.Receipt, error) {
	return s.Desk.AddPerson(ctx, who, in.Body)
}

func (s *server) personRoles(ctx context.Context, who casework.Caller, in *struct {
	PersonPath
	Body casework.RolesInput
}) (casework.Receipt, error) {
	return s.Desk.ChangeRoles(ctx, who, in.Person, in.Body)
}

func (s *server) personShow(ctx context.Context, who casework.Caller, in *PersonPath) (casework.PersonView, error) {
	return s.Reads.Person(ctx, who, in.Person)
}

func (s *server) personProfile(ctx context.Context, who casework.Caller, in *struct {
	PersonPath
	Body casework.ProfileInput
}) (casework.Receipt, error) {
	return s.Desk.ChangeProfile(ctx, who, in.Person, in.Body)
}

func (s *server) personInvite(ctx context.Context, who casework.Caller, in *PersonPath) (casework.InvitationView, error) {
	return s.Desk.InvitePerson(ctx, who, in.Person)
}

func (s *server) personDisable(ctx context.Context, who casework.Caller, in *PersonPath) (casework.Receipt, error) {
	return s.Desk.DisablePerson(ctx, who, in.Person)
}

func (s *server) personEnable(ctx context.Context, who casework.Caller, in *PersonPath) (casework.Receipt, error) {
	return s.Desk.EnablePerson(ctx, who, in.Person)
}
