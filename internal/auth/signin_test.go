package auth_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

func TestSigningInByPassword(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	before := len(w.door.entries)
	in := w.signIn("ana")
	require.Len(t, in.Token, 43, "256 bits")
	session, err := w.Session(t.Context(), in.Token, w.here)
	require.NoError(t, err)
	require.Equal(t, ana.ID, session.Person)
	require.Equal(t, "192.0.2.1", session.Address)
	require.Equal(t, []string{"person.signed_in"}, w.door.kinds(before))
	require.Equal(t, people.SignedIn{Session: session.ID, Method: people.Password}, w.door.last())

	require.NoError(t, w.SignOut(t.Context(), in.Token))
	require.False(t, w.alive(in.Token))
	require.NoError(t, w.SignOut(t.Context(), in.Token), "twice is no error")
	require.Equal(t, people.SessionEnded{Session: session.ID, Reason: people.SignedOut}, w.door.last())
}

// TestNobodyIsToldWhetherThereIsAnAccount compares what comes back, and the work
// that was done, for each way to be refused.
func TestNobodyIsToldWhetherThereIsAnAccount(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	bo := w.join("bo")
	require.NoError(t, w.door.manage(bo.ID, people.DisablePerson{}))
	_, err := w.door.add(t.Context(), signin.Account{Handle: "cleo"}) // has no password yet
	require.NoError(t, err)
	var answers []string
	for _, try := range []struct{ handle, password string }{
		{"ana", "not the password"},
		{"nobody", goodPassword},
		{"bo", goodPassword},
		{"bo", "not the password"},
		{"cleo", goodPassword},
		{"", ""},
		{"ana", strings.Repeat("x", 100_000)},
		{ana.ID.String(), goodPassword},
	} {
		w.hashes.Store(0)
		_, err := w.SignIn(t.Context(), w.here, try.handle, try.password)
		w.code401(err)
		answers = append(answers, fmt.Sprint(err, told(t, err).Hint))
		require.EqualValues(t, 1, w.hashes.Load(), "the same work for %q", try.handle)
	}
	for _, answer := range answers {
		require.Equal(t, answers[0], answer)
	}
	require.Contains(t, w.door.kinds(0), "person.sign_in_refused")
	refused := w.door.kinds(0)
	n := 0
	for _, kind := range refused {
		if kind == "person.sign_in_refused" {
			n++
		}
	}
	require.Equal(t, 5, n, "one for each refusal of a known account")
}

func TestTooManyAttemptsOnAnAccountFromOneNetwork(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for _, handle := range []string{"ana", "nobody"} {
		for i := range auth.PerLimits.Here {
			_, err := w.SignIn(t.Context(), auth.Visitor{Address: fmt.Sprintf("2001:db8:1:2::%x", i)}, handle, "wrong password")
			w.code401(err)
		}
		w.hashes.Store(0)
		_, err := w.SignIn(t.Context(), auth.Visitor{Address: "2001:db8:1:2:ffff::1"}, " "+strings.ToUpper(handle), goodPassword)
		w.is(claim.CodeForbidden, err)
		require.EqualError(t, err, "there were too many attempts; try again in 15 minutes")
		require.Zero(t, w.hashes.Load(), "what is refused costs nothing")
	}
	w.signIn("ana") // from elsewhere, all the while
	there := auth.Visitor{Address: "2001:db8:1:2::1"}
	_, err := w.SignIn(t.Context(), there, "ana", goodPassword)
	w.is(claim.CodeForbidden, err) // that says nothing about the guesser
	w.clock.pass(auth.Window - 30*time.Second)
	_, err = w.SignIn(t.Context(), there, "ana", goodPassword)
	require.EqualError(t, err, "there were too many attempts; try again in a minute")
	w.clock.pass(time.Minute)
	_, err = w.SignIn(t.Context(), there, "ana", goodPassword)
	require.NoError(t, err)
}

