package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

const (
	goodPassword = "nine green horses sleep"
	nextPassword = "seven blue rivers rise"
)

// join has an admin invite a person, and the person choose a password.
func join(t *testing.T, d *webtest.Fixture, handle string, roles ...string) *webtest.Browser {
	t.Helper()
	path := invite(t, d, handle, roles...)
	b := d.Nobody()
	require.Contains(t, b.Get(path).Text(), "with the handle "+handle)
	account := b.Follow(path, url.Values{"password": {goodPassword}, "password_again": {goodPassword}})
	require.Contains(t, account.Text(), "Your account")
	return b
}

var shown = regexp.MustCompile(regexp.QuoteMeta(webtest.URL) + `(/[a-z]+/[\w-]{43})`)

func invite(t *testing.T, d *webtest.Fixture, handle string, roles ...string) string {
	t.Helper()
	answer := d.SignIn("mara").Post("/settings/people", url.Values{"handle": {handle}, "name": {"Person " + handle}, "roles": roles, "_key": {uuid.NewString()}})
	require.Equal(t, 200, answer.Status, answer.Problem())
	link := shown.FindStringSubmatch(answer.Body)
	require.NotNil(t, link, answer.Text())
	return link[1]
}

func TestAPersonIsInvitedJoinsAndSignsIn(t *testing.T) {
	d := webtest.Open(t)
	path := invite(t, d, "jonas", "reviewer")
	b := d.Nobody()
	short := b.Post(path, url.Values{"password": {"too short"}, "password_again": {"too short"}})
	require.Equal(t, 422, short.Status)
	require.Contains(t, short.Problem(), "At least 12 characters")
	require.NotContains(t, short.Body, "too short", "a password is never shown again")
	other := b.Post(path, url.Values{"password": {goodPassword}, "password_again": {nextPassword}})
	require.Contains(t, other.Problem(), "The two are not the same")
	b.Follow(path, url.Values{"password": {goodPassword}, "password_again": {goodPassword}})
	require.Equal(t, 404, d.Nobody().Get(path).Status)
	require.Contains(t, d.Nobody().Get(path).Text(), "This link is over")

	c := d.Nobody()
	wrong := c.Post("/signin", url.Values{"handle": {"jonas"}, "password": {"wrong password"}, "_next": {"/account"}})
	require.Equal(t, 401, wrong.Status)
	require.Contains(t, wrong.Problem(), "do not belong together")
	require.Contains(t, wrong.Body, `value="jonas"`)
	require.NotContains(t, wrong.Body, "wrong password")
	require.Contains(t, wrong.Body, `name="_next" value="/account"`)
	in := c.Post("/signin", url.Values{"handle": {"jonas"}, "password": {goodPassword}, "_next": {"/account"}})
	require.Equal(t, "/account", in.Header.Get("Location"))
	require.Contains(t, c.Get("/account").Text(), "This browser")
	require.Contains(t, c.Follow("/signout", nil).Text(), "You are signed out")
	require.Equal(t, 303, c.Get("/account").Status)
}

// TestSigningOutTakesThePagesOutOfTheBrowser: by either button. Drafts are left to
// the script, which knows whose they are.
func TestSigningOutTakesThePagesOutOfTheBrowser(t *testing.T) {
	d := webtest.Open(t)
	b := d.SignIn("mara")
	this := regexp.MustCompile(`action="(/account/sessions/[^"]+/revoke)" data-leaves`).FindStringSubmatch(b.Get("/account").Body)
	require.NotNil(t, this)
	for path, browser := range map[string]*webtest.Browser{"/signout": d.SignIn("mara"), this[1]: b} {
		out := browser.Post(path, url.Values{"_key": {uuid.NewString()}})
		require.Equal(t, 303, out.Status)
		require.Equal(t, `"cache"`, out.Header.Get("Clear-Site-Data"))
		require.Equal(t, 303, browser.Get("/account").Status)
		require.Empty(t, browser.Get("/signin").Header.Get("Clear-Site-Data"))
	}
}

func TestALinkSaysWhatItEndsBeforeItIsTaken(t *testing.T) {
	d := webtest.Open(t)
	first := invite(t, d, "jonas", "reviewer")
	const says = "Whatever let you in until now ends when you join"
	require.NotContains(t, d.Nobody().Get(first).Text(), says, "there is nothing yet")
	b := d.Nobody()
	b.Follow(first, url.Values{"password": {goodPassword}, "password_again": {goodPassword}})
	admin := d.SignIn("mara")
	require.Contains(t, admin.Get("/settings/people/jonas").Text(), "Taking it ends whatever let Person jonas in before")
	answer := admin.Post("/settings/people/jonas/invite", url.Values{"_key": {uuid.NewString()}})
	link := shown.FindStringSubmatch(answer.Body)
	require.NotNil(t, link, answer.Text())
	page := d.Nobody().Get(link[1]).Text()
	require.Contains(t, page, says)
	require.Contains(t, page, "every API token")
	require.Equal(t, 200, b.Get("/account").Status, "to look at it ends nothing")
	d.Nobody().Follow(link[1], url.Values{"password": {nextPassword}, "password_again": {nextPassword}})
	require.Equal(t, 303, b.Get("/account").Status)
}

