package turns

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// turnView is the page of what waits.
type turnView struct {
	Scope     string
	Kind      claim.TurnKind
	Scopes    []page.Link
	Groups    []turnGroup
	Next      string // address of the next page
	First     string // address of the first page
	People    []page.Option
	Snoozes   []page.Option
	Checklist []desk.ChecklistStep
	Here      string // address of this page, to come back to
	CanOpen   bool
	CanSample bool
}

// turnGroup is what waits of one kind.
type turnGroup struct {
	Kind  claim.TurnKind
	Title string
	Rows  []turnRow
	N     int
}

// turnRow is what waits of one kind in one case: what is to be done first, and how much more there is.
// Its box and its buttons act on the first alone, since nobody sees what is folded behind it.
type turnRow struct {
	desk.TurnItem
	More []desk.TurnItem
}

// All are the names of everything in the row, for the buttons that say how many they act on.
func (r turnRow) All() []string {
	items := []string{r.Item}
	for _, more := range r.More {
		items = append(items, more.Item)
	}
	return items
}

// Together is how all of the row is done in one act, and where; nil where it is not.
func (r turnRow) Together() *page.Link {
	if len(r.More) == 0 {
		return nil
	}
	ofCase, keys := "/cases/"+url.PathEscape(r.Case), []string{r.What}
	for _, more := range r.More {
		keys = append(keys, more.What)
	}
	switch r.Kind {
	case claim.TurnAsk:
		return &page.Link{Label: fmt.Sprintf("Ask about all %d", len(keys)), Path: page.Address(ofCase+"/ask", url.Values{"claim": keys})}
	case claim.TurnReview, claim.TurnUnclaimed, claim.TurnAfterReview:
		return &page.Link{Label: "Review those of the case together", Path: ofCase + "/review"}
	case claim.TurnPublish:
		return &page.Link{Label: fmt.Sprintf("Look at all %d, to publish", len(keys)), Path: page.Address(ofCase+"/board", url.Values{"publish": keys})}
	}
	return nil
}

var scopeLabels = map[string]string{"mine": "For you", "all": "For anybody", "snoozed": "Snoozed"}

// Show shows what waits for whoever is signed in.
func Show(v *page.Visit) error {
	view, err := newTurnView(v)
	if err != nil {
		return err
	}
	return v.Render("turn", view)
}

func newTurnView(v *page.Visit) (turnView, error) {
	query := v.R.URL.Query()
	view := turnView{Scope: query.Get("scope"), Kind: claim.TurnKind(query.Get("kind")), Here: v.R.URL.RequestURI(), Snoozes: snoozes}
	if view.Scope == "" {
		view.Scope = "mine"
	}
	listed, err := v.Reads.Turn(v.Context(), v.Who, desk.TurnFilter{Scope: view.Scope, Kind: view.Kind, After: query.Get("after"), Limit: turnsPerPage})
	if err != nil {
		return view, err
	}
	view.Groups = groupTurns(listed.Items)
	view.Next, view.First = page.CursorPages("/", query, listed.Next)
	for _, scope := range desk.TurnScopes {
		view.Scopes = append(view.Scopes, page.Link{
			Label: scopeLabels[scope], Path: page.Address("/", url.Values{"scope": {scope}}), Current: scope == view.Scope,
		})
	}
	if view.People, err = colleagues(v, len(listed.Items)); err != nil {
		return view, err
	}
	view.CanOpen = v.Who.Can(casework.MayOpenCase)
	view.Checklist, err = v.Reads.Checklist(v.Context(), v.Who)
	view.CanSample = view.CanOpen && v.Sample != nil && slices.ContainsFunc(view.Checklist, func(c desk.ChecklistStep) bool {
		return !c.Done && c.Link == "/cases/new"
	})
	return view, err
}

// turnsPerPage is how much a page of what waits holds: most of it is folded into rows.
const turnsPerPage = 100

// N is how many rows the page shows: the badge in the navigation counts the same.
func (t turnView) N() (n int) {
	for _, g := range t.Groups {
		n += len(g.Rows)
	}
	return n
}

// groupTurns puts what waits under its kinds, a row for each case, or for each message. Within a kind
// what is overdue comes first, then what is due soonest, then what waits longest.
func groupTurns(items []desk.TurnItem) []turnGroup {
	var groups []turnGroup
	for _, item := range items {
		if n := len(groups); n == 0 || groups[n-1].Kind != item.Kind {
			groups = append(groups, turnGroup{Kind: item.Kind, Title: desk.TurnTitle(item.Kind)})
		}
		last := &groups[len(groups)-1]
		last.N++
		i := slices.IndexFunc(last.Rows, func(r turnRow) bool {
			return item.Case != "" && !slices.Contains(claim.TurnsAlone, item.Kind) && r.Case == item.Case && r.Mine == item.Mine && r.Assignee == item.Assignee
		})
		if i < 0 {
			last.Rows = append(last.Rows, turnRow{TurnItem: item})
			continue
		}
		row := &last.Rows[i]
		row.More = append(row.More, item)
		if soonerTurn(item, row.TurnItem) < 0 {
			row.TurnItem, row.More[len(row.More)-1] = item, row.TurnItem
		}
	}
	for _, g := range groups {
		for _, row := range g.Rows {
			slices.SortStableFunc(row.More, soonerTurn)
		}
		slices.SortStableFunc(g.Rows, func(a, b turnRow) int { return soonerTurn(a.TurnItem, b.TurnItem) })
	}
	return groups
}

// soonerTurn compares what waits by what matters most.
func soonerTurn(a, b desk.TurnItem) int {
	due := func(t desk.TurnItem) int64 {
		if t.Due.IsZero() {
			return math.MaxInt64
		}
		return t.Due.UnixNano()
	}
	return cmp.Or(cmp.Compare(due(a), due(b)), a.Since.Compare(b.Since))
}

// colleagues are the people to whom something can be assigned.
func colleagues(v *page.Visit, items int) ([]page.Option, error) {
	if items == 0 || !v.Who.Can(casework.MayReadPeople) {
		return nil, nil
	}
	people, err := v.Reads.People(v.Context(), v.Who)
	if err != nil {
		return nil, err
	}
	var list []page.Option
	for _, p := range people {
		if !p.Disabled && len(p.Roles) > 0 {
			list = append(list, page.Option{Value: p.Handle, Label: p.Name})
		}
	}
	return list, nil
}

// Go is the place at which something that waits is done, and from which one goes on to the next.
func (turnView) Go(link, item string) string { return page.FromTurn(link, item) }

// Go leads to where something that waits is done, and, when it does not wait any
// more, to what waits now: a notice is read later than it was sent.
func Go(v *page.Visit) error {
	item := v.Path("item")
	place, err := v.Reads.TurnPlace(v.Context(), v.Who, item)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return v.Done("/", "That does not wait any more.")
	}
	if err != nil {
		return err
	}
	return v.Redirect(page.FromTurn(place, item))
}
