package correspondence

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// InboxItem is a message that came in.
type InboxItem struct {
	Message     uuid.UUID           `json:"message"`
	Case        string              `json:"case,omitempty"`
	Party       string              `json:"party,omitempty"`
	ReceivedAt  time.Time           `json:"receivedAt"`
	Class       received.MailClass  `json:"class,omitempty" doc:"answer (a person wrote it), automatic or bounce"`
	MatchedBy   received.Match      `json:"matchedBy,omitempty" doc:"by what it was found to be the party's"`
	Doubts      []string            `json:"doubts,omitempty" doc:"why it is doubtful that the party wrote it, a sentence each"`
	Quarantine  claim.Reason        `json:"quarantine,omitempty" doc:"why it could not be placed"`
	Guesses     []Guess             `json:"guesses,omitempty" doc:"of one in quarantine, whom it may concern; their clocks wait for it"`
	Discarded   bool                `json:"discarded,omitempty" doc:"somebody took it out of quarantine"`
	ReadAt      *time.Time          `json:"readAt,omitempty" doc:"when somebody read it; one that waits has none"`
	Disposition letters.Disposition `json:"disposition,omitempty" doc:"what the reader made of it"`
	Sender      *SenderView         `json:"sender,omitempty" doc:"who sent it, as far as it is known"`
	WayIn       string              `json:"wayIn,omitempty" doc:"how it came, of a message by its identifier that no mail server handed over"`
	mailtext.MailText
}

// Inbox lists the messages that wait for a person: unread ones of cases that
// the caller may see, and those in quarantine. There are [MaxMessages] of each at most; [Room.InboxAfter] has the later ones.
func (r *Room) Inbox(ctx context.Context, caller casework.Caller) ([]InboxItem, error) {
	return r.InboxAfter(ctx, caller, time.Time{})
}

// InboxAfter lists those that were received after an instant; the zero time is before all.
func (r *Room) InboxAfter(ctx context.Context, caller casework.Caller, after time.Time) ([]InboxItem, error) {
	return r.waiting(ctx, caller, after, false, true)
}

// waiting lists the messages that wait and that the caller may see, or those in the places that are named.
func (r *Room) waiting(ctx context.Context, caller casework.Caller, after time.Time, places ...bool) ([]InboxItem, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return nil, err
	}
	items := []InboxItem{}
	var ends time.Time
	for _, quarantine := range places {
		if quarantine && caller.May(casework.MaySortMail) != nil {
			continue // nobody knows yet which case it belongs to
		}
		some, end, err := r.waitingIn(ctx, caller, lists.InboxQuery{Viewer: caller.Viewer(), Quarantine: quarantine, Since: after, Limit: 200})
		if err != nil {
			return nil, err
		}
		if items = append(items, some...); !end.IsZero() && (ends.IsZero() || end.Before(ends)) {
			ends = end
		}
	}
	if !ends.IsZero() { // whoever goes on after the last misses none of the other place
		items = slices.DeleteFunc(items, func(i InboxItem) bool { return i.ReceivedAt.After(ends) })
	}
	slices.SortStableFunc(items, func(a, b InboxItem) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return items, nil
}

// waitingIn lists what waits in one place. It ends at an instant if there may be more; the zero time if there is not.
func (r *Room) waitingIn(ctx context.Context, caller casework.Caller, q lists.InboxQuery) (items []InboxItem, ends time.Time, err error) {
	for listed := 0; ; {
		rows, next, err := r.store.InboxPage(ctx, q)
		if err != nil {
			return nil, ends, err
		}
		rows, full := upTo(MaxMessages-listed, rows, func(r lists.InboxRow) time.Time { return r.ReceivedAt })
		if items, err = r.inboxItems(ctx, caller, items, rows); err != nil {
			return nil, ends, err
		}
		if listed += len(rows); full {
			return items, rows[len(rows)-1].ReceivedAt, nil
		}
		if q.After = next; next == "" {
			return items, ends, nil
		}
	}
}

