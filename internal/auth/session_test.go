package auth_test

import (
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

func TestASessionEndsWhenItIsNotUsed(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	in := w.signIn("ana")
	for range 5 {
		w.clock.pass(auth.DefaultIdle - time.Second)
		require.True(t, w.alive(in.Token), "it is used")
	}
	w.clock.pass(auth.DefaultIdle)
	require.False(t, w.alive(in.Token))

	w.idle = 5 * time.Minute
	in = w.signIn("ana")
	w.clock.pass(4 * time.Minute)
	require.True(t, w.alive(in.Token))
	w.clock.pass(5 * time.Minute)
	require.False(t, w.alive(in.Token), "the desk wants less")
}

func TestASessionEndsAfterThirtyDaysWhateverIsDone(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	in := w.signIn("ana")
	for range 30*24 - 1 {
		w.clock.pass(time.Hour)
		require.True(t, w.alive(in.Token))
	}
	w.clock.pass(time.Hour)
	require.False(t, w.alive(in.Token))
}

func TestReadingDoesNotWriteEachTime(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	in := w.signIn("ana")
	w.clock.pass(30 * time.Second)
	session, err := w.Session(t.Context(), in.Token, w.here)
	require.NoError(t, err)
	require.Equal(t, in.Session.SeenAt, session.SeenAt)
	w.clock.pass(30 * time.Second)
	session, err = w.Session(t.Context(), in.Token, w.here)
	require.NoError(t, err)
	require.Equal(t, w.clock.now, session.SeenAt)
	elsewhere, err := w.Session(t.Context(), in.Token, auth.Visitor{Address: "198.51.100.7"})
	require.NoError(t, err)
	require.Equal(t, "198.51.100.7", elsewhere.Address, "another address is noted at once")
}

func TestSessionsAreRevokedByTheirOwner(t *testing.T) {
	w := newWorld(t)
	ana, bo := w.join("ana"), w.join("bo")
	first, second, third := w.signIn("ana"), w.signIn("ana"), w.signIn("ana")
	other := w.signIn("bo")
	sessions, err := w.Sessions(t.Context(), ana.ID)
	require.NoError(t, err)
	require.Len(t, sessions, 4, "joining is one, too")
	w.is(claim.CodeNotFound, w.RevokeSession(t.Context(), bo.ID, first.Session.ID))
	require.NoError(t, w.RevokeSession(t.Context(), ana.ID, first.Session.ID))
	require.False(t, w.alive(first.Token))
	require.Equal(t, people.SessionEnded{Session: first.Session.ID, Reason: people.SessionRevoked}, w.door.last())
	require.NoError(t, w.RevokeOtherSessions(t.Context(), second.Session))
	require.True(t, w.alive(second.Token))
	require.False(t, w.alive(third.Token))
	require.True(t, w.alive(other.Token))
}

func TestADisabledPersonIsOutAtOnce(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	in := w.signIn("ana")
	token, _, err := w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "x", Scope: people.ScopeRead})
	require.NoError(t, err)
	link := w.invite(ana.ID)
	require.NoError(t, w.door.manage(ana.ID, people.DisablePerson{}))
	require.False(t, w.alive(in.Token), "before anything was ended")
	_, err = w.Bearer(t.Context(), token)
	w.code401(err)
	_, err = w.Accept(t.Context(), w.here, link, goodPassword)
	w.is(claim.CodeNotFound, err)
	require.NoError(t, w.Shut(t.Context(), ana.ID))
	require.NoError(t, w.door.manage(ana.ID, people.EnablePerson{}))
	require.False(t, w.alive(in.Token), "and after the account is enabled again")
	_, err = w.Bearer(t.Context(), token)
	w.code401(err)
	w.signIn("ana")
}

func TestChangingThePassword(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	here, elsewhere := w.signIn("ana"), w.signIn("ana")
	_, err := w.ChangePassword(t.Context(), here.Session, "wrong password", nextPassword)
	w.is(claim.CodeInvalid, err)
	require.Contains(t, told(t, err).Fields, "current_password")
	_, err = w.ChangePassword(t.Context(), here.Session, goodPassword, "short")
	w.is(claim.CodeInvalid, err)
	require.Contains(t, told(t, err).Fields, "password")
	now, err := w.ChangePassword(t.Context(), here.Session, goodPassword, nextPassword)
	require.NoError(t, err)
	require.False(t, w.alive(here.Token), "the session has another token")
	require.True(t, w.alive(now.Token))
	require.Equal(t, here.Session.ID, now.Session.ID)
	require.False(t, w.alive(elsewhere.Token))
	_, err = w.SignIn(t.Context(), w.here, "ana", goodPassword)
	w.code401(err)
	_, err = w.SignIn(t.Context(), w.here, "ana", nextPassword)
	require.NoError(t, err)
	for range auth.PerLimits.SecondStep {
		_, err = w.ChangePassword(t.Context(), now.Session, "wrong password", nextPassword)
		w.is(claim.CodeInvalid, err)
	}
	_, err = w.ChangePassword(t.Context(), now.Session, nextPassword, goodPassword)
	w.is(claim.CodeForbidden, err)
}

