package cases

import (
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// maxOrderRows is how many claims the page puts in order.
const maxOrderRows = 300

// orderView is the page on which the claims of a case are put in order.
type orderView struct {
	report.Report
	Base     string
	Moved    string // key of the claim that was moved last, whose button keeps the focus
	Up, Down bool   // which way
}

// Rows are the claims that the page has.
func (v *orderView) Rows() []report.ClaimReport { return v.Claims[:min(maxOrderRows, len(v.Claims))] }

// More counts the others.
func (v *orderView) More() int { return len(v.Claims) - len(v.Rows()) }

// Last is the key of the last of all.
func (v *orderView) Last() string { return v.Claims[len(v.Claims)-1].Key }

// Order shows the claims of a case in their order.
func Order(v *page.Visit) error {
	view, err := order(v)
	if err != nil {
		return err
	}
	return v.Render("case_order", view)
}

func order(v *page.Visit) (*orderView, error) {
	r, err := operation.CaseShow.Do(v.Context(), v.Operations, v.Who, operation.CaseAt(v.Path("case"), nil))
	if err != nil {
		return nil, err
	}
	return &orderView{Report: r, Base: page.CasePath(r), Moved: v.Query("moved"), Up: v.Query("way") == "up", Down: v.Query("way") == "down"}, nil
}

// ClaimOrder moves a claim: up or down by a place from where it stands, or before another one.
func ClaimOrder(v *page.Visit) error {
	view, err := order(v)
	if err != nil {
		return err
	}
	key, before, way := v.Form("claim"), v.Form("before"), ""
	for _, w := range []string{"up", "down"} {
		if pressed := v.Form(w); pressed != "" {
			key, way = pressed, w
		}
	}
	at := slices.IndexFunc(view.Claims, func(c report.ClaimReport) bool { return c.Key == key })
	if at < 0 {
		return v.Refuse("case_order", view, claim.Errorf(claim.CodeNotFound, "there is no such claim in the case"))
	}
	switch {
	case way == "up":
		before = view.Claims[max(0, at-1)].Key
	case way == "down" && at+2 < len(view.Claims):
		before = view.Claims[at+2].Key
	case way == "down":
		before = ""
	}
	if _, err := page.Do(v, operation.ClaimOrder, operation.OfClaim(view.Slug+"/"+key, writing.OrderInput{Before: before})); err != nil {
		return v.Refuse("case_order", view, err)
	}
	return v.Done(view.Base+"/order?"+url.Values{"moved": {key}, "way": {way}}.Encode(), "The claim is moved.")
}
