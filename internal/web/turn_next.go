package web

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// fromQuery names what somebody deals with who comes from Your turn: its forms go on to the next of
// the kind when they are done. thenField carries it through the form.
const (
	fromQuery = "from"
	thenField = "_then"
)

// Go is the place at which something that waits is done, and from which one goes on to the next.
func (turnView) Go(link, item string) string { return withQuery(link, fromQuery, item) }

// turnGo leads to where something that waits is done, and, when it does not wait any
// more, to what waits now: a notice is read later than it was sent.
func (s *Site) turnGo(v *visit) error {
	item := v.path("item")
	place, err := s.Reads.TurnPlace(v.ctx(), v.who, item)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return v.done("/", "That does not wait any more.")
	}
	if err != nil {
		return err
	}
	return v.redirect(withQuery(place, fromQuery, item))
}

// withQuery is an address with one value more behind its question mark.
func withQuery(link, name, value string) string {
	path, fragment, _ := strings.Cut(link, "#")
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	path += sign + url.Values{name: {value}}.Encode()
	if fragment != "" {
		path += "#" + fragment
	}
	return path
}

// then is what waits that the page, or the form that was sent, deals with; empty for nothing.
func (v *visit) then() string {
	item := v.form(thenField)
	if item == "" {
		item = v.query(fromQuery)
	}
	if _, _, err := claim.ParseItem(item); err != nil {
		return ""
	}
	return item
}

// goesOn is where somebody goes who is done with one thing that waits: to the next of its kind, or back
// to Your turn. Whoever did something else on the way stays, and goes on when it is done. Where a letter
// can be undone still, one stays with it.
func (v *visit) goesOn(path string) string {
	item := v.form(thenField)
	kind, _, err := claim.ParseItem(item)
	switch kind {
	case claim.TurnAsk, claim.TurnAskAgain, claim.TurnClarify, claim.TurnDue, claim.TurnDeliver:
		return path
	}
	if err != nil {
		return path
	}
	if still, err := v.site.Reads.Waits(v.ctx(), v.who, item); err != nil || still {
		return withQuery(path, fromQuery, item)
	}
	waits, err := v.site.Reads.Turn(v.ctx(), v.who, desk.TurnFilter{Kind: kind, Limit: 2})
	if err != nil {
		return path
	}
	for _, next := range waits.Items {
		if next.Item != item {
			return withQuery(next.Link, fromQuery, next.Item)
		}
	}
	return "/"
}
