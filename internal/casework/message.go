package casework

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// What stands for a text that is not there.
const (
	unreadable = "[it cannot be read]"
	erased     = "[erased]"
)

// Messages lists every message of the cases that the caller may see, also those
// that were read and those that a machine seems to have sent, and what is in
// quarantine. The oldest comes first.
func (d *Desk) Messages(ctx context.Context, caller Caller) ([]InboxItem, error) {
	items, err := d.waiting(ctx, caller, func(row claim.InboxRow) bool { return row.Quarantine != "" })
	if err != nil {
		return nil, err
	}
	cases, err := d.visible(ctx, caller)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		of, err := d.messagesOf(ctx, c)
		if err != nil {
			return nil, err
		}
		items = append(items, of...)
	}
	slices.SortStableFunc(items, func(a, b InboxItem) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return items, nil
}

// visible loads the cases that the caller may see.
func (d *Desk) visible(ctx context.Context, caller Caller) ([]*claim.Case, error) {
	rows, err := d.store.Cases(ctx)
	if err != nil {
		return nil, err
	}
	var cases []*claim.Case
	for _, row := range rows {
		c, err := d.caseByID(ctx, caller, row.ID, row.Slug)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

func (d *Desk) messagesOf(ctx context.Context, c *claim.Case) ([]InboxItem, error) {
	states, err := d.store.States(ctx, c.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	var items []InboxItem
	for _, state := range states {
		letters, ok := state.(*claim.Correspondence)
		if !ok {
			continue
		}
		for _, m := range letters.Messages {
			if m.Kind != claim.Reply {
				continue
			}
			item, err := d.placed(ctx, c, letters, m)
			if err != nil {
				return nil, err
			}
			items = append(items, item.short())
		}
	}
	return items, nil
}

// placed is a message of a correspondence.
func (d *Desk) placed(ctx context.Context, c *claim.Case, letters *claim.Correspondence, m claim.Message) (InboxItem, error) {
	item := InboxItem{Message: m.ID, ReceivedAt: m.At, Class: m.Class, ReadAt: pointer(m.ReadAt), Disposition: m.Disposition}
	var err error
	if item.Case, item.Party, err = d.names(ctx, c, letters.Party); err != nil {
		return item, err
	}
	item.MailText, err = d.mailText(ctx, m.ID, m.Content)
	return item, err
}

// Message shows one message, all of it: of a case that the caller may see, or,
// to those who sort it, from the quarantine.
func (d *Desk) Message(ctx context.Context, caller Caller, id uuid.UUID) (InboxItem, error) {
	if err := caller.May(MayReadMail); err != nil {
		return InboxItem{}, err
	}
	if letters, m, err := d.pageMessageOf(ctx, caller, id); err == nil {
		return d.pageItem(ctx, letters, *m)
	}
	in, err := d.intake(ctx, caller, id)
	if err != nil {
		return InboxItem{}, err
	}
	letters, err := load[*claim.Correspondence](ctx, d, claim.StreamCorrespondence, in.Correspondence)
	if err != nil {
		return InboxItem{}, err
	}
	if m := letters.Message(id); m != nil {
		c, err := d.caseByID(ctx, caller, letters.Case, letters.Case.String())
		if err != nil {
			return InboxItem{}, hide(err, aMessage, id.String())
		}
		return d.placed(ctx, c, letters, *m)
	}
	item := InboxItem{ // in quarantine, or on its way to its correspondence
		Message: id, ReceivedAt: in.Mail.ReceivedAt, Class: in.Mail.Class, Quarantine: in.Quarantine, Discarded: in.Discarded,
	}
	item.MailText, err = d.mailText(ctx, id, in.Mail.Raw)
	return item, err
}

// intake finds a message that the caller may see: where it went, or, if it is
// nowhere, as one of those who sort it.
func (d *Desk) intake(ctx context.Context, caller Caller, id uuid.UUID) (*claim.Intake, error) {
	in, err := load[*claim.Intake](ctx, d, claim.StreamIntake, id)
	switch {
	case err != nil:
		return nil, err
	case in.Version == 0, in.Correspondence == uuid.Nil && caller.May(MaySortMail) != nil:
		return nil, notFound(aMessage, id.String())
	case in.Correspondence == uuid.Nil:
		return in, d.mayPlace(ctx, caller, id)
	}
	_, err = d.letters(ctx, caller, in.Correspondence)
	return in, hide(err, aMessage, id.String())
}

// mayPlace refuses a message in quarantine that is addressed to a correspondence
// of a case that the caller may not see, as if it were not there.
func (d *Desk) mayPlace(ctx context.Context, caller Caller, message uuid.UUID) error {
	named, err := d.store.SpooledFor(ctx, message)
	if err != nil {
		return err
	}
	for _, id := range named {
		letters, err := load[*claim.Correspondence](ctx, d, claim.StreamCorrespondence, id)
		if err != nil {
			return err
		}
		if letters.Version == 0 {
			continue
		}
		if _, err := d.caseByID(ctx, caller, letters.Case, ""); err != nil {
			return hide(err, aMessage, message.String())
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
