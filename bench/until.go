package main

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord/bench/figures"
)

// stuckAfter is how long a count may stand still before it is given up.
const stuckAfter = 3 * time.Minute

// until waits until a count is reached, and tells how far it is. It fails when
// the count does not come nearer any more.
func until(ctx context.Context, what string, want int, count func() (int, error)) error {
	told, moved, last := time.Now(), time.Now(), -1
	for {
		n, err := count()
		if err != nil || n >= want {
			return err
		}
		if n != last {
			moved, last = time.Now(), n
		}
		if time.Since(moved) > stuckAfter {
			return fmt.Errorf("%s: still %d of %d after %s", what, n, want, stuckAfter)
		}
		if time.Since(told) > 10*time.Second {
			figures.Say("%s: %d of %d", what, n, want)
			told = time.Now()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
