package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// machinery implements [desk.Health].
type machinery struct {
	engine func(context.Context) (desk.EngineHealth, error)
	free   int64
}

func (m machinery) Engine(ctx context.Context) (desk.EngineHealth, error) { return m.engine(ctx) }

func (m machinery) Answers(ctx context.Context) error {
	_, err := m.engine(ctx)
	return err
}

func (m machinery) Disk(context.Context) (free, total int64, err error) {
	return m.free, 100 << 30, nil
}

func (machinery) MailConfigured() bool { return true }

func (machinery) Mailbox() desk.MailboxHealth { return desk.MailboxHealth{} }

func TestTheEnginePageAnswersWhateverTheEngineDoes(t *testing.T) {
	d := caseworktest.New(t)
	for name, test := range map[string]struct {
		engine func(context.Context) (desk.EngineHealth, error)
		ready  bool
	}{
		"it answers": {func(context.Context) (desk.EngineHealth, error) { return desk.EngineHealth{Workers: 1}, nil }, true},
		"it is down": {func(context.Context) (desk.EngineHealth, error) {
			return desk.EngineHealth{}, errors.New("connection refused")
		}, false},
		"it hangs and heeds nothing": {func(context.Context) (desk.EngineHealth, error) {
			time.Sleep(5 * time.Second)
			return desk.EngineHealth{}, nil
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			room := desk.New(d.Desk.Door, d.Desk.Record, nil, d.Desk.Clock, machinery{test.engine, 50 << 30})
			began := time.Now()
			view, err := room.EngineView(d.Ctx(), d.Mara)
			require.NoError(t, err)
			require.Less(t, time.Since(began), 4*time.Second)
			require.Equal(t, test.ready, view.Ready)
			require.Equal(t, !test.ready, view.Problem != "", "what cannot be done is said")
			require.NotContains(t, view.Problem, "refused", "and no internal text")
			require.Positive(t, view.Backlog.Position, "the record is read all the same")
		})
	}
	_, err := d.Desk.EngineView(d.Ctx(), d.Who("jonas"))
	caseworktest.Refused(t, claim.CodeForbidden, err)
}

func TestANearlyFullDiskIsSaid(t *testing.T) {
	require.True(t, desk.EngineView{Free: 100 << 20, Total: 1 << 30}.Low())
	require.True(t, desk.EngineView{Free: 4 << 30, Total: 100 << 30}.Low())
	require.False(t, desk.EngineView{Free: 50 << 30, Total: 100 << 30}.Low())
	require.False(t, desk.EngineView{Free: -1}.Low(), "not known")
}

// TestManyWatchWithOneLoop: each hears of every change that concerns it, also
// when it comes late, and those who leave are not waited for.
func TestManyWatchWithOneLoop(t *testing.T) {
	d := caseworktest.New(t)
	from, err := d.Desk.Position(d.Ctx())
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(d.Ctx(), 30*time.Second)
	defer cancel()
	told := make(chan desk.DeskChange, 20)
	for range 20 {
		go func() {
			change, err := d.Desk.Watch(ctx, d.Mara, from)
			if err == nil {
				told <- change
			}
		}()
	}
	d.Claims("vault7", "a")
	for range 20 {
		select {
		case change := <-told:
			require.Greater(t, change.Position, from)
			require.Equal(t, 1, change.Entries)
		case <-ctx.Done():
			t.Fatal("somebody did not hear of it")
		}
	}
	change, err := d.Desk.Watch(ctx, d.Mara, from)
	require.NoError(t, err, "who comes late")
	require.Equal(t, 1, change.Entries)

	short, stop := context.WithCancel(ctx)
	stop()
	_, err = d.Desk.Watch(short, d.Mara, change.Position)
	require.ErrorIs(t, err, context.Canceled)
}

func TestPagesSayThatTheEngineIsSilentAndNeverWaitForIt(t *testing.T) {
	d := caseworktest.New(t)
	for name, test := range map[string]struct {
		answer error
		hangs  bool
		silent bool
	}{
		"it answers":          {},
		"it is down":          {answer: errors.New("connection refused"), silent: true},
		"it takes its time":   {hangs: true},
		"it is down, in time": {answer: errors.New("connection refused"), hangs: true},
	} {
		t.Run(name, func(t *testing.T) {
			let := make(chan struct{})
			room := desk.New(d.Desk.Door, d.Desk.Record, nil, d.Desk.Clock, machinery{func(context.Context) (desk.EngineHealth, error) {
				if test.hangs {
					<-let
				}
				return desk.EngineHealth{}, test.answer
			}, 50 << 30})
			began := time.Now()
			require.Equal(t, test.silent, room.EngineSilent(d.Ctx()))
			require.Less(t, time.Since(began), 2*time.Second)
			close(let)
			require.Eventually(t, func() bool { return room.EngineSilent(d.Ctx()) == (test.answer != nil) }, 5*time.Second, time.Millisecond)
		})
	}
	room := desk.New(d.Desk.Door, d.Desk.Record, nil, d.Desk.Clock, nil)
	require.False(t, room.EngineSilent(d.Ctx()), "nothing is known")
}
