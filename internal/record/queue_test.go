package record

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

// hold keeps the writer busy until the returned function is called.
func hold(t *testing.T, d *desk) (release func()) {
	t.Helper()
	began, end, ended := make(chan bool), make(chan bool), make(chan error, 1)
	go func() {
		ended <- d.submit(d.ctx(), "hold", func(*batch) error {
			close(began)
			<-end
			return nil
		})
	}()
	<-began
	return func() {
		close(end)
		require.NoError(t, <-ended)
	}
}

func TestACallerWhoGivesUpInTheQueueChangesNothing(t *testing.T) {
	d := openDesk(t, filepath.Join(t.TempDir(), "record.db"))
	release := hold(t, d)
	ctx, cancel := context.WithCancel(d.ctx())
	cancel()
	err := d.Append(ctx, []claim.Entry{person(uuid.New(), uuid.New())})
	require.ErrorIs(t, err, context.Canceled)
	release()
	require.NoError(t, d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}))
	requireWhole(t, d.Record, 1)
}

func TestClosingFinishesWhatWaits(t *testing.T) {
	d := openDesk(t, filepath.Join(t.TempDir(), "record.db"))
	release := hold(t, d)
	appended := make(chan error, 1)
	c := batchCall(t, person(uuid.New(), uuid.New()))
	require.True(t, d.queue.add(c))
	go func() { appended <- <-c.done }()
	closed := make(chan error, 1)
	go func() { closed <- d.Close() }()
	release()
	require.NoError(t, <-appended)
	require.NoError(t, <-closed)
	r, err := OpenReadOnly(d.ctx(), d.dsn)
	require.NoError(t, err)
	defer r.Close()
	requireWhole(t, r, 1)
}
