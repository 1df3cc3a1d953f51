package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/authtest"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

func newsroom(t *testing.T) (*webtest.Fixture, *authtest.Provider) {
	t.Helper()
	p := authtest.New(t)
	return webtest.Open(t, func(s *auth.Settings) {
		s.OIDC = auth.OIDC{
			Issuer: p.URL, ClientID: authtest.ClientID, ClientSecret: authtest.ClientSecret, RolesClaim: "groups",
			Roles: map[string][]claim.Role{"/news/editors": {claim.Editor}},
		}
	}), p
}

// comeBack brings back what the provider answers to an address.
func comeBack(b *webtest.Browser, p *authtest.Provider, address string) webtest.Answer {
	state, code := p.Authorize(address)
	return b.Get("/signin/oidc/callback?" + url.Values{"state": {state}, "code": {code}}.Encode())
}

func TestSigningInWithTheNewsroomsAccount(t *testing.T) {
	d, p := newsroom(t)
	b := d.Nobody()
	require.Contains(t, b.Get("/signin?next=%2Faccount").Body, `href="/signin/oidc?next=%2faccount"`)
	away := b.Get("/signin/oidc?next=%2Faccount")
	require.Equal(t, 303, away.Status)
	back := comeBack(b, p, away.Header.Get("Location"))
	require.Equal(t, "/account", back.Header.Get("Location"))
	require.Contains(t, b.Get("/account").Text(), "Newsroom account")
	require.Equal(t, []claim.Role{claim.Editor}, d.Caller("ana-marlow").Roles)

	// Another browser cannot bring back what this one went for.
	away = d.Nobody().Get("/signin/oidc")
	stolen := comeBack(d.Nobody(), p, away.Header.Get("Location"))
	require.Equal(t, 401, stolen.Status)
	require.Contains(t, stolen.Problem(), "Begin again")

	p.Claims["groups"] = []string{"all"}
	away = b.Get("/signin/oidc")
	refused := comeBack(b, p, away.Header.Get("Location"))
	require.Contains(t, refused.Problem(), "gives you no role on this desk")

	c := d.Nobody()
	c.Header.Set("Sec-Fetch-Site", "cross-site")
	require.Equal(t, 403, c.Get("/signin/oidc").Status, "no other site begins it")
}

func TestWhatWasTypedOutlivesTheWayToTheProvider(t *testing.T) {
	d, p := newsroom(t)
	b := d.Nobody()
	comeBack(b, p, b.Get("/signin/oidc").Header.Get("Location"))
	b.Follow("/signout", nil)
	cut := b.Post("/account/profile", url.Values{"name": {"Ana the Elder"}, "_key": {uuid.NewString()}})
	carry := html.UnescapeString(regexp.MustCompile(`name="_carry" value="([^"]+)"`).FindStringSubmatch(cut.Body)[1])
	away := b.Post("/signin/oidc", url.Values{"_next": {"/account/profile"}, "_carry": {carry}})
	require.Equal(t, 200, away.Status, "a form cannot lead elsewhere: it shows a link")
	link := html.UnescapeString(regexp.MustCompile(`href="(` + regexp.QuoteMeta(p.URL) + `[^"]+)"`).FindStringSubmatch(away.Body)[1])
	back := comeBack(b, p, link)
	require.Contains(t, back.Text(), "Ana the Elder")
	require.Contains(t, back.Body, `action="/account/profile"`)
}

func TestAnIdentityIsAddedAndAnInvitationTakenByIt(t *testing.T) {
	d, p := newsroom(t)
	b := join(t, d, "jonas", "reviewer")
	require.Contains(t, b.Get("/account").Text(), "Add your newsroom account")
	require.Equal(t, "/account", comeBack(b, p, b.Get("/account/identity").Header.Get("Location")).Header.Get("Location"))
	require.Contains(t, b.Get("/account").Text(), "ana@newsroom.example")

	p.Claims["sub"] = "u-2"
	path := invite(t, d, "cleo", "legal")
	c := d.Nobody()
	require.Contains(t, c.Get(path).Text(), "Join with the newsroom")
	away := c.Get(path + "/identity")
	require.Equal(t, "/account", comeBack(c, p, away.Header.Get("Location")).Header.Get("Location"))
	require.Contains(t, c.Get("/account").Text(), "Handle cleo")
	require.True(t, strings.Contains(d.Nobody().Get(path).Text(), "This link is over"))
}

// A link is no form: what it says was typed, nobody typed.
func TestALinkBringsNoFormAlong(t *testing.T) {
	d, p := newsroom(t)
	form := url.Values{"_next": {"/account/profile"}, "_carry": {"name=Mallory"}}.Encode()
	for _, next := range []string{form, "?" + form, "/account?a=b&" + form} {
		b := d.Nobody()
		away := b.Get("/signin/oidc?next=" + url.QueryEscape(next))
		back := comeBack(b, p, away.Header.Get("Location"))
		require.Equal(t, 303, back.Status, next)
		require.NotContains(t, back.Text(), "Send it now", next)
	}
}
