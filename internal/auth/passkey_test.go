package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
)

const rpID = "desk.example.org"

// device is a software authenticator: it does what a phone does (WebAuthn
// sections 6.3.2 and 6.3.3), and what a forged one would.
type device struct {
	t      *testing.T
	key    *ecdsa.PrivateKey
	id     []byte
	user   []byte
	count  uint32
	origin string
	flags  byte // user present, user verified
}

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	id := make([]byte, 16)
	rand.Read(id)
	return &device{t: t, key: key, id: id, origin: "https://" + rpID, flags: 0x01 | 0x04}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (d *device) clientData(kind, challenge string) []byte {
	d.t.Helper()
	text, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	require.NoError(d.t, err)
	return text
}

func (d *device) authData(attested []byte) []byte {
	sum := sha256.Sum256([]byte(rpID))
	flags := d.flags
	if attested != nil {
		flags |= 0x40
	}
	data := append(sum[:], flags)
	data = binary.BigEndian.AppendUint32(data, d.count)
	return append(data, attested...)
}

// create answers navigator.credentials.create.
func (d *device) create(options json.RawMessage) []byte {
	d.t.Helper()
	var o struct {
		Challenge              string
		User                   struct{ ID string }
		AuthenticatorSelection struct {
			ResidentKey, UserVerification string
		}
	}
	require.NoError(d.t, json.Unmarshal(options, &o))
	require.Equal(d.t, "required", o.AuthenticatorSelection.ResidentKey)
	require.Equal(d.t, "required", o.AuthenticatorSelection.UserVerification)
	var err error
	d.user, err = base64.RawURLEncoding.DecodeString(o.User.ID)
	require.NoError(d.t, err)
	point, err := d.key.PublicKey.Bytes()
	require.NoError(d.t, err)
	public, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	require.NoError(d.t, err)
	attested := make([]byte, 16) // of no known model
	attested = binary.BigEndian.AppendUint16(attested, uint16(len(d.id)))
	attested = append(append(attested, d.id...), public...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": d.authData(attested)})
	require.NoError(d.t, err)
	return d.answer(map[string]any{
		"clientDataJSON": b64(d.clientData("webauthn.create", o.Challenge)), "attestationObject": b64(object), "transports": []string{"internal"},
	})
}

// get answers navigator.credentials.get.
func (d *device) get(options json.RawMessage) []byte {
	d.t.Helper()
	var o struct{ Challenge, RpID, UserVerification string }
	require.NoError(d.t, json.Unmarshal(options, &o))
	require.Equal(d.t, rpID, o.RpID)
	require.Equal(d.t, "required", o.UserVerification)
	d.count++
	client, data := d.clientData("webauthn.get", o.Challenge), d.authData(nil)
	sum := sha256.Sum256(client)
	signed := sha256.Sum256(append(append([]byte{}, data...), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, signed[:])
	require.NoError(d.t, err)
	return d.answer(map[string]any{
		"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": b64(d.user),
	})
}

func (d *device) answer(response map[string]any) []byte {
	d.t.Helper()
	text, err := json.Marshal(map[string]any{
		"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{}, "response": response,
	})
	require.NoError(d.t, err)
	return text
}

// passkey adds a device to whoever is signed in.
func (w *world) passkey(in auth.SignedIn, d *device) auth.SignedIn {
	w.t.Helper()
	c, err := w.BeginPasskey(w.t.Context(), in.Session, goodPassword)
	require.NoError(w.t, err)
	now, err := w.FinishPasskey(w.t.Context(), in.Session, c.Flow, "phone", d.create(c.Options))
	require.NoError(w.t, err)
	return now
}

func (w *world) byPasskey(d *device) (auth.SignedIn, error) {
	w.t.Helper()
	c, err := w.BeginPasskeySignIn(w.t.Context(), w.here)
	require.NoError(w.t, err)
	return w.FinishPasskeySignIn(w.t.Context(), w.here, c.Flow, d.get(c.Options))
}

func TestSigningInByPasskey(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	in, d := w.signIn("ana"), newDevice(t)
	now := w.passkey(in, d)
	require.False(t, w.alive(in.Token), "the session has another token")
	require.True(t, w.alive(now.Token))
	signedIn, err := w.byPasskey(d)
	require.NoError(t, err)
	require.Equal(t, ana.ID, signedIn.Session.Person)
	require.Equal(t, people.SignedIn{Session: signedIn.Session.ID, Method: people.Passkey, SecondFactor: true}, w.door.last())

	ways, err := w.Ways(t.Context(), ana.ID)
	require.NoError(t, err)
	require.Equal(t, "phone", ways.Passkeys[0].Label)
	require.Empty(t, ways.Passkeys[0].Secret)
	last, err := w.RemoveWay(t.Context(), now.Session, goodPassword, ways.Passkeys[0].ID)
	require.NoError(t, err)
	require.True(t, w.alive(last.Token))
	_, err = w.byPasskey(d)
	w.code401(err)
}

func TestPasskeysThatAreNotTaken(t *testing.T) {
	for name, forge := range map[string]func(*device){
		"of another site":             func(d *device) { d.origin = "https://desk.example.net" },
		"that nobody has unlocked":    func(d *device) { d.flags = 0x01 },
		"that nobody has touched":     func(d *device) { d.flags = 0x04 },
		"with another key":            func(d *device) { d.key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader) },
		"that is not known":           func(d *device) { d.id = []byte("another id, then") },
		"of nobody":                   func(d *device) { d.user = make([]byte, 16) },
		"whose counter goes back":     func(d *device) { d.count = 1 },
		"whose user handle is broken": func(d *device) { d.user = []byte("x") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.join("ana")
			d := newDevice(t)
			d.count = 7
			w.passkey(w.signIn("ana"), d)
			_, err := w.byPasskey(d)
			require.NoError(t, err)
			forge(d)
			_, err = w.byPasskey(d)
			w.code401(err)
		})
	}
}

