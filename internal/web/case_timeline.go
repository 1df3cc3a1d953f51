package web

import (
	"net/url"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

// timelineView is one page of what happened in a case, or to a claim of it.
type timelineView struct {
	reading.Report
	Base  string
	Claim string // its key; empty for the whole case
	Items []reading.TimelineItem
	At    *time.Time
	First string // address of the first page, if this is not it
	Next  string // address of the next page
}

// caseTimeline shows what happened in a case, newest first.
func (s *Site) caseTimeline(v *visit) error {
	at, err := v.asOf()
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(v.query("before"), 10, 64)
	q := reading.CaseQuery{AsOf: at, Before: before, Limit: 100}
	head, items, older, err := s.Reads.TimelinePage(v.ctx(), v.who, v.path("case"), v.query("claim"), q)
	if err != nil {
		return err
	}
	view := &timelineView{Report: head, Base: casePath(head), Claim: v.query("claim"), Items: items, At: at}
	if before > 0 {
		view.First = with(v.r.URL, "before", "")
	}
	if older > 0 {
		view.Next = with(v.r.URL, "before", strconv.FormatInt(older, 10))
	}
	return v.render("case_timeline", view)
}

// ClaimPath is the address of the claim that the page is about.
func (t *timelineView) ClaimPath() string { return t.Base + "/claims/" + url.PathEscape(t.Claim) }
