package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/caseworktest"
)

// TestAPositionThatIsMadeUpKeepsNobodyFromHearing: all who watch share one loop.
func TestAPositionThatIsMadeUpKeepsNobodyFromHearing(t *testing.T) {
	d := caseworktest.New(t)
	from, err := d.Desk.Position(d.Ctx())
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(d.Ctx(), 30*time.Second)
	defer cancel()
	watching, left := context.WithCancel(ctx)
	far := make(chan error, 1)
	go func() {
		_, err := d.Desk.Watch(watching, d.Mara, 1<<60)
		far <- err
	}()
	require.Eventually(t, func() bool { return d.Desk.Watching() == 1 }, 10*time.Second, time.Millisecond)
	d.Claims("vault7", "a")
	change, err := d.Desk.Watch(ctx, d.Mara, from)
	require.NoError(t, err)
	require.Equal(t, 1, change.Entries)
	left()
	<-far
	d.Claims("vault7", "b")
	_, err = d.Desk.Watch(ctx, d.Mara, change.Position)
	require.NoError(t, err)
}
