package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// CaseFilter picks cases for a list. Empty fields pick all.
type CaseFilter struct {
	Text        string            // in the title or short name
	Stage       claim.Stage       // with a claim at this stage
	Owner       string            // handle, or "me"
	Party       string            // key of a party that was asked
	Sensitivity claim.Sensitivity // desk or restricted
	Due         string            // one of [CaseDues]
	Order       lists.CaseOrder   // activity if left out
	After       string            // cursor of the page
	Limit       int               // 50 if left out, at most 200
}

// CaseDues are the values of [CaseFilter].Due: something is due in the past,
// within a day, within a week.
var CaseDues = []string{"past", "day", "week"}

// CaseEntry is a case in a list of the desk.
type CaseEntry struct {
	ID           uuid.UUID
	Slug         string
	Title        string
	Sensitivity  claim.Sensitivity
	Owner        string // name
	OwnerHandle  string
	OpenedAt     time.Time
	LastActivity time.Time // of its last entry
	NextDue      time.Time // zero for nothing
	Claims       int
	Stages       []StageCount // in the order of stages, without those that are empty
}

// StageCount is how many claims are at a stage.
type StageCount struct {
	Stage claim.Stage
	Count int
}

// CaseListPage is one page of a list of cases.
type CaseListPage struct {
	Cases []CaseEntry
	Next  string // cursor of the next page; empty at the end
}

// CaseList lists the cases that the caller may see and that match the filter.
// It fails with [claim.CodeInvalid] for a value that a field cannot have.
func (r *Room) CaseList(ctx context.Context, caller casework.Caller, f CaseFilter) (CaseListPage, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return CaseListPage{}, err
	}
	q, none, err := r.caseQuery(ctx, caller, f)
	if err != nil || none {
		return CaseListPage{Cases: []CaseEntry{}}, err
	}
	rows, next, err := r.store.CaseList(ctx, q)
	if err != nil {
		return CaseListPage{}, err
	}
	owners := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		owners[i] = row.Owner
	}
	called, err := r.store.Called(ctx, owners)
	if err != nil {
		return CaseListPage{}, err
	}
	page := CaseListPage{Cases: make([]CaseEntry, len(rows)), Next: next}
	for i, row := range rows {
		page.Cases[i] = caseEntry(row, called[row.Owner])
	}
	return page, nil
}

func caseEntry(row lists.CaseRow, owner lists.Called) CaseEntry {
	e := CaseEntry{
		ID: row.ID, Slug: row.Slug, Title: row.Title, Sensitivity: row.Sensitivity, Owner: owner.Title, OwnerHandle: owner.Name,
		OpenedAt: row.OpenedAt, LastActivity: row.LastActivity, NextDue: row.NextDue,
	}
	for _, stage := range claim.Stages {
		if n := row.Stages[stage]; n > 0 {
			e.Claims += n
			e.Stages = append(e.Stages, StageCount{stage, n})
		}
	}
	return e
}

// caseQuery is the filter with identifiers for names. none means that nothing
// can match: an owner or a party that is not there.
func (r *Room) caseQuery(ctx context.Context, caller casework.Caller, f CaseFilter) (q lists.CaseQuery, none bool, err error) {
	q = lists.CaseQuery{
		Viewer: caller.Viewer(), Text: f.Text, Stage: f.Stage, Sensitivity: f.Sensitivity, Order: f.Order, After: f.After,
		Limit: lists.PageSize(f.Limit, 50, 200),
	}
	if err := f.check(); err != nil {
		return q, false, err
	}
	switch f.Owner {
	case "":
	case "me":
		q.Owner = caller.ID
	default:
		if q.Owner, err = r.store.Resolve(ctx, claim.StreamPerson, uuid.Nil, f.Owner); err != nil {
			return q, claim.CodeOf(err) == claim.CodeNotFound, ignoreMissing(err)
		}
	}
	if f.Party != "" {
		if q.Party, err = r.store.Resolve(ctx, claim.StreamParty, uuid.Nil, f.Party); err != nil {
			return q, claim.CodeOf(err) == claim.CodeNotFound, ignoreMissing(err)
		}
	}
	switch now := r.now(); f.Due {
	case "past":
		q.DueBefore = now
	case "day":
		q.DueBefore = now.AddDate(0, 0, 1)
	case "week":
		q.DueBefore = now.AddDate(0, 0, 7)
	}
	return q, false, nil
}

// check refuses values that the fields cannot have.
func (f CaseFilter) check() error {
	switch {
	case f.Stage != "" && !slices.Contains(claim.Stages, f.Stage):
		return casework.Invalid("stage", "it is not a stage of a claim")
	case f.Sensitivity != "" && !slices.Contains(claim.Sensitivities, f.Sensitivity):
		return casework.Invalid("sensitivity", "it is desk or restricted")
	case f.Due != "" && !slices.Contains(CaseDues, f.Due):
		return casework.Invalid("due", "it is past, day or week")
	case f.Order != "" && !slices.Contains(lists.CaseOrders, f.Order):
		return casework.Invalid("order", "it is activity, due, opened or name")
	}
	return nil
}

// ignoreMissing makes nothing of an error that says that something is not there.
func ignoreMissing(err error) error {
	if claim.CodeOf(err) == claim.CodeNotFound {
		return nil
	}
	return err
}

// CaseItem is a case in a list.
type CaseItem struct {
	ID       uuid.UUID           `json:"id"`
	Slug     string              `json:"slug"`
	Title    string              `json:"title"`
	OpenedAt time.Time           `json:"openedAt"`
	Stages   map[claim.Stage]int `json:"stages" doc:"number of claims by stage"`
	NextDue  *time.Time          `json:"nextDue,omitempty" doc:"when something happens next"`
}

// MaxCases is how many cases [Room.Cases] lists at most, the newest ones.
const MaxCases = 1000

// Cases lists the cases that the caller may see, newest first.
func (r *Room) Cases(ctx context.Context, caller casework.Caller) ([]CaseItem, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	q := lists.CaseQuery{Viewer: caller.Viewer(), Order: lists.ByOpened, Limit: 500}
	items := []CaseItem{}
	for len(items) < MaxCases {
		rows, next, err := r.store.CaseList(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			items = append(items, CaseItem{row.ID, row.Slug, row.Title, row.OpenedAt, row.Stages, casework.Pointer(row.NextDue)})
		}
		if q.After = next; next == "" {
			break
		}
	}
	slices.SortStableFunc(items, func(a, b CaseItem) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(a.Slug, b.Slug))
	})
	return items, nil
}

// Class is the stage as one word.
func (s StageCount) Class() string { return strings.ReplaceAll(string(s.Stage), " ", "-") }
