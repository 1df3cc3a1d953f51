package main

import (
	"context"
	"time"
)

// size is how much work a run does.
type size string

const (
	full     size = "full"     // what is quoted
	quick    size = "quick"    // a tenth of it: to see that it runs
	smallest size = "smallest" // seconds for each part: that all of it comes out
)

// of is a number at each size.
func (s size) of(inFull, inQuick, inSmallest int) int {
	switch s {
	case smallest:
		return inSmallest
	case quick:
		return inQuick
	}
	return inFull
}

// rest waits until what goes on behind the last answers is over, which is soon
// when there was little of it.
func (b *bench) rest(ctx context.Context, long time.Duration) {
	if b.size == smallest {
		long = min(long, 500*time.Millisecond)
	}
	select {
	case <-ctx.Done():
	case <-time.After(long):
	}
}
