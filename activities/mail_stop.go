package activities

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// stop checks once more, right before the hand-over, that the letter may go:
// the decision to send it may be days old when no mail server was there. It
// returns the zero value if it may.
func (d *delivery) stop(ctx context.Context) (claim.RecordDelivery, error) {
	if d.composed.Contact.ID == uuid.Nil {
		return d.settled(claim.DeliveryStopped, claim.StoppedNoContact)
	}
	if reason := d.letters.Stopped(*d.message, d.composed.Contact.ID, d.now); reason != "" {
		return d.settled(claim.DeliveryStopped, reason)
	}
	if d.composed.Content == "" {
		return d.settled(claim.DeliveryStopped, claim.StoppedNothingToAsk)
	}
	if !d.message.Kind.Automatic() {
		return claim.RecordDelivery{}, nil
	}
	waits, err := d.Outbox.MessageWaits(ctx, d.letters.ID)
	if err != nil {
		return claim.RecordDelivery{}, err
	}
	if waits {
		return d.settled(claim.DeliveryStopped, claim.StoppedMessageWaits)
	}
	if calendar := d.composed.Calendar; !calendar.Open(d.now) {
		out, err := d.settled(claim.DeliveryStopped, claim.StoppedOutOfHours)
		out.Until = claim.Instant(calendar.Next(d.now))
		return out, err
	}
	return claim.RecordDelivery{}, nil
}

// TakeIn takes in a spooled message: what it is goes into its own stream, the
// message to its correspondence. Each step may run again.
func (a *Mail) TakeIn(ctx context.Context, intake uuid.UUID) error {
	return ToEngine(a.takeIn(ctx, intake))
}

func (a *Mail) takeIn(ctx context.Context, id uuid.UUID) error {
	examined, err := a.Spool.Examine(ctx, id)
	if err != nil {
		return err
	}
	state, err := a.Store.Load(ctx, claim.Stream{Kind: claim.StreamIntake, ID: id})
	if err != nil {
		return err
	}
	cmd := claim.Command{ID: claim.DerivedID("take in", id.String()), Actor: claim.System, Body: examined}
	now := claim.Instant(a.Clock.Now())
	facts, err := state.Decide(cmd, now)
	if err != nil {
		return err
	}
	if entries := claim.Apply(state, cmd, now, facts); len(entries) > 0 {
		if err := a.Store.Append(ctx, entries); err != nil {
			return err
		}
	}
	if in := state.(*claim.Intake); in.Correspondence != uuid.Nil {
		if err := a.Teller.Tell(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: in.Correspondence}, in.Receive(in.Correspondence)); err != nil {
			return err
		}
	}
	return a.Spool.Settle(ctx, id)
}
