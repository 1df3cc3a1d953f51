package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
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

// SenderInput adds the sender of a message to the contact points of its party.
type SenderInput struct {
	Role string `json:"role,omitempty" doc:"who writes from there, such as press office"`
}

// AddSender makes the address that a message came from a contact point of its party.
// That it is the party's is for whoever does it to know: the message does not prove it.
func AddSender(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in SenderInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, m, err := theReply(ctx, d, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	text, err := d.Texts().Of(ctx, m.ID, m.Content)
	if err != nil {
		return casework.Receipt{}, err
	}
	if m.FromDesk() {
		return casework.Receipt{}, claim.Errorf(claim.CodeConflict, "somebody on the desk sent the message: its address is none of the party's").
			WithHint("add the party's address by hand: onrecord contact add")
	}
	known, err := d.Record().ContactsAt(ctx, text.From)
	if err != nil {
		return casework.Receipt{}, err
	}
	for _, s := range known {
		if s.Party == mail.Party {
			return casework.Receipt{ID: s.Contact}, nil
		}
	}
	address, err := casework.ContactInput{Email: text.From, Role: in.Role}.Words()
	if err != nil {
		return casework.Receipt{}, err
	}
	contact, err := d.KeepContact(ctx, address)
	if err != nil {
		return casework.Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamParty, ID: mail.Party}
	return casework.Receipt{ID: contact.ID}, d.Write(ctx, to, casework.Command(ctx, caller, people.AddContact{Contact: contact, Sender: true}))
}

// theReply finds a message that came by mail into a correspondence which the caller may see.
func theReply(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID) (*letters.Correspondence, *letters.Message, error) {
	id, err := d.Record().MessageCorrespondence(ctx, message)
	if err != nil {
		return nil, nil, casework.Hide(err, casework.AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, id)
	if err != nil {
		return nil, nil, casework.Hide(err, casework.AMessage, message.String())
	}
	m := mail.Message(message)
	if m == nil || m.Kind != claim.Reply || m.Channel.OnPage() || m.Class == received.MailBounce {
		return nil, nil, casework.NotFound(casework.AMessage, message.String())
	}
	return mail, m, nil
}
