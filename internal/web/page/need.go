package page

import (
	"net/http"

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

// States reports whether it states one thing, and no more than one.
func (n Need) States() bool {
	stated := 0
	for _, is := range []bool{n.Right != "", n.Open, n.SignedIn} {
		if is {
			stated++
		}
	}
	return stated == 1
}

// Handler answers one request. An error that it returns is shown as a page.
type Handler func(v *Visit) error

// Serve finds out who asks, checks what the route needs, and shows what goes wrong.
func (s *Site) Serve(pattern string, need Need, handle Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{Parts: &s.Parts, W: w, R: r, site: s, Now: s.Clock.Now(), Zone: s.Zone(), leads: need.Leads}
		defer v.recover(pattern)
		if err := v.enter(need); err != nil {
			v.fail(err)
			return
		}
		if err := handle(v); err != nil {
			v.fail(err)
		}
	})
}

// Elsewhere answers for addresses that do not exist.
func (s *Site) Elsewhere() http.Handler {
	return s.Serve("elsewhere", Need{Open: true}, func(v *Visit) error {
		_ = v.identify() // for the navigation; nobody is welcome, too
		return NotThere()
	})
}
