package engine

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/server/common/log/tag"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
)

func TestAFatalErrorOfTheServerIsReportedAndDoesNotEndTheProcess(t *testing.T) {
	core, logs := observer.New(zapcore.DebugLevel)
	l := newServerLog(zap.New(core))
	l.With(tag.NewStringTag("service", "history")).Fatal("shard lost", tag.Error(errors.New("disk gone")))
	l.Fatal("again")
	err := <-l.fatal
	require.Equal(t, CodeNotReady, ErrorCode(err))
	require.ErrorContains(t, err, "shard lost")
	require.Empty(t, l.fatal, "one report is enough")
	require.Equal(t, "history", logs.All()[0].ContextMap()["service"])
	require.Equal(t, "disk gone", logs.All()[0].ContextMap()["error"])
}

func TestTheServersLogHoldsWarningsWithoutObjects(t *testing.T) {
	core, logs := observer.New(zapcore.DebugLevel)
	l := newServerLog(zap.New(core))
	l.Debug("chatter")
	l.Info("chatter")
	l.Warn("HTTP API port has not been set. Nexus is off.")
	require.Zero(t, logs.Len())
	l.Warn("slow", tag.Value(map[string]string{"body": canary}), tag.NewStringTag("long", strings.Repeat("x", 9000)), tag.NewInt("n", 3))
	seen := logs.All()[0].ContextMap()
	require.NotContains(t, seen["value"], canary)
	require.Less(t, len(seen["long"].(string)), 600)
	require.EqualValues(t, 3, seen["n"])
	require.Panics(t, func() { l.Panic("broken") })
}

func TestTheClientsLogHoldsWarningsWithoutObjects(t *testing.T) {
	core, logs := observer.New(zapcore.DebugLevel)
	l := clientLog(zap.New(core))
	l.Debug("chatter")
	l.Info("Started Worker")
	require.Zero(t, logs.Len())
	l.Error("activity failed", "Error", temporal.NewApplicationError(canary, "mail_refused"), "Input", []string{canary}, "Attempt", 2)
	l.Error("activity failed", "Error", errors.New(canary))
	l.Error("activity panicked", "PanicError", canary, "PanicStack", "goroutine 7")
	l.Error("activity panicked", "PanicError", "runtime error: index out of range")
	l.Warn("poll failed", "Error", serviceerror.NewUnavailable("connection refused"))
	for i, want := range []map[string]any{
		{"Error": "application error of type mail_refused", "Input": "[]string", "Attempt": int64(2)},
		{"Error": "*errors.errorString (text withheld)"},
		{"PanicError": "(text withheld)", "PanicStack": "goroutine 7"},
		{"PanicError": "runtime error: index out of range"},
		{"Error": "connection refused"},
	} {
		require.Equal(t, want, logs.All()[i].ContextMap())
	}
}

func TestAStoppingServerIsSilent(t *testing.T) {
	core, logs := observer.New(zapcore.DebugLevel)
	l := newServerLog(zap.New(core))
	child := l.With(tag.NewInt("shard", 1))
	l.stop()
	child.Warn("network dial error")
	child.Error("poll failed")
	child.Fatal("listener closed")
	require.Zero(t, logs.Len())
	require.Empty(t, l.fatal)
}
