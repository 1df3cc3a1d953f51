package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
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
func AcceptMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput) (casework.Receipt, error) {
	return guessed(ctx, d, caller, message, in, func(to uuid.UUID) claim.Body { return intake.AcceptGuess{Correspondence: to} })
}

// RefuseMessage says that a message in quarantine does not belong to the
// correspondence that was guessed, whose clock runs again. It stays in quarantine.
func RefuseMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput) (casework.Receipt, error) {
	return guessed(ctx, d, caller, message, in, func(to uuid.UUID) claim.Body { return intake.RefuseGuess{Correspondence: to} })
}

func guessed(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput, body func(uuid.UUID) claim.Body) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	taken, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	to, err := guessOf(ctx, d, caller, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	do := body(to)
	if err := d.Write(ctx, taken.Stream(), casework.Command(ctx, caller, do)); err != nil {
		return casework.Receipt{}, err
	}
	if _, accepted := do.(intake.AcceptGuess); accepted {
		compareAccepted(ctx, d, taken, to)
	}
	return casework.Receipt{ID: message}, nil
}

// compareAccepted holds who sent a message against the party whose it was guessed to be. taken is as it was before.
func compareAccepted(ctx context.Context, d *casework.Door, taken *intake.Intake, to uuid.UUID) {
	if to == uuid.Nil {
		if len(taken.Guesses) == 0 {
			return
		}
		to = taken.Guesses[0].Correspondence
	}
	compareSender(ctx, d, to, taken.NextMessageIn(to))
}

// guessOf is the correspondence that is meant; the zero id if nothing is said.
func guessOf(ctx context.Context, d *casework.Door, caller casework.Caller, in GuessInput) (uuid.UUID, error) {
	switch {
	case in == GuessInput{}:
		return uuid.Nil, nil
	case in.Case == "":
		return uuid.Nil, casework.Invalid("case", "say in which case")
	case in.Party == "":
		return uuid.Nil, casework.Invalid("party", "say which party")
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
