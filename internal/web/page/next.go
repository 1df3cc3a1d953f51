package page

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

// FromTurn is the address at which something is done that waits, for whom comes from Your turn to do it.
func FromTurn(link, item string) string { return withQuery(link, fromQuery, item) }

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
func (v *Visit) then() string {
	item := v.Form(thenField)
	if item == "" {
		item = v.Query(fromQuery)
	}
	if _, _, err := claim.ParseItem(item); err != nil {
		return ""
	}
	return item
}

// goesOn is where somebody goes who is done with one thing that waits: to the next of its kind, or back
// to Your turn. Whoever did something else on the way stays, and goes on when it is done. Where a letter
// can be undone still, one stays with it.
func (v *Visit) goesOn(path string) string {
	item := v.Form(thenField)
	kind, _, err := claim.ParseItem(item)
	switch kind {
	case claim.TurnAsk, claim.TurnAskAgain, claim.TurnClarify, claim.TurnDue, claim.TurnDeliver, claim.TurnChase, claim.TurnIntent:
		return path
	}
	if err != nil {
		return path
	}
	if still, err := v.site.Reads.Waits(v.Context(), v.Who, item); err != nil || still {
		return FromTurn(path, item)
	}
	waits, err := v.site.Reads.Turn(v.Context(), v.Who, desk.TurnFilter{Kind: kind, Limit: 2})
	if err != nil {
		return path
	}
	for _, next := range waits.Items {
		if next.Item != item {
			return FromTurn(next.Link, next.Item)
		}
	}
	return "/"
}
