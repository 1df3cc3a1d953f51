package post

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// Receive keeps a message, byte for byte. It is durable when Receive returns,
// so it may be acknowledged then.
func (r *Room) Receive(ctx context.Context, envelope received.Envelope, raw []byte, at time.Time) (uuid.UUID, error) {
	arrival := received.Arrival{Raw: raw, Envelope: envelope, At: claim.Instant(at)}
	if r.stranger(envelope.To) {
		arrival.Counts = namesOf(r.counts(envelope.From, envelope.Peer, at))
	}
	spooled, err := r.keep(ctx, arrival)
	return spooled.Intake, err
}

func (r *Room) keep(ctx context.Context, arrival received.Arrival) (received.Spooled, error) {
	in := mail.ReadHeader(arrival.Raw)
	arrival.Identity = mail.Identity(arrival.Raw, in)
	// What cannot be looked up now, or stands in the text, is found when the message is taken in.
	if found, err := r.find(ctx, in, arrival.Envelope.To); err == nil {
		arrival.Correspondences, _ = r.mayConcern(ctx, found)
	}
	spooled, err := r.Store.Spool(ctx, arrival)
	if err != nil {
		return spooled, fmt.Errorf("spool a message: %w", err)
	}
	return spooled, nil
}

// Examine implements [activities.Spool]: it says what a message is and what it
// points at.
func (r *Room) Examine(ctx context.Context, id uuid.UUID) (intake.TakeIn, error) {
	release, err := r.examining.take(ctx)
	if err != nil {
		return intake.TakeIn{}, err
	}
	defer release()
	spooled, err := r.Store.SpooledByID(ctx, id)
	if err != nil {
		return intake.TakeIn{}, err
	}
	out := intake.TakeIn{
		Delivery: spooled.Deliveries, Copies: spooled.Copies,
		Mail: received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: spooled.ReceivedAt, WayIn: spooled.Envelope.WayIn, By: spooled.Envelope.By},
	}
	raw, err := r.Store.Get(ctx, spooled.Raw)
	if err != nil {
		return out, err
	}
	to := slices.Clone(spooled.Envelope.To)
	for _, c := range spooled.Copies {
		copied, err := r.recipients(ctx, c.Raw)
		if err != nil {
			return out, err
		}
		to = append(to, copied...)
	}
	in, err := mail.Read(raw)
	if err != nil {
		out.Quarantine = claim.UnreadableMessage
	}
	found, err := r.find(ctx, in, to)
	if err != nil {
		return out, err
	}
	if !found.sure() && !found.has(received.ByCode) {
		if err := r.findQuotation(ctx, &found, in.Text); err != nil {
			return out, err
		}
	}
	out.Clues, out.Senders, out.Near = found.clues, found.senders, found.near
	if out.Quarantine != "" {
		return out, nil
	}
	return out, r.look(ctx, &out, &in, found, spooled, raw)
}

// look says what a message that can be read is, keeps what was read of it, and finds out who sent it.
func (r *Room) look(ctx context.Context, out *intake.TakeIn, in *mail.Inbound, found findings, spooled received.Spooled, raw []byte) error {
	near, err := r.mayConcern(ctx, found)
	if err != nil {
		return err
	}
	if err := r.compare(ctx, in, near[:min(len(near), intake.MaxPlaces)]); err != nil {
		return err
	}
	mail.Classify(in, r.envelope(*in, spooled.Envelope, found.sure() || found.has(received.ByCode)))
	if err := r.classify(ctx, &out.Mail, *in, near[:min(len(near), intake.MaxPlaces)]); err != nil {
		return err
	}
	if r.Keep != nil {
		if err := r.Keep(ctx, spooled.Raw, textOf(*in), append(in.Decoded(), raw)); err != nil {
			return err
		}
	}
	return r.sentBy(ctx, out, in, found, spooled, raw)
}

// recipients are at which addresses a copy of a message says it arrived.
func (r *Room) recipients(ctx context.Context, copied claim.Ref) ([]string, error) {
	raw, err := r.Store.Get(ctx, copied)
	if err != nil {
		return nil, err
	}
	return mail.Recipients(raw), nil
}

// envelope is the envelope of a message with what we know of it.
func (r *Room) envelope(in mail.Inbound, of received.Envelope, ours bool) mail.Envelope {
	_, own := token.ParseMessageID(in.MessageID, r.Domain)
	return mail.Envelope{From: of.From, To: of.To, Untold: !of.WayIn.Told(), Own: own, Ours: ours}
}

// classify says what kind of mail it is, and of a bounce what it is about. A report
// that tells of no failure is about nothing: the letter may still arrive. One that somebody sent
// who is no mail server is not believed alone: a person reads it.
func (r *Room) classify(ctx context.Context, m *received.Mail, in mail.Inbound, near []uuid.UUID) error {
	switch {
	case in.Class == mail.ClassAutomatic:
		m.Class = received.MailAutomatic
	case in.Class == mail.ClassBounce:
		m.Class = received.MailBounce
		return r.cameBack(ctx, m, in.Bounce, near)
	case in.Doubted != nil:
		before := *m
		if err := r.cameBack(ctx, m, in.Doubted, near); err != nil {
			return err
		}
		if m.Copy { // what somebody sends is theirs, and is read
			*m = before
		}
		if m.Failed {
			m.Class, m.Doubtful = received.MailBounce, true
		}
	}
	return nil
}

// cameBack is what a report says of a letter, if that failed. What it says of copies is said apart.
func (r *Room) cameBack(ctx context.Context, m *received.Mail, report *bounce.Report, near []uuid.UUID) error {
	rest, copied, open, err := r.copyFailed(ctx, *report, near)
	if err != nil {
		return err
	}
	if !copied {
		report = &rest
	}
	failed, hard, worst := failure(report)
	if !failed {
		return nil
	}
	m.Copy, m.Doubtful = copied, open && !copied
	m.Failed, m.Hard, m.Cause = true, hard, claim.Cause(worst.Cause)
	m.Said = r.keepSaid(ctx, m.Raw, worst.Said)
	if id, ok := token.ParseMessageID(report.MessageID, r.Domain); ok {
		m.About = id
	}
	return nil
}

// failure reports whether a message did not arrive, and whether for good, and what was said of the
// recipient that decides it. What has arrived at one of several recipients has arrived.
func failure(report *bounce.Report) (failed, hard bool, worst bounce.Recipient) {
	for _, rcpt := range report.Recipients {
		switch rcpt.Delivery() {
		case bounce.DeliveryDelivered, bounce.DeliveryAccepted:
			return false, false, bounce.Recipient{}
		case bounce.DeliveryHardBounce:
			if !hard {
				worst = rcpt
			}
			failed, hard = true, true
		case bounce.DeliverySoftBounce:
			if !failed {
				worst = rcpt
			}
			failed = true
		}
	}
	return failed, hard, worst
}
