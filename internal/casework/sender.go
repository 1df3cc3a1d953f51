package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// CheckSender looks again at who sent a message: after the DNS did not answer, or after the party's contact points
// have changed. What was found before stays in the record, and so does the grade of answers that were read from it.
func (d *Door) CheckSender(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	ctx = d.Keyed(ctx)
	correspondence, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	m := mail.Message(message)
	if m == nil {
		return Receipt{}, NotFound(AMessage, message.String())
	}
	if d.settings.Senders == nil {
		return Receipt{}, claim.Errorf(claim.CodeUnavailable, "nobody here looks at who sent mail")
	}
	sender, err := d.settings.Senders.CheckSender(ctx, mail, *m, true)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.Do(ctx, mail.Stream(), Command(ctx, caller, letters.CheckSender{Message: message, Sender: sender}))
}

// compareSender holds who sent a message against the party that it was given to. If that fails the message is
// where it belongs all the same, says that its sender was not compared, and can be checked again. Nothing that the
// workflow waits for changes by it, so the engine is not asked.
func (d *Door) compareSender(ctx context.Context, correspondence, message uuid.UUID) {
	mail, err := Load[*letters.Correspondence](ctx, d.store, claim.StreamCorrespondence, correspondence)
	if err != nil || d.settings.Senders == nil {
		return
	}
	m := mail.Message(message)
	if m == nil {
		return
	}
	if sender, err := d.settings.Senders.CheckSender(ctx, mail, *m, false); err == nil {
		cmd := claim.Command{ID: claim.DerivedID("compare sender", Key(ctx).String()), Actor: claim.System, Body: letters.CheckSender{Message: message, Sender: sender}}
		_ = d.Write(ctx, mail.Stream(), cmd)
	}
}
