package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// placed is a message of a correspondence.
func (d *Door) placed(ctx context.Context, c *claim.Case, letters *claim.Correspondence, m claim.Message) (InboxItem, error) {
	item := InboxItem{Message: m.ID, ReceivedAt: m.At, Class: m.Class, ReadAt: Pointer(m.ReadAt), Disposition: m.Disposition}
	var err error
	if item.Case, item.Party, err = d.names(ctx, c, letters.Party); err != nil {
		return item, err
	}
	item.MailText, err = d.texts.Of(ctx, m.ID, m.Content)
	return item, err
}

// Message shows one message, all of it: of a case that the caller may see, or,
// to those who sort it, from the quarantine.
func (d *Door) Message(ctx context.Context, caller Caller, id uuid.UUID) (InboxItem, error) {
	if err := caller.May(MayReadMail); err != nil {
		return InboxItem{}, err
	}
	if letters, m, err := d.ThePageMessage(ctx, caller, id); err == nil {
		return d.pageItem(ctx, letters, *m)
	}
	in, err := d.TheIntake(ctx, caller, id)
	if err != nil {
		return InboxItem{}, err
	}
	letters, err := Load[*claim.Correspondence](ctx, d.store, claim.StreamCorrespondence, in.Correspondence)
	if err != nil {
		return InboxItem{}, err
	}
	if m := letters.Message(id); m != nil {
		c, err := d.CaseByID(ctx, caller, letters.Case, letters.Case.String())
		if err != nil {
			return InboxItem{}, Hide(err, AMessage, id.String())
		}
		return d.placed(ctx, c, letters, *m)
	}
	item := InboxItem{ // in quarantine, or on its way to its correspondence
		Message: id, ReceivedAt: in.Mail.ReceivedAt, Class: in.Mail.Class, Quarantine: in.Quarantine, Discarded: in.Discarded,
	}
	item.MailText, err = d.texts.Of(ctx, id, in.Mail.Raw)
	return item, err
}
