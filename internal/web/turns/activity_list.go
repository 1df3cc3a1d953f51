package turns

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/web/page"
)

// activityView is a page of the record.
type activityView struct {
	Filter      map[string]string // as it stands in the address
	Filtered    bool
	Items       []timeline.ActivityItem
	Next, First string
	People      []page.Option
	Groups      []page.Option
	Short       bool // there is more, though little stands here
}

var activityFilters = []string{"case", "person", "party", "group", "from", "to", "zone"}

// ActivityList shows what has happened on the desk, as far as whoever asks may see it.
func ActivityList(v *page.Visit) error {
	view, err := newActivityView(v)
	if claim.CodeOf(err) == claim.CodeInvalid {
		return v.Refuse("activity", view, err)
	}
	if err != nil {
		return err
	}
	return v.Render("activity", view)
}

func newActivityView(v *page.Visit) (activityView, error) {
	query := v.R.URL.Query()
	view := activityView{Filter: map[string]string{}}
	for _, name := range activityFilters {
		view.Filter[name] = strings.TrimSpace(query.Get(name))
		view.Filtered = view.Filtered || view.Filter[name] != "" && name != "zone"
	}
	for _, g := range timeline.ActivityGroups {
		view.Groups = append(view.Groups, page.Option{Value: g.Name, Label: g.Title})
	}
	people, err := colleagues(v, 1)
	if err != nil {
		return view, err
	}
	view.People = append([]page.Option{{Value: "me", Label: "you"}}, people...)
	f := timeline.ActivityFilter{Case: view.Filter["case"], Person: view.Filter["person"], Party: view.Filter["party"], Group: view.Filter["group"]}
	if f.From, err = edgeOf(v, "from", view.Filter); err != nil {
		return view, err
	}
	if f.To, err = edgeOf(v, "to", view.Filter); err != nil {
		return view, err
	}
	f.Before, _ = strconv.ParseInt(query.Get("after"), 10, 64)
	listed, err := v.Reads.Activity(v.Context(), v.Who, f)
	if err != nil {
		return view, err
	}
	view.Items = listed.Items
	next := ""
	if listed.Next > 0 {
		next = strconv.FormatInt(listed.Next, 10)
		view.Short = len(listed.Items) < 10
	}
	view.Next, view.First = page.CursorPages("/activity", query, next)
	return view, nil
}

// edgeOf is one end of a span of time, the zero time for none.
func edgeOf(v *page.Visit, name string, filter map[string]string) (time.Time, error) {
	if filter[name] == "" {
		return time.Time{}, nil
	}
	return v.InstantOf(name, filter[name], filter["zone"])
}
