package correspondence

import (
	"math"
	"slices"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// chart is a column per answer: how long it took, the oldest first. The table
// below it says the same in words.
type chart struct {
	Width, Height int
	Columns       []column
	Median        int // where the line of the median stands, from the top
	Longest       string
	MedianText    string
}

// column is one answer.
type column struct {
	X, Y, Width, Height int
	Title               string
}

const (
	chartHeight = 120
	columnWidth = 12
	columnGap   = 4
)

// newChart makes the chart of the requests that have an answer; nil for fewer than two.
func newChart(requests []desk.PartyRequest) *chart {
	var took []time.Duration
	var answered []desk.PartyRequest
	for _, r := range slices.Backward(requests) {
		if r.Took > 0 {
			took, answered = append(took, r.Took), append(answered, r)
		}
	}
	if len(took) < 2 {
		return nil
	}
	longest := slices.Max(took)
	sorted := slices.Sorted(slices.Values(took))
	middle := sorted[len(sorted)/2]
	c := &chart{
		Width: len(took)*(columnWidth+columnGap) + columnGap, Height: chartHeight, Longest: page.Span(longest),
		MedianText: page.Span(middle), Median: chartHeight - scaled(middle, longest),
	}
	for i, d := range took {
		height := scaled(d, longest)
		c.Columns = append(c.Columns, column{
			X: columnGap + i*(columnWidth+columnGap), Y: chartHeight - height, Width: columnWidth, Height: height,
			Title: answered[i].Slug + ": " + page.Span(d),
		})
	}
	return c
}

// scaled is the height of a column, on a scale of square roots: one answer that
// took months does not flatten all others.
func scaled(d, longest time.Duration) int {
	return max(2, int(math.Sqrt(float64(d)/float64(longest))*(chartHeight-8)))
}
