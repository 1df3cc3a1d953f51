package accounts_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// noon is when the tests begin.
var noon = time.Date(2017, 3, 17, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dsn string) *record.Record {
	t.Helper()
	r, err := record.Open(context.Background(), dsn)
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	return r
}

func session(person uuid.UUID, hash string) signin.Session {
	return signin.Session{
		ID: uuid.New(), Hash: hash, Person: person, Method: people.Passkey, SecondFactor: true,
		MadeAt: noon, SeenAt: noon, EndsAt: noon.Add(time.Hour), Address: "192.0.2.1", Agent: "Netscape",
	}
}

func TestCredentials(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana, bo := uuid.New(), uuid.New()
		password := signin.Credential{ID: uuid.New(), Person: ana, Kind: people.Password, Key: ana.String(), Secret: []byte("hash"), MadeAt: noon}
		passkey := signin.Credential{ID: uuid.New(), Person: ana, Kind: people.Passkey, Key: "k1", Label: "phone", Secret: []byte{0, 1, 255}, Count: 3, MadeAt: noon.Add(time.Second)}
		require.NoError(t, d.PutCredential(ctx, passkey))
		require.NoError(t, d.PutCredential(ctx, password))
		all, err := d.Credentials(ctx, ana)
		require.NoError(t, err)
		require.Equal(t, []signin.Credential{password, passkey}, all)

		// The second password of a person replaces the first.
		second := password
		second.ID, second.Secret = uuid.New(), []byte("other hash")
		require.NoError(t, d.PutCredential(ctx, second))
		found, err := d.CredentialByKey(ctx, people.Password, ana.String())
		require.NoError(t, err)
		require.Equal(t, second, found)

		// A key of one person is never another's.
		stolen := passkey
		stolen.ID, stolen.Person = uuid.New(), bo
		require.Equal(t, claim.CodeExists, claim.CodeOf(d.PutCredential(ctx, stolen)))

		kinds, err := d.CredentialKinds(ctx)
		require.NoError(t, err)
		require.Equal(t, map[uuid.UUID][]people.CredentialKind{ana: {people.Passkey, people.Password}}, kinds)

		require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.RemoveCredential(ctx, bo, passkey.ID)), "it is not bo's")
		require.NoError(t, d.RemoveCredential(ctx, ana, passkey.ID))
		_, err = d.CredentialByKey(ctx, people.Passkey, "k1")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

func TestACountIsUsedOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ana := uuid.New()
		totp := signin.Credential{ID: uuid.New(), Person: ana, Kind: people.TOTP, Key: ana.String(), Secret: []byte("sealed"), Count: 7, MadeAt: noon}
		require.NoError(t, d.PutCredential(t.Context(), totp))
		totp.Count, totp.UsedAt = 8, noon
		var used atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if ok, err := d.UseCredential(t.Context(), totp, 7); err == nil && ok {
					used.Add(1)
				}
			})
		}
		all.Wait()
		require.EqualValues(t, 1, used.Load())
		found, err := d.CredentialByKey(t.Context(), people.TOTP, ana.String())
		require.NoError(t, err)
		require.Equal(t, totp, found)
	})
}

func TestSessions(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana, bo := uuid.New(), uuid.New()
		first, second := session(ana, "h1"), session(ana, "h2")
		require.NoError(t, d.PutSession(ctx, first))
		require.NoError(t, d.PutSession(ctx, second))
		require.NoError(t, d.PutSession(ctx, session(bo, "h3")))
		first.SeenAt, first.Address = noon.Add(time.Minute), "192.0.2.2"
		require.NoError(t, d.SeeSession(ctx, first))
		found, err := d.SessionByHash(ctx, "h1")
		require.NoError(t, err)
		require.Equal(t, first, found)
		all, err := d.Sessions(ctx, ana)
		require.NoError(t, err)
		require.Equal(t, []signin.Session{first, second}, all)

		require.NoError(t, d.RotateSession(ctx, first.ID, "h4"))
		_, err = d.SessionByHash(ctx, "h1")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "the old token is good for nothing")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.RemoveSession(ctx, bo, first.ID)), "it is not bo's")
		require.NoError(t, d.RemoveSession(ctx, ana, first.ID))
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.RotateSession(ctx, first.ID, "h5")))
	})
}

