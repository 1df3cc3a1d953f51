// Package worktest measures what work costs, for tests: the clock on the wall
// counts the work of others too, and fails a test on a busy machine.
package worktest

import (
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Spent is the processor time that something takes, in this process.
func Spent(t testing.TB, do func()) time.Duration {
	t.Helper()
	before := used(t)
	do()
	return used(t) - before
}

func used(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
