package turns

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/web/page"
)

// ViewSave keeps the filters of the list of cases under a name.
func ViewSave(v *page.Visit) error {
	query := v.Form("query")
	if err := v.Reads.SaveView(v.Context(), v.Who, v.Form("name"), query); err != nil {
		return refuseView(v, query, err)
	}
	return v.Done(casesPath(query), "The view was saved.")
}

// ViewRemove removes a saved view.
func ViewRemove(v *page.Visit) error {
	if err := v.Reads.RemoveView(v.Context(), v.Who, v.Form("name")); err != nil {
		return err
	}
	return v.Done(casesPath(v.Form("query")), "The view was removed.")
}

// refuseView shows the list again with what is wrong.
func refuseView(v *page.Visit, query string, problem error) error {
	v.R.URL.Path, v.R.URL.RawQuery = "/cases", query
	view, err := newCasesView(v)
	if err != nil {
		return problem
	}
	return v.Refuse("cases", view, problem)
}

// casesPath is the list of cases with filters.
func casesPath(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return "/cases"
	}
	return page.Address("/cases", page.Without(values, ""))
}
