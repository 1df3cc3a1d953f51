package auth_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
)

// TestALinkShutsEveryOldWayIn: it may have been made because somebody else has
// them. What is over stands in the record.
func TestALinkShutsEveryOldWayIn(t *testing.T) {
	w, p := newsroom(t)
	for name, take := range map[string]func(link string) (auth.SignedIn, error){
		"by a password": func(link string) (auth.SignedIn, error) {
			return w.Accept(t.Context(), w.here, link, nextPassword)
		},
		"by an identity": func(link string) (auth.SignedIn, error) {
			p.Claims["sub"] = "the owner's"
			out, err := w.visit(p, auth.OIDCInput{Invitation: link})
			return out.SignedIn, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			handle := "ana-" + name[len(name)-8:]
			ana := w.join(handle)
			key := newDevice(t)
			_, _, in := w.device(w.passkey(w.signIn(handle), key))
			p.Claims["sub"] = "the thief's of " + handle
			out, err := w.visit(p, auth.OIDCInput{Session: &in.Session})
			require.NoError(t, err)
			token, made, err := w.MakeToken(t.Context(), ana.ID, auth.TokenInput{Label: "x", Scope: people.ScopeRead})
			require.NoError(t, err)
			require.NoError(t, w.store.PutBrowser(t.Context(), lists.Browser{ID: uuid.New(), Hash: handle, Person: ana.ID, Sealed: []byte("the thief's"), MadeAt: made.MadeAt}))
			link, before := w.invite(ana.ID), len(w.door.entries)

			now, err := take(link)
			require.NoError(t, err)
			require.True(t, w.alive(now.Token))
			require.False(t, w.alive(out.Token))
			_, err = w.Bearer(t.Context(), token)
			w.code401(err)
			_, err = w.byPasskey(key)
			w.code401(err)
			_, err = w.SignIn(t.Context(), w.here, handle, goodPassword)
			w.code401(err)
			p.Claims["sub"], p.Claims["groups"] = "the thief's of "+handle, []string{}
			_, err = w.visit(p, auth.OIDCInput{})
			w.is(claim.CodeForbidden, err)
			delete(p.Claims, "groups")

			left, err := w.Kinds(t.Context())
			require.NoError(t, err)
			require.Len(t, left[ana.ID], 1)
			browsers, err := w.store.BrowsersOf(t.Context(), ana.ID)
			require.NoError(t, err)
			require.Empty(t, browsers, "nothing is told to the thief")
			noted := w.door.kinds(before)
			count := func(kind string) int {
				return len(slices.DeleteFunc(slices.Clone(noted), func(k string) bool { return k != kind }))
			}
			require.GreaterOrEqual(t, count("person.credential_removed"), 4, "%v", noted)
			require.Equal(t, 1, count("person.token_revoked"), "%v", noted)
			require.Equal(t, 1, count("person.session_ended"), "%v", noted)
			require.True(t, slices.ContainsFunc(w.door.entries[before:], func(e claim.Entry) bool { return e.Fact == people.TokenRevoked{Token: made.ID} }))
			w.clock.pass(time.Minute)
		})
	}
}

// TestALinkLeavesTheIdentityThatMadeThePerson: whose it is, the provider says.
func TestALinkLeavesTheIdentityThatMadeThePerson(t *testing.T) {
	w, p := newsroom(t)
	out, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	_, err = w.Accept(t.Context(), w.here, w.invite(out.Session.Person), nextPassword)
	require.NoError(t, err)
	require.False(t, w.alive(out.Token))
	again, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	require.Equal(t, out.Session.Person, again.Session.Person)
}

func TestALinkOfAnIdentityThatIsAnothersEndsNothing(t *testing.T) {
	w, p := newsroom(t)
	_, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	bo := w.join("bo")
	in := w.signIn("bo")
	link := w.invite(bo.ID)
	_, err = w.visit(p, auth.OIDCInput{Invitation: link})
	w.is(claim.CodeExists, err)
	require.True(t, w.alive(in.Token))
	_, err = w.Accept(t.Context(), w.here, link, nextPassword)
	require.NoError(t, err, "and the link is still good")
}
