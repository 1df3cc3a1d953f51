package web

import (
	"cmp"
	"math"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// turnView is the page of what waits.
type turnView struct {
	Scope     string
	Kind      claim.TurnKind
	Scopes    []link
	Groups    []turnGroup
	Next      string // address of the next page
	First     string // address of the first page
	People    []option
	Snoozes   []option
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

// link is a place to go to.
type link struct {
	Label, Path string
	Current     bool
}

var scopeLabels = map[string]string{"mine": "For you", "all": "For anybody", "snoozed": "Snoozed"}

func (s *Site) turnShow(v *visit) error {
	view, err := v.turnView()
	if err != nil {
		return err
	}
	return v.render("turn", view)
}

func (v *visit) turnView() (turnView, error) {
	query := v.r.URL.Query()
	view := turnView{Scope: query.Get("scope"), Kind: claim.TurnKind(query.Get("kind")), Here: v.r.URL.RequestURI(), Snoozes: snoozes}
	if view.Scope == "" {
		view.Scope = "mine"
	}
	page, err := v.site.Reads.Turn(v.ctx(), v.who, desk.TurnFilter{Scope: view.Scope, Kind: view.Kind, After: query.Get("after"), Limit: turnsPerPage})
	if err != nil {
		return view, err
	}
	view.Groups = groupTurns(page.Items)
	view.Next, view.First = cursorPages("/", query, page.Next)
	for _, scope := range desk.TurnScopes {
		view.Scopes = append(view.Scopes, link{scopeLabels[scope], address("/", url.Values{"scope": {scope}}), scope == view.Scope})
	}
	if view.People, err = v.colleagues(len(page.Items)); err != nil {
		return view, err
	}
	view.CanOpen = v.who.Can(casework.MayOpenCase)
	view.Checklist, err = v.site.Reads.Checklist(v.ctx(), v.who)
	view.CanSample = view.CanOpen && v.site.Sample != nil && slices.ContainsFunc(view.Checklist, func(c desk.ChecklistStep) bool {
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
func (v *visit) colleagues(items int) ([]option, error) {
	if items == 0 || !v.who.Can(casework.MayReadPeople) {
		return nil, nil
	}
	people, err := v.site.Reads.People(v.ctx(), v.who)
	if err != nil {
		return nil, err
	}
	var list []option
	for _, p := range people {
		if !p.Disabled && len(p.Roles) > 0 {
			list = append(list, option{Value: p.Handle, Label: p.Name})
		}
	}
	return list, nil
}

// cursorPages are the addresses of the next page and, from a later one, of the first.
func cursorPages(path string, query url.Values, next string) (nextPath, firstPath string) {
	if query.Get("after") != "" {
		firstPath = address(path, without(query, "after"))
	}
	if next != "" {
		q := without(query, "after")
		q.Set("after", next)
		nextPath = address(path, q)
	}
	return nextPath, firstPath
}

// without is the query without a value, and without empty ones.
func without(query url.Values, name string) url.Values {
	kept := url.Values{}
	for key, values := range query {
		if key != name && len(values) > 0 && values[0] != "" {
			kept[key] = values
		}
	}
	return kept
}

// address is a path with a query, if there is one.
func address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