func TestTurningTheSecondStepOffEndsTheOtherSessions(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	_, _, here := w.device(w.signIn("ana"))
	w.clock.pass(time.Minute)
	_, err := w.RemoveTOTP(t.Context(), here.Session, "wrong password")
	w.is(claim.CodeInvalid, err)
	before := len(w.door.entries)
	_, err = w.BeginTOTP(t.Context(), here.Session, goodPassword)
	w.is(claim.CodeExists, err)
	now, err := w.RemoveTOTP(t.Context(), here.Session, goodPassword)
	require.NoError(t, err)
	require.True(t, w.alive(now.Token))
	require.False(t, w.alive(here.Token))
	require.Subset(t, w.door.kinds(before), []string{"person.credential_removed"})
	w.signIn("ana")
}

func TestPasswords(t *testing.T) {
	for password, problem := range map[string]string{
		"eleven char":        "at least 12 characters",
		"":                   "at least 12 characters",
		"ananas-ananas":      "",
		"anabelle-marlow":    "it must not be your handle",
		"Anabelle-Marlow!":   "it must not be your handle",
		"password1234":       "it is one of the passwords that are tried first",
		"Password 123456789": "it is one of the passwords that are tried first",
		"qwertyuiop123":      "it is one of the passwords that are tried first",
		"aaaaaaaaaaaaaaaa":   "it is one of the passwords that are tried first",
		"abcabcabcabcabc":    "it is one of the passwords that are tried first",
		"🐎🔋📎🐴🌵🧲🪁🛰🧂🪙🦉🪲":             "",
		"пароль из четырёх слов":   "",
		"correct staple of horse":  "",
		"\xff\xfe not text at all": "it is not valid UTF-8",
	} {
		err := auth.CheckPassword(password, "anabelle-marlow")
		if problem == "" {
			require.NoError(t, err, password)
			continue
		}
		require.Equal(t, problem, told(t, err).Fields["password"], password)
	}
	long := make([]byte, auth.MaxPassword+1)
	for i := range long {
		long[i] = byte('a' + i*i%23)
	}
	require.Error(t, auth.CheckPassword(string(long), ""))
	require.NoError(t, auth.CheckPassword(string(long[:auth.MaxPassword]), ""))
}

func TestTheSamePasswordTypedOnTwoKeyboards(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	_, err := w.Accept(t.Context(), w.here, w.invite(ana.ID), "f\u00fcnf gr\u00fcne H\u00e4user") // composed
	require.NoError(t, err)
	_, err = w.SignIn(t.Context(), w.here, "ana", "fu\u0308nf gru\u0308ne Ha\u0308user") // decomposed
	require.NoError(t, err)
}

func TestWhereARequestComesFrom(t *testing.T) {
	trusted, err := auth.ParseProxies([]string{"10.0.0.0/8", "::1"})
	require.NoError(t, err)
	for _, test := range []struct{ name, remote, forwarded, want string }{
		{"straight", "192.0.2.7:4711", "", "192.0.2.7"},
		{"straight, and lies", "192.0.2.7:4711", "198.51.100.1", "192.0.2.7"},
		{"through a proxy", "10.1.2.3:80", "198.51.100.1", "198.51.100.1"},
		{"through two", "[::1]:80", "198.51.100.1, 10.9.9.9", "198.51.100.1"},
		{"through a proxy, and lies", "10.1.2.3:80", "203.0.113.5, 198.51.100.1", "198.51.100.1"},
		{"through a proxy that says nothing", "10.1.2.3:80", "", "10.1.2.3"},
		{"through a proxy, with nonsense", "10.1.2.3:80", "unknown", "10.1.2.3"},
		{"as IPv4 in IPv6", "[::ffff:192.0.2.7]:80", "", "192.0.2.7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = test.remote
			if test.forwarded != "" {
				r.Header.Set("X-Forwarded-For", test.forwarded)
			}
			require.Equal(t, test.want, auth.AddressOf(r, trusted))
		})
	}
	_, err = auth.ParseProxies([]string{"proxy"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, trusted)
}

