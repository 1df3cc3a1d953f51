// Package signin is the rows of working state that signing in needs. They hold what
// may not stand in entries: hashes of secrets, and where people sit. They are no
// projection.
//
// Accounts reads and writes them (internal/auth), the record keeps them
// (internal/record/accounts), and the door says whose account it is (internal/casework).
// What stands in entries, such as the kind of a credential or the scope of a token,
// is a word of [claim].
package signin

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// Account is a person, as far as signing in asks.
type Account struct {
	ID       uuid.UUID
	Handle   string
	Name     string
	Email    string // empty for none
	Roles    []claim.Role
	Disabled bool
	// SignedInAt is when the person last signed in, UTC; zero for never.
	SignedInAt time.Time
}

// Credential is one way to sign in of one person.
type Credential struct {
	ID     uuid.UUID
	Person uuid.UUID
	Kind   people.CredentialKind
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
	Method       people.CredentialKind
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
	Scope  people.Scope // the widest that it has
	MadeAt time.Time    // UTC
	EndsAt time.Time    // UTC; zero for never
	UsedAt time.Time    // UTC, to about a minute; zero for never
}

// Flow is a sign-in, or an enrolment, that has begun and waits for its
// second half.
type Flow struct {
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
