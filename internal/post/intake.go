package post

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/bounce"
)

// Accepts reports whether the address is one of ours: any at the desk's domain.
// What has no token that verifies goes into quarantine.
func (r *Room) Accepts(address string) bool {
	_, domain, ok := strings.Cut(address, "@")
	return ok && strings.EqualFold(strings.TrimSuffix(domain, ">"), r.Domain)
}

// Receive keeps a message, byte for byte. It is durable when Receive returns,
// so it may be acknowledged then.
func (r *Room) Receive(ctx context.Context, from string, to []string, raw []byte, at time.Time) (uuid.UUID, error) {
	return r.keep(ctx, raw, letters.Envelope{From: from, To: to}, at)
}

func (r *Room) keep(ctx context.Context, raw []byte, envelope letters.Envelope, at time.Time) (uuid.UUID, error) {
	tokens := r.Tokens.FindAll(slices.Concat(envelope.To, mail.Recipients(raw)))
	spooled, err := r.Store.Spool(ctx, raw, envelope, tokens, claim.Instant(at))
	if err != nil {
		return uuid.Nil, fmt.Errorf("spool a message: %w", err)
	}
	return spooled.Intake, nil
}

// Examine implements [activities.Spool]: it says what a message is and which
// correspondence it belongs to.
func (r *Room) Examine(ctx context.Context, intake uuid.UUID) (letters.TakeIn, error) {
	release, err := r.examining.take(ctx)
	if err != nil {
		return letters.TakeIn{}, err
	}
	defer release()
	spooled, err := r.Store.SpooledByID(ctx, intake)
	if err != nil {
		return letters.TakeIn{}, err
	}
	raw, err := r.Store.Get(ctx, spooled.Raw)
	if err != nil {
		return letters.TakeIn{}, err
	}
	out := letters.TakeIn{Mail: letters.Mail{Raw: spooled.Raw, Class: letters.MailAnswer, ReceivedAt: spooled.ReceivedAt, WayIn: spooled.Envelope.WayIn, By: spooled.Envelope.By}}
	in, err := mail.Read(raw)
	if err != nil {
		out.Quarantine = claim.UnreadableMessage
		return out, nil
	}
	if err := r.compare(ctx, &in, r.Tokens.FindAll(slices.Concat(spooled.Envelope.To, in.Recipients()))); err != nil {
		return out, err
	}
	mail.Classify(&in, r.envelope(in, spooled.Envelope))
	r.classify(&out.Mail, in)
	if r.Keep != nil {
		if err := r.Keep(ctx, spooled.Raw, textOf(in), append(in.Decoded(), raw)); err != nil {
			return out, err
		}
	}
	return out, r.match(ctx, &out, in, spooled)
}

// envelope is the envelope of a message with what we know of it.
func (r *Room) envelope(in mail.Inbound, of letters.Envelope) mail.Envelope {
	ours := func(id string) bool {
		_, ok := mail.ParseMessageID(id, r.Domain)
		return ok
	}
	return mail.Envelope{
		From: of.From, To: of.To, Untold: !of.WayIn.Told(), Own: ours(in.MessageID),
		Ours: len(r.Tokens.FindAll(slices.Concat(of.To, in.Recipients()))) > 0 || slices.ContainsFunc(slices.Concat(in.InReplyTo, in.References), ours),
	}
}

// classify says what kind of mail it is, and of a bounce what it is about. A report
// that tells of no failure is about nothing: the letter may still arrive.
func (r *Room) classify(m *letters.Mail, in mail.Inbound) {
	switch in.Class {
	case mail.ClassAutomatic:
		m.Class = letters.MailAutomatic
	case mail.ClassBounce:
		m.Class = letters.MailBounce
		if failed, _ := failure(in.Bounce); !failed {
			return
		}
		_, m.Hard = failure(in.Bounce)
		if id, ok := mail.ParseMessageID(in.Bounce.MessageID, r.Domain); ok {
			m.About = id
		}
	}
}

// failure reports whether a message did not arrive, and whether for good. What has
// arrived at one of several recipients has arrived.
func failure(report *bounce.Report) (failed, hard bool) {
	for _, rcpt := range report.Recipients {
		switch rcpt.Delivery() {
		case bounce.DeliveryDelivered, bounce.DeliveryAccepted:
			return false, false
		case bounce.DeliveryHardBounce:
			failed, hard = true, true
		case bounce.DeliverySoftBounce:
			failed = true
		}
	}
	return failed, hard
}

// match finds the correspondence by the token that the message was sent to.
func (r *Room) match(ctx context.Context, out *letters.TakeIn, in mail.Inbound, spooled letters.Spooled) error {
	addresses := slices.Concat(spooled.Envelope.To, in.Recipients())
	if in.Bounce != nil {
		addresses = append(addresses, in.Bounce.ReplyTo)
	}
	found := r.Tokens.FindAll(addresses)
	switch {
	case len(found) == 0 && out.Mail.Class == letters.MailBounce:
		out.Quarantine = claim.UnmatchedDeliveries
	case len(found) == 0:
		out.Quarantine = claim.NoToken
	case len(found) > 1:
		out.Quarantine = claim.SeveralRecipients
	default:
		return r.matched(ctx, out, in, found[0])
	}
	return nil
}

func (r *Room) matched(ctx context.Context, out *letters.TakeIn, in mail.Inbound, id uuid.UUID) error {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	if err != nil {
		return err
	}
	if state.StreamVersion() == 0 {
		out.Quarantine = claim.NoCorrespondence
		return nil
	}
	out.Correspondence = id
	if m := &out.Mail; m.Class == letters.MailBounce && m.About == uuid.Nil && in.Bounce != nil {
		if failed, _ := failure(in.Bounce); failed {
			m.About = state.(*letters.Correspondence).LatestLetter()
		}
	}
	return nil
}

// Settle implements [activities.Spool].
func (r *Room) Settle(ctx context.Context, intake uuid.UUID) error {
	return r.Store.Settle(ctx, intake)
}
