package auth_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record"
)

const (
	goodPassword = "nine green horses sleep"
	nextPassword = "seven blue rivers rise"
)

// clock is a clock that tests set.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

// seal binds, and hides nothing: the record shows what was sealed.
type seal struct{}

func (seal) Seal(plain, associated []byte) ([]byte, error) {
	sum := sha256.Sum256(append(append([]byte{}, associated...), plain...))
	out := append([]byte{}, sum[:]...)
	for _, b := range plain {
		out = append(out, ^b)
	}
	return out, nil
}

func (seal) Open(sealed, associated []byte) ([]byte, error) {
	var plain []byte
	for _, b := range sealed[sha256.Size:] {
		plain = append(plain, ^b)
	}
	if again, _ := (seal{}).Seal(plain, associated); string(again) != string(sealed) {
		return nil, errors.New("it does not open")
	}
	return plain, nil
}

// door is a desk of people: the rules of package claim on the streams of persons.
type door struct {
	clock   *clock
	people  map[uuid.UUID]*people.Person
	names   map[string]signin.Account
	entries []claim.Entry
}

// chief is an admin who is on every desk, and manages its people.
var chief = uuid.New()

// staff shows a decision who is on the desk: besides whom it is about, the chief.
type staff struct{ claim.Around }

func (staff) Staff() []claim.Member {
	return []claim.Member{{ID: chief, Roles: []claim.Role{claim.Admin}}}
}

// manage has the chief change what a person can do.
func (d *door) manage(person uuid.UUID, body claim.Body) error { return d.act(chief, person, body) }

// do has a person act on herself.
func (d *door) do(person uuid.UUID, body claim.Body) error { return d.act(person, person, body) }

func (d *door) act(actor, person uuid.UUID, body claim.Body) error {
	p := d.people[person]
	if p == nil {
		p = claim.New(claim.StreamPerson, person).(*people.Person)
	}
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(actor), Body: body}
	facts, err := p.Decide(cmd, d.clock.Now(), staff{})
	if err != nil {
		return err
	}
	d.entries = append(d.entries, claim.Apply(p, cmd, d.clock.Now(), facts)...)
	d.people[person] = p
	return nil
}

func (d *door) Account(_ context.Context, name string) (signin.Account, error) {
	for handle, a := range d.names {
		if handle == name || a.ID.String() == name {
			p := d.people[a.ID]
			a.Roles, a.Disabled, a.SignedInAt = p.Roles, p.Disabled, p.SignedInAt
			return a, nil
		}
	}
	return signin.Account{}, claim.Errorf(claim.CodeNotFound, "there is no person %q", name)
}

func (d *door) Note(_ context.Context, person uuid.UUID, body claim.Body) error {
	return d.do(person, body)
}

func (d *door) Join(ctx context.Context, identity string, in signin.Account) (signin.Account, error) {
	in.ID = claim.DerivedID("identity", identity)
	if d.people[in.ID] != nil {
		return d.Account(ctx, in.ID.String())
	}
	if _, taken := d.names[in.Handle]; taken {
		return signin.Account{}, claim.Errorf(claim.CodeExists, "the handle is taken")
	}
	d.names[in.Handle] = in
	if err := d.do(in.ID, people.AddPerson{Profile: "profile", Roles: in.Roles}); err != nil {
		return signin.Account{}, err
	}
	return d.Account(ctx, in.Handle)
}

// add brings a person to the desk who cannot sign in yet.
func (d *door) add(ctx context.Context, in signin.Account) (signin.Account, error) {
	return d.Join(ctx, "handle "+in.Handle, in)
}

func (d *door) SetUp(ctx context.Context, handle, name string) (signin.Account, error) {
	if a, err := d.Account(ctx, handle); err == nil {
		return a, nil
	}
	return d.add(ctx, signin.Account{Handle: handle, Name: name, Roles: []claim.Role{claim.Admin}})
}

func (d *door) Follow(_ context.Context, person uuid.UUID, roles []claim.Role) error {
	if slices.Equal(d.people[person].Roles, roles) {
		return nil
	}
	return d.manage(person, people.ChangeRoles{Roles: roles})
}

