package correspondence

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// OutboxFilter picks letters.
type OutboxFilter struct {
	State letters.OutboxState // empty for those that need an eye
	After string              // cursor of the page
	Limit int                 // 50 if left out, at most 200
}

// OutboxEntry is a letter in the outbox.
type OutboxEntry struct {
	OutboxItem
	CaseTitle string
	PartyName string
	Because   string // why, in words; empty if there is nothing to say
	Request   uuid.UUID
}

// OutboxListPage is one page of letters, the latest first.
type OutboxListPage struct {
	Letters []OutboxEntry
	Next    string // cursor of the next page; empty at the end
}

// OutboxList lists letters of the cases that the caller may see.
func (r *Room) OutboxList(ctx context.Context, caller casework.Caller, f OutboxFilter) (OutboxListPage, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return OutboxListPage{}, err
	}
	if f.State != "" && !slices.Contains(letters.OutboxStates, f.State) {
		return OutboxListPage{}, casework.Invalid("state", "letters have no such state")
	}
	rows, next, err := r.store.OutboxPage(ctx, lists.OutboxQuery{
		Viewer: caller.Viewer(), State: f.State, After: f.After, Limit: lists.PageSize(f.Limit, 50, 200),
	})
	if err != nil {
		return OutboxListPage{}, err
	}
	entries, err := r.outboxEntries(ctx, rows)
	return OutboxListPage{entries, next}, err
}

func (r *Room) outboxEntries(ctx context.Context, rows []lists.OutboxRow) ([]OutboxEntry, error) {
	ids := make([]uuid.UUID, 0, 3*len(rows))
	for _, row := range rows {
		ids = append(ids, row.Case, row.Party)
	}
	called, err := r.store.Called(ctx, casework.Unique(ids))
	if err != nil {
		return nil, err
	}
	hold, err := house.MailHold(ctx, r.door)
	if err != nil {
		return nil, err
	}
	letters := make([]OutboxEntry, len(rows))
	for i, row := range rows {
		if hold.Held && row.Delivery.Waits() {
			row.Reason = claim.HandOverHeld
		}
		theCase, party := called[row.Case], called[row.Party]
		letters[i] = OutboxEntry{
			OutboxItem: OutboxItem{
				Message: row.Message, Case: theCase.Name, Party: party.Name, Kind: row.Kind, DispatchedAt: row.DispatchedAt,
				Delivery: row.Delivery, Reason: row.Reason, Attempts: row.Attempts, Uncertain: row.Uncertain,
				NextTry: nextTry(row, hold), State: row.Delivery.Outbox(),
			},
			CaseTitle: theCase.Title, PartyName: cmp.Or(party.Title, casework.Erased), Because: row.Delivery.Says(row.Reason),
		}
	}
	return letters, r.outboxRequests(ctx, rows, letters)
}

// nextTry is when a letter is tried again. While mail is held nobody can say.
func nextTry(row lists.OutboxRow, hold house.MailHoldView) *time.Time {
	if hold.Held || row.NextTry.IsZero() {
		return nil
	}
	return casework.Pointer(row.NextTry)
}

// outboxRequests finds the request that each letter is about, to lead there, and what a
// server said of it.
func (r *Room) outboxRequests(ctx context.Context, rows []lists.OutboxRow, mail []OutboxEntry) error {
	ids := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		ids[i] = row.Correspondence
	}
	all, err := r.Correspondences(ctx, ids)
	if err != nil {
		return err
	}
	byID := map[uuid.UUID]*letters.Correspondence{}
	for _, l := range all {
		byID[l.ID] = l
	}
	said := make([]claim.Ref, len(rows))
	for i, row := range rows {
		if l := byID[row.Correspondence]; l != nil {
			if m := l.Message(row.Message); m != nil && len(m.Requests) > 0 {
				mail[i].Request = m.Requests[0]
				said[i] = m.Said
			}
		}
	}
	lib, err := r.library(ctx, slices.DeleteFunc(slices.Clone(said), func(ref claim.Ref) bool { return ref == "" })...)
	for i, ref := range said {
		if ref != "" && mail[i].State != letters.OutboxSent {
			mail[i].Said = lib.Text(ref)
		}
	}
	return err
}
