package reading

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// placed is a message of a correspondence.
func (r *Room) placed(ctx context.Context, c *claim.Case, letters *letters.Correspondence, m letters.Message) (InboxItem, error) {
	item := InboxItem{Message: m.ID, ReceivedAt: m.At, Class: m.Class, ReadAt: casework.Pointer(m.ReadAt), Disposition: m.Disposition}
	var err error
	if item.Case, item.Party, err = r.names(ctx, c, letters.Party); err != nil {
		return item, err
	}
	item.MailText, err = r.texts.Of(ctx, m.ID, m.Content)
	return item, err
}

// Message shows one message, all of it: of a case that the caller may see, or,
// to those who sort it, from the quarantine.
func (r *Room) Message(ctx context.Context, caller casework.Caller, id uuid.UUID) (InboxItem, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return InboxItem{}, err
	}
	if letters, m, err := r.door.ThePageMessage(ctx, caller, id); err == nil {
		return r.pageItem(ctx, letters, *m)
	}
	in, err := r.door.TheIntake(ctx, caller, id)
	if err != nil {
		return InboxItem{}, err
	}
	letters, err := casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, in.Correspondence)
	if err != nil {
		return InboxItem{}, err
	}
	if m := letters.Message(id); m != nil {
		c, err := r.door.CaseByID(ctx, caller, letters.Case, letters.Case.String())
		if err != nil {
			return InboxItem{}, casework.Hide(err, casework.AMessage, id.String())
		}
		item, err := r.placed(ctx, c, letters, *m)
		return r.withWayIn(ctx, item, in.Mail, err)
	}
	item := InboxItem{ // in quarantine, or on its way to its correspondence
		Message: id, ReceivedAt: in.Mail.ReceivedAt, Class: in.Mail.Class, Quarantine: in.Quarantine, Discarded: in.Discarded,
	}
	item.MailText, err = r.texts.Of(ctx, id, in.Mail.Raw)
	return r.withWayIn(ctx, item, in.Mail, err)
}
