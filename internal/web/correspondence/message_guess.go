package correspondence

import (
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// MessageAccept says that a message in quarantine belongs where it was guessed to.
func MessageAccept(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageAccept, operation.OfMessage(id, guessOf(v))); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done(view.Path, "The message belongs to that party now. Read it.")
}

// MessageRefuse says that it does not. It stays in quarantine.
func MessageRefuse(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageRefuse, operation.OfMessage(id, guessOf(v))); err != nil {
		return v.Refuse("message_show", view, err)
	}
	const said = "The message is not theirs, and their clock runs again. It stays in quarantine until somebody places it or takes it out."
	if v.Checked("list") {
		return v.Done("/inbox?show=quarantine", said)
	}
	return v.Done(view.Path, said)
}

func guessOf(v *page.Visit) answers.GuessInput {
	return answers.GuessInput{Case: v.Form("case"), Party: v.Form("party")}
}

// MessageSender adds the sender of a message to the contact points of its party.
func MessageSender(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageSender, operation.OfMessage(id, answers.SenderInput{Role: v.Form("role")})); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done(view.Path, "The sender is a contact point of the party now.")
}
