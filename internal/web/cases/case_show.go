package cases

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/web/page"
)

// How much of a case one page shows.
const (
	claimsPerPage  = 150
	partiesPerPage = 40
	entriesPerPage = 25
)

// caseView is the page of a case, as of one instant.
type caseView struct {
	reading.CaseView
	Base    string     // address of the case
	At      *time.Time // nil for now
	Grid    *grid
	Scope   []page.Option // claims and series that the line can be about
	Line    string        // that it is about; empty for those that the case has chosen
	Stages  []page.StageShare
	Pages   []page.Link // of claims
	Columns []page.Link // of parties
	Plan    string
}

// Show shows a case as it stands, or as it stood at an instant.
func Show(v *page.Visit) error {
	at, err := v.AsOf()
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(v.Query("before"), 10, 64)
	q := reading.CaseQuery{AsOf: at, Before: before, Limit: entriesPerPage}
	if about := v.Query("line"); about != "" {
		q.Line = []string{about}
	}
	c, err := v.Reads.CaseView(v.Context(), v.Who, v.Path("case"), q)
	if err != nil {
		return err
	}
	if c.Absent {
		return v.Render("case_absent", &page.Absent{Report: c.Report, Base: page.CasePath(c.Report), Path: page.CasePath(c.Report), Later: c.Time.Later})
	}
	return v.Render("case_show", newCaseView(v, c, at))
}

func newCaseView(v *page.Visit, c reading.CaseView, at *time.Time) *caseView {
	view := &caseView{CaseView: c, Base: page.CasePath(c.Report), At: at, Stages: page.StagesOf(c.Claims), Plan: planText(c.Report.Plan)}
	view.Grid, view.Scope, view.Line = newGrid(v, view), lineScope(c.Matrix.Rows), v.Query("line")
	return view
}

// lineScope offers the claims and series of a case to have the line about.
func lineScope(rows []reading.MatrixRow) []page.Option {
	if len(rows) < 2 {
		return nil
	}
	var list []page.Option
	for _, row := range rows[:min(len(rows), claimsPerPage)] {
		label := row.Key
		if row.Series != nil {
			label += " (series)"
		}
		list = append(list, page.Option{Value: row.Key, Label: label})
	}
	return list
}

// Signed is how many sign-offs are of what the claim says now.
func (*caseView) Signed(c *report.ClaimReport) int {
	n := 0
	for _, s := range c.SignOffs {
		if !s.Stale {
			n++
		}
	}
	return n
}

// ClaimPath is the address of a claim, as of the same instant as the page.
func (c *caseView) ClaimPath(of *report.ClaimReport) string {
	return page.ClaimPath(c.Base, *of) + c.Behind()
}

// SeriesPath is the address of a series.
func (c *caseView) SeriesPath(of *report.SeriesReport) string {
	return c.Base + "/series/" + url.PathEscape(of.Key)
}

// shownAbout is how many claims of a series are told of one by one in a cell.
const shownAbout = 3

// outcomeCount is how many claims have an outcome.
type outcomeCount struct {
	Outcome claim.Outcome
	Count   int
}

// StagesOf counts the claims of a row by stage.
func (*caseView) StagesOf(row reading.MatrixRow) []page.StageShare {
	return page.StagesOf(page.Each(row.Claims))
}

// OutcomesOf counts the claims of a row by outcome.
func (*caseView) OutcomesOf(row reading.MatrixRow) []outcomeCount {
	counts := map[claim.Outcome]int{}
	for _, c := range row.Claims {
		counts[c.Outcome]++
	}
	var list []outcomeCount
	for _, outcome := range claim.Outcomes {
		if counts[outcome] > 0 {
			list = append(list, outcomeCount{outcome, counts[outcome]})
		}
	}
	return list
}

// Awaiting is how many claims of a row wait for a reviewer.
func (*caseView) Awaiting(row reading.MatrixRow) int {
	n := 0
	for _, c := range row.Claims {
		if c.Stage == claim.StageInReview {
			n++
		}
	}
	return n
}

// ReviewPath is the address of the review of a claim.
func (c *caseView) ReviewPath(of *report.ClaimReport) string {
	return page.ClaimPath(c.Base, *of) + "/review"
}

// InReview reports whether any claim on the page waits for a reviewer.
func (c *caseView) InReview() bool {
	return c.Now && slices.ContainsFunc(c.Report.Claims, func(r report.ClaimReport) bool { return r.Stage == claim.StageInReview })
}

// Show is the address of the page with the claims of one stage alone.
func (c *caseView) Show(stage claim.Stage) string {
	at := "?"
	if c.At != nil {
		at = c.Behind() + "&"
	}
	return c.Base + at + "show=" + url.QueryEscape(string(stage))
}

// Behind is what stands behind the question mark to stay at the same instant.
func (c *caseView) Behind() string { return page.AtQuery(c.At) }

// Instant is the address of the case as of another instant; nil is now.
func (c *caseView) Instant(at *time.Time) string { return c.Base + page.AtQuery(at) }

// Older is the address of the next page of the timeline.
func (c *caseView) OlderPath() string {
	path := c.Base + "/timeline?before=" + strconv.FormatInt(c.CaseView.Older, 10)
	if c.At != nil {
		path += "&at=" + url.QueryEscape(c.At.UTC().Format(time.RFC3339Nano))
	}
	return path
}

// StopsFor are the stops of the slider: each an instant, and how it is written.
func (c *caseView) StopsFor(p *page.Page) (string, error) {
	stops := make([][2]string, len(c.Time.Stops))
	for i, stop := range c.Time.Stops {
		stops[i] = [2]string{stop.At.Format(time.RFC3339Nano), page.Absolute(p, stop.At)}
	}
	list, err := json.Marshal(stops)
	return string(list), err
}

// AtField is the instant that the page shows, for a field that knows seconds:
// the next full one, so that what was recorded within the second is there.
func (c *caseView) AtField(p *page.Page) string {
	return page.SecondsOf(c.AsOf, p.Zone)
}

// LastStop is the number of the slider's last stop.
func (c *caseView) LastStop() int { return len(c.Time.Stops) - 1 }

// ThisStop is the number of the stop that the page shows.
func (c *caseView) ThisStop() int {
	if c.At == nil {
		return c.LastStop()
	}
	this := 0
	for i, stop := range c.Time.Stops {
		if !stop.At.After(*c.At) {
			this = i
		}
	}
	return this
}

// Clock is the page's time: that of the instant that it shows.
func (c *caseView) Clock() *page.Page { return &page.Page{Now: c.AsOf} }

// Ran reports whether the story was to run before the instant that the page shows.
func (c *caseView) Ran() bool { return c.PublishAt != nil && c.PublishAt.Before(c.AsOf) }

// Restricted reports whether only some may see the case.
func (c *caseView) Restricted() bool { return c.Sensitive == claim.Restricted }
