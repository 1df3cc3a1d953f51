package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// Need says who may use a route. The zero Need is refused when the desk starts.
type Need struct {
	// Right is what people need who come here; "" for a route that asks for none.
	Right casework.Right
	// Leads is the operation that the route leads to, whose right it takes; nil for
	// what belongs to a page and not to the desk, such as a saved view.
	Leads operation.Any
	// Open routes are for everybody, also without an account.
	Open bool
	// SignedIn routes are for everybody on the desk.
	SignedIn bool
}

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

// handler answers one request. An error that it returns is shown as a page.
type handler func(v *visit) error

// route is one line of the table.
type route struct {
	Pattern string // of [http.ServeMux]: method and path
	Need    Need
	handle  handler
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
		stated := 0
		for _, is := range []bool{r.Need.Right != "", r.Need.Open, r.Need.SignedIn} {
			if is {
				stated++
			}
		}
		if stated != 1 {
			return fmt.Errorf("web: route %q does not say who may use it", r.Pattern)
		}
	}
	return nil
}

// serve finds out who asks, checks the route's need, and shows what goes wrong.
func (s *Site) serve(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		v := &visit{w: w, r: req, site: s, now: s.Clock.Now(), zone: s.Zone(), leads: r.Need.Leads}
		defer v.recover(r.Pattern)
		if err := v.enter(r.Need); err != nil {
			v.fail(err)
			return
		}
		if err := r.handle(v); err != nil {
			v.fail(err)
		}
	})
}

// elsewhere answers for addresses that do not exist.
func (s *Site) elsewhere(w http.ResponseWriter, r *http.Request) {
	s.serve(route{Pattern: "elsewhere", Need: anybody, handle: func(v *visit) error {
		_ = v.identify() // for the navigation; nobody is welcome, too
		return notThere()
	}}).ServeHTTP(w, r)
}
