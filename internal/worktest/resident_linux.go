package worktest

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// SpentAlone is the processor time that something takes in its own goroutine, whatever others do meanwhile.
func SpentAlone(t testing.TB, do func()) time.Duration {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := usedBy(t, syscall.RUSAGE_THREAD)
	do()
	return usedBy(t, syscall.RUSAGE_THREAD) - before
}

// ForgetPeak gives unused memory back, and begins the peak of [MostResident] anew.
func ForgetPeak(t testing.TB) {
	t.Helper()
	debug.FreeOSMemory()
	require.NoError(t, os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600))
}

// MostResident is the most memory, in bytes, that this process has held at a time.
func MostResident(t testing.TB) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	number, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
	kilobytes, err := strconv.Atoi(string(number))
	require.NoError(t, err)
	return kilobytes << 10
}
