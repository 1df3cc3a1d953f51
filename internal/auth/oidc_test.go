package auth_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/authtest"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

func newsroom(t *testing.T) (*world, *authtest.Provider) {
	t.Helper()
	p := authtest.New(t)
	return newWorld(t, func(s *auth.Settings) {
		s.OIDC = auth.OIDC{
			Issuer: p.URL, ClientID: authtest.ClientID, ClientSecret: authtest.ClientSecret, RolesClaim: "groups",
			Roles: map[string][]claim.Role{"/news/editors": {claim.Reviewer, claim.Editor}, "admins": {claim.Admin}},
		}
	}), p
}

// visit goes to the identity provider and comes back.
func (w *world) visit(p *authtest.Provider, in auth.OIDCInput) (auth.OIDCOutcome, error) {
	w.t.Helper()
	address, flow, err := w.BeginOIDC(w.t.Context(), w.here, in)
	require.NoError(w.t, err)
	state, code := p.Authorize(address)
	return w.FinishOIDC(w.t.Context(), w.here, flow, state, code, in.Session)
}

func TestAPersonJoinsByTheMapping(t *testing.T) {
	w, p := newsroom(t)
	out, err := w.visit(p, auth.OIDCInput{Next: "/cases"})
	require.NoError(t, err)
	require.Equal(t, "/cases", out.Next)
	require.True(t, w.alive(out.Token))
	require.Equal(t, []string{"person.added", "person.credential_added", "person.signed_in"}, w.door.kinds(0))
	_, err = w.door.Account(t.Context(), "ana")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	who, err := w.door.Account(t.Context(), "ana-marlow")
	require.NoError(t, err)
	require.Equal(t, []claim.Role{claim.Editor, claim.Reviewer}, who.Roles)

	// Later the groups decide again.
	p.Claims["groups"] = []string{"admins"}
	p.Claims["amr"] = []string{"pwd", "mfa"}
	p.Claims["preferred_username"] = "somebody.else"
	out, err = w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	require.Equal(t, who.ID, out.Session.Person, "it is the subject that counts")
	require.True(t, out.Session.SecondFactor)
	who, err = w.door.Account(t.Context(), "ana-marlow")
	require.NoError(t, err)
	require.Equal(t, []claim.Role{claim.Admin}, who.Roles)
	require.Equal(t, 1, p.Asked, "the provider is looked up once")

	p.Claims["groups"] = "all"
	_, err = w.visit(p, auth.OIDCInput{})
	w.is(claim.CodeForbidden, err)
	require.Equal(t, people.SignInRefused{Method: people.OIDC, Reason: people.NotMapped}, w.door.last())
	who, err = w.door.Account(t.Context(), "ana-marlow")
	require.NoError(t, err)
	require.Empty(t, who.Roles, "what was signed in before can do nothing any more")
}

func TestWhoHasNoRoleByTheMappingDoesNotJoin(t *testing.T) {
	w, p := newsroom(t)
	for _, groups := range []any{[]string{}, []string{"all"}, "all", 7, nil} {
		p.Claims["groups"] = groups
		_, err := w.visit(p, auth.OIDCInput{})
		w.is(claim.CodeForbidden, err)
	}
	require.Empty(t, w.door.entries)
}

func TestAnAccountIsNeverFoundByNameOrAddress(t *testing.T) {
	w, p := newsroom(t)
	local := w.join("ana-marlow")
	out, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	require.NotEqual(t, local.ID, out.Session.Person)
	_, err = w.door.Account(t.Context(), "ana-marlow-2")
	require.NoError(t, err)
}

