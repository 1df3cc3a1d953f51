package people

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
	// ScopeCalendar opens the calendars of what stands ahead, in whose address the token
	// stands, and nothing else. No other scope opens them: an address is not kept as a
	// token is.
	ScopeCalendar Scope = "calendar"
)

// Scopes lists every scope.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopeAdmin, ScopeCalendar}

// widths order the scopes that hold each other.
var widths = map[Scope]int{ScopeRead: 1, ScopeWrite: 2, ScopeAdmin: 3}

// Holds reports whether a token of the scope may be used for what takes another: write holds
// read, and admin both. A scope that is not known holds none, and is held by none.
func (s Scope) Holds(other Scope) bool {
	if s == ScopeCalendar || other == ScopeCalendar {
		return s == other
	}
	return widths[other] > 0 && widths[s] >= widths[other]
}

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
