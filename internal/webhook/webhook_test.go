package webhook_test

import (
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/webhook"
)

// chat is a receiver of webhooks that answers as it is told.
type chat struct {
	*httptest.Server
	bodies []string
	answer func(http.ResponseWriter, *http.Request)
}

func open(t *testing.T) *chat {
	t.Helper()
	c := &chat{answer: func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") }}
	c.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			c.bodies = append(c.bodies, string(body))
		}
		c.answer(w, r)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *chat) client(allowed ...string) *webhook.Client {
	roots := x509.NewCertPool()
	roots.AddCert(c.Certificate())
	var networks []netip.Prefix
	for _, text := range allowed {
		networks = append(networks, netip.MustParsePrefix(text))
	}
	return webhook.New(networks, roots)
}

const secret = "/services/canary"

var line = []webhook.Line{{Text: "An answer waits in a<b>&[c]*@all", Link: "https://desk.example.org/turns/read.1"}}

func TestEachChatGetsItsOwnForm(t *testing.T) {
	c := open(t)
	post := c.client("127.0.0.0/8")
	for _, kind := range []string{"slack", "mattermost", "teams"} {
		require.Zero(t, post.Post(t.Context(), kind, c.URL+secret, "2 things wait", line), kind)
	}
	var slack, mattermost struct{ Text string }
	require.NoError(t, json.Unmarshal([]byte(c.bodies[0]), &slack))
	require.Equal(t, "2 things wait\n<https://desk.example.org/turns/read.1|An answer waits in a&lt;b&gt;&amp;[c]*@all>", slack.Text)
	require.NoError(t, json.Unmarshal([]byte(c.bodies[1]), &mattermost))
	require.Contains(t, mattermost.Text, `a\<b>&\[c\]\*`)
	require.NotContains(t, mattermost.Text, "@all", "nobody is called by a name in a text")
	var teams struct {
		Type        string
		Attachments []struct {
			ContentType string
			Content     struct {
				Type string
				Body []struct{ Text string }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(c.bodies[2]), &teams))
	require.Equal(t, "message", teams.Type)
	require.Equal(t, "AdaptiveCard", teams.Attachments[0].Content.Type)
	require.Len(t, teams.Attachments[0].Content.Body, 2)
}

func TestAPrivateNetworkIsRefusedUnlessAllowed(t *testing.T) {
	c := open(t)
	r := c.client().Post(t.Context(), "slack", c.URL+secret, "", line)
	require.True(t, r.Refused)
	require.Contains(t, r.Failed, "private network")
	require.Empty(t, c.bodies, "nobody has connected")
	for _, address := range []string{
		"https://localhost:9/", "https://[::1]:9/", "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data",
		"https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://[fe80::1]/", "https://100.64.0.1/", "https://0.0.0.0/", "https://[64:ff9b::a00:1]/",
	} {
		r := c.client().Post(t.Context(), "slack", address, "", line)
		require.NotEmpty(t, r.Failed, address)
		if !strings.Contains(address, "[") { // a machine may have no IPv6
			require.True(t, r.Refused, address)
		}
	}
}

func TestAnAnswerSaysWhetherToTryAgain(t *testing.T) {
	c := open(t)
	post := c.client("127.0.0.0/8")
	elsewhere := open(t)
	for _, tc := range []struct {
		status  int
		after   string
		refused bool
		wait    time.Duration
	}{
		{400, "", true, 0}, {401, "", true, 0}, {403, "", true, 0}, {404, "", true, 0}, {410, "", true, 0}, {302, "", true, 0},
		{408, "", false, 0}, {429, "30", false, 30 * time.Second}, {500, "", false, 0}, {503, "9999999999", false, 0}, {503, "999999", false, time.Hour},
	} {
		c.answer = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", tc.after)
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(tc.status)
			_, _ = io.WriteString(w, strings.Repeat("canary", 100_000))
		}
		r := post.Post(t.Context(), "slack", c.URL+secret, "", line)
		require.Equal(t, tc.refused, r.Refused, "status %d", tc.status)
		require.NotContains(t, r.Failed, "canary")
		require.NotEmpty(t, r.Failed)
		if tc.after != "9999999999" {
			require.Equal(t, tc.wait, r.Wait)
		}
	}
	require.Empty(t, elsewhere.bodies, "nobody is followed")
}

func TestWhatCannotBeReachedSaysNothingOfTheAddress(t *testing.T) {
	c := open(t)
	untrusted := webhook.New([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, nil).Post(t.Context(), "slack", c.URL+secret, "", line)
	require.Equal(t, webhook.Result{Failed: "the chat's certificate is not trusted"}, untrusted)
	post := c.client("127.0.0.0/8")
	c.Close()
	gone := post.Post(t.Context(), "slack", c.URL+secret, "", line)
	require.Equal(t, webhook.Result{Failed: "the chat cannot be reached"}, gone)
}

// TestWhatWasWrittenIsNotWrittenAgain: a chat that took the lines and says nothing may have put them up.
func TestWhatWasWrittenIsNotWrittenAgain(t *testing.T) {
	c := open(t)
	c.answer = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	require.Equal(t, webhook.Result{}, c.client("127.0.0.0/8").Post(t.Context(), "slack", c.URL+secret, "", line))
	require.Len(t, c.bodies, 1)
}

func TestOnlyAnAddressOverHTTPSIsAWebhook(t *testing.T) {
	require.Empty(t, webhook.Check("https://hooks.slack.com/services/T/B/x"))
	for _, bad := range []string{"", "http://hooks.slack.com/x", "https://", "ftp://a.example/x", "https://user:pass@hooks.example.org/", "javascript:alert(1)", "https://" + strings.Repeat("a", 3000)} {
		require.NotEmpty(t, webhook.Check(bad), bad)
	}
}