// inboxItems adds rows to a list, in short.
func (r *Room) inboxItems(ctx context.Context, caller casework.Caller, items []InboxItem, rows []lists.InboxRow) ([]InboxItem, error) {
	cases, ids := map[uuid.UUID]bool{}, []uuid.UUID{}
	keys := make([]mailtext.MailKey, len(rows))
	for i, row := range rows {
		keys[i] = mailtext.MailKey{Message: row.Message, Raw: row.Raw}
		if row.Case != uuid.Nil {
			cases[row.Case] = true
			ids = append(ids, row.Case, row.Party)
		}
	}
	visible, err := r.store.Visible(ctx, caller.Viewer(), slices.Collect(maps.Keys(cases)))
	if err != nil {
		return nil, err
	}
	called, err := r.store.Called(ctx, casework.Unique(ids))
	if err != nil {
		return nil, err
	}
	texts, err := r.texts.Brief(ctx, keys)
	if err != nil {
		return nil, err
	}
	from := len(items)
	for _, row := range rows {
		if row.Case != uuid.Nil && !visible[row.Case] {
			continue
		}
		item := InboxItem{Message: row.Message, ReceivedAt: row.ReceivedAt, Quarantine: row.Quarantine, MatchedBy: row.By, MailText: texts[row.Message]}
		if row.Case != uuid.Nil {
			item.Class = row.Class
			item.Case, item.Party = called[row.Case].Name, called[row.Party].Name
		}
		if err := r.whoWrote(ctx, &item, row); err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, r.addSenders(ctx, items[from:], rows)
}

// InboxPage is a page of messages that wait.
type InboxPage struct {
	Items  []InboxItem
	Next   string // cursor of the next page; empty at the end
	Counts lists.InboxCounts
}

// InboxFilter picks messages that wait.
type InboxFilter struct {
	Quarantine bool   // those in quarantine, instead of unread ones
	After      string // cursor
	Limit      int    // 50 if it is 0
}

// InboxList lists a page of messages that wait for a person, the oldest first,
// with how many there are in all.
func (r *Room) InboxList(ctx context.Context, caller casework.Caller, f InboxFilter) (InboxPage, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return InboxPage{}, err
	}
	counts, err := r.InboxCounts(ctx, caller)
	if err != nil {
		return InboxPage{}, err
	}
	page := InboxPage{Counts: counts}
	if f.Quarantine && !caller.Can(casework.MaySortMail) {
		return page, nil
	}
	rows, next, err := r.store.InboxPage(ctx, lists.InboxQuery{
		Viewer: caller.Viewer(), Quarantine: f.Quarantine, After: f.After, Limit: f.Limit,
	})
	if err != nil {
		return page, err
	}
	page.Next = next
	page.Items, err = r.inboxItems(ctx, caller, nil, rows)
	return page, err
}

// InboxCounts counts the messages that wait and that the caller may see, each
// up to [desk.MaxTurnCount].
func (r *Room) InboxCounts(ctx context.Context, caller casework.Caller) (lists.InboxCounts, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return lists.InboxCounts{}, err
	}
	counts, err := r.store.InboxCounts(ctx, caller.Viewer())
	if !caller.Can(casework.MaySortMail) {
		counts.Quarantine = 0
	}
	return counts, err
}

// names are the short names of a case and a party.
func (r *Room) names(ctx context.Context, c *cases.Case, partyID uuid.UUID) (slug, party string, err error) {
	p, err := casework.Load[*people.Party](ctx, r.store, claim.StreamParty, partyID)
	if err != nil {
		return "", "", err
	}
	l, err := r.library(ctx, c.Text, p.Profile)
	return casework.Read[claim.CaseHead](l, c.Text).Slug, casework.Read[people.PartyProfile](l, p.Profile).Key, err
}
