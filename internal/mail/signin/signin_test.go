package signin_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/mail/signin/signintest"
)

const mailbox = "desk@newsroom.example"

var both = signin.Server{Host: "imap.example", Port: 993, Mechanisms: []string{"PLAIN", "XOAUTH2", "OAUTHBEARER"}}

// memory is a [signin.Keeper].
type memory struct {
	mu   sync.Mutex
	data []byte
}

func (m *memory) Kept(context.Context) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data, nil
}

func (m *memory) Keep(_ context.Context, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data = data
	return nil
}

// desk is a sign-in at a provider, and its clock.
type desk struct {
	*signin.OAuth
	t        *testing.T
	provider *signintest.Provider
	memory   *memory
	now      time.Time
}

func open(t *testing.T, change func(*signin.Config)) *desk {
	d := &desk{t: t, provider: signintest.Start(t, mailbox), memory: &memory{}, now: time.Now()}
	return d.with(change)
}

// with is the same desk after a restart, with other settings.
func (d *desk) with(change func(*signin.Config)) *desk {
	again := *d
	config := signin.Config{
		Provider: d.provider.Provider(), Flow: signin.CodeFlow, User: mailbox, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret,
		Keeper: d.memory, Now: func() time.Time { return again.now },
	}
	if change != nil {
		change(&config)
	}
	again.OAuth = signin.New(config)
	return &again
}

// allow is a person who opens the web page and comes back.
func (d *desk) allow() (id, code string) {
	d.t.Helper()
	begun, err := d.Begin(d.t.Context(), "https://desk.example/settings/mail/return")
	require.NoError(d.t, err)
	page := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := page.Get(begun.URL)
	require.NoError(d.t, err)
	require.NoError(d.t, answer.Body.Close())
	require.Equal(d.t, http.StatusFound, answer.StatusCode)
	back, err := url.Parse(answer.Header.Get("Location"))
	require.NoError(d.t, err)
	require.Equal(d.t, "desk.example", back.Host)
	return back.Query().Get("state"), back.Query().Get("code")
}

// response is what the client says, and by which mechanism.
func (d *desk) response() (mechanism, response string) {
	d.t.Helper()
	client, err := d.Client(d.t.Context(), both)
	require.NoError(d.t, err)
	mechanism, said, err := client.Start()
	require.NoError(d.t, err)
	return mechanism, string(said)
}

func TestAPersonAllowsTheDeskInOnce(t *testing.T) {
	d := open(t, nil)
	_, err := d.Client(t.Context(), both)
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	require.ErrorContains(t, err, "nobody has allowed the desk into the mailbox at the provider yet")
	id, code := d.allow()
	done, err := d.Finish(t.Context(), id, code)
	require.NoError(t, err)
	require.True(t, done)
	mechanism, said := d.response()
	require.Equal(t, "OAUTHBEARER", mechanism)
	require.Regexp(t, "^n,a=desk@newsroom.example,\x01host=imap.example\x01port=993\x01auth=Bearer [A-Z2-7]+\x01\x01$", said)
	require.Equal(t, []string{"authorization_code"}, d.provider.Requests())

	// After a restart it renews by itself, and does not ask again while the token lasts.
	again := d.with(nil)
	_, first := again.response()
	_, second := again.response()
	require.Equal(t, first, second)
	require.Equal(t, []string{"authorization_code", "refresh_token"}, d.provider.Requests())
	again.now = again.now.Add(59*time.Minute + time.Second)
	_, third := again.response()
	require.NotEqual(t, second, third)

	// A code is good once.
	_, err = d.Finish(t.Context(), id, code)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = d.Finish(t.Context(), "forged", "x")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

func TestARenewalThatTakesTheOldTokensPlaceIsKept(t *testing.T) {
	d := open(t, nil)
	id, code := d.allow()
	_, err := d.Finish(t.Context(), id, code)
	require.NoError(t, err)
	d.provider.Rotate()
	for range 3 {
		d = d.with(nil)
		_, err = d.Client(t.Context(), both)
		require.NoError(t, err)
	}
}

func TestWhatWasTakenBackIsSaidAndNothingSecretWithIt(t *testing.T) {
	d := open(t, nil)
	id, code := d.allow()
	_, err := d.Finish(t.Context(), id, code)
	require.NoError(t, err)
	_, first := d.response()
	d.provider.Revoke(false)
	require.True(t, d.Refused(), "there may be something newer")
	_, second := d.response()
	require.NotEqual(t, first, second)
	require.True(t, d.Refused())
	require.False(t, d.Refused())
	d.provider.Revoke(true)
	_, err = d.Client(t.Context(), both)
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	require.ErrorContains(t, err, "the sign-in has run out, or was taken back")
	require.NotContains(t, err.Error(), "secret")

	wrong := d.with(func(c *signin.Config) { c.ClientSecret = "wrong" })
	_, err = wrong.Client(t.Context(), both)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "does not know the desk by this client identifier and secret (invalid_client)")

	other := d.with(func(c *signin.Config) { c.User = "other@newsroom.example" })
	_, err = other.Client(t.Context(), both)
	require.ErrorContains(t, err, "nobody has allowed the desk")

	gone := d.with(func(c *signin.Config) { c.Provider.Endpoint.TokenURL = "http://127.0.0.1:1/" })
	_, err = gone.Client(t.Context(), both)
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	require.NotContains(t, err.Error(), "127.0.0.1")
}

