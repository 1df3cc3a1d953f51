package web

import "net/url"

// viewSave keeps the filters of the list of cases under a name.
func (s *Site) viewSave(v *visit) error {
	query := v.form("query")
	if err := s.Reads.SaveView(v.ctx(), v.who, v.form("name"), query); err != nil {
		return v.refuseView(query, err)
	}
	return v.done(casesPath(query), "The view was saved.")
}

// viewRemove removes a saved view.
func (s *Site) viewRemove(v *visit) error {
	if err := s.Reads.RemoveView(v.ctx(), v.who, v.form("name")); err != nil {
		return err
	}
	return v.done(casesPath(v.form("query")), "The view was removed.")
}

// refuseView shows the list again with what is wrong.
func (v *visit) refuseView(query string, problem error) error {
	v.r.URL.Path, v.r.URL.RawQuery = "/cases", query
	view, err := v.casesView()
	if err != nil {
		return problem
	}
	return v.refuse("cases", view, problem)
}

// casesPath is the list of cases with filters.
func casesPath(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return "/cases"
	}
	return address("/cases", without(values, ""))
}
