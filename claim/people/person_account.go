package people

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Everything that matters about an account is an entry in the person's stream:
// how people sign in, and that they did. Secrets, addresses and names of
// devices are none of it.

// Invite notes that a one-time link to join was made.
type Invite struct {
	Invitation uuid.UUID `json:"invitation"`
	EndsAt     time.Time `json:"endsAt"`
}

// CommandKind implements [claim.Body].
func (Invite) CommandKind() string { return "invite" }

// NoteSignIn notes that a person has shown who they are.
type NoteSignIn struct {
	Session      uuid.UUID      `json:"session"`
	Method       CredentialKind `json:"method"`                 // password, passkey or oidc
	SecondFactor bool           `json:"secondFactor,omitempty"` // two factors were shown
}

// CommandKind implements [claim.Body].
func (NoteSignIn) CommandKind() string { return "note sign-in" }

// NoteRefusal notes that somebody tried to sign in as the person, and was not let in.
type NoteRefusal struct {
	Method CredentialKind `json:"method"`
	Reason RefusalReason  `json:"reason"`
}

// CommandKind implements [claim.Body].
func (NoteRefusal) CommandKind() string { return "note refusal" }

// AddCredential gives a person one more way to sign in.
type AddCredential struct {
	Credential uuid.UUID      `json:"credential"`
	Kind       CredentialKind `json:"kind"`
}

// CommandKind implements [claim.Body].
func (AddCredential) CommandKind() string { return "add credential" }

// RemoveCredential takes a way to sign in away.
type RemoveCredential struct {
	Credential uuid.UUID      `json:"credential"`
	Kind       CredentialKind `json:"kind"`
}

// CommandKind implements [claim.Body].
func (RemoveCredential) CommandKind() string { return "remove credential" }

// MakeToken gives a program a key to act as the person.
type MakeToken struct {
	Token  uuid.UUID `json:"token"`
	Scope  Scope     `json:"scope"`
	EndsAt time.Time `json:"endsAt,omitzero"` // zero for never
}

// CommandKind implements [claim.Body].
func (MakeToken) CommandKind() string { return "make token" }

// RevokeToken takes a key of a program away.
type RevokeToken struct {
	Token uuid.UUID `json:"token"`
}

// CommandKind implements [claim.Body].
func (RevokeToken) CommandKind() string { return "revoke token" }

// EndSession notes that a session was ended before its time.
type EndSession struct {
	Session uuid.UUID  `json:"session"`
	Reason  SessionEnd `json:"reason"`
}

// CommandKind implements [claim.Body].
func (EndSession) CommandKind() string { return "end session" }

// PersonInvited: a one-time link to join was made.
type PersonInvited struct {
	Invitation uuid.UUID `json:"invitation"`
	EndsAt     time.Time `json:"endsAt"`
}

// FactKind implements [claim.Fact].
func (PersonInvited) FactKind() string { return "person.invited" }

// SignedIn: the person has shown who they are.
type SignedIn struct {
	Session      uuid.UUID      `json:"session"`
	Method       CredentialKind `json:"method"`
	SecondFactor bool           `json:"secondFactor,omitempty"`
}

// FactKind implements [claim.Fact].
func (SignedIn) FactKind() string { return "person.signed_in" }

// OfSignIn implements [claim.OfSignIn].
func (SignedIn) OfSignIn() {}

// SignInRefused: somebody tried to sign in as the person, and was not let in.
type SignInRefused struct {
	Method CredentialKind `json:"method"`
	Reason RefusalReason  `json:"reason"`
}

// FactKind implements [claim.Fact].
func (SignInRefused) FactKind() string { return "person.sign_in_refused" }

// OfSignIn implements [claim.OfSignIn].
func (SignInRefused) OfSignIn() {}

// CredentialAdded: the person can sign in in one more way.
type CredentialAdded struct {
	Credential uuid.UUID      `json:"credential"`
	Kind       CredentialKind `json:"kind"`
}

// FactKind implements [claim.Fact].
func (CredentialAdded) FactKind() string { return "person.credential_added" }

// OfSignIn implements [claim.OfSignIn].
func (CredentialAdded) OfSignIn() {}

// CredentialRemoved: a way to sign in is gone.
type CredentialRemoved struct {
	Credential uuid.UUID      `json:"credential"`
	Kind       CredentialKind `json:"kind"`
}

// FactKind implements [claim.Fact].
func (CredentialRemoved) FactKind() string { return "person.credential_removed" }

// OfSignIn implements [claim.OfSignIn].
func (CredentialRemoved) OfSignIn() {}

// TokenMade: a program can act as the person.
type TokenMade struct {
	Token  uuid.UUID `json:"token"`
	Scope  Scope     `json:"scope"`
	EndsAt time.Time `json:"endsAt,omitzero"`
}

// FactKind implements [claim.Fact].
func (TokenMade) FactKind() string { return "person.token_made" }

// OfSignIn implements [claim.OfSignIn].
func (TokenMade) OfSignIn() {}

// TokenRevoked: the key of a program is good for nothing.
type TokenRevoked struct {
	Token uuid.UUID `json:"token"`
}

// FactKind implements [claim.Fact].
func (TokenRevoked) FactKind() string { return "person.token_revoked" }

// OfSignIn implements [claim.OfSignIn].
func (TokenRevoked) OfSignIn() {}

// SessionEnded: a session was ended before its time.
type SessionEnded struct {
	Session uuid.UUID  `json:"session"`
	Reason  SessionEnd `json:"reason"`
}

// FactKind implements [claim.Fact].
func (SessionEnded) FactKind() string { return "person.session_ended" }

// OfSignIn implements [claim.OfSignIn].
func (SessionEnded) OfSignIn() {}

func init() {
	claim.RegisterBody[Invite](claim.StreamPerson)
	claim.RegisterBody[NoteSignIn](claim.StreamPerson)
	claim.RegisterBody[NoteRefusal](claim.StreamPerson)
	claim.RegisterBody[AddCredential](claim.StreamPerson)
	claim.RegisterBody[RemoveCredential](claim.StreamPerson)
	claim.RegisterBody[MakeToken](claim.StreamPerson)
	claim.RegisterBody[RevokeToken](claim.StreamPerson)
	claim.RegisterBody[EndSession](claim.StreamPerson)
	claim.RegisterFact[PersonInvited]()
	claim.RegisterFact[SignedIn]()
	claim.RegisterFact[SignInRefused]()
	claim.RegisterFact[CredentialAdded]()
	claim.RegisterFact[CredentialRemoved]()
	claim.RegisterFact[TokenMade]()
	claim.RegisterFact[TokenRevoked]()
	claim.RegisterFact[SessionEnded]()
}
