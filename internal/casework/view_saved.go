package casework

import (
	"context"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
)

// Limits of saved views.
const (
	MaxViews     = 50
	MaxViewName  = 60
	MaxViewQuery = 1000
)

// checklistDismissed is the preference of whoever has put the checklist away.
const checklistDismissed = "checklist.dismissed"

// Views lists the caller's saved views of the list of cases, by name.
func (d *Door) Views(ctx context.Context, caller Caller) ([]claim.SavedView, error) {
	if err := caller.May(MayReadCases); err != nil {
		return nil, err
	}
	return d.store.Views(ctx, caller.ID)
}

// SaveView keeps what stands in the address of a list under a name, in place of
// what stood there under it. It is the caller's own; no entry says so.
func (d *Door) SaveView(ctx context.Context, caller Caller, name, query string) error {
	if err := caller.May(MayReadCases); err != nil {
		return err
	}
	name, err := Line("name", name, MaxViewName, true)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(query)
	if err != nil || len(query) > MaxViewQuery {
		return Invalid("query", "it cannot be kept: set the filters again")
	}
	values.Del("after") // a place in the list is no view of it
	there, err := d.store.Views(ctx, caller.ID)
	if err != nil {
		return err
	}
	if len(there) >= MaxViews && !slices.ContainsFunc(there, func(v claim.SavedView) bool { return v.Name == name }) {
		return claim.Errorf(claim.CodeTooLarge, "there are %d saved views already", MaxViews).WithHint("remove one first")
	}
	return d.store.SaveView(ctx, caller.ID, claim.SavedView{Name: name, Query: values.Encode(), At: d.now()})
}

// RemoveView removes a saved view of the caller's.
func (d *Door) RemoveView(ctx context.Context, caller Caller, name string) error {
	if err := caller.May(MayReadCases); err != nil {
		return err
	}
	return d.store.RemoveView(ctx, caller.ID, name)
}

// ChecklistStep is one thing that a new desk has to do.
type ChecklistStep struct {
	Title string
	Hint  string
	Link  string // path of the page where it is done; empty if it is not done here
	Done  bool
	Mine  bool // the caller may do it
}

// Checklist lists what a new desk has to do. It is empty once all is done, or
// when the caller has put it away.
func (d *Door) Checklist(ctx context.Context, caller Caller) ([]ChecklistStep, error) {
	if err := caller.May(MayReadCases); err != nil {
		return nil, err
	}
	dismissed, err := d.store.Preference(ctx, caller.ID, checklistDismissed)
	if err != nil || dismissed != "" {
		return nil, err
	}
	people, cases, requests, err := d.store.Counts(ctx)
	if err != nil {
		return nil, err
	}
	mail := d.settings.Health != nil && d.settings.Health.MailConfigured()
	steps := []ChecklistStep{
		{"Set up mail", "until then letters wait in the outbox", "/settings", mail, caller.Can(MayWriteDesk)},
		{"Invite people", "nobody signs off their own work: it takes two", "/settings/people", people > 1, caller.Can(MayWritePeople)},
		{"Open a case", "a story that is to be verified", "/cases/new", cases > 0, caller.Can(MayOpenCase)},
		{"Ask a party", "from a claim of the case", "/cases", requests > 0, caller.Can(MayAsk)},
	}
	if !slices.ContainsFunc(steps, func(s ChecklistStep) bool { return !s.Done }) {
		return nil, nil
	}
	return steps, nil
}

// DismissChecklist puts the checklist away for the caller.
func (d *Door) DismissChecklist(ctx context.Context, caller Caller) error {
	if err := caller.May(MayReadCases); err != nil {
		return err
	}
	return d.store.SetPreference(ctx, caller.ID, checklistDismissed, "yes")
}
