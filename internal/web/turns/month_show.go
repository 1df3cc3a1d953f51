package turns

import (
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// monthView is the page of a desk's month.
type monthView struct {
	desk.Month
	Title        string // the month in words
	Before, Next string // the months beside it; Next is empty in the month of today
	Days         []monthDay
	Charts       []monthChart
	Bars         []ageBar
}

// monthDay is a day on which something was done: how often each, in the order of [desk.Month].
type monthDay struct {
	Day  string
	Each []int
}

// monthChart is a column for each day; the table below it says the same in words.
type monthChart struct {
	What          string
	N, Most       int
	Width, Height int
	Columns       []monthColumn
}

type monthColumn struct {
	X, Y, Width, Height int
	Title               string
}

// ageBar is what waits for one person as a bar, parted by how long it has: the fainter, the newer.
type ageBar struct {
	desk.MonthWaiting
	Width int
	Parts []agePart
}

type agePart struct {
	X, Width int
	Opacity  string
}

const (
	monthHeight      = 48
	monthColumnWidth = 8
	monthColumnGap   = 2
	ageWidth         = 320
)

// MonthShow shows what the desk did in a month, and what waits now.
func MonthShow(v *page.Visit) error {
	month, err := page.Do(v, operation.DeskMonth, operation.MonthQuery{Month: v.R.URL.Query().Get("month")})
	if claim.CodeOf(err) == claim.CodeInvalid {
		return v.Refuse("month", &monthView{}, err)
	}
	if err != nil {
		return err
	}
	view, err := newMonthView(month, v.Zone)
	if err != nil {
		return err
	}
	return v.Render("month", view)
}

func newMonthView(month desk.Month, zone *time.Location) (*monthView, error) {
	const form = "2006-01"
	first, err := time.ParseInLocation(form, month.Month, zone)
	if err != nil {
		return nil, err
	}
	view := &monthView{Month: month, Title: first.Format("January 2006"), Before: first.AddDate(0, -1, 0).Format(form), Bars: ageBars(month.Waits)}
	if next := first.AddDate(0, 1, 0); !next.After(month.AsOf) {
		view.Next = next.Format(form)
	}
	for _, one := range month.Done {
		view.Charts = append(view.Charts, newMonthChart(one, first))
	}
	for day := range month.Done[0].Days {
		row := monthDay{Day: first.AddDate(0, 0, day).Format("Mon 2")}
		for _, one := range month.Done {
			row.Each = append(row.Each, one.Days[day])
		}
		if slices.Max(row.Each) > 0 {
			view.Days = append(view.Days, row)
		}
	}
	return view, nil
}

func newMonthChart(done desk.MonthDone, first time.Time) monthChart {
	c := monthChart{
		What: done.What, N: done.N, Most: slices.Max(done.Days), Height: monthHeight,
		Width: len(done.Days)*(monthColumnWidth+monthColumnGap) + monthColumnGap,
	}
	for day, n := range done.Days {
		if n == 0 {
			continue
		}
		height := max(2, n*(monthHeight-2)/c.Most)
		c.Columns = append(c.Columns, monthColumn{
			X: monthColumnGap + day*(monthColumnWidth+monthColumnGap), Y: monthHeight - height, Width: monthColumnWidth, Height: height,
			Title: fmt.Sprintf("%s: %d", first.AddDate(0, 0, day).Format("2 January"), n),
		})
	}
	return c
}

// ageBars draws whoever has most as wide as there is room.
func ageBars(waits []desk.MonthWaiting) []ageBar {
	bars := make([]ageBar, len(waits))
	for i, one := range waits {
		wide := func(n int) int { return n * ageWidth / waits[0].N }
		day, week, all := wide(one.Day), wide(one.Day+one.Week), max(2, wide(one.N))
		bars[i] = ageBar{one, all, []agePart{{0, day, "0.35"}, {day, week - day, "0.65"}, {week, all - week, "1"}}}
	}
	return bars
}
