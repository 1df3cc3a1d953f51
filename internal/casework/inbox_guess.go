package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
)

// GuessInput says which guess is meant, where a message in quarantine may concern
// several correspondences.
type GuessInput struct {
	Case  string `json:"case,omitempty" doc:"the case; left out if only one is guessed"`
	Party string `json:"party,omitempty" doc:"the party; left out if only one is guessed"`
}

// SenderInput adds the sender of a message to the contact points of its party.
type SenderInput struct {
	Role string `json:"role,omitempty" doc:"who writes from there, such as press office"`
}

// AcceptMessage gives a message in quarantine to the correspondence that it was
// guessed to belong to. It waits there to be read.
func (d *Door) AcceptMessage(ctx context.Context, caller Caller, message uuid.UUID, in GuessInput) (Receipt, error) {
	return d.guessed(ctx, caller, message, in, func(to uuid.UUID) claim.Body { return intake.AcceptGuess{Correspondence: to} })
}

// RefuseMessage says that a message in quarantine does not belong to the
// correspondence that was guessed, whose clock runs again. It stays in quarantine.
func (d *Door) RefuseMessage(ctx context.Context, caller Caller, message uuid.UUID, in GuessInput) (Receipt, error) {
	return d.guessed(ctx, caller, message, in, func(to uuid.UUID) claim.Body { return intake.RefuseGuess{Correspondence: to} })
}

func (d *Door) guessed(ctx context.Context, caller Caller, message uuid.UUID, in GuessInput, body func(uuid.UUID) claim.Body) (Receipt, error) {
	ctx = d.Keyed(ctx)
	taken, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	to, err := d.guessOf(ctx, caller, in)
	if err != nil {
		return Receipt{}, err
	}
	do := body(to)
	if err := d.Write(ctx, taken.Stream(), Command(ctx, caller, do)); err != nil {
		return Receipt{}, err
	}
	if _, accepted := do.(intake.AcceptGuess); accepted {
		d.compareAccepted(ctx, taken, to)
	}
	return Receipt{ID: message}, nil
}

// compareAccepted holds who sent a message against the party whose it was guessed to be. taken is as it was before.
func (d *Door) compareAccepted(ctx context.Context, taken *intake.Intake, to uuid.UUID) {
	if to == uuid.Nil {
		if len(taken.Guesses) == 0 {
			return
		}
		to = taken.Guesses[0].Correspondence
	}
	d.compareSender(ctx, to, taken.NextMessageIn(to))
}

// guessOf is the correspondence that is meant; the zero id if nothing is said.
func (d *Door) guessOf(ctx context.Context, caller Caller, in GuessInput) (uuid.UUID, error) {
	switch {
	case in == GuessInput{}:
		return uuid.Nil, nil
	case in.Case == "":
		return uuid.Nil, Invalid("case", "say in which case")
	case in.Party == "":
		return uuid.Nil, Invalid("party", "say which party")
	}
	c, err := d.TheCase(ctx, caller, in.Case)
	if err != nil {
		return uuid.Nil, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	return claim.CorrespondenceID(c.ID, party), err
}

// AddSender makes the address that a message came from a contact point of its party.
// That it is the party's is for whoever does it to know: the message does not prove it.
func (d *Door) AddSender(ctx context.Context, caller Caller, message uuid.UUID, in SenderInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, m, err := d.theReply(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	text, err := d.texts.Of(ctx, m.ID, m.Content)
	if err != nil {
		return Receipt{}, err
	}
	if m.FromDesk() {
		return Receipt{}, claim.Errorf(claim.CodeConflict, "somebody on the desk sent the message: its address is none of the party's").
			WithHint("add the party's address by hand: onrecord contact add")
	}
	known, err := d.store.ContactsAt(ctx, text.From)
	if err != nil {
		return Receipt{}, err
	}
	for _, s := range known {
		if s.Party == mail.Party {
			return Receipt{ID: s.Contact}, nil
		}
	}
	address, err := ContactInput{text.From, in.Role}.Words()
	if err != nil {
		return Receipt{}, err
	}
	contact, err := d.KeepContact(ctx, address)
	if err != nil {
		return Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamParty, ID: mail.Party}
	return Receipt{ID: contact.ID}, d.Write(ctx, to, Command(ctx, caller, people.AddContact{Contact: contact, Sender: true}))
}

// theReply finds a message that came by mail into a correspondence which the caller may see.
func (d *Door) theReply(ctx context.Context, caller Caller, message uuid.UUID) (*letters.Correspondence, *letters.Message, error) {
	id, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, id)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	m := mail.Message(message)
	if m == nil || m.Kind != claim.Reply || m.Channel.OnPage() || m.Class == received.MailBounce {
		return nil, nil, NotFound(AMessage, message.String())
	}
	return mail, m, nil
}
