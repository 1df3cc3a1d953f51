package auth

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Alive reports whether a session still stands, without noting that it is used:
// that a page stands open is no use. It fails as [Service.Session] does.
func (s *Service) Alive(ctx context.Context, session signin.Session) error {
	there, err := s.store.SessionByHash(ctx, session.Hash)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return nobody()
	}
	if err != nil {
		return err
	}
	now := s.now()
	if !now.Before(there.EndsAt) || now.Sub(there.SeenAt) >= s.idle(ctx) {
		return nobody()
	}
	_, err = s.account(ctx, there.Person)
	return err
}
