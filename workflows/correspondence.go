package workflows

import (
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// Correspondence writes the stream of one party in one case. It keeps the one
// reminder clock towards that party and hands its letters over. It ends when
// nothing is open; a late answer or a new request starts it again.
func Correspondence(ctx workflow.Context, in Start) error {
	w := &correspondence{entity: newEntity(in, claim.StreamCorrespondence), delivering: map[uuid.UUID]bool{}}
	w.recorded = func(ctx workflow.Context, _ []claim.Entry) { w.deliver(ctx) }
	if err := w.setup(ctx); err != nil {
		return err
	}
	return w.run(ctx)
}

type correspondence struct {
	*entity
	clock      clock
	delivering map[uuid.UUID]bool // letters that are handed over, until what became of them is recorded
}

func (w *correspondence) run(ctx workflow.Context) error {
	w.deliver(ctx) // what an earlier run left
	for {
		if err := w.settle(ctx); err != nil {
			return err
		}
		if w.mayEnd(ctx) && w.over() {
			w.clock.stop()
			return nil
		}
		if grown(ctx) && len(w.delivering) == 0 {
			if err := pause(ctx); err != nil {
				return err
			}
			if w.mayEnd(ctx) && len(w.delivering) == 0 {
				w.clock.stop()
				return workflow.NewContinueAsNewError(ctx, Correspondence, Start{ID: w.in.ID, Offset: w.in.Offset})
			}
			continue
		}
		if err := w.wait(ctx); err != nil {
			return err
		}
	}
}

// wait blocks until something has to be decided, or the run can end.
func (w *correspondence) wait(ctx workflow.Context) error {
	w.clock.arm(ctx, w.letters().NextDue(), w.now(ctx))
	err := workflow.Await(ctx, func() bool { return w.busy() || w.clock.fired || w.over() && w.mayEnd(ctx) })
	if err == nil && w.clock.fired {
		// Two ticks may fall on one instant, when something fell due late.
		w.put(claim.Tick{}, fmt.Sprint(w.clock.take().UnixMicro(), w.version()))
	}
	return err
}

func (w *correspondence) letters() *claim.Correspondence { return w.state.(*claim.Correspondence) }

// over reports whether nothing is left to wait for. The outcome of a letter
// that is under way belongs to this run.
func (w *correspondence) over() bool { return len(w.delivering) == 0 && !w.letters().Open() }

// deliver hands over every dispatched letter that is not under way.
func (w *correspondence) deliver(ctx workflow.Context) {
	for _, letter := range w.letters().ToDeliver() {
		if w.delivering[letter.ID] {
			continue
		}
		w.delivering[letter.ID] = true
		in := activities.Letter{Correspondence: w.in.ID, Message: letter.ID}
		handOver := workflow.ExecuteActivity(mailOptions(ctx), (*activities.Mail).Deliver, in)
		workflow.Go(ctx, func(ctx workflow.Context) { w.delivered(ctx, letter, handOver) })
	}
}

func (w *correspondence) delivered(ctx workflow.Context, letter claim.Message, handOver workflow.Future) {
	var outcome claim.RecordDelivery
	if err := handOver.Get(ctx, &outcome); err != nil {
		// Deliver answers with an outcome for whatever the mail server does; an
		// error means that the letter could not even be written.
		workflow.GetLogger(ctx).Error("a letter could not be handed over", "code", claim.CodeOf(FromEngine(err)))
		outcome = claim.RecordDelivery{Message: letter.ID, Delivery: claim.DeliveryStopped, Reason: "defect", Attempts: letter.Attempts + 1}
	}
	recorded := w.put(outcome, fmt.Sprint(letter.ID, outcome.Delivery, outcome.Attempts))
	// Another commit may be on its way. Up to our own, the state says that the
	// letter is still to be delivered, and it would go a second time.
	if workflow.Await(ctx, func() bool { return recorded.done }) != nil {
		return // the run is being ended from outside
	}
	if outcome.Delivery == claim.DeliveryUncertain && workflow.Sleep(ctx, 15*time.Second<<outcome.Attempts) != nil {
		return
	}
	delete(w.delivering, letter.ID)
	w.deliver(ctx) // again, if its outcome was lost
}

// mailOptions are for handing letters over: as long as it takes. Deliver itself
// knows when to give up.
func mailOptions(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           MailTaskQueue,
		StartToCloseTimeout: 3 * time.Minute,
		HeartbeatTimeout:    heartbeat,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 5 * time.Second, BackoffCoefficient: 2, MaximumInterval: 30 * time.Minute,
		},
	})
}
