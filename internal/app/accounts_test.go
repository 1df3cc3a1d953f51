package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/operation"
)

// started serves until the test calls stop. It returns the link by which the
// first person signs in, or nothing if none was offered.
func started(t *testing.T, cfg config.Config) (link string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	offered, end := make(chan string, 1), make(chan error, 1)
	go func() {
		end <- app.Serve(ctx, app.Serving{
			Config: cfg, Log: zap.NewNop(), Version: "test", Person: "root",
			SetUp: func(link string) { offered <- link },
		})
	}()
	stop = func() {
		cancel()
		require.NoError(t, <-end)
	}
	require.Eventually(t, func() bool {
		c, err := client.Discover(cfg.Data, "")
		if err == nil {
			_, err = client.Call(ctx, c, operation.MeShow, operation.None{})
		}
		return err == nil
	}, time.Minute, 20*time.Millisecond)
	select {
	case link = <-offered:
	case <-time.After(500 * time.Millisecond): // what is offered is offered at once
	}
	return link, stop
}

func TestTheFirstPersonSignsInByTheLinkOnTheTerminal(t *testing.T) {
	cfg := servingSettings(t)
	old, stop := started(t, cfg)
	require.True(t, strings.HasPrefix(old, "http://127.0.0.1:"), old)
	stop()
	link, stop := started(t, cfg)
	require.NotEmpty(t, link, "nobody can sign in yet")
	page := func(link string) int {
		resp, err := http.Get(link)
		require.NoError(t, err)
		defer resp.Body.Close()
		return resp.StatusCode
	}
	fresh := strings.TrimSuffix(link, link[strings.LastIndexByte(link, '/'):]) + old[strings.LastIndexByte(old, '/'):]
	require.Equal(t, http.StatusNotFound, page(fresh), "the link that was printed before")
	require.Equal(t, http.StatusOK, page(link))
	follow := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := follow.PostForm(link, url.Values{
		"handle": {"ana"}, "name": {"Ana"}, "password": {"nine green horses sleep"}, "password_again": {"nine green horses sleep"},
	})
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, http.StatusSeeOther, resp.StatusCode)
	require.Equal(t, http.StatusNotFound, page(link))

	// She is an admin, and gives herself a token for another machine.
	local, err := client.Discover(cfg.Data, "ana")
	require.NoError(t, err)
	token, err := client.Call(t.Context(), local, operation.TokenMake, operation.Body(operation.TokenInput{Label: "laptop", Scope: people.ScopeWrite}))
	require.NoError(t, err)
	base := link[:strings.Index(link, "/setup/")]
	me, err := client.Call(t.Context(), client.Remote(base, token.Text, ""), operation.MeShow, operation.None{})
	require.NoError(t, err)
	require.Equal(t, "ana", me.Handle)
	require.Contains(t, me.Roles, claim.Admin)
	stop()

	none, stop := started(t, cfg)
	require.Empty(t, none, "somebody can sign in")
	report, err := app.VerifyRecord(t.Context(), cfg, nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	stop()
}
