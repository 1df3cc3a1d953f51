package auth

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// shutOld ends whatever let a person in who takes a link, as the link may have
// been made because somebody else has it: passkeys, the second step, identities
// that were added, besides the one that the person has just shown, sessions and
// API tokens; in this order, as a credential opens a session and a session makes
// tokens. The password is for the caller to replace or to remove before. An
// identity that made the person stays: whose it is, the provider says. The browsers in which
// the person is told what waits are subscribed no more.
func (s *Service) shutOld(ctx context.Context, person uuid.UUID, shown string) error {
	err := s.removeWhere(ctx, person, func(c signin.Credential) bool {
		if c.Kind == people.OIDC {
			return c.Key != shown && string(c.Secret) != mapped
		}
		return c.Kind != people.Password
	})
	if err != nil {
		return err
	}
	if err := s.endOthers(ctx, signin.Session{Person: person}, people.CredentialsChanged); err != nil {
		return err
	}
	if err := s.endTokens(ctx, person); err != nil {
		return err
	}
	return s.store.RemoveBrowsers(ctx, person)
}

// endTokens revokes every API token of a person.
func (s *Service) endTokens(ctx context.Context, person uuid.UUID) error {
	tokens, err := s.store.APITokens(ctx, person)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		if err := s.RevokeToken(ctx, person, t.ID); err != nil && claim.CodeOf(err) != claim.CodeNotFound {
			return err
		}
	}
	return nil
}

// removeKinds removes all of a person's credentials of some kinds.
func (s *Service) removeKinds(ctx context.Context, person uuid.UUID, kinds ...people.CredentialKind) error {
	return s.removeWhere(ctx, person, func(c signin.Credential) bool { return slices.Contains(kinds, c.Kind) })
}

// removeWhere removes those of a person's credentials that a function picks.
// One that is gone meanwhile is no error.
func (s *Service) removeWhere(ctx context.Context, person uuid.UUID, gone func(signin.Credential) bool) error {
	all, err := s.store.Credentials(ctx, person)
	if err != nil {
		return err
	}
	for _, c := range all {
		if !gone(c) {
			continue
		}
		if err := s.removeCredential(ctx, c); err != nil && claim.CodeOf(err) != claim.CodeNotFound {
			return err
		}
	}
	return nil
}
