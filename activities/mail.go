package activities

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// Mail hands letters over and takes messages in.
type Mail struct {
	Store   Store
	Outbox  Outbox
	Spool   Spool
	Intakes Intakes
	Clock   Clock
	// Carriers carry letters, by channel: one for each on which we carry them.
	Carriers map[claim.Channel]Carrier
}

// giveUpAfter is how long a letter is tried (RFC 5321 section 4.5.4.1 asks for
// at least four to five days).
const giveUpAfter = 5 * 24 * time.Hour

// giveUpAttempts is how often a letter is tried at least, however long it had
// to wait for a mail server to be configured.
const giveUpAttempts = 20

// Letter names a letter to hand over.
type Letter struct {
	Correspondence uuid.UUID `json:"correspondence"`
	Message        uuid.UUID `json:"message"`
}

// Deliver hands a letter over, records what became of it and says where the
// correspondence stands then. The attempt is in the record before the hand-over,
// so a crash in between is noticed: such a letter is uncertain, and it is for the
// claim package to say whether it goes again.
func (a *Mail) Deliver(ctx context.Context, in Letter) (claim.Next, error) {
	state, err := a.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: in.Correspondence})
	if err != nil {
		return claim.Next{}, ToEngine(err)
	}
	d := &delivery{Mail: a, letters: state.(*letters.Correspondence), now: a.Clock.Now()}
	if d.message = d.letters.Message(in.Message); !d.wanted() {
		return state.Next(), nil
	}
	if d.carrier = a.Carriers[d.letters.ChannelOf(*d.message)]; d.carrier == nil {
		return claim.Next{}, fmt.Errorf("activities: no carrier for the channel %q", d.letters.ChannelOf(*d.message))
	}
	out, err := d.run(ctx)
	if final(err) { // it could not even be written
		out, err = d.settled(letters.DeliveryStopped, claim.StoppedDefect)
	}
	if err != nil {
		return claim.Next{}, ToEngine(err)
	}
	next, err := d.record(context.WithoutCancel(ctx), out)
	return next, ToEngine(err)
}

// record has the record take what became of the letter.
func (d *delivery) record(ctx context.Context, out letters.RecordDelivery) (claim.Next, error) {
	cmd := claim.Command{
		ID:    claim.DerivedID("delivery", out.Message.String(), string(out.Delivery), strconv.Itoa(out.Attempts)),
		Actor: claim.System, Body: out,
	}
	done, err := d.Store.Do(ctx, claim.Doing{Acts: []claim.Act{{To: d.letters.Stream(), Command: cmd}}, Now: d.now, Carrier: d.letters.Stream()})
	if err != nil {
		return claim.Next{}, err
	}
	if refused := done[0].Refused; refused != nil {
		return claim.Next{}, refused
	}
	return done[0].Next, nil
}

// delivery is one run of Deliver.
type delivery struct {
	*Mail
	letters  *letters.Correspondence
	message  *letters.Message
	carrier  Carrier
	composed Composed
	attempts int
	now      time.Time
}

// wanted reports whether the record still waits for the letter to go out. An
// activity that the engine carries out twice must not hand it over twice.
func (d *delivery) wanted() bool {
	return d.message != nil && slices.ContainsFunc(d.letters.ToDeliver(), func(m letters.Message) bool { return m.ID == d.message.ID })
}

func (d *delivery) run(ctx context.Context) (letters.RecordDelivery, error) {
	before, err := d.Outbox.HandOver(ctx, d.message.ID)
	if err != nil {
		return letters.RecordDelivery{}, err
	}
	d.attempts = before.Attempt
	composed, err := d.carrier.Compose(ctx, d.letters, *d.message)
	unwritable := claim.CodeOf(err) == claim.CodeInvalid
	if err != nil && !unwritable {
		return letters.RecordDelivery{}, err
	}
	d.composed = composed
	if before.Attempt > d.message.Attempts { // tried since the workflow last heard of it
		if !before.Ended {
			return d.lost(ctx)
		}
		if known := deliveries[Outcome(before.Outcome)]; known != "" {
			return d.settled(known, before.Reason)
		}
	}
	if unwritable {
		return d.settled(letters.DeliveryStopped, claim.StoppedUnwritable)
	}
	if stop, err := d.stop(ctx); err != nil || stop.Message != uuid.Nil {
		return stop, err
	}
	if err := d.held(ctx); err != nil {
		return letters.RecordDelivery{}, err
	}
	if wait := before.Next.Sub(d.now); wait > 0 { // the engine was quicker, as after a rebuild
		return letters.RecordDelivery{}, tryAgain(before.Reason, wait)
	}
	done, wait, err := d.carrier.Admit(ctx, d.composed, d.now)
	switch {
	case err != nil:
		return letters.RecordDelivery{}, err
	case wait > 0: // no attempt was made
		return letters.RecordDelivery{}, itsTurn(wait + spread(d.message.ID[:], wait))
	}
	defer done()
	return d.handOver(ctx)
}

