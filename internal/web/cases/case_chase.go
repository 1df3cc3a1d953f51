package cases

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/casework/chase"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/web/page"
)

// chaseView is the page of how the parties of a case are chased.
type chaseView struct {
	report.Report
	Base  string
	At    *time.Time // nil for now
	Chase *chaseChart
}

// Chase shows the lanes of all parties, and the table behind them.
func Chase(v *page.Visit) error {
	at, err := v.AsOf()
	if err != nil {
		return err
	}
	lanes, head, err := v.Reads.Chase(v.Context(), v.Who, v.Path("case"), at)
	if err != nil {
		return err
	}
	if head.Absent {
		return v.Redirect(page.CasePath(head) + page.AtQuery(at))
	}
	return v.Render("case_chase", &chaseView{Report: head, Base: page.CasePath(head), At: at, Chase: newChaseChart(lanes)})
}

// Behind is what stands behind the question mark to stay at the same instant.
func (c *chaseView) Behind() string { return page.AtQuery(c.At) }

// chaseChart is the lanes as they are drawn: in shares of the width, so that what is
// written keeps its size on every screen.
type chaseChart struct {
	reading.Chase
	Lanes []chaseLane
	Now   string // a share of the width
	Runs  string // likewise, of the publication; empty for none
	Days  []chaseDay
}

// chaseDay is where a day begins that the scale names.
type chaseDay struct {
	X    string
	At   time.Time
	Last bool // its words stand before it
}

// chaseLane is a lane as it is drawn.
type chaseLane struct {
	reading.ChaseLane
	Shade string // the path of open hours, in thousandths of the width
	Runs  []chaseRun
	Marks []chaseMark
	Next  *chase.Mark
}

// chaseRun is a stretch in which the party has time to answer.
type chaseRun struct{ From, Until string }

// chaseMark is a mark at a share of the width.
type chaseMark struct {
	chase.Mark
	X string
}

// Waited are the lanes of parties that have time to answer.
func (c *chaseChart) Waited() []chaseLane {
	if c == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.Lanes), func(l chaseLane) bool { return l.Zone == nil })
}

// newChaseChart draws lanes; nil if there are none.
func newChaseChart(c reading.Chase) *chaseChart {
	if len(c.Lanes) == 0 {
		return nil
	}
	length := max(c.Until.Sub(c.From), time.Minute)
	share := func(t time.Time) float64 {
		return 0.02 + 0.96*float64(min(max(t.Sub(c.From), 0), length))/float64(length)
	}
	x := func(t time.Time) string { return fmt.Sprintf("%.1f%%", 100*share(t)) }
	out := &chaseChart{Chase: c, Now: x(c.At), Days: daysOf(c, x)}
	if !c.PublishAt.IsZero() {
		out.Runs = x(c.PublishAt)
	}
	for _, l := range c.Lanes {
		lane := chaseLane{ChaseLane: l, Next: l.Next(c.At)}
		var shade strings.Builder
		for _, o := range l.Office {
			from, until := 1000*share(o.From), 1000*share(o.Until)
			fmt.Fprintf(&shade, "M%.0f 0h%.0fv1h-%.0fz", from, max(until-from, 1), max(until-from, 1))
		}
		lane.Shade = shade.String()
		for _, a := range l.Asking {
			lane.Runs = append(lane.Runs, chaseRun{x(a.From), x(a.Until)})
		}
		for _, m := range l.Marks {
			lane.Marks = append(lane.Marks, chaseMark{m, x(m.At)})
		}
		out.Lanes = append(out.Lanes, lane)
	}
	return out
}

// daysOf are the ends of the scale.
func daysOf(c reading.Chase, x func(time.Time) string) []chaseDay {
	return []chaseDay{{X: x(c.From), At: c.From}, {X: x(c.Until), At: c.Until, Last: true}}
}

// Says is what a lane shows, for those who do not see it.
func (l chaseLane) Says() string {
	planned := 0
	for _, m := range l.Marks {
		if m.Planned {
			planned++
		}
	}
	return fmt.Sprintf("%s: %s on its lane, %d of them to come; the table has them all", l.Name, page.Plural(len(l.Marks), "mark"), planned)
}

// Lanes are those of the parties whose time runs out first; nil for none.
func (c *caseView) Lanes() *chaseChart { return newChaseChart(c.CaseView.Chase) }
