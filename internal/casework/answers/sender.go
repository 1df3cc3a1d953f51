package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// CheckSender looks again at who sent a message: after the DNS did not answer, or after the party's contact points
// have changed. What was found before stays in the record, and so does the grade of answers that were read from it.
func CheckSender(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	correspondence, err := d.Record().MessageCorrespondence(ctx, message)
	if err != nil {
		return casework.Receipt{}, casework.Hide(err, casework.AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return casework.Receipt{}, casework.Hide(err, casework.AMessage, message.String())
	}
	m := mail.Message(message)
	if m == nil {
		return casework.Receipt{}, casework.NotFound(casework.AMessage, message.String())
	}
	if d.MadeWith().Senders == nil {
		return casework.Receipt{}, claim.Errorf(claim.CodeUnavailable, "nobody here looks at who sent mail")
	}
	sender, err := d.MadeWith().Senders.CheckSender(ctx, mail, *m, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: message}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, letters.CheckSender{Message: message, Sender: sender}))
}

// compareSender holds who sent a message against the party that it was given to. If that fails the message is
// where it belongs all the same, says that its sender was not compared, and can be checked again. Nothing that the
// workflow waits for changes by it, so the engine is not asked.
func compareSender(ctx context.Context, d *casework.Door, correspondence, message uuid.UUID) {
	mail, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, correspondence)
	if err != nil || d.MadeWith().Senders == nil {
		return
	}
	m := mail.Message(message)
	if m == nil {
		return
	}
	if sender, err := d.MadeWith().Senders.CheckSender(ctx, mail, *m, false); err == nil {
		cmd := claim.Command{ID: claim.DerivedID("compare sender", casework.Key(ctx).String()), Actor: claim.System, Body: letters.CheckSender{Message: message, Sender: sender}}
		_ = d.Write(ctx, mail.Stream(), cmd)
	}
}
