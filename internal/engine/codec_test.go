package engine

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
)

const canary = "canary-7f3a-the-source-is-our-neighbour"

// talkative passes a text through everything that can carry content: input, activity input and result, a failure
// with details, an update's argument and result, a summary, and its own result.
func talkative(ctx workflow.Context, text string) (string, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute, Summary: text})
	told := ""
	err := workflow.SetUpdateHandler(ctx, "tell", func(_ workflow.Context, word string) (string, error) {
		told = word
		return word, nil
	})
	if err != nil {
		return "", err
	}
	if err := workflow.ExecuteActivity(ctx, echo, text).Get(ctx, nil); err != nil {
		return "", err
	}
	_ = workflow.ExecuteActivity(ctx, refuse, text).Get(ctx, nil) // its failure is what is looked for
	err = workflow.Await(ctx, func() bool { return told != "" && workflow.AllHandlersFinished(ctx) })
	return told, err
}

func runTalkative(t *testing.T, e *Engine, id string) {
	t.Helper()
	run := begin(t, e, id, talkative, canary)
	update, err := e.Client().UpdateWorkflow(deadline(t), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: "tell", Args: []any{canary}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	require.NoError(t, err)
	var answer string
	require.NoError(t, update.Get(deadline(t), &answer))
	require.Equal(t, canary, answer)
	require.NoError(t, run.Get(deadline(t), &answer))
	require.Equal(t, canary, answer)
}

func TestContentIsNowhereInDatabaseFilesOrLogs(t *testing.T) {
	e := sharedEngine(t)
	runTalkative(t, e, "talkative-canary")
	require.True(t, inFiles(t, e, "talkative-canary"), "the search must find what does stand in the clear")
	require.False(t, inFiles(t, e, canary))
	require.NotZero(t, shared.logs.Len(), "the failed activity is logged")
	for _, line := range shared.logs.All() {
		require.NotContains(t, fmt.Sprint(line.Message, line.ContextMap()), canary)
	}
}

func inFiles(t *testing.T, e *Engine, text string) bool {
	t.Helper()
	entries, err := os.ReadDir(e.local.files.dir)
	require.NoError(t, err)
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(e.local.files.dir, entry.Name()))
		require.NoError(t, err)
		if bytes.Contains(content, []byte(text)) {
			return true
		}
	}
	return false
}

func TestSealedPayloadsShowOnlyThatTheyAreSealed(t *testing.T) {
	data, _ := Converters(testSealer)
	payload, err := data.ToPayload(canary)
	require.NoError(t, err)
	require.Equal(t, map[string][]byte{"encoding": []byte("binary/encrypted")}, payload.GetMetadata())
	raw, err := proto.Marshal(payload)
	require.NoError(t, err)
	require.NotContains(t, string(raw), canary)
	var text string
	require.NoError(t, data.FromPayload(payload, &text))
	require.Equal(t, canary, text)
}

func TestPlainPayloadsOfGoldenHistoriesPassThrough(t *testing.T) {
	plain, err := converter.GetDefaultDataConverter().ToPayload("fixture")
	require.NoError(t, err)
	data, _ := Converters(testSealer)
	var text string
	require.NoError(t, data.FromPayload(plain, &text))
	require.Equal(t, "fixture", text)
}

func TestPayloadsSealedWithOtherKeysDoNotOpen(t *testing.T) {
	ours, _ := Converters(testSealer)
	theirs, _ := Converters(newGCM())
	payload, err := theirs.ToPayload("x")
	require.NoError(t, err)
	require.ErrorContains(t, ours.FromPayload(payload, new(string)), "open payload")
	damaged := &commonpb.Payload{Metadata: payload.GetMetadata(), Data: []byte("short")}
	require.Error(t, ours.FromPayload(damaged, new(string)))
}
