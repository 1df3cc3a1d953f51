package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// MaxPasskeys is how many passkeys one person has at the most.
const MaxPasskeys = 20

// passkeys is the relying party of WebAuthn.
type passkeys struct{ *webauthn.WebAuthn }

// newPasskeys is nil where passkeys cannot be: they are bound to a host name,
// and an IP address is none (WebAuthn section 5.1.2, effective domain).
func newPasskeys(settings Settings, base *url.URL) (*passkeys, error) {
	host := base.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return nil, nil
	}
	party, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: nameOr(settings.Desk), RPOrigins: []string{base.Scheme + "://" + base.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		// Browsers answer extensions that nobody asked for.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil, fmt.Errorf("auth: passkeys: %w", err)
	}
	return &passkeys{party}, nil
}

func nameOr(desk string) string {
	if desk == "" {
		return "Onrecord"
	}
	return desk
}

// HasPasskeys reports whether people can sign in by passkey: the desk's address
// has a host name.
func (s *Service) HasPasskeys() bool { return s.passkeys != nil }

func (s *Service) needPasskeys() error {
	if s.passkeys != nil {
		return nil
	}
	return claim.Errorf(claim.CodeInvalid, "this desk has no passkeys: its address has no host name").
		WithHint("set url to an address such as https://desk.example.org")
}

// holder is a person as WebAuthn asks for one. The user handle is the person's
// identifier, which is opaque.
type holder struct {
	signin.Account
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return h.ID[:] }
func (h holder) WebAuthnName() string                       { return h.Handle }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (s *Service) holder(ctx context.Context, who signin.Account) (holder, error) {
	h := holder{Account: who}
	all, err := s.store.Credentials(ctx, who.ID)
	for _, c := range all {
		if c.Kind != people.Passkey {
			continue
		}
		key, err := readPasskey(c)
		if err != nil {
			return h, err
		}
		h.keys = append(h.keys, key)
	}
	return h, err
}

func readPasskey(c signin.Credential) (webauthn.Credential, error) {
	var key webauthn.Credential
	if err := json.Unmarshal(c.Secret, &key); err != nil {
		return key, fmt.Errorf("auth: decode passkey: %w", err)
	}
	return key, nil
}

// Ceremony is what the browser needs to use or make a passkey.
type Ceremony struct {
	// Options go to navigator.credentials, as JSON (WebAuthn section 5.1.8, 5.1.9).
	Options json.RawMessage
	// Flow comes back with what the authenticator answers.
	Flow string
}

func (s *Service) ceremony(ctx context.Context, kind string, person uuid.UUID, options any, session *webauthn.SessionData) (Ceremony, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: encode options: %w", err)
	}
	flow, err := s.putFlow(ctx, kind, person, session)
	return Ceremony{text, flow}, err
}

// BeginPasskeySignIn begins a sign-in by passkey: the authenticator says who it is.
func (s *Service) BeginPasskeySignIn(ctx context.Context, v Visitor) (Ceremony, error) {
	if err := s.needPasskeys(); err != nil {
		return Ceremony{}, err
	}
	if err := s.attempt(ctx, addressLimit(v)); err != nil {
		return Ceremony{}, err
	}
	assertion, session, err := s.passkeys.BeginDiscoverableLogin()
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: begin passkey: %w", err)
	}
	return s.ceremony(ctx, flowPasskeyIn, uuid.Nil, assertion.Response, session)
}

// FinishPasskeySignIn checks what the authenticator answered. It returns
// [claim.CodeUnauthenticated] if that is not right, or took too long.
func (s *Service) FinishPasskeySignIn(ctx context.Context, v Visitor, flow string, answer []byte) (SignedIn, error) {
	if err := s.needPasskeys(); err != nil {
		return SignedIn{}, err
	}
	var session webauthn.SessionData
	if _, err := s.takeFlow(ctx, flowPasskeyIn, flow, &session); err != nil {
		return SignedIn{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return SignedIn{}, badPasskey()
	}
	var who signin.Account
	key, err := s.passkeys.ValidateDiscoverableLogin(func(_, user []byte) (webauthn.User, error) {
		h, err := s.holderByHandle(ctx, user)
		who = h.Account
		return h, err
	}, session, parsed)
	if err != nil {
		return SignedIn{}, s.refusePasskey(ctx, who, people.WrongPasskey)
	}
	if who.Disabled {
		return SignedIn{}, s.refusePasskey(ctx, who, people.AccountDisabled)
	}
	if err := s.usePasskey(ctx, key); err != nil {
		return SignedIn{}, err
	}
	if err := s.succeeded(ctx, "", addressLimit(v)); err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, who.ID, people.Passkey, true)
}

func (s *Service) holderByHandle(ctx context.Context, user []byte) (holder, error) {
	id, err := uuid.FromBytes(user)
	if err != nil {
		return holder{}, err
	}
	who, err := s.door.Account(ctx, id.String())
	if err != nil {
		return holder{}, err
	}
	return s.holder(ctx, who)
}

