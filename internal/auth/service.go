package auth

import (
	"context"
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Store keeps the rows of accounts. Methods that look for one thing return
// [claim.CodeNotFound] if it is not there; a taken key is [claim.CodeExists].
type Store interface {
	// PutCredential adds a credential, or replaces the one with its kind and key.
	PutCredential(ctx context.Context, c signin.Credential) error
	// Credentials are those of a person, oldest first.
	Credentials(ctx context.Context, person uuid.UUID) ([]signin.Credential, error)
	CredentialByKey(ctx context.Context, kind people.CredentialKind, key string) (signin.Credential, error)
	RemoveCredential(ctx context.Context, person, id uuid.UUID) error
	// UseCredential notes a use, and the secret and count after it, if the count
	// is still the one before. It reports whether it was.
	UseCredential(ctx context.Context, c signin.Credential, before int64) (bool, error)
	// CredentialKinds tells how each person can sign in.
	CredentialKinds(ctx context.Context) (map[uuid.UUID][]people.CredentialKind, error)

	PutSession(ctx context.Context, s signin.Session) error
	SessionByHash(ctx context.Context, hash string) (signin.Session, error)
	// SeeSession notes when a session is used, and from where.
	SeeSession(ctx context.Context, s signin.Session) error
	Sessions(ctx context.Context, person uuid.UUID) ([]signin.Session, error)
	RemoveSession(ctx context.Context, person, id uuid.UUID) error
	// RotateSession gives a session another token.
	RotateSession(ctx context.Context, id uuid.UUID, hash string) error

	// PutInvitation adds a link; unused ones of its kind and person end.
	PutInvitation(ctx context.Context, i signin.Invitation) error
	InvitationByHash(ctx context.Context, hash string) (signin.Invitation, error)
	// UseInvitation uses a link up, and reports whether it could be used at that instant.
	UseInvitation(ctx context.Context, hash string, at time.Time) (bool, error)
	// ReturnInvitation makes a link good again that was used in vain.
	ReturnInvitation(ctx context.Context, hash string) error
	// OpenInvitations are the links to join that can still be used.
	OpenInvitations(ctx context.Context, at time.Time) ([]signin.Invitation, error)

	PutAPIToken(ctx context.Context, t signin.APIToken) error
	APITokenByHash(ctx context.Context, hash string) (signin.APIToken, error)
	UseAPIToken(ctx context.Context, hash string, at time.Time) error
	APITokens(ctx context.Context, person uuid.UUID) ([]signin.APIToken, error)
	RemoveAPIToken(ctx context.Context, person, id uuid.UUID) error
	// RemoveBrowsers ends the subscriptions of the browsers in which a person is told what waits.
	RemoveBrowsers(ctx context.Context, person uuid.UUID) error

	PutFlow(ctx context.Context, f signin.Flow) error
	FlowByHash(ctx context.Context, hash string) (signin.Flow, error)
	// TakeFlow returns a flow and ends it, so that it is taken once.
	TakeFlow(ctx context.Context, hash string) (signin.Flow, error)

	// Attempt counts an attempt under every limit, unless one of them is reached:
	// then nothing is counted, and it returns when to try again.
	Attempt(ctx context.Context, limits []signin.AttemptLimit, at time.Time) (again time.Time, err error)
	// Forgive forgets the attempts under the keys.
	Forgive(ctx context.Context, keys ...string) error
	// Release takes the latest attempt under a key back: it was none.
	Release(ctx context.Context, key string) error

	// Shut ends every session, token, link and flow of a person.
	Shut(ctx context.Context, person uuid.UUID) error
	// SweepAccounts removes what is over.
	SweepAccounts(ctx context.Context, at time.Time) error
}

// Door is the one door, as far as accounts need it.
type Door interface {
	// Account finds a person by handle or identifier, or returns [claim.CodeNotFound].
	Account(ctx context.Context, name string) (signin.Account, error)
	// Note writes what happened to an account into the person's stream. body is
	// one of the commands in claim/people/person_account.go.
	Note(ctx context.Context, person uuid.UUID, body claim.Body) error
	// SetUp finds the person with a handle, or adds one, as an admin who is called
	// by the name. It returns [claim.CodeInvalid] with what is wrong at the fields
	// handle and name.
	SetUp(ctx context.Context, handle, name string) (signin.Account, error)
	// Join adds a person whom the identity provider vouches for, or finds the one
	// who was added for the identity before. It returns [claim.CodeExists] if the
	// handle is taken.
	Join(ctx context.Context, identity string, in signin.Account) (signin.Account, error)
	// Follow gives a person the roles that the identity provider says.
	Follow(ctx context.Context, person uuid.UUID, roles []claim.Role) error
}

// Sealer encrypts what must not be read where it is stored. What it sealed opens
// with the same associated bytes alone.
type Sealer interface {
	Seal(plaintext, associated []byte) ([]byte, error)
	Open(sealed, associated []byte) ([]byte, error)
}

// Clock tells product time.
type Clock interface{ Now() time.Time }

// Lives of things.
const (
	// SessionLife is how long a session lasts, whatever is done with it, and how
	// long its cookie lives.
	SessionLife = 30 * 24 * time.Hour
	// DefaultIdle is after how long without use a session ends, unless the desk says otherwise.
	DefaultIdle = 120 * time.Minute
	// LinkLife is how long an invitation and the set-up link can be used.
	LinkLife = 72 * time.Hour
	// flowLife is how long a sign-in may take from its first half to its second.
	flowLife = 10 * time.Minute
)

// Settings of accounts.
type Settings struct {
	// Desk is what the desk calls itself; authenticators show it.
	Desk string
	// URL is the public address of the desk, such as https://desk.example.org.
	// Passkeys are bound to its host; links begin with it.
	URL string
	// Idle is after how long without use a session ends; nil for [DefaultIdle].
	Idle func(context.Context) time.Duration
	// OIDC is the identity provider; without an issuer there is none.
	OIDC OIDC
}

// OIDC says how to ask the identity provider.
type OIDC struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	// RolesClaim is the claim that holds the person's groups, such as "groups".
	RolesClaim string
	// Roles says which roles a group gives.
	Roles map[string][]claim.Role
}

// Visitor is the browser or program at the other end, as far as the connection tells.
type Visitor struct {
	Address string // see [AddressOf]
	Agent   string
}

// SignedIn is a person who has shown who they are.
type SignedIn struct {
	// Token goes into the cookie. It is nowhere else.
	Token   string
	Session signin.Session
}

// Service is accounts. Its methods may be called from many goroutines at once.
type Service struct {
	store    Store
	door     Door
	sealer   Sealer
	clock    Clock
	settings Settings
	base     *url.URL
	hashes   *hashes
	passkeys *passkeys
	provider *provider
}

// New makes accounts. It returns [claim.CodeInvalid] for settings that do not fit.
func New(store Store, door Door, sealer Sealer, clock Clock, settings Settings) (*Service, error) {
	base, err := url.Parse(settings.URL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, claim.Errorf(claim.CodeInvalid, "%q is not the address of a desk such as https://desk.example.org", settings.URL)
	}
	keys, err := newPasskeys(settings, base)
	if err != nil {
		return nil, err
	}
	return &Service{
		store: store, door: door, sealer: sealer, clock: clock, settings: settings, base: base,
		hashes: newHashes(recommended), passkeys: keys, provider: newProvider(settings.OIDC, base),
	}, nil
}

func (s *Service) now() time.Time { return claim.Instant(s.clock.Now()) }

// HasOIDC reports whether there is an identity provider to sign in with.
func (s *Service) HasOIDC() bool { return s.provider != nil }