func TestInvitations(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	_, _, in := w.device(w.signIn("ana"))
	old, fresh := w.invite(ana.ID), w.invite(ana.ID)
	_, err := w.Invited(t.Context(), w.here, old)
	w.is(claim.CodeNotFound, err)
	who, err := w.Invited(t.Context(), w.here, fresh)
	require.NoError(t, err)
	require.Equal(t, "ana", who.Handle)
	_, err = w.Accept(t.Context(), w.here, fresh, "short")
	w.is(claim.CodeInvalid, err)
	before := len(w.door.entries)
	now, err := w.Accept(t.Context(), w.here, fresh, nextPassword)
	require.NoError(t, err, "a password that was refused does not use the link up")
	require.True(t, w.alive(now.Token))
	require.False(t, w.alive(in.Token))
	require.Contains(t, w.door.kinds(before), "person.credential_removed")
	_, err = w.Accept(t.Context(), w.here, fresh, nextPassword)
	w.is(claim.CodeNotFound, err)
	step, err := w.SignIn(t.Context(), w.here, "ana", nextPassword)
	require.NoError(t, err)
	require.Empty(t, step.Second, "the lost device is out")

	late := w.invite(ana.ID)
	w.clock.pass(auth.LinkLife)
	_, err = w.Accept(t.Context(), w.here, late, goodPassword)
	w.is(claim.CodeNotFound, err)
	for i := range 40 {
		_, err = w.Invited(t.Context(), auth.Visitor{Address: "203.0.113.9"}, uuid.NewString())
		if i >= 30 {
			w.is(claim.CodeForbidden, err)
		}
	}
}

func TestTheSetUpLink(t *testing.T) {
	w := newWorld(t)
	_, err := w.door.add(t.Context(), signin.Account{Handle: "root", Roles: []claim.Role{claim.Admin}})
	require.NoError(t, err)
	first, ok, err := w.SetUpLink(t.Context())
	require.NoError(t, err)
	require.True(t, ok)
	second, ok, err := w.SetUpLink(t.Context())
	require.NoError(t, err)
	require.True(t, ok)
	in := auth.NewAdmin{Handle: "Ana", Name: "Ana", Password: goodPassword}
	_, err = w.SetUp(t.Context(), w.here, tokenOf(t, first, auth.SetUpPath), in)
	w.is(claim.CodeNotFound, err)
	token := tokenOf(t, second, auth.SetUpPath)
	_, err = w.Accept(t.Context(), w.here, token, goodPassword)
	w.is(claim.CodeNotFound, err)
	signedIn, err := w.SetUp(t.Context(), w.here, token, in)
	require.NoError(t, err)
	require.True(t, w.alive(signedIn.Token))
	_, err = w.SetUp(t.Context(), w.here, token, in)
	w.is(claim.CodeNotFound, err)
	_, ok, err = w.SetUpLink(t.Context())
	require.NoError(t, err)
	require.False(t, ok, "somebody can sign in")
	require.NoError(t, w.door.manage(signedIn.Session.Person, people.DisablePerson{}))
	_, ok, err = w.SetUpLink(t.Context())
	require.NoError(t, err)
	require.True(t, ok, "nobody can any more")
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	ana, bo := w.join("ana"), w.join("bo")
	text, made, err := w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "  nightly\t report ", Scope: people.ScopeWrite, Life: time.Hour})
	require.NoError(t, err)
	require.Equal(t, "nightly report", made.Label)
	require.Equal(t, people.TokenMade{Token: made.ID, Scope: people.ScopeWrite, EndsAt: made.EndsAt}, w.door.last())
	found, err := w.Bearer(t.Context(), text)
	require.NoError(t, err)
	require.Equal(t, ana.ID, found.Person)
	require.Equal(t, w.clock.now, found.UsedAt)
	for _, wrong := range []string{"", "onr_", text + "x", text[:len(text)-1], made.Hash} {
		_, err = w.Bearer(t.Context(), wrong)
		w.code401(err)
	}
	w.is(claim.CodeNotFound, w.RevokeToken(t.Context(), bo.ID, made.ID))
	w.clock.pass(time.Hour)
	_, err = w.Bearer(t.Context(), text)
	w.code401(err)
	listed, err := w.Tokens(t.Context(), ana.ID)
	require.NoError(t, err)
	require.Empty(t, listed)

	text, made, err = w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "x", Scope: people.ScopeRead})
	require.NoError(t, err)
	require.NoError(t, w.RevokeToken(t.Context(), ana.ID, made.ID))
	_, err = w.Bearer(t.Context(), text)
	w.code401(err)
	_, _, err = w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "x", Scope: "king"})
	w.is(claim.CodeInvalid, err)
	_, _, err = w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "x", Scope: people.ScopeRead, Life: -time.Hour})
	w.is(claim.CodeInvalid, err)
}
