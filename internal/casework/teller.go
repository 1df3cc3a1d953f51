package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
)

// Teller gives streams commands that nobody waits for.
//
// What a claim is told goes straight into its stream. It adds to what is known
// of the claim and asks for nothing to be done, so there is no reason to wake
// the claim's workflow: that one takes it in with its next command, of which
// the sender says how much it saw ([workflows.Seen]). The version of the stream
// keeps the two writers apart. Everybody else is told through the engine.
type Teller struct {
	Store interface {
		Append(ctx context.Context, entries []claim.Entry) error
		Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	}
	Engine *Temporal
	Clock  Clock
}

// Tell returns when the command will be carried out whatever happens.
func (t *Teller) Tell(ctx context.Context, to claim.Stream, cmd claim.Command) error {
	if to.Kind != claim.StreamClaim {
		return t.Engine.Tell(ctx, to, cmd)
	}
	for {
		done, err := t.note(ctx, to, cmd)
		if done || err != nil {
			return err
		}
	}
}

// note decides and appends. It is not done if somebody else's entry came in
// between, or if nobody knows whether the record has it: then looking again tells.
func (t *Teller) note(ctx context.Context, to claim.Stream, cmd claim.Command) (done bool, err error) {
	state, err := t.Store.Load(ctx, to)
	if err != nil {
		return false, err
	}
	now := claim.Instant(t.Clock.Now())
	facts, refused := state.Decide(cmd, now)
	if refused != nil || len(facts) == 0 {
		return true, nil // nobody waits to hear that a claim does not take it
	}
	err = t.Store.Append(ctx, claim.Apply(state, cmd, now, facts))
	if code := claim.CodeOf(err); err != nil && (code == claim.CodeConflict || code == claim.CodeUnknownOutcome) {
		return false, nil
	}
	return err == nil, err
}
