package engine

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
	"google.golang.org/protobuf/types/known/durationpb"
)

// clusterEnv makes the shared engine look like a cluster that is reached by the standard variables.
func clusterEnv(t *testing.T, e *Engine) []string {
	t.Helper()
	leaf := e.local.tls.client.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(leaf.PrivateKey)
	require.NoError(t, err)
	return []string{
		"TEMPORAL_ADDRESS=" + e.address,
		"TEMPORAL_TLS_CLIENT_CERT_DATA=" + string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Certificate[0]})),
		"TEMPORAL_TLS_CLIENT_KEY_DATA=" + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})),
		"TEMPORAL_TLS_DISABLE_HOST_VERIFICATION=true",
	}
}

func TestDialSetsUpItsNamespaceAndReconcilesItsRetention(t *testing.T) {
	opts := ClusterOptions{Common: testCommon(), Environ: clusterEnv(t, sharedEngine(t)), ConfigFile: "/dev/null"}
	opts.Namespace = "second"
	first, err := Dial(deadline(t), opts)
	require.NoError(t, err)
	require.False(t, first.Fresh())
	require.Nil(t, first.Fatal())
	require.Equal(t, Retention, retention(t, first))
	missing, err := first.missingAttributes(deadline(t), opts.SearchAttributes)
	require.NoError(t, err)
	require.Empty(t, missing)
	_, err = first.Client().WorkflowService().UpdateNamespace(deadline(t), &workflowservice.UpdateNamespaceRequest{
		Namespace: "second",
		Config:    &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(72 * time.Hour)},
	})
	require.NoError(t, err)
	require.NoError(t, first.Close(deadline(t)))

	second, err := Dial(deadline(t), opts)
	require.NoError(t, err)
	require.Equal(t, Retention, retention(t, second))
	status, err := second.Status(deadline(t))
	require.NoError(t, err)
	require.Equal(t, KindCluster, status.Kind)
	require.True(t, status.Ready)
	require.ErrorContains(t, second.FastForward(deadline(t), nil, time.Hour), "throw-away")
	require.NoError(t, second.Close(deadline(t)))
}

func retention(t *testing.T, e *Engine) time.Duration {
	t.Helper()
	described, err := e.Client().WorkflowService().DescribeNamespace(deadline(t),
		&workflowservice.DescribeNamespaceRequest{Namespace: e.Namespace()})
	require.NoError(t, err)
	return described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration()
}

func TestAClusterThatCannotBeReachedIsASentence(t *testing.T) {
	for _, test := range []struct {
		name, code, says string
		env              []string
	}{
		{"nothing listens", CodeUnreachable, "cannot reach the Temporal cluster at 127.0.0.1:1: nothing listens there; check TEMPORAL_ADDRESS",
			[]string{"TEMPORAL_ADDRESS=127.0.0.1:1"}},
		{"name unknown", CodeUnreachable, "cannot reach the Temporal cluster at nowhere.invalid:7233: the name is unknown;",
			[]string{"TEMPORAL_ADDRESS=nowhere.invalid:7233"}},
		{"plain client", CodeUnreachable, "the two sides disagree about TLS",
			[]string{"TEMPORAL_ADDRESS=" + sharedEngine(t).address}},
		{"key in the clear", CodeConfig, "in the clear",
			[]string{"TEMPORAL_ADDRESS=127.0.0.1:1", "TEMPORAL_API_KEY=secret", "TEMPORAL_TLS=false"}},
		{"certificate without key", CodeConfig, "profile cannot be used",
			[]string{"TEMPORAL_TLS_CLIENT_CERT_DATA=x"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			began := time.Now()
			_, err := Dial(deadline(t), ClusterOptions{Common: testCommon(), Environ: test.env, ConfigFile: "/dev/null"})
			t.Logf("%v (%v)", err, errors.Unwrap(err))
			require.Equal(t, test.code, ErrorCode(err), "%v", err)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "secret")
			require.NotContains(t, err.Error(), "rpc error")
			require.Less(t, time.Since(began), 15*time.Second)
		})
	}
}

func TestAClusterThatNeverAnswersIsGivenUp(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer silent.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err = Dial(ctx, ClusterOptions{Common: testCommon(), ConfigFile: "/dev/null", Environ: []string{"TEMPORAL_ADDRESS=" + silent.Addr().String()}})
	require.Equal(t, CodeUnreachable, ErrorCode(err))
	require.ErrorContains(t, err, "there is no answer")
}

func TestWhatAClusterDoesNotPermitIsSaidInTheLog(t *testing.T) {
	core, logs := observer.New(zapcore.WarnLevel)
	e := &Engine{kind: KindCluster, logger: zap.New(core)}
	require.NoError(t, e.tolerateDenied(serviceerror.NewPermissionDenied("no", ""), "set its retention"))
	require.Contains(t, logs.All()[0].Message, "ask its operator to set its retention")
	e.kind = KindEmbedded
	require.Error(t, e.tolerateDenied(serviceerror.NewPermissionDenied("no", ""), "x"))
}
