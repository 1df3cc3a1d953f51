package web

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Need says who may use a route.
type Need = page.Need

// leads is the need of a route that leads to an operation.
func leads(o operation.Any) Need {
	right := o.What().Right
	if operation.AsksForNoRole(right) {
		return Need{SignedIn: true, Leads: o}
	}
	return Need{Right: right, Leads: o}
}

// needs is the need of a route that leads to no operation.
func needs(right casework.Right) Need { return Need{Right: right} }

var (
	// anybody is the need of a route that asks nobody who they are.
	anybody = Need{Open: true}
	// aPerson is the need of a route for everybody with an account.
	aPerson = Need{SignedIn: true}
)

// route is one line of the table.
type route struct {
	Pattern string // of [http.ServeMux]: method and path
	Need    Need
	handle  page.Handler
}

// Route is a line of the table as tests walk it.
type Route struct {
	Method, Path string
	Need         Need
}

// Routes lists every route with what it needs.
func (s *Site) Routes() []Route {
	list := make([]Route, 0, len(s.routes))
	for _, r := range s.routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		list = append(list, Route{method, path, r.Need})
	}
	return list
}

// check refuses a table with a route that states nothing, or more than one thing.
func (s *Site) check() error {
	for _, r := range s.routes {
		if !r.Need.States() {
			return fmt.Errorf("web: route %q does not say who may use it", r.Pattern)
		}
	}
	return nil
}