func TestALinkIsUsedOnceAndTheNewestAloneIsGood(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana := uuid.New()
		link := func(hash string) signin.Invitation {
			i := signin.Invitation{ID: uuid.New(), Hash: hash, Kind: signin.InvitationToJoin, Person: ana, MadeAt: noon, EndsAt: noon.Add(time.Hour)}
			require.NoError(t, d.PutInvitation(ctx, i))
			return i
		}
		link("old")
		fresh := link("new")
		_, err := d.InvitationByHash(ctx, "old")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		open, err := d.OpenInvitations(ctx, noon)
		require.NoError(t, err)
		require.Equal(t, []signin.Invitation{fresh}, open)

		late, err := d.UseInvitation(ctx, "new", noon.Add(time.Hour))
		require.NoError(t, err)
		require.False(t, late)
		for _, want := range []bool{true, false} {
			used, err := d.UseInvitation(ctx, "new", noon)
			require.NoError(t, err)
			require.Equal(t, want, used)
		}
		require.NoError(t, d.ReturnInvitation(ctx, "new"))
		used, err := d.UseInvitation(ctx, "new", noon)
		require.NoError(t, err)
		require.True(t, used)
	})
}

func TestAPITokensAndFlows(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana := uuid.New()
		token := signin.APIToken{ID: uuid.New(), Hash: "t1", Person: ana, Label: "press", Scope: people.ScopeRead, MadeAt: noon, EndsAt: noon.Add(time.Hour)}
		require.NoError(t, d.PutAPIToken(ctx, token))
		token.UsedAt = noon.Add(time.Minute)
		require.NoError(t, d.UseAPIToken(ctx, "t1", token.UsedAt))
		found, err := d.APITokenByHash(ctx, "t1")
		require.NoError(t, err)
		require.Equal(t, token, found)
		all, err := d.APITokens(ctx, ana)
		require.NoError(t, err)
		require.Equal(t, []signin.APIToken{token}, all)
		require.NoError(t, d.RemoveAPIToken(ctx, ana, token.ID))

		flow := signin.Flow{Hash: "f1", Kind: "oidc", Data: []byte("sealed"), EndsAt: noon}
		require.NoError(t, d.PutFlow(ctx, flow))
		seen, err := d.FlowByHash(ctx, "f1")
		require.NoError(t, err)
		require.Equal(t, flow, seen)
		taken, err := d.TakeFlow(ctx, "f1")
		require.NoError(t, err)
		require.Equal(t, flow, taken)
		_, err = d.TakeFlow(ctx, "f1")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

func TestAttemptsAreCountedAcrossARestart(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := context.Background()
		limits := []signin.AttemptLimit{{Key: "ana", Max: 2, Within: time.Minute}, {Key: "192.0.2.1", Max: 3, Within: time.Hour}}
		try := func(at time.Duration) time.Time {
			again, err := d.Attempt(ctx, limits, noon.Add(at))
			require.NoError(t, err)
			return again
		}
		require.Zero(t, try(0))
		require.Zero(t, try(time.Second))
		require.NoError(t, d.Close())
		d = open(t, dsn)
		require.Equal(t, noon.Add(time.Minute), try(2*time.Second), "until the first is a minute ago")
		require.Zero(t, try(time.Minute), "what was refused was not counted")
		require.Equal(t, noon.Add(time.Hour), try(10*time.Minute), "the address has used its own limit")
		require.NoError(t, d.Release(ctx, "192.0.2.1"))
		require.Zero(t, try(10*time.Minute), "one of them was none")
		require.NotZero(t, try(10*time.Minute))
		require.NoError(t, d.Forgive(ctx, "192.0.2.1"))
		require.Zero(t, try(10*time.Minute))
	})
}

func TestShutEndsAllThatAPersonHasOpen(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana, bo := uuid.New(), uuid.New()
		for _, who := range []uuid.UUID{ana, bo} {
			name := who.String()
			require.NoError(t, d.PutSession(ctx, session(who, name)))
			require.NoError(t, d.PutAPIToken(ctx, signin.APIToken{ID: uuid.New(), Hash: name, Person: who, Scope: people.ScopeRead, MadeAt: noon}))
			require.NoError(t, d.PutInvitation(ctx, signin.Invitation{ID: uuid.New(), Hash: name, Kind: signin.InvitationToJoin, Person: who, MadeAt: noon, EndsAt: noon.Add(time.Hour)}))
			require.NoError(t, d.PutFlow(ctx, signin.Flow{Hash: name, Kind: "second step", Person: who, Data: []byte{1}, EndsAt: noon.Add(time.Hour)}))
			require.NoError(t, d.PutCredential(ctx, signin.Credential{ID: uuid.New(), Person: who, Kind: people.Password, Key: name, Secret: []byte{1}, MadeAt: noon}))
		}
		require.NoError(t, d.Shut(ctx, ana))
		left := func(who uuid.UUID) (n int) {
			_, session := d.SessionByHash(ctx, who.String())
			_, token := d.APITokenByHash(ctx, who.String())
			_, link := d.InvitationByHash(ctx, who.String())
			_, flow := d.FlowByHash(ctx, who.String())
			_, password := d.CredentialByKey(ctx, people.Password, who.String())
			for _, err := range []error{session, token, link, flow, password} {
				if err == nil {
					n++
				}
			}
			return n
		}
		require.Equal(t, 1, left(ana), "the password stays, for whoever is enabled again")
		require.Equal(t, 5, left(bo))
		require.NoError(t, d.SweepAccounts(ctx, noon.Add(2*time.Hour)))
		require.Equal(t, 2, left(bo), "a token without end, and the password")
	})
}