// usePasskey notes the signature counter. One that went back means that there
// are two of the same key: it is refused (WebAuthn section 7.2 step 22).
func (s *Service) usePasskey(ctx context.Context, key *webauthn.Credential) error {
	stored, err := s.store.CredentialByKey(ctx, people.Passkey, passkeyKey(key.ID))
	if err != nil {
		return err
	}
	if key.Authenticator.CloneWarning {
		return s.refusePasskey(ctx, signin.Account{ID: stored.Person}, people.WrongPasskey)
	}
	before := stored.Count
	stored.Count, stored.UsedAt = int64(key.Authenticator.SignCount), s.now()
	if stored.Secret, err = json.Marshal(key); err != nil {
		return fmt.Errorf("auth: encode passkey: %w", err)
	}
	fresh, err := s.store.UseCredential(ctx, stored, before)
	if err == nil && !fresh {
		err = badPasskey()
	}
	return err
}

func (s *Service) refusePasskey(ctx context.Context, who signin.Account, reason people.RefusalReason) error {
	if who.ID != uuid.Nil {
		if err := s.door.Note(ctx, who.ID, people.NoteRefusal{Method: people.Passkey, Reason: reason}); err != nil {
			return err
		}
	}
	return badPasskey()
}

func badPasskey() error {
	return claim.Errorf(claim.CodeUnauthenticated, "this passkey does not open this desk").
		WithHint("choose another passkey, or sign in with your password")
}

// BeginPasskey begins to make a passkey for whoever is signed in, who shows the
// password once more.
func (s *Service) BeginPasskey(ctx context.Context, session signin.Session, current string) (Ceremony, error) {
	if err := s.needPasskeys(); err != nil {
		return Ceremony{}, err
	}
	who, err := s.account(ctx, session.Person)
	if err != nil {
		return Ceremony{}, err
	}
	if err := s.confirm(ctx, session, current); err != nil {
		return Ceremony{}, err
	}
	h, err := s.holder(ctx, who)
	if err != nil {
		return Ceremony{}, err
	}
	if len(h.keys) >= MaxPasskeys {
		return Ceremony{}, claim.Errorf(claim.CodeTooLarge, "you have %d passkeys already", MaxPasskeys).WithHint("remove one that you do not use")
	}
	creation, data, err := s.passkeys.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: begin passkey: %w", err)
	}
	return s.ceremony(ctx, flowPasskeyNew, who.ID, creation.Response, data)
}

// FinishPasskey keeps the passkey that the authenticator made, under a label of
// at most [MaxLabel] characters. The person's other sessions end, and this one
// gets another token.
func (s *Service) FinishPasskey(ctx context.Context, session signin.Session, flow, label string, answer []byte) (SignedIn, error) {
	if err := s.needPasskeys(); err != nil {
		return SignedIn{}, err
	}
	label, err := checkLabel(label, "passkey")
	if err != nil {
		return SignedIn{}, err
	}
	var data webauthn.SessionData
	begun, err := s.takeFlow(ctx, flowPasskeyNew, flow, &data)
	if err != nil {
		return SignedIn{}, err
	}
	if begun.Person != session.Person {
		return SignedIn{}, flowOver()
	}
	who, err := s.account(ctx, session.Person)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.keepPasskey(ctx, who, data, label, answer); err != nil {
		return SignedIn{}, err
	}
	return s.renew(ctx, session)
}

func (s *Service) keepPasskey(ctx context.Context, who signin.Account, data webauthn.SessionData, label string, answer []byte) error {
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return unusable()
	}
	key, err := s.passkeys.CreateCredential(holder{Account: who}, data, parsed)
	if err != nil {
		return unusable()
	}
	if _, err := s.store.CredentialByKey(ctx, people.Passkey, passkeyKey(key.ID)); claim.CodeOf(err) != claim.CodeNotFound {
		return unusable() // WebAuthn section 7.1 step 26: a key belongs to one account
	}
	secret, err := json.Marshal(key)
	if err != nil {
		return fmt.Errorf("auth: encode passkey: %w", err)
	}
	return s.addCredential(ctx, signin.Credential{
		ID: uuid.New(), Person: who.ID, Kind: people.Passkey, Key: passkeyKey(key.ID), Label: label,
		Secret: secret, Count: int64(key.Authenticator.SignCount), MadeAt: s.now(),
	})
}

func unusable() error {
	return claim.Errorf(claim.CodeInvalid, "the passkey cannot be used").WithHint("try again, or use another device")
}

func passkeyKey(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// MaxLabel is how long the name of a passkey or a token is, in characters.
const MaxLabel = 80

// checkLabel checks what a person calls a passkey or a token.
func checkLabel(label, otherwise string) (string, error) {
	label = strings.Join(strings.Fields(label), " ")
	if label == "" {
		label = otherwise
	}
	if len([]rune(label)) > MaxLabel || !printable(label) {
		return "", claim.Errorf(claim.CodeInvalid, "label: at most %d characters on one line", MaxLabel).
			WithField("label", fmt.Sprintf("at most %d characters on one line", MaxLabel))
	}
	return label, nil
}
