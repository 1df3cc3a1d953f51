package cases

import (
	"net/url"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/web/page"
)

// timelineView is one page of what happened in a case, or to a claim of it.
type timelineView struct {
	report.Report
	Base  string
	Claim string // its key; empty for the whole case
	Items []timeline.TimelineItem
	At    *time.Time
	First string // address of the first page, if this is not it
	Next  string // address of the next page
}

// Timeline shows what happened in a case, newest first.
func Timeline(v *page.Visit) error {
	at, err := v.AsOf()
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(v.Query("before"), 10, 64)
	q := reading.CaseQuery{AsOf: at, Before: before, Limit: 100}
	head, items, older, err := v.Reads.TimelinePage(v.Context(), v.Who, v.Path("case"), v.Query("claim"), q)
	if err != nil {
		return err
	}
	view := &timelineView{Report: head, Base: page.CasePath(head), Claim: v.Query("claim"), Items: items, At: at}
	if before > 0 {
		view.First = page.With(v.R.URL, "before", "")
	}
	if older > 0 {
		view.Next = page.With(v.R.URL, "before", strconv.FormatInt(older, 10))
	}
	return v.Render("case_timeline", view)
}

// ClaimPath is the address of the claim that the page is about.
func (t *timelineView) ClaimPath() string { return t.Base + "/claims/" + url.PathEscape(t.Claim) }
