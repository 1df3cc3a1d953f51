package engine

import (
	"crypto/tls"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

func TestAnEmbeddedEngineIsReadyAndSaysHowItIs(t *testing.T) {
	e := sharedEngine(t)
	seen, err := e.Status(deadline(t))
	require.NoError(t, err)
	require.True(t, seen.Ready)
	require.Equal(t, KindEmbedded, seen.Kind)
	require.Equal(t, "1.32.1", seen.ServerVersion)
	require.Equal(t, DefaultNamespace, seen.Namespace)
	require.NotEmpty(t, seen.SchemaVersion)
	require.NotEmpty(t, seen.SQLiteVersion)
	require.Positive(t, seen.DatabaseBytes)
	described, err := e.Client().WorkflowService().DescribeNamespace(deadline(t),
		&workflowservice.DescribeNamespaceRequest{Namespace: DefaultNamespace})
	require.NoError(t, err)
	require.Equal(t, Retention, described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
}

func TestSearchAttributesAreTakenFromTheFirstMoment(t *testing.T) {
	e := sharedEngine(t)
	run, err := e.Client().ExecuteWorkflow(deadline(t), client.StartWorkflowOptions{
		ID: "with-attributes", TaskQueue: testQueue,
		TypedSearchAttributes: temporal.NewSearchAttributes(
			temporal.NewSearchAttributeKeyKeyword("OnrecordCase").ValueSet("c-1"),
			temporal.NewSearchAttributeKeyTime("OnrecordDue").ValueSet(time.Now())),
	}, waiting)
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		counted, err := e.Client().CountWorkflow(deadline(t), &workflowservice.CountWorkflowExecutionsRequest{
			Query: "OnrecordCase = 'c-1' AND OnrecordDue > '2020-01-01T00:00:00Z'"})
		return err == nil && counted.GetCount() == 1
	}, 30*time.Second, 20*time.Millisecond)
	require.NoError(t, e.Client().SignalWorkflow(deadline(t), run.GetID(), "", "stop", nil))
}

func TestWithoutTheCertificateNoPortLetsAnyoneIn(t *testing.T) {
	e := sharedEngine(t)
	_, err := client.DialContext(deadline(t), client.Options{HostPort: e.address, Namespace: DefaultNamespace})
	require.Error(t, err)
	bare := &tls.Config{InsecureSkipVerify: true}
	for i, service := range services {
		address := e.local.ports.address(i)
		require.NotEqual(t, codes.Unavailable, knock(t, address, credentials.NewTLS(e.local.tls.client)), "%s answers us", service)
		require.Equal(t, codes.Unavailable, knock(t, address, insecure.NewCredentials()), "%s in plain text", service)
		require.Equal(t, codes.Unavailable, knock(t, address, credentials.NewTLS(bare)), "%s without certificate", service)
	}
}

// knock asks whoever listens for its health and returns the gRPC status.
func knock(t *testing.T, address string, creds credentials.TransportCredentials) codes.Code {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(creds))
	require.NoError(t, err)
	defer conn.Close()
	_, err = healthpb.NewHealthClient(conn).Check(deadline(t), &healthpb.HealthCheckRequest{})
	return status.Code(err)
}

func TestADurableEngineKeepsItsWorkflowsAndItsDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "engine with space?#%")
	opts := Options{Common: testCommon(), Dir: dir}

	first := mustStart(t, opts)
	require.True(t, first.Fresh(), "a new database has to be rebuilt")
	begin(t, first, "long-lived", waiting)
	_, err := Start(deadline(t), opts)
	require.Equal(t, CodeLocked, ErrorCode(err))
	require.ErrorContains(t, err, "another onrecord is running on "+dir+" (pid ")
	require.ErrorContains(t, first.FastForward(deadline(t), []string{"long-lived"}, time.Hour), "throw-away")
	requirePrivate(t, dir)
	mustClose(t, first)

	stranger := opts
	stranger.Sealer = newGCM()
	_, err = Start(deadline(t), stranger)
	require.Equal(t, CodeWrongKey, ErrorCode(err))

	second := mustStart(t, opts)
	require.True(t, second.Fresh(), "nobody has said that the rebuild is done")
	require.NoError(t, second.Rebuilt())
	require.False(t, second.Fresh())
	w := startWorker(second)
	require.NoError(t, second.Client().SignalWorkflow(deadline(t), "long-lived", "", "stop", nil))
	require.NoError(t, second.Client().GetWorkflow(deadline(t), "long-lived", "").Get(deadline(t), nil))
	w.Stop()
	mustClose(t, second)
	require.Zero(t, size(filepath.Join(dir, "engine.db-wal")), "a clean stop leaves nothing in the log")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "engine.version"), []byte("0.1\n"), 0o600))
	third := mustStart(t, opts)
	require.True(t, third.Fresh(), "a database of another schema is not used")
	_, _, _, err = third.Describe(deadline(t), "long-lived")
	require.Error(t, err)
	require.FileExists(t, filepath.Join(dir, "engine.0.1.db"))
	mustClose(t, third)
}

func TestWhenAnotherProgramTakesAPortOthersAreTried(t *testing.T) {
	taken, err := net.Listen("tcp", net.JoinHostPort(loopback, "0"))
	require.NoError(t, err)
	defer taken.Close()
	opts := Options{Common: testCommon(), Ephemeral: true}
	opts.Common, err = opts.Common.withDefaults()
	require.NoError(t, err)
	local, err := newLocalServer(deadline(t), opts)
	require.NoError(t, err)
	attempts := 0
	local.pick = func() (ports, error) {
		picked, err := pickPorts()
		if attempts++; attempts == 1 {
			picked[1] = taken.Addr().(*net.TCPAddr).Port
		}
		return picked, err
	}
	e := newEngine(KindEmbedded, opts.Common)
	e.local = local
	require.NoError(t, e.bringUp(deadline(t), opts))
	require.Equal(t, 2, attempts)
	require.NoError(t, e.Close(deadline(t)))
}

func TestOptionsThatCannotWorkAreRefusedInASentence(t *testing.T) {
	_, err := Start(deadline(t), Options{Dir: t.TempDir()})
	require.Equal(t, CodeConfig, ErrorCode(err))
	_, err = Start(deadline(t), Options{Common: Common{Sealer: testSealer}})
	require.Equal(t, CodeConfig, ErrorCode(err))
}

func mustStart(t *testing.T, opts Options) *Engine {
	t.Helper()
	began := time.Now()
	e, err := Start(deadline(t), opts)
	require.NoError(t, err)
	t.Logf("ready in %v", time.Since(began))
	return e
}

func mustClose(t *testing.T, e *Engine) {
	t.Helper()
	began := time.Now()
	require.NoError(t, e.Close(deadline(t)))
	require.NoError(t, e.Close(deadline(t)), "closing twice does no harm")
	t.Logf("stopped in %v", time.Since(began))
}

func requirePrivate(t *testing.T, dir string) {
	t.Helper()
	info, err := os.Stat(dir)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		info, err := entry.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), entry.Name())
	}
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
