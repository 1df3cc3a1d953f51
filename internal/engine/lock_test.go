package engine

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

const lockEnv = "ONRECORD_TEST_HOLD_LOCK"

// TestHoldLock is the other process of the test below.
func TestHoldLock(t *testing.T) {
	dir := os.Getenv(lockEnv)
	if dir == "" { // not the other process
		return
	}
	_, err := Lock(dir)
	require.NoError(t, err)
	fmt.Println("locked")
	select {}
}

func TestAKilledProcessLeavesNoLockBehind(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^TestHoldLock$")
	child.Env = append(os.Environ(), lockEnv+"="+dir)
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "locked" {
	}
	_, err = Lock(dir)
	require.Equal(t, CodeLocked, ErrorCode(err))
	require.EqualError(t, err, fmt.Sprintf("another onrecord is running on %s (pid %d)", dir, child.Process.Pid))

	require.NoError(t, child.Process.Kill())
	_ = child.Wait() // it was killed, and says so
	lock, err := Lock(dir)
	require.NoError(t, err)
	require.NoError(t, lock.Unlock())
}
