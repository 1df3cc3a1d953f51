package engine

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// asTool connects as the temporal command line does, by the profile.
func asTool(t *testing.T, access Access) (client.Client, error) {
	t.Helper()
	options, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{ConfigFilePath: access.Profile, EnvLookup: environ{}})
	require.NoError(t, err)
	require.Equal(t, access.Address, options.HostPort)
	return client.DialContext(deadline(t), options)
}

func listening(t *testing.T, e *Engine) Access {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(loopback, "0"))
	require.NoError(t, err)
	access, err := e.Listen(l)
	require.NoError(t, err)
	return access
}

func TestToolsGetInWithTheClientCertificateAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "engine")
	e := mustStart(t, Options{Common: testCommon(), Dir: dir})
	access := listening(t, e)
	begin(t, e, "seen-from-outside", waiting)
	tool, err := asTool(t, access)
	require.NoError(t, err)
	described, err := tool.DescribeWorkflowExecution(deadline(t), "seen-from-outside", "")
	require.NoError(t, err, "in the namespace of the profile")
	require.Equal(t, "waiting", described.GetWorkflowExecutionInfo().GetType().GetName())

	stranger, err := newAuthority()
	require.NoError(t, err)
	forged, err := stranger.issue(x509.ExtKeyUsageClientAuth)
	require.NoError(t, err)
	for name, creds := range map[string]credentials.TransportCredentials{
		"in plain text":                       insecure.NewCredentials(),
		"without a certificate":               credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}),
		"with a certificate of somebody else": credentials.NewTLS(&tls.Config{InsecureSkipVerify: true, Certificates: []tls.Certificate{forged}}),
		"with the one inside the process":     credentials.NewTLS(&tls.Config{InsecureSkipVerify: true, Certificates: e.local.tls.client.Certificates}),
	} {
		require.Equal(t, codes.Unavailable, knock(t, access.Address, creds), name)
	}
	require.Equal(t, codes.Unavailable, knock(t, e.address, toolCredentials(t, access)), "the port inside knows nothing of tools")

	private(t, filepath.Join(dir, clientsName))
	mustClose(t, e)
	_, err = tool.WorkflowService().GetSystemInfo(deadline(t), &workflowservice.GetSystemInfoRequest{})
	require.Error(t, err, "nobody is served by an engine that is closed")
	tool.Close()

	again := mustStart(t, Options{Common: testCommon(), Dir: dir})
	key, err := os.ReadFile(access.Key)
	require.NoError(t, err)
	second := listening(t, again)
	kept, err := os.ReadFile(second.Key)
	require.NoError(t, err)
	require.Equal(t, key, kept, "what was handed out goes on working")
	tool, err = asTool(t, second)
	require.NoError(t, err)
	tool.Close()
	mustClose(t, again)
}

func toolCredentials(t *testing.T, access Access) credentials.TransportCredentials {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(access.Certificate, access.Key)
	require.NoError(t, err)
	return credentials.NewTLS(&tls.Config{InsecureSkipVerify: true, Certificates: []tls.Certificate{pair}})
}

func private(t *testing.T, dir string) {
	t.Helper()
	requirePrivate(t, dir)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	require.Equal(t, []string{"ca.key", "ca.pem", "client.key", "client.pem", "temporal.toml"}, names)
}

func TestClientCertificatesThatWereHalfMadeOrRuined(t *testing.T) {
	kept := files{dir: t.TempDir()}.clients()
	_, err := kept.open()
	require.NoError(t, err)
	require.NoError(t, os.Remove(kept.path(clientKey)))
	_, err = kept.open()
	require.NoError(t, err, "a start was cut short: they are made anew")
	_, err = kept.load()
	require.NoError(t, err)

	require.NoError(t, os.WriteFile(kept.path(authorityName), []byte("ruined"), 0o600))
	_, err = kept.open()
	require.Equal(t, CodeConfig, ErrorCode(err))
	require.ErrorContains(t, err, "delete "+kept.dir)
	other, err := newAuthority()
	require.NoError(t, err)
	require.NoError(t, kept.keep(tls.Certificate{Certificate: [][]byte{other.certificate.Raw}, PrivateKey: other.key}, authorityName, authorityKey))
	_, err = kept.open()
	require.Equal(t, CodeConfig, ErrorCode(err), "of another authority")
}

func TestAClusterHasAnAddressOfItsOwn(t *testing.T) {
	_, err := (&Engine{kind: KindCluster}).Listen(nil)
	require.Equal(t, CodeConfig, ErrorCode(err))
}
