package casework_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAPositionThatIsMadeUpKeepsNobodyFromHearing: all who watch share one loop.
func TestAPositionThatIsMadeUpKeepsNobodyFromHearing(t *testing.T) {
	d := newDoor(t)
	from, err := d.desk.Position(d.ctx())
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(d.ctx(), 30*time.Second)
	defer cancel()
	watching, left := context.WithCancel(ctx)
	far := make(chan error, 1)
	go func() {
		_, err := d.desk.Watch(watching, d.mara, 1<<60)
		far <- err
	}()
	d.claims("vault7", "a")
	change, err := d.desk.Watch(ctx, d.mara, from)
	require.NoError(t, err)
	require.Equal(t, 1, change.Entries)
	left()
	<-far
	d.claims("vault7", "b")
	_, err = d.desk.Watch(ctx, d.mara, change.Position)
	require.NoError(t, err)
}
