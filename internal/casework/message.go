package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// What stands for a text that is not there.
const (
	unreadable = "[it cannot be read]"
	erased     = "[erased]"
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

// TheIntake finds a message that the caller may see: where it went, or, if it is
// nowhere, as one of those who sort it.
func (d *Door) TheIntake(ctx context.Context, caller Caller, id uuid.UUID) (*claim.Intake, error) {
	in, err := Load[*claim.Intake](ctx, d.store, claim.StreamIntake, id)
	switch {
	case err != nil:
		return nil, err
	case in.Version == 0, in.Correspondence == uuid.Nil && caller.May(MaySortMail) != nil:
		return nil, NotFound(AMessage, id.String())
	case in.Correspondence == uuid.Nil:
		return in, d.mayPlace(ctx, caller, id)
	}
	_, err = d.TheLetters(ctx, caller, in.Correspondence)
	return in, Hide(err, AMessage, id.String())
}

// mayPlace refuses a message in quarantine that is addressed to a correspondence
// of a case that the caller may not see, as if it were not there.
func (d *Door) mayPlace(ctx context.Context, caller Caller, message uuid.UUID) error {
	named, err := d.store.SpooledFor(ctx, message)
	if err != nil {
		return err
	}
	for _, id := range named {
		letters, err := Load[*claim.Correspondence](ctx, d.store, claim.StreamCorrespondence, id)
		if err != nil {
			return err
		}
		if letters.Version == 0 {
			continue
		}
		if _, err := d.CaseByID(ctx, caller, letters.Case, ""); err != nil {
			return Hide(err, AMessage, message.String())
		}
	}
	return nil
}

// short cuts the text for a list.
func (i InboxItem) short() InboxItem {
	if runes := []rune(i.Text); len(runes) > MaxText {
		i.Text, i.Cut = string(runes[:MaxText]), true
	}
	return i
}
