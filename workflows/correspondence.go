package workflows

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// Correspondence carries everything between the desk and one party in one case:
// one thread, one clock, one voice. Its history reads as what was done: updates
// for what people asked for, wakes for what came in, a timer for the next thing
// that falls due (the end of an undo window, a reminder, the answer-by instant),
// and an activity for each letter that is handed over.
//
// It ends when the record says that nothing is open; a late answer or a new
// request starts it again. Whether a letter may go, and when, it never decides.
func Correspondence(ctx workflow.Context, in Start) error {
	w := &correspondence{shell: newShell(in, claim.StreamCorrespondence), delivering: map[uuid.UUID]workflow.CancelFunc{}}
	w.round = func() { w.deliver(ctx) }
	w.busy = func() bool { return len(w.delivering) > 0 }
	w.stop = w.recall
	if err := w.setup(ctx); err != nil {
		return err
	}
	return w.run(ctx)
}

type correspondence struct {
	*shell
	delivering map[uuid.UUID]workflow.CancelFunc // letters that are being handed over
}

// deliver hands over every letter that the record waits for and that is not on its way.
func (w *correspondence) deliver(ctx workflow.Context) {
	if w.turning {
		return
	}
	for _, letter := range w.next.Letters {
		if w.delivering[letter] != nil {
			continue
		}
		// Here and not in the coroutine, which begins later and may be recalled before.
		each, cancel := workflow.WithCancel(ctx)
		w.delivering[letter] = cancel
		workflow.Go(each, func(ctx workflow.Context) {
			w.handOver(ctx, letter)
			cancel()
			delete(w.delivering, letter)
		})
	}
}

// handOver has one letter handed over, unless it is recalled. What became of it is
// recorded by whoever does so.
func (w *correspondence) handOver(ctx workflow.Context, letter uuid.UUID) {
	in := activities.Letter{Correspondence: w.in.ID, Message: letter}
	for attempt := 0; ctx.Err() == nil; attempt++ {
		var next claim.Next
		err := workflow.ExecuteActivity(mailOptions(ctx, letter), (*activities.Mail).Deliver, in).Get(ctx, &next)
		switch {
		case err == nil:
			if w.hear(next); !slices.Contains(w.next.Letters, letter) {
				return
			}
		case ctx.Err() == nil: // a defect: it is tried again, and seen in the log until it is mended
			workflow.GetLogger(ctx).Error("a letter could not be handed over", "code", claim.CodeOf(FromEngine(err)), "error", err)
		}
		_ = workflow.Sleep(ctx, 15*time.Second<<min(attempt+1, 8)) // its outcome was lost: again, later
	}
}

// recall calls hand-overs off. One for which the mail server is ready goes on to
// its end all the same, and is waited for.
func (w *correspondence) recall() {
	byBytes := func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
	for _, letter := range workflow.DeterministicKeysFunc(w.delivering, byBytes) {
		w.delivering[letter]()
	}
}

// mailOptions are for handing letters over: as long as it takes. Deliver itself
// knows when to give up.
func mailOptions(ctx workflow.Context, letter uuid.UUID) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           MailTaskQueue,
		StartToCloseTimeout: 3 * time.Minute,
		HeartbeatTimeout:    heartbeat,
		WaitForCancellation: true,
		Summary:             letterKey(letter),
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 5 * time.Second, BackoffCoefficient: 2, MaximumInterval: 30 * time.Minute,
		},
	})
}