func TestAccountsAreNoProjection(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		require.NoError(t, d.PutSession(t.Context(), session(uuid.New(), "h1")))
		require.NoError(t, d.Reproject(t.Context()))
		_, err := d.SessionByHash(t.Context(), "h1")
		require.NoError(t, err)
		report, err := d.Verify(t.Context(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

func TestBrowsersAreWhoseTheyWereSubscribedByLast(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		ctx := t.Context()
		ana, bo := uuid.New(), uuid.New()
		browser := func(person uuid.UUID, hash string) lists.Browser {
			return lists.Browser{ID: uuid.New(), Hash: hash, Person: person, Sealed: []byte{0, 1, 255}, Label: "Firefox on Linux", MadeAt: noon}
		}
		first := browser(ana, "b1")
		require.NoError(t, d.PutBrowser(ctx, first))
		all, err := d.BrowsersOf(ctx, ana)
		require.NoError(t, err)
		require.Equal(t, []lists.Browser{first}, all)

		require.NoError(t, d.NoteBrowser(ctx, first.ID, "the push service cannot be reached", noon.Add(time.Minute)))
		require.NoError(t, d.NoteBrowser(ctx, first.ID, "", noon.Add(time.Hour)))
		require.NoError(t, d.NoteBrowser(ctx, first.ID, "the push service cannot be reached", noon.Add(2*time.Hour)))
		first.ToldAt, first.Failing = noon.Add(time.Hour), "the push service cannot be reached"
		all, err = d.Browsers(ctx)
		require.NoError(t, err)
		require.Equal(t, []lists.Browser{first}, all)

		second := browser(bo, "b1") // bo sits there now
		require.NoError(t, d.PutBrowser(ctx, second))
		all, err = d.Browsers(ctx)
		require.NoError(t, err)
		require.Equal(t, []lists.Browser{second}, all)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.RemoveBrowser(ctx, ana, second.ID)), "it is not ana's")

		require.NoError(t, d.DropBrowser(ctx, second.ID, noon.Add(3*time.Hour)))
		require.NoError(t, d.DropBrowser(ctx, second.ID, noon.Add(4*time.Hour)))
		require.NoError(t, d.NoteBrowser(ctx, second.ID, "", noon.Add(4*time.Hour)))
		all, err = d.BrowsersOf(ctx, bo)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Empty(t, all[0].Sealed, "where it is, is forgotten")
		require.Equal(t, noon.Add(3*time.Hour), all[0].DroppedAt)
		require.NoError(t, d.SweepAccounts(ctx, noon.Add(29*24*time.Hour)))
		all, err = d.BrowsersOf(ctx, bo)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.NoError(t, d.SweepAccounts(ctx, noon.Add(31*24*time.Hour)))
		all, err = d.BrowsersOf(ctx, bo)
		require.NoError(t, err)
		require.Empty(t, all)

		require.NoError(t, d.PutBrowser(ctx, browser(bo, "b3")))
		require.NoError(t, d.RemoveBrowsers(ctx, bo))
		require.NoError(t, d.PutBrowser(ctx, browser(ana, "b2")))
		require.NoError(t, d.Shut(ctx, ana))
		all, err = d.Browsers(ctx)
		require.NoError(t, err)
		require.Empty(t, all)
	})
}

func TestThePushKeyIsTheFirst(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := open(t, dsn)
		none, err := d.PushKey(t.Context())
		require.NoError(t, err)
		require.Nil(t, none)
		for _, key := range []string{"first", "second"} {
			require.NoError(t, d.PutPushKey(t.Context(), []byte(key)))
			sealed, err := d.PushKey(t.Context())
			require.NoError(t, err)
			require.Equal(t, "first", string(sealed))
		}
	})
}
