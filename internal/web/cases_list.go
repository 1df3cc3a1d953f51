package web

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// casesView is the list of cases.
type casesView struct {
	Filter      map[string]string // as it stands in the address
	Filtered    bool
	Cases       []desk.CaseEntry
	Next, First string
	Stages      []option
	Dues        []option
	Orders      []option
	Kinds       []option // of who may see a case
	People      []option
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

var caseDues = []option{
	{Value: "past", Label: "something is due"}, {Value: "day", Label: "due within a day"}, {Value: "week", Label: "due within a week"},
}

var caseOrders = []option{
	{Value: "activity", Label: "latest activity"}, {Value: "due", Label: "what is due next"},
	{Value: "opened", Label: "newest"}, {Value: "name", Label: "short name"},
}

var caseKinds = []option{{Value: "desk", Label: "open to the desk"}, {Value: "restricted", Label: "restricted"}}

func (s *Site) casesList(v *visit) error {
	view, err := v.casesView()
	if claim.CodeOf(err) == claim.CodeInvalid && v.r.Method == "GET" {
		return v.refuse("cases", view, err)
	}
	if err != nil {
		return err
	}
	return v.render("cases", view)
}

func (v *visit) casesView() (casesView, error) {
	query := v.r.URL.Query()
	view := casesView{
		Filter: map[string]string{}, Stages: options(claim.Stages), Dues: caseDues, Orders: caseOrders, Kinds: caseKinds,
		CanOpen: v.who.Can(casework.MayOpenCase), Query: without(query, "after").Encode(),
	}
	for _, name := range caseFilters {
		view.Filter[name] = strings.TrimSpace(query.Get(name))
		view.Filtered = view.Filtered || view.Filter[name] != "" && name != "order"
	}
	if err := v.savedViews(&view); err != nil {
		return view, err
	}
	people, err := v.colleagues(1)
	if err != nil {
		return view, err
	}
	view.People = append([]option{{Value: "me", Label: "you"}}, people...)
	page, err := v.site.Reads.CaseList(v.ctx(), v.who, desk.CaseFilter{
		Text: view.Filter["q"], Stage: claim.Stage(view.Filter["stage"]), Owner: view.Filter["owner"], Party: view.Filter["party"],
		Sensitivity: claim.Sensitivity(view.Filter["who"]), Due: view.Filter["due"], Order: lists.CaseOrder(view.Filter["order"]),
		After: query.Get("after"),
	})
	view.Cases = page.Cases
	view.Next, view.First = cursorPages("/cases", query, page.Next)
	return view, err
}

func (v *visit) savedViews(view *casesView) error {
	views, err := v.site.Reads.Views(v.ctx(), v.who)
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