// TestTooManyAttemptsOnAnAccountFromManyNetworks: what is refused from one
// network fills nothing, so that it takes many to keep a person out.
func TestTooManyAttemptsOnAnAccountFromManyNetworks(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for _, handle := range []string{"ana", "nobody"} {
		tried, limited := 0, 0
		for i := 0; tried < auth.PerLimits.Account; i++ {
			from := auth.Visitor{Address: fmt.Sprintf("198.51.100.%d", i/(2*auth.PerLimits.Here))}
			if _, err := w.SignIn(t.Context(), from, handle, "wrong password"); claim.CodeOf(err) == claim.CodeForbidden {
				limited++
				continue
			}
			tried++
			if tried == auth.PerLimits.Account-1 && handle == "ana" {
				w.signIn("ana") // which takes back its own attempt, and no other
			}
		}
		require.Equal(t, auth.PerLimits.Account-auth.PerLimits.Here, limited)
		w.hashes.Store(0)
		_, err := w.SignIn(t.Context(), w.here, handle, goodPassword)
		w.is(claim.CodeForbidden, err)
		require.Zero(t, w.hashes.Load())
	}
	w.clock.pass(auth.Window)
	w.signIn("ana")
}

// TestNoHandleIsTakenForANetwork: whoever makes handles up fills no limit but their own.
func TestNoHandleIsTakenForANetwork(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for i := range auth.PerLimits.Account {
		for _, handle := range []string{"192.0.2.1 ana", "ana from 192.0.2.1", "here 192.0.2.1 ana"} {
			_, err := w.SignIn(t.Context(), auth.Visitor{Address: fmt.Sprintf("198.51.100.%d", i)}, handle, "wrong password")
			w.code401(err)
		}
	}
	w.signIn("ana")
}

func TestASignInThatSucceedsIsNoAttempt(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for range 2 {
		for range auth.PerLimits.Here - 1 {
			_, err := w.SignIn(t.Context(), w.here, "ana", "wrong password")
			w.code401(err)
		}
		w.signIn("ana")
	}
}

func TestWhoSignsInAllRightDoesNotUseTheAddressUp(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for range auth.PerLimits.Address + 1 {
		w.signIn("ana") // a newsroom behind one address in the morning
	}
	for i := range auth.PerLimits.Address {
		_, err := w.SignIn(t.Context(), w.here, fmt.Sprint("guess-", i), "wrong password")
		w.code401(err)
		if i == auth.PerLimits.Address-2 {
			w.signIn("ana")
		}
	}
	_, err := w.SignIn(t.Context(), w.here, "ana", goodPassword)
	w.is(claim.CodeForbidden, err)
}

func TestTooManyAttemptsFromAnAddress(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	for i := range auth.PerLimits.Address {
		// One host has a whole /64 to itself.
		from := auth.Visitor{Address: fmt.Sprintf("2001:db8:1:2::%x", i)}
		_, err := w.SignIn(t.Context(), from, fmt.Sprint("guess-", i), "wrong password")
		w.code401(err)
	}
	_, err := w.SignIn(t.Context(), auth.Visitor{Address: "2001:db8:1:2:ffff::1"}, "ana", goodPassword)
	w.is(claim.CodeForbidden, err)
	_, err = w.SignIn(t.Context(), auth.Visitor{Address: "2001:db8:1:3::1"}, "ana", goodPassword)
	require.NoError(t, err)
}

