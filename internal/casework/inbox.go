package casework

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// InboxItem is a message that came in.
type InboxItem struct {
	Message     uuid.UUID         `json:"message"`
	Case        string            `json:"case,omitempty"`
	Party       string            `json:"party,omitempty"`
	ReceivedAt  time.Time         `json:"receivedAt"`
	Class       claim.MailClass   `json:"class,omitempty" doc:"answer (a person wrote it), automatic or bounce"`
	Quarantine  claim.Reason      `json:"quarantine,omitempty" doc:"why it could not be placed"`
	Discarded   bool              `json:"discarded,omitempty" doc:"somebody took it out of quarantine"`
	ReadAt      *time.Time        `json:"readAt,omitempty" doc:"when somebody read it; one that waits has none"`
	Disposition claim.Disposition `json:"disposition,omitempty" doc:"what the reader made of it"`
	Cut         bool              `json:"cut,omitempty" doc:"the text goes on; the message by its identifier has all of it"`
	MailText
}

// ReadInput says what a person made of a message that holds no answer.
type ReadInput struct {
	Disposition claim.Disposition `json:"disposition" doc:"what the message is"`
}

// AssignInput gives a message in quarantine to a party in a case.
type AssignInput struct {
	Case  string `json:"case"`
	Party string `json:"party"`
}

// Inbox lists the messages that wait for a person: unread ones of cases that
// the caller may see, and those in quarantine.
func (d *Door) Inbox(ctx context.Context, caller Caller) ([]InboxItem, error) {
	return d.waiting(ctx, caller, func(claim.InboxRow) bool { return true })
}

// waiting lists the messages that wait and that the caller may see.
func (d *Door) waiting(ctx context.Context, caller Caller, wanted func(claim.InboxRow) bool) ([]InboxItem, error) {
	if err := caller.May(MayReadMail); err != nil {
		return nil, err
	}
	items := []InboxItem{}
	for _, quarantine := range []bool{false, true} {
		if quarantine && caller.May(MaySortMail) != nil {
			continue // nobody knows yet which case it belongs to
		}
		for q := (claim.InboxQuery{Viewer: caller.Viewer(), Quarantine: quarantine, Limit: 200}); ; {
			rows, next, err := d.store.InboxPage(ctx, q)
			if err != nil {
				return nil, err
			}
			if items, err = d.inboxItems(ctx, caller, items, slices.DeleteFunc(rows, func(r claim.InboxRow) bool { return !wanted(r) })); err != nil {
				return nil, err
			}
			if q.After = next; next == "" {
				break
			}
		}
	}
	slices.SortStableFunc(items, func(a, b InboxItem) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return items, nil
}

// inboxItems adds rows to a list, in short.
func (d *Door) inboxItems(ctx context.Context, caller Caller, items []InboxItem, rows []claim.InboxRow) ([]InboxItem, error) {
	cases, ids := map[uuid.UUID]bool{}, []uuid.UUID{}
	keys := make([]mailKey, len(rows))
	for i, row := range rows {
		keys[i] = mailKey{row.Message, row.Raw}
		if row.Case != uuid.Nil {
			cases[row.Case] = true
			ids = append(ids, row.Case, row.Party)
		}
	}
	visible, err := d.store.Visible(ctx, caller.Viewer(), slices.Collect(maps.Keys(cases)))
	if err != nil {
		return nil, err
	}
	called, err := d.store.Called(ctx, Unique(ids))
	if err != nil {
		return nil, err
	}
	texts, err := d.textsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Case != uuid.Nil && !visible[row.Case] {
			continue
		}
		item := InboxItem{Message: row.Message, ReceivedAt: row.ReceivedAt, Quarantine: row.Quarantine, MailText: texts[row.Message]}
		if row.Case != uuid.Nil {
			item.Class = claim.MailAnswer // nothing else waits
			item.Case, item.Party = called[row.Case].Name, called[row.Party].Name
		}
		items = append(items, item.short())
	}
	return items, nil
}

