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
	before := usedBy(t, syscall.RUSAGE_SELF)
	do()
	return usedBy(t, syscall.RUSAGE_SELF) - before
}

func usedBy(t testing.TB, who int) time.Duration {
	t.Helper()
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(who, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
