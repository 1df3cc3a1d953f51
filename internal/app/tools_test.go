package app_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/workflowservice/v1"
	sdk "go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// noVariables is an environment in which nothing is set.
type noVariables struct{}

func (noVariables) Environ() []string               { return nil }
func (noVariables) LookupEnv(string) (string, bool) { return "", false }

// TestAnOperatorLooksAtTheEngine goes the way of the temporal command line: by the
// profile in the data directory, and to the desk for what is sealed.
func TestAnOperatorLooksAtTheEngine(t *testing.T) {
	cfg := servingSettings(t)
	cfg.EngineListen = "127.0.0.1:0"
	stop, ended := serving(t, cfg)
	mara, err := client.Discover(cfg.Data, "mara")
	require.NoError(t, err)
	_, err = client.Call(t.Context(), mara, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	require.NoError(t, err)
	_, err = client.Call(t.Context(), mara, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "story", Title: "The story"}))
	require.NoError(t, err)
	_, err = client.Call(t.Context(), mara, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: "contact", Statement: "They were told."}))
	require.NoError(t, err)

	contact := operation.WorkflowPath{Workflow: "story/contact"}
	view, err := client.Call(t.Context(), mara, operation.EngineWorkflow, contact)
	require.NoError(t, err)
	require.True(t, view.Engine.Running)
	require.NotEmpty(t, view.Engine.Tail)
	require.Equal(t, string(claim.StageOpen), view.Record.Step)
	require.Empty(t, view.Differs)

	status, err := client.Call(t.Context(), mara, operation.EngineShow, operation.None{})
	require.NoError(t, err)
	require.Equal(t, filepath.Join(cfg.Data, "engine", "clients", "temporal.toml"), status.Profile)
	options, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{ConfigFilePath: status.Profile, EnvLookup: noVariables{}})
	require.NoError(t, err)
	tool, err := sdk.DialContext(t.Context(), options)
	require.NoError(t, err)
	defer tool.Close()

	// What is sealed is opened for those alone who may manage the engine.
	history := tool.GetWorkflowHistory(t.Context(), view.Workflow, "", false, 1)
	first, err := history.Next()
	require.NoError(t, err)
	sealed := first.GetWorkflowExecutionStartedEventAttributes().GetInput().GetPayloads()
	require.Len(t, sealed, 1)
	require.NotContains(t, string(sealed[0].GetData()), view.Workflow[len("claim/"):])
	in := operation.Body(payloadsOf(sealed))
	out, err := client.Call(t.Context(), mara, operation.EngineDecode, in)
	require.NoError(t, err)
	require.Contains(t, string(out.Payloads[0].Data), view.Workflow[len("claim/"):])
	jonas, err := client.Discover(cfg.Data, "jonas")
	require.NoError(t, err)
	_, err = client.Call(t.Context(), jonas, operation.EngineDecode, in)
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	in.Body.Payloads[0].Data[0] ^= 1
	_, err = client.Call(t.Context(), mara, operation.EngineDecode, in)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	again, err := client.Call(t.Context(), mara, operation.EngineEncode, operation.Body(out))
	require.NoError(t, err)
	require.Equal(t, "binary/encrypted", string(again.Payloads[0].Metadata["encoding"]))

	// An operator's mistake shows.
	require.NoError(t, tool.TerminateWorkflow(t.Context(), view.Workflow, "", "by mistake"))
	require.Eventually(t, func() bool {
		view, err = client.Call(t.Context(), mara, operation.EngineWorkflow, contact)
		return err == nil && len(view.Differs) == 1
	}, 20*time.Second, 20*time.Millisecond)
	require.Contains(t, view.Differs[0], "no workflow runs")

	stop()
	require.NoError(t, <-ended)
	_, err = tool.WorkflowService().GetSystemInfo(t.Context(), &workflowservice.GetSystemInfoRequest{})
	require.Error(t, err)
	info, err := os.Stat(filepath.Join(cfg.Data, "engine", "clients", "client.key"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func payloadsOf(sealed []*commonpb.Payload) operation.Payloads {
	var in operation.Payloads
	for _, p := range sealed {
		in.Payloads = append(in.Payloads, operation.Payload{Metadata: p.GetMetadata(), Data: p.GetData()})
	}
	return in
}