func TestAttemptsAtTheSameMomentAreCounted(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	w.hashes.Store(0)
	var limited atomic.Int32
	var all sync.WaitGroup
	for range 3 * auth.PerLimits.Here {
		all.Go(func() {
			if _, err := w.SignIn(t.Context(), auth.Visitor{Address: "192.0.2.7"}, "nobody", "wrong password"); claim.CodeOf(err) == claim.CodeForbidden {
				limited.Add(1)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, auth.PerLimits.Here, w.hashes.Load())
	require.EqualValues(t, 2*auth.PerLimits.Here, limited.Load())
}

func TestTheSecondStep(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	secret, codes, _ := w.device(w.signIn("ana"))
	require.Len(t, codes, 10)
	w.clock.pass(time.Minute)
	second := func() string {
		step, err := w.SignIn(t.Context(), w.here, "ana", goodPassword)
		require.NoError(t, err)
		require.Empty(t, step.Token, "the password alone is not enough")
		return step.Second
	}
	first, code := second(), w.code(secret)
	_, err := w.SecondStep(t.Context(), w.here, first, "000000")
	w.is(claim.CodeInvalid, err)
	require.Equal(t, people.SignInRefused{Method: people.TOTP, Reason: people.WrongCode}, w.door.last())
	in, err := w.SecondStep(t.Context(), w.here, first, code)
	require.NoError(t, err)
	require.True(t, in.Session.SecondFactor)
	require.True(t, w.alive(in.Token))

	_, err = w.SecondStep(t.Context(), w.here, first, w.code(secret))
	w.code401(err)
	again := second()
	_, err = w.SecondStep(t.Context(), w.here, again, code)
	w.is(claim.CodeInvalid, err)
	w.clock.pass(30 * time.Second)
	_, err = w.SecondStep(t.Context(), w.here, again, code)
	w.is(claim.CodeInvalid, err)
	_, err = w.SecondStep(t.Context(), w.here, again, w.code(secret))
	require.NoError(t, err, "the next code is fresh")

	in, err = w.SecondStep(t.Context(), w.here, second(), strings.ToLower(codes[3]))
	require.NoError(t, err, "a recovery code does, too")
	_, err = w.SecondStep(t.Context(), w.here, second(), codes[3])
	w.is(claim.CodeInvalid, err)
	ways, err := w.Ways(t.Context(), in.Session.Person)
	require.NoError(t, err)
	require.Equal(t, 9, ways.CodesLeft)

	late := second()
	w.clock.pass(auth.FlowLife)
	_, err = w.SecondStep(t.Context(), w.here, late, w.code(secret))
	w.code401(err)
}

func TestTooManyCodes(t *testing.T) {
	w := newWorld(t)
	w.join("ana")
	secret, _, _ := w.device(w.signIn("ana"))
	w.clock.pass(time.Minute)
	step, err := w.SignIn(t.Context(), w.here, "ana", goodPassword)
	require.NoError(t, err)
	for range auth.PerLimits.SecondStep {
		_, err := w.SecondStep(t.Context(), w.here, step.Second, "000000")
		w.is(claim.CodeInvalid, err)
	}
	_, err = w.SecondStep(t.Context(), w.here, step.Second, w.code(secret))
	w.is(claim.CodeForbidden, err)
}

func TestCodesAreThoseOfTheStandard(t *testing.T) {
	// RFC 6238 appendix B, SHA-1, the last six digits.
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		require.Equal(t, at/30, auth.StepOf(secret, code, time.Unix(at, 0)))
		require.Equal(t, at/30, auth.StepOf(secret, code[:3]+" "+code[3:], time.Unix(at+30, 0)), "one step late")
		require.EqualValues(t, -1, auth.StepOf(secret, code, time.Unix(at+60, 0)), "two steps late")
	}
}

func TestHashesAreMadeAnewWhenTheyTakeTooLittleWork(t *testing.T) {
	w := newWorld(t)
	ana := w.join("ana")
	before, err := w.store.CredentialByKey(t.Context(), people.Password, ana.ID.String())
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(before.Secret), "$argon2id$v=19$m=8,t=1,p=1$"))
	w.Dear()
	w.signIn("ana")
	after, err := w.store.CredentialByKey(t.Context(), people.Password, ana.ID.String())
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(after.Secret), "$argon2id$v=19$m=8,t=2,p=1$"))
	w.signIn("ana")
}

func TestFewHashesAreMadeAtOnce(t *testing.T) {
	w := newWorld(t)
	var now, most atomic.Int32
	w.Cheap(func() {
		n := now.Add(1)
		for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
		}
		now.Add(-1)
	})
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			_, err := w.SignIn(t.Context(), auth.Visitor{Address: fmt.Sprint("192.0.2.", i)}, fmt.Sprint("nobody", i), "wrong password")
			w.code401(err)
		})
	}
	all.Wait()
	require.LessOrEqual(t, most.Load(), int32(auth.HashesAtOnce))
}
