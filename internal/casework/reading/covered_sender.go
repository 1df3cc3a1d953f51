package reading

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

// readFrom is the message that an answer was read from; nil if there is none.
func (b *reporter) readFrom(response uuid.UUID) (*letters.Correspondence, *letters.Message) {
	for _, l := range b.letters {
		for _, r := range l.Responses {
			if r.ID == response && r.Message != uuid.Nil {
				return l, l.Message(r.Message)
			}
		}
	}
	return nil, nil
}

// gatherSenders reads who sent the messages that answers were read from.
func (b *reporter) gatherSenders(ctx context.Context, d *Room) error {
	var messages []correspondence.SentBy
	for _, c := range b.claims {
		if b.about != uuid.Nil && c.ID != b.about {
			continue
		}
		for _, a := range c.Answers {
			if l, m := b.readFrom(a.Response); m != nil {
				messages = append(messages, correspondence.SentBy{Message: m.ID, Party: l.Party, Sender: m.Sender})
			}
		}
	}
	var err error
	b.senders, err = d.Senders(ctx, messages, false)
	return err
}

// calledBack says who made sure of an answer, and when.
func (w *coverage) calledBack(a verification.Said) string {
	if a.CalledBack == nil {
		return ""
	}
	return w.nameOf(a.CalledBack.By) + ", " + w.moment(a.CalledBack.At)
}

// numberCalled is the contact point that was called.
func numberCalled(a verification.Said) string {
	if a.CalledBack == nil {
		return ""
	}
	return a.CalledBack.Contact.String()
}

// authenticity is the grade of an answer, and of one that was read from a message what is known of who sent that.
func (w *coverage) authenticity(a verification.Said) string {
	if _, m := w.readFrom(a.Response); m != nil && w.senders[m.ID] != nil {
		return string(a.Authenticity) + ". " + w.senders[m.ID].Says
	}
	return string(a.Authenticity)
}