func TestWhatWasTypedIsThereAfterSigningIn(t *testing.T) {
	d := webtest.Open(t)
	join(t, d, "jonas", "reviewer")
	b := d.Nobody()
	cut := b.Post("/account/profile", url.Values{"name": {"Jonas the Younger"}, "_key": {uuid.NewString()}})
	require.Equal(t, 401, cut.Status)
	carry := regexp.MustCompile(`name="_carry" value="([^"]+)"`).FindStringSubmatch(cut.Body)
	require.NotNil(t, carry)
	back := b.Post("/signin", url.Values{"handle": {"jonas"}, "password": {goodPassword}, "_next": {"/account/profile"}, "_carry": {html.UnescapeString(carry[1])}})
	require.Contains(t, back.Text(), "Jonas the Younger")
}

func TestTheSecondStepIsTurnedOnAndAskedFor(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	refused := b.Post("/account/totp", url.Values{"current_password": {"wrong password"}, "_form": {"totp"}})
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Problem(), "not your current password")
	begun := b.Post("/account/totp", url.Values{"current_password": {goodPassword}, "_form": {"totp"}})
	require.Contains(t, begun.Body, `src="data:image/png;base64,`)
	flow := regexp.MustCompile(`name="flow_token" value="([^"]+)"`).FindStringSubmatch(begun.Body)[1]
	secret := strings.ReplaceAll(regexp.MustCompile(`([A-Z2-7]{4} ){7}[A-Z2-7]{4}`).FindString(begun.Text()), " ", "")
	again := b.Post("/account/totp/code", url.Values{"flow_token": {flow}, "code": {"000000"}})
	require.Equal(t, 422, again.Status)
	require.Contains(t, again.Body, flow, "the same secret is shown")
	codes := b.Post("/account/totp/code", url.Values{"flow_token": {flow}, "code": {code(t, d, secret)}})
	require.Contains(t, codes.Text(), "Your recovery codes")
	one := regexp.MustCompile(`[A-Z2-9]{4}(-[A-Z2-9]{4}){3}`).FindString(codes.Text())
	require.NotEmpty(t, one)
	require.Contains(t, b.Get("/account").Text(), "Recovery codes left: 10")

	c := d.Nobody()
	second := c.Post("/signin", url.Values{"handle": {"jonas"}, "password": {goodPassword}})
	require.Contains(t, second.Text(), "Second step")
	step := regexp.MustCompile(`name="step_token" value="([^"]+)"`).FindStringSubmatch(second.Body)[1]
	wrong := c.Post("/signin/code", url.Values{"step_token": {step}, "code": {"000000"}})
	require.Equal(t, 422, wrong.Status)
	require.Contains(t, wrong.Body, step)
	require.Equal(t, 303, c.Post("/signin/code", url.Values{"step_token": {step}, "code": {one}}).Status)
	require.Equal(t, 200, c.Get("/account").Status)
}

func code(t *testing.T, d *webtest.Fixture, secret string) string {
	t.Helper()
	now, err := totp.GenerateCode(secret, d.Clock.Now())
	require.NoError(t, err)
	return now
}

func TestSessionsAreSeenAndEnded(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	other := d.SignIn("jonas")
	require.Equal(t, 200, other.Get("/account").Status)
	revoke := regexp.MustCompile(`/account/sessions/[0-9a-f-]{36}/revoke`)
	require.Len(t, revoke.FindAllString(b.Get("/account").Body, -1), 2)
	b.Follow("/account/sessions/revoke", nil)
	require.Equal(t, 303, other.Get("/account").Status)
	this := revoke.FindString(b.Get("/account").Body)
	require.Contains(t, b.Follow(this, nil).Text(), "You are signed out")
	mara := d.SignIn("mara")
	require.Contains(t, mara.Follow(this, nil).Text(), "The session has ended", "what is over is no error")
}

func TestATokenIsShownOnce(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	form := url.Values{"label": {"press"}, "scope": {"read"}, "days": {"90"}, "_key": {uuid.NewString()}, "_form": {"token"}}
	made := b.Post("/account/tokens", form)
	require.Regexp(t, `onr_[\w-]{43}`, made.Text())
	twice := b.Post("/account/tokens", form)
	require.Equal(t, 409, twice.Status)
	require.NotRegexp(t, `onr_[\w-]{43}`, twice.Text())
	require.Equal(t, 422, b.Post("/account/tokens", url.Values{"label": {"x"}, "scope": {"king"}}).Status)
	require.Equal(t, 422, b.Post("/account/tokens", url.Values{"label": {"x"}, "scope": {"read"}, "days": {"many"}}).Status)
	account := b.Get("/account")
	require.Contains(t, account.Text(), "press")
	require.NotContains(t, account.Text(), "onr_")
	b.Follow(regexp.MustCompile(`/account/tokens/[0-9a-f-]{36}/revoke`).FindString(account.Body), nil)
	require.Contains(t, b.Get("/account").Text(), "None. A token")
}

