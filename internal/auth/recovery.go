package auth

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// A set of recovery codes is one credential: its secret is the hashes of the
// codes that are left, one a line, its count how many were used.

// newRecoveryCodes replaces a person's recovery codes and returns them. They are
// shown once; hashes are kept. Codes of 80 random bits need no slow hash.
func (s *Service) newRecoveryCodes(ctx context.Context, person uuid.UUID) ([]string, error) {
	codes, lines := make([]string, recoveryCodes), make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = newCode()
		lines[i] = recoveryHash(person, codes[i])
	}
	err := s.addCredential(ctx, signin.Credential{
		ID: uuid.New(), Person: person, Kind: people.Recovery, Key: person.String(),
		Secret: []byte(strings.Join(lines, "\n")), MadeAt: s.now(),
	})
	return codes, err
}

func recoveryHash(person uuid.UUID, code string) string {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToUpper(code))
	return hashOf("recovery " + person.String() + " " + plain)
}

func (s *Service) useRecoveryCode(ctx context.Context, person uuid.UUID, code string) (bool, error) {
	stored, err := s.store.CredentialByKey(ctx, people.Recovery, person.String())
	if claim.CodeOf(err) == claim.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	left := strings.Fields(string(stored.Secret))
	at := slices.Index(left, recoveryHash(person, code))
	if at < 0 {
		return false, nil
	}
	before := stored.Count
	stored.Count, stored.UsedAt = before+1, s.now()
	stored.Secret = []byte(strings.Join(slices.Delete(left, at, at+1), "\n"))
	return s.store.UseCredential(ctx, stored, before)
}

// RenewRecoveryCodes replaces the recovery codes of whoever is signed in, who
// shows the password once more.
func (s *Service) RenewRecoveryCodes(ctx context.Context, session signin.Session, current string) ([]string, error) {
	if err := s.confirm(ctx, session, current); err != nil {
		return nil, err
	}
	if _, err := s.store.CredentialByKey(ctx, people.TOTP, session.Person.String()); err != nil {
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = claim.Errorf(claim.CodeInvalid, "recovery codes are for a second step, and you have none")
		}
		return nil, err
	}
	return s.newRecoveryCodes(ctx, session.Person)
}

// Ways are the ways in which a person signs in, as the account page shows them.
type Ways struct {
	Password     bool
	PasswordAt   time.Time // when it was set, UTC
	TOTP         bool
	TOTPAt       time.Time // when it was turned on, UTC
	CodesLeft    int       // recovery codes
	Passkeys     []signin.Credential
	Identities   []signin.Credential // of the identity provider
	HasProvider  bool
	HasPasskeys  bool
	NeedsConfirm bool // whether changes ask for the password
}

// Ways lists how a person signs in. Secrets are left out.
func (s *Service) Ways(ctx context.Context, person uuid.UUID) (Ways, error) {
	w := Ways{HasProvider: s.HasOIDC(), HasPasskeys: s.HasPasskeys()}
	all, err := s.store.Credentials(ctx, person)
	for _, c := range all {
		left := len(strings.Fields(string(c.Secret)))
		c.Secret = nil
		switch c.Kind {
		case people.Password:
			w.Password, w.PasswordAt, w.NeedsConfirm = true, c.MadeAt, true
		case people.TOTP:
			w.TOTP, w.TOTPAt = true, c.MadeAt
		case people.Recovery:
			w.CodesLeft = left
		case people.Passkey:
			w.Passkeys = append(w.Passkeys, c)
		case people.OIDC:
			w.Identities = append(w.Identities, c)
		}
	}
	return w, err
}

// RemoveWay takes a passkey or an identity away from whoever is signed in, who
// shows the password once more. It returns [claim.CodePolicy] for the last way
// to sign in. The person's other sessions end, and this one gets another token.
func (s *Service) RemoveWay(ctx context.Context, session signin.Session, current string, id uuid.UUID) (SignedIn, error) {
	if err := s.confirm(ctx, session, current); err != nil {
		return SignedIn{}, err
	}
	all, err := s.store.Credentials(ctx, session.Person)
	if err != nil {
		return SignedIn{}, err
	}
	ways := slices.DeleteFunc(slices.Clone(all), func(c signin.Credential) bool { return !c.Kind.SignsIn() })
	at := slices.IndexFunc(ways, func(c signin.Credential) bool { return c.ID == id && c.Kind != people.Password })
	if at < 0 {
		return SignedIn{}, claim.Errorf(claim.CodeNotFound, "there is no such way to sign in")
	}
	if len(ways) == 1 {
		return SignedIn{}, claim.Errorf(claim.CodePolicy, "this is your only way to sign in").WithHint("add another one first")
	}
	if err := s.removeCredential(ctx, ways[at]); err != nil {
		return SignedIn{}, err
	}
	return s.renew(ctx, session)
}
