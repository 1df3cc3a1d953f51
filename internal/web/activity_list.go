package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// activityView is a page of the record.
type activityView struct {
	Filter      map[string]string // as it stands in the address
	Filtered    bool
	Items       []reading.ActivityItem
	Next, First string
	People      []option
	Groups      []option
	Short       bool // there is more, though little stands here
}

var activityFilters = []string{"case", "person", "party", "group", "from", "to", "zone"}

func (s *Site) activityList(v *visit) error {
	view, err := v.activityView()
	if claim.CodeOf(err) == claim.CodeInvalid {
		return v.refuse("activity", view, err)
	}
	if err != nil {
		return err
	}
	return v.render("activity", view)
}

func (v *visit) activityView() (activityView, error) {
	query := v.r.URL.Query()
	view := activityView{Filter: map[string]string{}}
	for _, name := range activityFilters {
		view.Filter[name] = strings.TrimSpace(query.Get(name))
		view.Filtered = view.Filtered || view.Filter[name] != "" && name != "zone"
	}
	for _, g := range reading.ActivityGroups {
		view.Groups = append(view.Groups, option{Value: g.Name, Label: g.Title})
	}
	people, err := v.colleagues(1)
	if err != nil {
		return view, err
	}
	view.People = append([]option{{Value: "me", Label: "you"}}, people...)
	f := reading.ActivityFilter{Case: view.Filter["case"], Person: view.Filter["person"], Party: view.Filter["party"], Group: view.Filter["group"]}
	if f.From, err = v.edge("from", view.Filter); err != nil {
		return view, err
	}
	if f.To, err = v.edge("to", view.Filter); err != nil {
		return view, err
	}
	f.Before, _ = strconv.ParseInt(query.Get("after"), 10, 64)
	page, err := v.site.Reads.Activity(v.ctx(), v.who, f)
	if err != nil {
		return view, err
	}
	view.Items = page.Items
	next := ""
	if page.Next > 0 {
		next = strconv.FormatInt(page.Next, 10)
		view.Short = len(page.Items) < 10
	}
	view.Next, view.First = cursorPages("/activity", query, next)
	return view, nil
}

// edge is one end of a span of time, the zero time for none.
func (v *visit) edge(name string, filter map[string]string) (time.Time, error) {
	if filter[name] == "" {
		return time.Time{}, nil
	}
	return v.instantOf(name, filter[name], filter["zone"])
}
