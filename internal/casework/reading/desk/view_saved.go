package desk

import (
	"context"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
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
func (r *Room) Views(ctx context.Context, caller casework.Caller) ([]lists.SavedView, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	return r.store.Views(ctx, caller.ID)
}

// SaveView keeps what stands in the address of a list under a name, in place of
// what stood there under it. It is the caller's own; no entry says so.
func (r *Room) SaveView(ctx context.Context, caller casework.Caller, name, query string) error {
	if err := caller.May(casework.MayReadCases); err != nil {
		return err
	}
	name, err := casework.Line("name", name, MaxViewName, true)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(query)
	if err != nil || len(query) > MaxViewQuery {
		return casework.Invalid("query", "it cannot be kept: set the filters again")
	}
	values.Del("after") // a place in the list is no view of it
	there, err := r.store.Views(ctx, caller.ID)
	if err != nil {
		return err
	}
	if len(there) >= MaxViews && !slices.ContainsFunc(there, func(v lists.SavedView) bool { return v.Name == name }) {
		return claim.Errorf(claim.CodeTooLarge, "there are %d saved views already", MaxViews).WithHint("remove one first")
	}
	return r.store.SaveView(ctx, caller.ID, lists.SavedView{Name: name, Query: values.Encode(), At: r.now()})
}

// RemoveView removes a saved view of the caller's.
func (r *Room) RemoveView(ctx context.Context, caller casework.Caller, name string) error {
	if err := caller.May(casework.MayReadCases); err != nil {
		return err
	}
	return r.store.RemoveView(ctx, caller.ID, name)
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
func (r *Room) Checklist(ctx context.Context, caller casework.Caller) ([]ChecklistStep, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	dismissed, err := r.store.Preference(ctx, caller.ID, checklistDismissed)
	if err != nil || dismissed != "" {
		return nil, err
	}
	people, cases, requests, err := r.store.Counts(ctx)
	if err != nil {
		return nil, err
	}
	joined, err := r.joined(ctx, caller)
	if err != nil {
		return nil, err
	}
	mail := r.health != nil && r.health.MailConfigured()
	steps := []ChecklistStep{
		{"Set up mail", "until then letters wait in the outbox", "/settings/mail", mail, caller.Can(casework.MayWriteDesk)},
		{"Have somebody else join", "nobody signs off their own work: what needs a sign-off waits for somebody else. Invite somebody who can review, and give them the link", "/settings/people", people > 1 && joined, caller.Can(casework.MayWritePeople)},
		{"Open a case", "a story that is to be verified", "/cases/new", cases > 0, caller.Can(casework.MayOpenCase)},
		{"Ask a party", "from a claim of the case", "/cases", requests > 0, caller.Can(casework.MayAsk)},
	}
	if !slices.ContainsFunc(steps, func(s ChecklistStep) bool { return !s.Done }) {
		return nil, nil
	}
	return steps, nil
}

// joined reports whether somebody besides the caller has come to the desk. An invitation that nobody
// has used is none. Who may not see how people sign in takes whoever stands on the desk for somebody
// who has.
func (r *Room) joined(ctx context.Context, caller casework.Caller) (bool, error) {
	if r.signIns == nil || !caller.Can(casework.MayWritePeople) {
		return true, nil
	}
	all, err := r.People(ctx, caller)
	return slices.ContainsFunc(all, func(p staff.PersonView) bool {
		return p.ID != caller.ID && !p.Disabled && (len(p.SignsInBy) > 0 || !p.SignedInAt.IsZero())
	}), err
}

// DismissChecklist puts the checklist away for the caller.
func (r *Room) DismissChecklist(ctx context.Context, caller casework.Caller) error {
	if err := caller.May(casework.MayReadCases); err != nil {
		return err
	}
	return r.store.SetPreference(ctx, caller.ID, checklistDismissed, "yes")
}
