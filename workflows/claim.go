package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/claim"
)

// Claim writes the stream of one claim. It ends when the claim has nothing left
// to do; a late answer or a command starts it again.
func Claim(ctx workflow.Context, in Start) error {
	w := &claimWorkflow{entity: newEntity(in, claim.StreamClaim)}
	if err := w.setup(ctx); err != nil {
		return err
	}
	return w.run(ctx)
}

type claimWorkflow struct{ *entity }

func (w *claimWorkflow) run(ctx workflow.Context) error {
	for {
		if err := w.settle(ctx); err != nil {
			return err
		}
		if w.mayEnd(ctx) && w.over() {
			return nil
		}
		if grown(ctx) {
			if err := pause(ctx); err != nil {
				return err
			}
			if w.mayEnd(ctx) {
				return workflow.NewContinueAsNewError(ctx, Claim, Start{ID: w.in.ID, Offset: w.in.Offset})
			}
			continue
		}
		ready := func() bool { return w.busy() || w.over() && w.mayEnd(ctx) }
		if err := workflow.Await(ctx, ready); err != nil {
			return err
		}
	}
}

// over reports whether nothing is left to do, as for a claim that does not exist.
func (w *claimWorkflow) over() bool {
	c := w.state.(*claim.Claim)
	return c.Version == 0 || c.Stage.Over()
}