func TestADeviceWaitsUntilAPersonHasTypedItsCodeIn(t *testing.T) {
	d := open(t, func(c *signin.Config) { c.Flow = signin.DeviceFlow })
	begun, err := d.Begin(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, "WDJB-MJHT", begun.Code)
	require.Equal(t, 5*time.Second, begun.Every)
	done, err := d.Finish(t.Context(), begun.ID, "")
	require.NoError(t, err)
	require.False(t, done)
	d.provider.AllowDevices()
	done, err = d.Finish(t.Context(), begun.ID, "")
	require.NoError(t, err)
	require.True(t, done)
	d.response()
}

func TestASharedMailboxNeedsNoPerson(t *testing.T) {
	d := open(t, func(c *signin.Config) { c.Flow, c.Keeper = signin.ClientFlow, nil })
	begun, err := d.Begin(t.Context(), "")
	require.NoError(t, err)
	require.Zero(t, begun)
	d.response()
	require.Equal(t, []string{"client_credentials"}, d.provider.Requests())
}

func TestTheBetterMechanismOfBothSidesIsTaken(t *testing.T) {
	d := open(t, func(c *signin.Config) { c.Flow = signin.ClientFlow })
	password := signin.Password{User: mailbox, Password: "secret"}
	for _, test := range []struct {
		method    signin.Method
		offers    string
		mechanism string
	}{
		{d, "PLAIN XOAUTH2 OAUTHBEARER", "OAUTHBEARER"},
		{d, "PLAIN XOAUTH2", "XOAUTH2"},
		{d, "PLAIN LOGIN", ""},
		{password, "LOGIN PLAIN", "PLAIN"},
		{password, "LOGIN", "LOGIN"},
		{password, "XOAUTH2", ""},
		{password, "CRAM-MD5", ""},
	} {
		client, err := test.method.Client(t.Context(), signin.Server{Host: "mail.example", Mechanisms: strings.Fields(test.offers)})
		if test.mechanism == "" {
			require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), test.offers)
			continue
		}
		require.NoError(t, err)
		mechanism, _, err := client.Start()
		require.NoError(t, err)
		require.Equal(t, test.mechanism, mechanism, test.offers)
	}
	require.False(t, password.Refused())
}

func TestBegunSignInsAreBoundedAndEnd(t *testing.T) {
	d := open(t, nil)
	var first string
	for range 20 {
		begun, err := d.Begin(t.Context(), "https://desk.example/")
		require.NoError(t, err)
		first = begun.ID
	}
	_, err := d.Begin(t.Context(), "https://desk.example/")
	require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
	d.now = d.now.Add(16 * time.Minute)
	_, err = d.Finish(t.Context(), first, "x")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = d.Begin(t.Context(), "https://desk.example/")
	require.NoError(t, err)
}

func TestGoogleGivesNoTokenForMailToDevices(t *testing.T) {
	d := open(t, func(c *signin.Config) { c.Provider, c.Flow = signin.Google(), signin.DeviceFlow })
	_, err := d.Begin(t.Context(), "")
	require.ErrorContains(t, err, `Google gives no token for mail by the flow "device"`)
}