// kinds lists what was noted, after the first n entries.
func (d *door) kinds(n int) (kinds []string) {
	for _, e := range d.entries[n:] {
		kinds = append(kinds, e.Fact.FactKind())
	}
	return kinds
}

func (d *door) last() claim.Fact { return d.entries[len(d.entries)-1].Fact }

// world is accounts over a real record.
type world struct {
	*auth.Service
	t      *testing.T
	clock  *clock
	door   *door
	store  *record.Record
	idle   time.Duration
	hashes atomic.Int32
	here   auth.Visitor
}

func newWorld(t *testing.T, change ...func(*auth.Settings)) *world {
	t.Helper()
	store, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	require.NoError(t, err)
	t.Cleanup(func() { store.Close() })
	c := &clock{time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	w := &world{
		t: t, clock: c, store: store, here: auth.Visitor{Address: "192.0.2.1", Agent: "Netscape"},
		door: &door{clock: c, people: map[uuid.UUID]*people.Person{}, names: map[string]signin.Account{}},
	}
	settings := auth.Settings{Desk: "The desk", URL: "https://desk.example.org", Idle: func(context.Context) time.Duration { return w.idle }}
	for _, f := range change {
		f(&settings)
	}
	w.Service, err = auth.New(store, w.door, seal{}, c, settings)
	require.NoError(t, err)
	w.Cheap(func() { w.hashes.Add(1) })
	return w
}

// join brings a person to the desk who signs in by password.
func (w *world) join(handle string) signin.Account {
	w.t.Helper()
	who, err := w.door.add(w.t.Context(), signin.Account{Handle: handle, Name: handle, Roles: []claim.Role{claim.Editor}})
	require.NoError(w.t, err)
	_, err = w.Accept(w.t.Context(), w.here, w.invite(who.ID), goodPassword)
	require.NoError(w.t, err)
	return who
}

// invite returns the token of a link to join.
func (w *world) invite(person uuid.UUID) string {
	w.t.Helper()
	url, _, err := w.Invite(w.t.Context(), person, uuid.New())
	require.NoError(w.t, err)
	return tokenOf(w.t, url, auth.InvitationPath)
}

func tokenOf(t *testing.T, url, path string) string {
	t.Helper()
	const base = "https://desk.example.org"
	require.Greater(t, len(url), len(base+path))
	require.Equal(t, base+path, url[:len(base+path)])
	return url[len(base+path):]
}

func (w *world) signIn(handle string) auth.SignedIn {
	w.t.Helper()
	step, err := w.SignIn(w.t.Context(), w.here, handle, goodPassword)
	require.NoError(w.t, err)
	require.Empty(w.t, step.Second)
	return step.SignedIn
}

// device turns the second step on and returns its secret, and the recovery codes.
func (w *world) device(in auth.SignedIn) (secret string, codes []string, now auth.SignedIn) {
	w.t.Helper()
	e, err := w.BeginTOTP(w.t.Context(), in.Session, goodPassword)
	require.NoError(w.t, err)
	for _, r := range e.Secret {
		if r != ' ' {
			secret += string(r)
		}
	}
	now, codes, err = w.FinishTOTP(w.t.Context(), in.Session, e.Flow, w.code(secret))
	require.NoError(w.t, err)
	return secret, codes, now
}

// code is what a device shows now.
func (w *world) code(secret string) string {
	w.t.Helper()
	code, err := totp.GenerateCode(secret, w.clock.now)
	require.NoError(w.t, err)
	return code
}

func (w *world) code401(err error) { w.t.Helper(); w.is(claim.CodeUnauthenticated, err) }

func (w *world) is(code claim.Code, err error) {
	w.t.Helper()
	require.Equal(w.t, code, claim.CodeOf(err), "%v", err)
}

func (w *world) alive(token string) bool {
	w.t.Helper()
	_, err := w.Session(w.t.Context(), token, w.here)
	if err != nil {
		w.code401(err)
	}
	return err == nil
}

// told is what people are told of an error.
func told(t *testing.T, err error) *claim.Error {
	t.Helper()
	var e *claim.Error
	require.ErrorAs(t, err, &e)
	return e
}
