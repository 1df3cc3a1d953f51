package app

import (
	"sync/atomic"
	"time"
)

// Clock is product time: the wall clock, plus how far a rehearsal has moved it.
// The live product never moves it.
type Clock struct{ offset atomic.Int64 }

// Now returns product time.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Offset()) }

// Offset is how far product time is ahead of the wall clock; negative if it is behind.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// Move moves product time: forward, or back before anything has happened.
func (c *Clock) Move(by time.Duration) { c.offset.Add(int64(by)) }
