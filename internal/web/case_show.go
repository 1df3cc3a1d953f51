package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading"
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
	Stages  []stageCount
	Pages   []pageLink // of claims
	Columns []pageLink // of parties
	Plan    string
}

// stageCount is how many claims are at a stage.
type stageCount struct {
	Stage  claim.Stage
	Count  int
	Before int // claims at the stages before it
}

// Class is how style sheets call the stage.
func (s stageCount) Class() string { return newBadge("stage", s.Stage).Class }

// pageLink leads to one of several pages.
type pageLink struct {
	Label, Path string
	Current     bool
}

// caseShow shows a case as it stands, or as it stood at an instant.
func (s *Site) caseShow(v *visit) error {
	at, err := v.asOf()
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(v.query("before"), 10, 64)
	q := reading.CaseQuery{AsOf: at, Before: before, Limit: entriesPerPage}
	c, err := s.Reads.CaseView(v.ctx(), v.who, v.path("case"), q)
	if err != nil {
		return err
	}
	if c.Absent {
		return v.render("case_absent", &absentView{Report: c.Report, Base: casePath(c.Report), Path: casePath(c.Report), Later: c.Time.Later})
	}
	return v.render("case_show", newCaseView(v, c, at))
}

func newCaseView(v *visit, c reading.CaseView, at *time.Time) *caseView {
	view := &caseView{CaseView: c, Base: casePath(c.Report), At: at, Stages: stagesOf(c.Claims), Plan: planText(c.Report.Plan)}
	view.Grid = newGrid(v, view)
	return view
}

// Signed is how many sign-offs are of what the claim says now.
func (*caseView) Signed(c *reading.ClaimReport) int {
	n := 0
	for _, s := range c.SignOffs {
		if !s.Stale {
			n++
		}
	}
	return n
}

// stagesOf counts claims by stage, in the order of the way to publication.
func stagesOf(claims []reading.ClaimReport) []stageCount {
	counts := map[claim.Stage]int{}
	for _, c := range claims {
		counts[c.Stage]++
	}
	var list []stageCount
	before := 0
	for _, stage := range allStages {
		if n := counts[stage]; n > 0 {
			list = append(list, stageCount{stage, n, before})
			before += n
		}
	}
	return list
}

// allStages is every stage on the way to publication, and then those aside.
var allStages = []claim.Stage{
	claim.StageDraft, claim.StageOpen, claim.StageGathering, claim.StageAssessing, claim.StageInReview, claim.StageSignedOff,
	claim.StagePublished, claim.StageCorrecting, claim.StageRetracted, claim.StageClosed, claim.StageOnHold, claim.StageWithdrawn, claim.StageDeclined,
}

// pageOf reads the number of a page, from 1, and where it begins in a list.
func pageOf(length, size int, number string) (page, first int) {
	page, _ = strconv.Atoi(number)
	last := max(1, (length+size-1)/size)
	page = max(1, min(page, last))
	return page, (page - 1) * size
}

// casePages are the links to all pages of a list, none if there is only one.
func casePages(at *url.URL, name string, current, size, length int) []pageLink {
	if length <= size {
		return nil
	}
	var links []pageLink
	for first := 0; first < length; first += size {
		number := first/size + 1
		links = append(links, pageLink{
			Label: fmt.Sprintf("%d–%d", first+1, min(first+size, length)), Path: with(at, name, strconv.Itoa(number)), Current: number == current,
		})
	}
	return links
}

// with is an address with one value behind the question mark set, or taken away if it is empty.
func with(at *url.URL, name, value string) string {
	q := at.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return at.Path
	}
	return at.Path + "?" + q.Encode()
}

// casePath is the address of a case.
func casePath(r reading.Report) string {
	if r.Slug == "" {
		return "/cases/" + r.ID.String()
	}
	return "/cases/" + url.PathEscape(r.Slug)
}

// claimPath is the address of a claim of the case at base.
func claimPath(base string, c reading.ClaimReport) string {
	if c.Key == "" {
		return base + "/claims/" + c.ID.String()
	}
	return base + "/claims/" + url.PathEscape(c.Key)
}

// ClaimPath is the address of a claim, as of the same instant as the page.
func (c *caseView) ClaimPath(of *reading.ClaimReport) string {
	return claimPath(c.Base, *of) + c.Behind()
}

// SeriesPath is the address of a series.
func (c *caseView) SeriesPath(of *reading.SeriesReport) string {
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
func (*caseView) StagesOf(row reading.MatrixRow) []stageCount { return stagesOf(each(row.Claims)) }

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
func (c *caseView) ReviewPath(of *reading.ClaimReport) string {
	return claimPath(c.Base, *of) + "/review"
}

// InReview reports whether any claim on the page waits for a reviewer.
func (c *caseView) InReview() bool {
	return c.Now && slices.ContainsFunc(c.Report.Claims, func(r reading.ClaimReport) bool { return r.Stage == claim.StageInReview })
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
func (c *caseView) Behind() string { return atQuery(c.At) }

// atQuery is the query of a page as of an instant, empty for now.
func atQuery(at *time.Time) string {
	if at == nil {
		return ""
	}
	return "?at=" + url.QueryEscape(at.UTC().Format(time.RFC3339Nano))
}

// Instant is the address of the case as of another instant; nil is now.
func (c *caseView) Instant(at *time.Time) string { return c.Base + atQuery(at) }

// Older is the address of the next page of the timeline.
func (c *caseView) OlderPath() string {
	path := c.Base + "/timeline?before=" + strconv.FormatInt(c.CaseView.Older, 10)
	if c.At != nil {
		path += "&at=" + url.QueryEscape(c.At.UTC().Format(time.RFC3339Nano))
	}
	return path
}

// StopsFor are the stops of the slider: each an instant, and how it is written.
func (c *caseView) StopsFor(p *page) (string, error) {
	stops := make([][2]string, len(c.Time.Stops))
	for i, stop := range c.Time.Stops {
		stops[i] = [2]string{stop.At.Format(time.RFC3339Nano), absolute(p, stop.At)}
	}
	list, err := json.Marshal(stops)
	return string(list), err
}

// AtField is the instant that the page shows, for a field that knows seconds:
// the next full one, so that what was recorded within the second is there.
func (c *caseView) AtField(p *page) string {
	return secondsOf(c.AsOf, p.Zone)
}

func secondsOf(at time.Time, zone *time.Location) string {
	return at.Add(time.Second - time.Microsecond).In(zone).Format("2006-01-02T15:04:05")
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
func (c *caseView) Clock() *page { return &page{Now: c.AsOf} }

// Ran reports whether the story was to run before the instant that the page shows.
func (c *caseView) Ran() bool { return c.PublishAt != nil && c.PublishAt.Before(c.AsOf) }

// Restricted reports whether only some may see the case.
func (c *caseView) Restricted() bool { return c.Sensitive == claim.Restricted }
