package smtpin_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// Each of six large messages waits for room, and all are taken; never are more than there is room for in hand.
func TestLargeMessagesDoNotAddUp(t *testing.T) {
	const size = 4 << 20
	var inHand, most atomic.Int64
	var all sync.WaitGroup
	_, addr, _ := receiver(t, func(c *smtpin.Config) {
		c.MaxBytes, c.MaxMemory = size+1000, 2*size+2000
		c.Deliver = func(_ context.Context, m smtpin.Message) error {
			now := inHand.Add(int64(len(m.Raw)))
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			inHand.Add(-int64(len(m.Raw)))
			return nil
		}
	})
	body := strings.Repeat(strings.Repeat("x", 78)+"\r\n", size/80)
	for range 6 {
		all.Go(func() {
			c := hello(t, addr).envelope()
			c.say("DATA", 354)
			c.write(body + ".\r\n")
			c.expect(250)
		})
	}
	all.Wait()
	require.LessOrEqual(t, most.Load(), int64(2*size))
	require.Positive(t, most.Load())
}