func TestADisabledPersonIsOutAtOnce(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	mara := d.SignIn("mara")
	require.Contains(t, mara.Get("/settings/people/jonas").Text(), "Disable the account")
	require.Contains(t, mara.Follow("/settings/people/jonas/disable", nil).Text(), "The account is disabled")
	require.Equal(t, 303, b.Get("/account").Status)
	require.Equal(t, 401, d.Nobody().Post("/signin", url.Values{"handle": {"jonas"}, "password": {goodPassword}}).Status)
	require.Contains(t, mara.Post("/settings/people/mara/disable", nil).Problem(), "You cannot disable yourself")
	mara.Follow("/settings/people/jonas/enable", nil)
	require.Equal(t, 303, b.Get("/account").Status, "what had ended stays ended")
	require.Equal(t, 303, d.Nobody().Post("/signin", url.Values{"handle": {"jonas"}, "password": {goodPassword}}).Status)
}

func TestPeopleAreForAdminsToChange(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	list := b.Get("/settings/people")
	require.Contains(t, list.Text(), "Person jonas")
	require.NotContains(t, list.Text(), "Invite somebody")
	require.Equal(t, 403, b.Get("/settings/people/mara").Status)
	require.Equal(t, 403, b.Post("/settings/people/jonas/roles", url.Values{"roles": {"admin"}}).Status)
	mara := d.SignIn("mara")
	require.Contains(t, mara.Follow("/settings/people/jonas/roles", url.Values{"roles": {"editor", "reviewer"}}).Text(), "The roles were changed")
	require.Equal(t, []claim.Role{claim.Editor, claim.Reviewer}, d.Caller("jonas").Roles)
	taken := mara.Post("/settings/people", url.Values{"handle": {"jonas"}, "name": {"Another"}, "roles": {"editor"}, "_key": {uuid.NewString()}})
	require.Equal(t, 409, taken.Status)
	require.Contains(t, taken.Body, `value="Another"`)
	require.Contains(t, mara.Follow("/settings/people/jonas/profile", url.Values{"name": {"Jonas Weiss"}, "email": {"jonas@example.org"}}).Text(), "Jonas Weiss")
	link := mara.Post("/settings/people/jonas/invite", url.Values{"_key": {uuid.NewString()}})
	path := shown.FindStringSubmatch(link.Body)[1]
	d.Nobody().Follow(path, url.Values{"password": {nextPassword}, "password_again": {nextPassword}})
	require.Equal(t, 303, b.Get("/account").Status, "whoever begins anew is signed out elsewhere")
}

func TestTheFirstStart(t *testing.T) {
	d := webtest.Open(t)
	link, ok, err := d.Accounts.SetUpLink(t.Context())
	require.NoError(t, err)
	require.True(t, ok)
	path := strings.TrimPrefix(link, webtest.URL)
	b := d.Nobody()
	require.Contains(t, b.Get(path).Text(), "You are the first here")
	bad := b.Post(path, url.Values{"handle": {"Ana Bo"}, "name": {"Ana"}, "password": {goodPassword}, "password_again": {goodPassword}})
	require.Equal(t, 422, bad.Status)
	require.Contains(t, bad.Problem(), "short name")
	answer := b.Post(path, url.Values{"handle": {"ana"}, "name": {"Ana"}, "password": {goodPassword}, "password_again": {goodPassword}})
	require.Equal(t, 303, answer.Status, answer.Problem())
	require.Contains(t, b.Get("/settings/people").Text(), "Invite somebody")
	require.Equal(t, 404, d.Nobody().Get(path).Status)
	_, ok, err = d.Accounts.SetUpLink(t.Context())
	require.NoError(t, err)
	require.False(t, ok, "there is somebody now")
}

func TestSigningInIsLimited(t *testing.T) {
	d := webtest.Open(t)
	b := d.Nobody()
	for range 10 {
		b.Post("/signin", url.Values{"handle": {"nobody"}, "password": {"wrong password"}})
	}
	answer := b.Post("/signin", url.Values{"handle": {"nobody"}, "password": {"wrong password"}})
	require.Equal(t, 403, answer.Status)
	require.Contains(t, answer.Problem(), "try again in 15 minutes")
}

func TestASessionEndsWhenItIsIdle(t *testing.T) {
	d := webtest.Open(t)
	b := join(t, d, "jonas", "reviewer")
	require.NoError(t, d.Pass(t.Context(), 119*time.Minute))
	require.Equal(t, 200, b.Get("/account").Status)
	require.NoError(t, d.Pass(t.Context(), 121*time.Minute))
	require.Equal(t, 303, b.Get("/account").Status)
}