func TestAnAnswerOfAPasskeyIsTakenOnce(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	d := newDevice(t)
	w.passkey(w.signIn("ana"), d)
	c, err := w.BeginPasskeySignIn(t.Context(), w.here)
	require.NoError(t, err)
	answer := d.get(c.Options)
	_, err = w.FinishPasskeySignIn(t.Context(), w.here, c.Flow, answer)
	require.NoError(t, err)
	_, err = w.FinishPasskeySignIn(t.Context(), w.here, c.Flow, answer)
	w.code401(err)
	other, err := w.BeginPasskeySignIn(t.Context(), w.here)
	require.NoError(t, err)
	_, err = w.FinishPasskeySignIn(t.Context(), w.here, other.Flow, answer)
	w.code401(err)
	_, err = w.FinishPasskeySignIn(t.Context(), w.here, c.Flow, []byte("{}"))
	w.code401(err)
	late, err := w.BeginPasskeySignIn(t.Context(), w.here)
	require.NoError(t, err)
	w.clock.pass(auth.FlowLife)
	_, err = w.FinishPasskeySignIn(t.Context(), w.here, late.Flow, d.get(late.Options))
	w.code401(err)
}

func TestADisabledPersonsPasskeyOpensNothing(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	d := newDevice(t)
	w.passkey(w.signIn("ana"), d)
	require.NoError(t, w.door.manage(ana.ID, people.DisablePerson{}))
	_, err := w.byPasskey(d)
	w.code401(err)
	require.Equal(t, people.SignInRefused{Method: people.Passkey, Reason: people.AccountDisabled}, w.door.last())
}

func TestAPasskeyBelongsToOnePerson(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	w.join("bo")
	d := newDevice(t)
	w.passkey(w.signIn("ana"), d)
	bo := w.signIn("bo")
	c, err := w.BeginPasskey(t.Context(), bo.Session, goodPassword)
	require.NoError(t, err)
	_, err = w.FinishPasskey(t.Context(), bo.Session, c.Flow, "", d.create(c.Options))
	w.is(claim.CodeInvalid, err)
	_, err = w.BeginPasskey(t.Context(), bo.Session, "wrong password")
	w.is(claim.CodeInvalid, err)
	c, err = w.BeginPasskey(t.Context(), bo.Session, goodPassword)
	require.NoError(t, err)
	_, err = w.FinishPasskey(t.Context(), w.signIn("ana").Session, c.Flow, "", newDevice(t).create(c.Options))
	w.code401(err)
}

func TestTheOnlyWayToSignInStays(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	d := newDevice(t)
	in := w.passkey(w.signIn("ana"), d)
	ways, err := w.Ways(t.Context(), in.Session.Person)
	require.NoError(t, err)
	all, err := w.store.Credentials(t.Context(), in.Session.Person)
	require.NoError(t, err)
	for _, c := range all {
		if c.Kind == people.Password {
			require.NoError(t, w.store.RemoveCredential(t.Context(), c.Person, c.ID))
		}
	}
	_, err = w.RemoveWay(t.Context(), in.Session, "", ways.Passkeys[0].ID)
	w.is(claim.CodePolicy, err)
	_, err = w.RemoveWay(t.Context(), in.Session, "", uuid.New())
	w.is(claim.CodeNotFound, err)
	w.clock.pass(16 * 60e9)
	_, err = w.RemoveWay(t.Context(), in.Session, "", ways.Passkeys[0].ID)
	w.is(claim.CodeForbidden, err)
}

func TestADeskWithoutAHostNameHasNoPasskeys(t *testing.T) {
	w := newWorld(t, func(s *auth.Settings) { s.URL = "http://127.0.0.1:7070" })
	require.False(t, w.HasPasskeys())
	_, err := w.BeginPasskeySignIn(t.Context(), w.here)
	w.is(claim.CodeInvalid, err)
	_, err = auth.New(w.store, w.door, seal{}, w.clock, auth.Settings{URL: "desk"})
	w.is(claim.CodeInvalid, err)
}
