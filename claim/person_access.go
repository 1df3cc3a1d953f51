package claim

import (
	"time"

	"github.com/google/uuid"
)

// CredentialKind is a way to show who one is.
type CredentialKind string

const (
	// Password is something that the person knows.
	Password CredentialKind = "password"
	// TOTP is a code from a device, as a second step (RFC 6238).
	TOTP CredentialKind = "totp"
	// Recovery is a set of codes for whoever has lost the device of the second step.
	Recovery CredentialKind = "recovery"
	// Passkey is a key in a device, unlocked by its owner (WebAuthn level 3). It is two factors in one.
	Passkey CredentialKind = "passkey"
	// OIDC is the word of the newsroom's identity provider (OpenID Connect Core 1.0).
	OIDC CredentialKind = "oidc"
)

// CredentialKinds lists every kind.
var CredentialKinds = []CredentialKind{Password, TOTP, Recovery, Passkey, OIDC}

// SignsIn reports whether a credential of the kind is enough to sign in, or
// begin to; a second step alone is not.
func (k CredentialKind) SignsIn() bool { return k == Password || k == Passkey || k == OIDC }

// Scope is what an API token may be used for, within what its person may do.
type Scope string

const (
	// ScopeRead looks at things: it answers GET requests and nothing else.
	ScopeRead Scope = "read"
	// ScopeWrite is read, and every change but the administration of people, desk and engine.
	ScopeWrite Scope = "write"
	// ScopeAdmin is everything that the person may do.
	ScopeAdmin Scope = "admin"
)

// Scopes lists every scope, the narrowest first; each holds those before it.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopeAdmin}

// RefusalReason is why somebody with an account was not let in. It is a code.
type RefusalReason string

const (
	// WrongPassword: the password is not theirs.
	WrongPassword RefusalReason = "wrong password"
	// WrongCode: the code of the second step is wrong, was used already, or is too old.
	WrongCode RefusalReason = "wrong code"
	// WrongPasskey: the passkey did not prove itself.
	WrongPasskey RefusalReason = "wrong passkey"
	// AccountDisabled: an admin has disabled the account.
	AccountDisabled RefusalReason = "account disabled"
	// NotMapped: the identity provider gives the person no role on this desk.
	NotMapped RefusalReason = "not mapped"
	// IdentityRemoved: the identity made the account, and was taken from it later.
	IdentityRemoved RefusalReason = "identity removed"
)

// RefusalReasons lists every reason.
var RefusalReasons = []RefusalReason{WrongPassword, WrongCode, WrongPasskey, AccountDisabled, NotMapped, IdentityRemoved}

// SessionEnd is why a session is over before its time. It is a code.
type SessionEnd string

const (
	// SignedOut: the person signed out.
	SignedOut SessionEnd = "signed out"
	// SessionRevoked: the person ended it from another session.
	SessionRevoked SessionEnd = "revoked"
	// CredentialsChanged: the password or the second step is another now.
	CredentialsChanged SessionEnd = "credentials changed"
)

// SessionEnds lists every reason.
var SessionEnds = []SessionEnd{SignedOut, SessionRevoked, CredentialsChanged}

// The types below are rows of working state. They hold what may not stand in
// entries: hashes of secrets, and where people sit. They are no projection.

// Account is a person, as far as signing in asks.
type Account struct {
	ID       uuid.UUID
	Handle   string
	Name     string
	Email    string // empty for none
	Roles    []Role
	Disabled bool
	// SignedInAt is when the person last signed in, UTC; zero for never.
	SignedInAt time.Time
}

// Credential is one way to sign in of one person.
type Credential struct {
	ID     uuid.UUID
	Person uuid.UUID
	Kind   CredentialKind
	// Key finds it: the person for a password and a TOTP, the identifier of a
	// passkey, issuer and subject of an OIDC identity, the hash of a recovery code.
	Key    string
	Label  string    // what the person calls it; empty for none
	Secret []byte    // a hash (password), sealed (TOTP), or a public key (passkey)
	Count  int64     // TOTP: the last time step used; passkey: its signature counter
	MadeAt time.Time // UTC
	UsedAt time.Time // UTC; zero for never
}

// Session is a person who has signed in with one browser.
type Session struct {
	ID           uuid.UUID
	Hash         string // SHA-256 of its token, in hex; the token itself is nowhere
	Person       uuid.UUID
	Method       CredentialKind
	SecondFactor bool
	MadeAt       time.Time // UTC
	SeenAt       time.Time // UTC, to about a minute
	EndsAt       time.Time // UTC; whatever is done with it
	Address      string    // where it came from last
	Agent        string    // what the browser calls itself
}

// InvitationKind is what a one-time link is for.
type InvitationKind string

const (
	// InvitationToJoin lets a person choose how to sign in.
	InvitationToJoin InvitationKind = "join"
	// InvitationToSetUp lets whoever sees the terminal make the desk's first admin.
	InvitationToSetUp InvitationKind = "set up"
)

// Invitation is a one-time link.
type Invitation struct {
	ID     uuid.UUID
	Hash   string // SHA-256 of its token, in hex
	Kind   InvitationKind
	Person uuid.UUID // zero for the set-up link
	MadeAt time.Time // UTC
	EndsAt time.Time // UTC
	UsedAt time.Time // UTC; zero while it was not used
}

// APIToken is a person's key for a program.
type APIToken struct {
	ID     uuid.UUID
	Hash   string // SHA-256 of its text, in hex
	Person uuid.UUID
	Label  string
	Scope  Scope     // the widest that it has
	MadeAt time.Time // UTC
	EndsAt time.Time // UTC; zero for never
	UsedAt time.Time // UTC, to about a minute; zero for never
}

// SignInFlow is a sign-in, or an enrolment, that has begun and waits for its
// second half.
type SignInFlow struct {
	Hash   string    // SHA-256 of its token, in hex
	Kind   string    // what it is a flow of
	Person uuid.UUID // zero while nobody knows
	Data   []byte    // sealed
	EndsAt time.Time // UTC
}

// AttemptLimit is how often something may be tried within a time.
type AttemptLimit struct {
	Key    string // who, hashed
	Max    int
	Within time.Duration
}