// deliveries are the outcomes that settle a letter. A deferred one is tried again.
var deliveries = map[Outcome]letters.Delivery{
	Accepted:   letters.DeliveryAccepted,
	Uncertain:  letters.DeliveryUncertain,
	Refused:    letters.DeliveryHardBounce,
	TurnedAway: letters.DeliverySoftBounce,
	Rejected:   letters.DeliveryStopped,
}

// lost settles an attempt whose outcome is not known.
func (d *delivery) lost(ctx context.Context) (letters.RecordDelivery, error) {
	if err := d.end(ctx, Uncertain, claim.HandOverCrashed, time.Time{}); err != nil {
		return letters.RecordDelivery{}, err
	}
	return d.settled(letters.DeliveryUncertain, claim.HandOverCrashed)
}

func (d *delivery) settled(delivery letters.Delivery, reason claim.Reason) (letters.RecordDelivery, error) {
	return letters.RecordDelivery{
		Message: d.message.ID, Delivery: delivery, Reason: reason, Attempts: d.attempts,
		Contact: d.composed.Contact.ID, Content: d.composed.Content, At: claim.Instant(d.now), Put: d.composed.Put,
		Language: d.composed.Language,
	}, nil
}

// handOver makes one attempt. Its outcome must be kept even when this run is
// being stopped.
func (d *delivery) handOver(ctx context.Context) (letters.RecordDelivery, error) {
	attempt, lost, err := d.Outbox.BeginHandOver(ctx, d.message.ID, d.now)
	if err != nil {
		return letters.RecordDelivery{}, err
	}
	d.attempts = attempt
	if lost { // somebody else is at it, or was until just now
		return d.lost(ctx)
	}
	if held := d.held(ctx); held != nil { // meanwhile: so no hand-over begins once mail is held
		return letters.RecordDelivery{}, cmp.Or(d.end(ctx, Deferred, claim.HandOverHeld, time.Time{}), held)
	}
	handed, failed := d.carrier.HandOver(ctx, d.letters, d.composed)
	if failed != nil {
		handed = Handed{Outcome: Deferred, Reason: claim.HandOverNotTried}
	}
	return d.handed(ctx, handed, failed)
}

// handed keeps what became of an attempt. failed is why it was not made.
func (d *delivery) handed(ctx context.Context, handed Handed, failed error) (letters.RecordDelivery, error) {
	d.now = d.Clock.Now()
	var next time.Time
	if handed.Outcome == Deferred {
		next = d.now.Add(gap(d.attempts))
	}
	if err := errors.Join(failed, d.end(ctx, handed.Outcome, handed.Reason, next)); err != nil {
		return letters.RecordDelivery{}, err
	}
	if known := deliveries[handed.Outcome]; known != "" {
		out, err := d.settled(known, handed.Reason)
		out.Said, out.Cause, out.Uncopied = handed.Said, handed.Cause, handed.Uncopied
		return out, err
	}
	if d.attempts > giveUpAttempts && d.now.Sub(d.message.At) > giveUpAfter {
		out, err := d.settled(letters.DeliveryStopped, claim.StoppedGaveUp)
		out.Said = handed.Said
		return out, err
	}
	if err := d.deferred(ctx, handed); err != nil {
		return letters.RecordDelivery{}, err
	}
	return letters.RecordDelivery{}, tryAgain(handed.Reason, gap(d.attempts))
}

// deferred has the record take that the letter is put off, and what the server said.
func (d *delivery) deferred(ctx context.Context, handed Handed) error {
	out, err := d.settled(letters.DeliveryDeferred, handed.Reason)
	if err != nil {
		return err
	}
	out.Said, out.Lasting = handed.Said, handed.Lasting
	_, err = d.record(context.WithoutCancel(ctx), out)
	return err
}

// end keeps how the attempt ended, even when this run is being stopped.
func (d *delivery) end(ctx context.Context, outcome Outcome, reason claim.Reason, next time.Time) error {
	return d.Outbox.EndHandOver(context.WithoutCancel(ctx), d.message.ID,
		letters.HandOverEnd{Outcome: string(outcome), Reason: reason, At: d.now, Next: next})
}

// gap is how long a letter waits after an attempt that failed: from seconds, as for a
// server that restarts, rising to an hour (RFC 5321 section 4.5.4.1).
func gap(attempt int) time.Duration {
	return min(firstGap<<min(attempt-1, 16), longestGap)
}

const (
	firstGap   = 5 * time.Second
	longestGap = time.Hour
)