func TestAnIdentityIsAddedToAnAccount(t *testing.T) {
	w, p := newsroom(t)
	ana := w.join("ana")
	in := w.signIn("ana")
	out, err := w.visit(p, auth.OIDCInput{Next: "/account", Session: &in.Session})
	require.NoError(t, err)
	require.True(t, out.Linked)
	require.False(t, w.alive(in.Token))
	require.True(t, w.alive(out.Token))

	p.Claims["groups"] = []string{"admins"}
	signedIn, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	require.Equal(t, ana.ID, signedIn.Session.Person)
	who, err := w.door.Account(t.Context(), "ana")
	require.NoError(t, err)
	require.Equal(t, []claim.Role{claim.Editor}, who.Roles, "its groups say nothing about an account of the desk")

	w.join("bo")
	bo := w.signIn("bo")
	_, err = w.visit(p, auth.OIDCInput{Session: &bo.Session})
	w.is(claim.CodeExists, err)

	// A session that somebody left open is not enough.
	w.clock.pass(16 * time.Minute)
	_, _, err = w.BeginOIDC(t.Context(), w.here, auth.OIDCInput{Session: &bo.Session})
	w.is(claim.CodeForbidden, err)
	bo = w.signIn("bo")

	// Whoever comes back has to be whoever went.
	address, flow, err := w.BeginOIDC(t.Context(), w.here, auth.OIDCInput{Session: &bo.Session})
	require.NoError(t, err)
	state, code := p.Authorize(address)
	_, err = w.FinishOIDC(t.Context(), w.here, flow, state, code, nil)
	w.code401(err)
}

func TestWhoWasInvitedJoinsByAnIdentity(t *testing.T) {
	w, p := newsroom(t)
	who, err := w.door.add(t.Context(), signin.Account{Handle: "ana", Roles: []claim.Role{claim.Legal}})
	require.NoError(t, err)
	link := w.invite(who.ID)
	out, err := w.visit(p, auth.OIDCInput{Invitation: link})
	require.NoError(t, err)
	require.Equal(t, who.ID, out.Session.Person)
	_, err = w.visit(p, auth.OIDCInput{Invitation: link})
	w.is(claim.CodeNotFound, err)
	again, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	require.Equal(t, who.ID, again.Session.Person)
	require.NoError(t, w.door.manage(who.ID, people.DisablePerson{}))
	_, err = w.visit(p, auth.OIDCInput{})
	w.is(claim.CodeForbidden, err)
	require.Equal(t, people.SignInRefused{Method: people.OIDC, Reason: people.AccountDisabled}, w.door.last())
}

// TestALinkThatIsTakenByAnIdentityShutsTheOldWaysIn: the link may have been made
// because somebody else knows them.
func TestALinkThatIsTakenByAnIdentityShutsTheOldWaysIn(t *testing.T) {
	w, p := newsroom(t)
	ana := w.join("ana")
	thief := w.signIn("ana")
	out, err := w.visit(p, auth.OIDCInput{Invitation: w.invite(ana.ID)})
	require.NoError(t, err)
	require.True(t, w.alive(out.Token))
	require.False(t, w.alive(thief.Token))
	_, err = w.SignIn(t.Context(), w.here, "ana", goodPassword)
	w.code401(err)
}

func TestWhatDoesNotFitTogetherIsRefused(t *testing.T) {
	for name, said := range map[string]map[string]any{
		"another nonce":    {"nonce": "other"},
		"another audience": {"aud": "another desk"},
		"another issuer":   {"iss": "https://id.example.net"},
		"long over":        {"exp": time.Now().Add(-time.Hour).Unix()},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := newsroom(t)
			p.Claims = said
			_, err := w.visit(p, auth.OIDCInput{})
			w.code401(err)
			require.Empty(t, w.door.entries)
		})
	}
	w, p := newsroom(t)
	begin := func() (flow, state, code string) {
		address, flow, err := w.BeginOIDC(t.Context(), w.here, auth.OIDCInput{})
		require.NoError(t, err)
		state, code = p.Authorize(address)
		return flow, state, code
	}
	finish := func(flow, state, code string) error {
		_, err := w.FinishOIDC(t.Context(), w.here, flow, state, code, nil)
		return err
	}
	flow, state, code := begin()
	w.code401(finish("", state, code))
	w.code401(finish(flow, "another state", code))
	w.code401(finish(flow, state, code)) // it was used up
	flow, state, _ = begin()
	w.code401(finish(flow, state, ""))
	flow, state, _ = begin()
	w.code401(finish(flow, state, "another code"))
	// A code that was made for another visit has another challenge.
	_, _, stolen := begin()
	flow, state, _ = begin()
	w.code401(finish(flow, state, stolen))
	flow, state, code = begin()
	w.clock.pass(auth.FlowLife)
	w.code401(finish(flow, state, code))
	require.Empty(t, w.door.entries)
}

