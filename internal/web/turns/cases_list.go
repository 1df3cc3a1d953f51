package turns

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// casesView is the list of cases.
type casesView struct {
	Filter      map[string]string // as it stands in the address
	Filtered    bool
	Cases       []desk.CaseEntry
	Next, First string
	Stages      []page.Option
	Dues        []page.Option
	Orders      []page.Option
	Kinds       []page.Option // of who may see a case
	People      []page.Option
	Views       []savedView
	Query       string // of the address, to save it
	CanOpen     bool
}

// savedView is a view that the person has saved.
type savedView struct {
	Name, Path string
	Current    bool
}

// caseFilters are the values of the list's filters in the address.
var caseFilters = []string{"q", "stage", "owner", "party", "who", "due", "order"}

var caseDues = []page.Option{
	{Value: "past", Label: "something is due"}, {Value: "day", Label: "due within a day"}, {Value: "week", Label: "due within a week"},
}

var caseOrders = []page.Option{
	{Value: "activity", Label: "latest activity"}, {Value: "due", Label: "what is due next"},
	{Value: "opened", Label: "newest"}, {Value: "name", Label: "short name"},
}

var caseKinds = []page.Option{{Value: "desk", Label: "open to the desk"}, {Value: "restricted", Label: "restricted"}}

// CasesList shows the cases that the filters leave, and the views that were saved.
func CasesList(v *page.Visit) error {
	view, err := newCasesView(v)
	if claim.CodeOf(err) == claim.CodeInvalid && v.R.Method == "GET" {
		return v.Refuse("cases", view, err)
	}
	if err != nil {
		return err
	}
	return v.Render("cases", view)
}

func newCasesView(v *page.Visit) (casesView, error) {
	query := v.R.URL.Query()
	view := casesView{
		Filter: map[string]string{}, Stages: page.Options(claim.Stages), Dues: caseDues, Orders: caseOrders, Kinds: caseKinds,
		CanOpen: v.Who.Can(casework.MayOpenCase), Query: page.Without(query, "after").Encode(),
	}
	for _, name := range caseFilters {
		view.Filter[name] = strings.TrimSpace(query.Get(name))
		view.Filtered = view.Filtered || view.Filter[name] != "" && name != "order"
	}
	if err := savedViews(v, &view); err != nil {
		return view, err
	}
	people, err := colleagues(v, 1)
	if err != nil {
		return view, err
	}
	view.People = append([]page.Option{{Value: "me", Label: "you"}}, people...)
	listed, err := v.Reads.CaseList(v.Context(), v.Who, desk.CaseFilter{
		Text: view.Filter["q"], Stage: claim.Stage(view.Filter["stage"]), Owner: view.Filter["owner"], Party: view.Filter["party"],
		Sensitivity: claim.Sensitivity(view.Filter["who"]), Due: view.Filter["due"], Order: lists.CaseOrder(view.Filter["order"]),
		After: query.Get("after"),
	})
	view.Cases = listed.Cases
	view.Next, view.First = page.CursorPages("/cases", query, listed.Next)
	return view, err
}

func savedViews(v *page.Visit, view *casesView) error {
	views, err := v.Reads.Views(v.Context(), v.Who)
	for _, saved := range views {
		path := "/cases"
		if saved.Query != "" {
			path += "?" + saved.Query
		}
		view.Views = append(view.Views, savedView{saved.Name, path, saved.Query == view.Query})
	}
	return err
}

// queryOf is what stands behind the question mark of an address.
func queryOf(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return ""
	}
	return u.RawQuery
}