// InboxPage is a page of messages that wait.
type InboxPage struct {
	Items  []InboxItem
	Next   string // cursor of the next page; empty at the end
	Counts claim.InboxCounts
}

// InboxFilter picks messages that wait.
type InboxFilter struct {
	Quarantine bool   // those in quarantine, instead of unread ones
	After      string // cursor
	Limit      int    // 50 if it is 0
}

// InboxList lists a page of messages that wait for a person, the oldest first,
// with how many there are in all.
func (d *Door) InboxList(ctx context.Context, caller Caller, f InboxFilter) (InboxPage, error) {
	if err := caller.May(MayReadMail); err != nil {
		return InboxPage{}, err
	}
	counts, err := d.InboxCounts(ctx, caller)
	if err != nil {
		return InboxPage{}, err
	}
	page := InboxPage{Counts: counts}
	if f.Quarantine && !caller.Can(MaySortMail) {
		return page, nil
	}
	rows, next, err := d.store.InboxPage(ctx, claim.InboxQuery{
		Viewer: caller.Viewer(), Quarantine: f.Quarantine, After: f.After, Limit: f.Limit,
	})
	if err != nil {
		return page, err
	}
	page.Next = next
	page.Items, err = d.inboxItems(ctx, caller, nil, rows)
	return page, err
}

// InboxCounts counts the messages that wait and that the caller may see, each
// up to [MaxTurnCount].
func (d *Door) InboxCounts(ctx context.Context, caller Caller) (claim.InboxCounts, error) {
	if err := caller.May(MayReadMail); err != nil {
		return claim.InboxCounts{}, err
	}
	counts, err := d.store.InboxCounts(ctx, caller.Viewer())
	if !caller.Can(MaySortMail) {
		counts.Quarantine = 0
	}
	return counts, err
}

// names are the short names of a case and a party.
func (d *Door) names(ctx context.Context, c *claim.Case, partyID uuid.UUID) (slug, party string, err error) {
	p, err := Load[*claim.Party](ctx, d.store, claim.StreamParty, partyID)
	if err != nil {
		return "", "", err
	}
	l, err := d.library(ctx, c.Text, p.Profile)
	return Read[claim.CaseHead](l, c.Text).Slug, Read[claim.PartyProfile](l, p.Profile).Key, err
}

// ReadMessage says that a message was read and holds no answer. The clock of
// the correspondence runs again, unless they asked back.
func (d *Door) ReadMessage(ctx context.Context, caller Caller, message uuid.UUID, in ReadInput) (Receipt, error) {
	if err := caller.May(MayRecordAnswers); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	correspondence, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	letters, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	cmd := command(ctx, caller, claim.ReadMessage{Message: message, Disposition: in.Disposition})
	return Receipt{ID: message}, d.do(ctx, letters.Stream(), cmd)
}

// AssignMessage gives a message in quarantine to a party in a case.
func (d *Door) AssignMessage(ctx context.Context, caller Caller, message uuid.UUID, in AssignInput) (Receipt, error) {
	if err := caller.May(MaySortMail); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	intake, err := d.TheIntake(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	c, err := d.TheCase(ctx, caller, in.Case)
	if err != nil {
		return Receipt{}, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, party)}
	letters, err := d.store.Load(ctx, to)
	if err != nil {
		return Receipt{}, err
	}
	if letters.StreamVersion() == 0 {
		return Receipt{}, claim.Errorf(claim.CodeInvalid, "%q was not asked anything in this case", in.Party).
			WithHint("ask the party first: onrecord ask")
	}
	return Receipt{ID: message}, d.write(ctx, intake.Stream(), command(ctx, caller, claim.AssignMail{Correspondence: to.ID}))
}

// DiscardMessage takes a message out of quarantine without giving it to anybody. It is kept.
func (d *Door) DiscardMessage(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	if err := caller.May(MaySortMail); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	intake, err := d.TheIntake(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.write(ctx, intake.Stream(), command(ctx, caller, claim.DiscardMail{}))
}