func TestAProviderThatDoesNotAnswer(t *testing.T) {
	w, p := newsroom(t)
	address := p.URL
	p.Close()
	_, _, err := w.BeginOIDC(t.Context(), w.here, auth.OIDCInput{})
	w.is(claim.CodeUnavailable, err)
	require.NotContains(t, err.Error(), address, "what went wrong inside is not told")
	none := newWorld(t)
	require.False(t, none.HasOIDC())
	_, _, err = none.BeginOIDC(context.Background(), none.here, auth.OIDCInput{})
	none.is(claim.CodeNotFound, err)
}

func TestHandlesAreMadeOfWhatTheProviderSays(t *testing.T) {
	for _, test := range []struct{ handle, email, name, want string }{
		{"ana", "", "", "ana"},
		{"Ana.Marlow@newsroom.example", "", "", "ana-marlow"},
		{"", "a_marlow@x", "", "a-marlow"},
		{"123", "", "Žofie", "ofie"},
		{"", "", "", "person"},
		{"--", "@", "王", "person"},
	} {
		require.Equal(t, test.want, auth.HandleOf(test.handle, test.email, test.name))
	}
}

// TestACrashWhileJoiningLeavesNobodyBehind: whatever was done before it, the next
// sign-in finishes it.
func TestACrashWhileJoiningLeavesNobodyBehind(t *testing.T) {
	for name, crashed := range map[string]func(w *world, half signin.Account) error{
		"before the identity is noted": func(*world, signin.Account) error { return nil },
		"before the identity is kept": func(w *world, half signin.Account) error {
			return w.door.do(half.ID, people.AddCredential{Credential: half.ID, Kind: people.OIDC})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := newsroom(t)
			half, err := w.door.Join(t.Context(), p.URL+" u-1", signin.Account{Handle: "ana-marlow", Roles: []claim.Role{claim.Legal}})
			require.NoError(t, err)
			require.NoError(t, crashed(w, half))
			p.Claims["preferred_username"] = "ana.miller" // who has married meanwhile
			for range 2 {
				out, err := w.visit(p, auth.OIDCInput{})
				require.NoError(t, err)
				require.Equal(t, half.ID, out.Session.Person)
			}
			require.Len(t, w.door.people, 1)
			who, err := w.door.Account(t.Context(), "ana-marlow")
			require.NoError(t, err)
			require.Equal(t, []claim.Role{claim.Editor, claim.Reviewer}, who.Roles, "as the groups say now")
		})
	}
}

func TestWhoWasDisabledWhileJoiningIsNotLetIn(t *testing.T) {
	w, p := newsroom(t)
	half, err := w.door.Join(t.Context(), p.URL+" u-1", signin.Account{Handle: "ana-marlow", Roles: []claim.Role{claim.Legal}})
	require.NoError(t, err)
	require.NoError(t, w.door.manage(half.ID, people.DisablePerson{}))
	_, err = w.visit(p, auth.OIDCInput{})
	w.is(claim.CodeForbidden, err)
	require.Equal(t, people.SignInRefused{Method: people.OIDC, Reason: people.AccountDisabled}, w.door.last())
	require.Len(t, w.door.people, 1)
}

// TestAnIdentityThatWasRemovedMakesNoSecondPerson: nor does it come back by itself.
func TestAnIdentityThatWasRemovedMakesNoSecondPerson(t *testing.T) {
	w, p := newsroom(t)
	out, err := w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
	in, err := w.ChangePassword(t.Context(), out.Session, "", goodPassword)
	require.NoError(t, err)
	ways, err := w.Ways(t.Context(), in.Session.Person)
	require.NoError(t, err)
	_, err = w.RemoveWay(t.Context(), in.Session, goodPassword, ways.Identities[0].ID)
	require.NoError(t, err)
	_, err = w.visit(p, auth.OIDCInput{})
	w.is(claim.CodeForbidden, err)
	require.ErrorContains(t, err, "this identity was removed from your account")
	require.Equal(t, people.SignInRefused{Method: people.OIDC, Reason: people.IdentityRemoved}, w.door.last())
	require.Len(t, w.door.people, 1)
	signedIn := w.signIn("ana-marlow")
	_, err = w.visit(p, auth.OIDCInput{Session: &signedIn.Session})
	require.NoError(t, err, "its owner adds it again")
	_, err = w.visit(p, auth.OIDCInput{})
	require.NoError(t, err)
}
