package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/workflows"
)

// serving is a product that serves, until stop; ended says how it ended.
func serving(t *testing.T, cfg config.Config) (stop context.CancelFunc, ended <-chan error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	ready, end := make(chan struct{}), make(chan error, 1)
	go func() {
		end <- app.Serve(ctx, app.Serving{
			Config: cfg, Log: zap.NewNop(), Version: "test", Person: "mara",
			Ready: func(string, string) { close(ready) },
		})
	}()
	select {
	case <-ready:
	case err := <-end:
		require.NoError(t, err)
	}
	return cancel, end
}

func servingSettings(t *testing.T) config.Config {
	t.Helper()
	cfg, err := config.Load(t.TempDir(), config.Flags{Config: config.Config{Listen: "127.0.0.1:0", MailListen: config.Off}})
	require.NoError(t, err)
	return cfg
}

func TestAStopDoesNotWaitForWhoWaitsForNews(t *testing.T) {
	cfg := servingSettings(t)
	stop, ended := serving(t, cfg)
	c, err := client.Discover(cfg.Data, "mara")
	require.NoError(t, err)
	_, err = client.Call(t.Context(), c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	require.NoError(t, err)
	_, err = client.Call(t.Context(), c, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "story", Title: "The story"}))
	require.NoError(t, err)
	left := make(chan struct{})
	go func() {
		defer close(left)
		_, _ = client.Call(context.Background(), c, operation.CaseTimeline, operation.TimelineOf("story", 1_000_000, 30*time.Second))
	}()
	select {
	case <-left:
		t.Fatal("there was nothing to tell")
	case <-time.After(300 * time.Millisecond):
	}

	stop()
	select {
	case err := <-ended:
		require.NoError(t, err)
	case <-time.After(8 * time.Second):
		t.Fatal("a reader that waits for more keeps the program from ending")
	}
	<-left
}

func TestOneDirectoryIsServedOnce(t *testing.T) {
	cfg := servingSettings(t)
	stop, ended := serving(t, cfg)
	there, err := client.ReadEndpoint(cfg.Data)
	require.NoError(t, err)
	cfg.Listen = there.Address // taken, too: the directory says more about why
	err = app.Serve(t.Context(), app.Serving{Config: cfg, Log: zap.NewNop(), Person: "mara"})
	require.Equal(t, claim.CodeInUse, claim.CodeOf(err))
	require.ErrorContains(t, err, "another onrecord is running on "+cfg.Data)

	cfg.Data = t.TempDir()
	cfg.Database = cfg.Data + "/record.db"
	err = app.Serve(t.Context(), app.Serving{Config: cfg, Log: zap.NewNop(), Person: "mara"})
	require.Equal(t, claim.CodeInUse, claim.CodeOf(err))
	require.ErrorContains(t, err, "another program listens on")
	stop()
	require.NoError(t, <-ended)
}

func TestWhatIsOpenRunsAgainAfterAStart(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	opts := app.Options{Config: servingSettings(t), Log: zap.NewNop()}
	a, err := app.Start(ctx, opts)
	require.NoError(t, err)
	require.NoError(t, staff.EnsureAdmin(ctx, a.Desk, "mara", "Mara"))
	mara, err := a.Desk.Authenticate(ctx, "mara")
	require.NoError(t, err)
	_, err = staff.AddPerson(ctx, a.Desk, mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	_, err = writing.OpenCase(ctx, a.Desk, mara, writing.CaseInput{Slug: "story", Title: "The story"})
	require.NoError(t, err)
	_, err = writing.AddClaim(ctx, a.Desk, mara, "story", writing.ClaimInput{Key: "contact", Statement: "They were told."})
	require.NoError(t, err)
	open, err := a.Record.OpenStreams(ctx)
	require.NoError(t, err)
	require.Len(t, open, 1)
	require.NoError(t, a.Engine.Client().TerminateWorkflow(ctx, workflows.ID(open[0]), "", "by mistake"))
	require.NoError(t, a.Close(ctx))

	a, err = app.Start(ctx, opts)
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		status, err := a.Engine.Status(ctx)
		return err == nil && status.Open[workflows.Name(claim.StreamClaim)] == 1
	}, 20*time.Second, 20*time.Millisecond)
	require.NoError(t, a.Close(ctx))
}
