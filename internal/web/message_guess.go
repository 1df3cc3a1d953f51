package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// messageAccept says that a message in quarantine belongs where it was guessed to.
func (s *Site) messageAccept(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageAccept, operation.OfMessage(id, guessOf(v))); err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done(view.Path, "The message belongs to that party now. Read it.")
}

// messageRefuse says that it does not. It stays in quarantine.
func (s *Site) messageRefuse(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageRefuse, operation.OfMessage(id, guessOf(v))); err != nil {
		return v.refuse("message_show", view, err)
	}
	const said = "The message is not theirs, and their clock runs again. It stays in quarantine until somebody places it or takes it out."
	if v.checked("list") {
		return v.done("/inbox?show=quarantine", said)
	}
	return v.done(view.Path, said)
}

func guessOf(v *visit) casework.GuessInput {
	return casework.GuessInput{Case: v.form("case"), Party: v.form("party")}
}

// messageSender adds the sender of a message to the contact points of its party.
func (s *Site) messageSender(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageSender, operation.OfMessage(id, casework.SenderInput{Role: v.form("role")})); err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done(view.Path, "The sender is a contact point of the party now.")
}
