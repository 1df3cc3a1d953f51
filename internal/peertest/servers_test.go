package peertest

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// needs ends the test if a program of a peer is not there: with a failure where nothing may be skipped.
func needs(t *testing.T, program, packages string) string {
	t.Helper()
	if _, err := os.Stat(program); err == nil {
		return program
	}
	unless(t, filepath.Base(program)+" is not installed; apt-get install "+packages)
	return ""
}

func unless(t *testing.T, missing string) {
	t.Helper()
	if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
		t.Fatal(missing)
	}
	t.Skip(missing)
}

// folder is a directory that servers with fewer rights can enter.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "onrecord-peer-") // short, for the names of sockets
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o755))
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644)) //nolint:gosec // the servers have to read it
}

// freePort is an address on which nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close() // it is taken again at once
	return l.Addr().String()
}

// run starts a server and waits until it listens. It ends with the test.
func run(t *testing.T, server *exec.Cmd, listens string) {
	t.Helper()
	server.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait() // it says by a signal that it was told to
	})
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", listens)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}, 30*time.Second, 20*time.Millisecond, "%s has not come up", server.Path)
}
