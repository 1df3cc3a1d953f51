package outside

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// chart is the picture of what happened when: a row per party, one for what was
// published, and the same as a table. It is drawn in shares of the width, so that its
// words keep their size on every screen.
type chart struct {
	Rows   []chartRow
	Lanes  []lane
	Ends   []string // of the axis, in words
	Height int
	Public []string // where something was published
	Bare   bool     // without the table: what stands beside it says each event in words
}

// chartRow is something that happened, oldest first.
type chartRow struct {
	At        time.Time
	Date      claim.When // instead, where nobody knows the hour
	Who, What string

	shape, tone string
}

func (r chartRow) day() string {
	if !r.Date.IsZero() {
		return r.Date.Words(nil)
	}
	return day(r.At)
}

func (r chartRow) clock() string {
	if !r.Date.IsZero() {
		return r.Date.Words(nil)
	}
	return clock(r.At)
}

// lane is what concerns one party. Until is where its time to answer ran out.
type lane struct {
	Name        string
	Text, Y     int
	From, Until string
	Marks       []mark
}

// mark is something that happened, at a share of the width.
type mark struct{ Shape, Tone, X string }

// Shapes of marks, besides their colours: each is an element of the template.
const (
	shapeAsked     = "asked"
	shapeReminded  = "reminded"
	shapeSaid      = "said"
	shapePublished = "published"
)

// Sizes of a chart. One with more in it would be no picture any more.
const (
	laneHeight   = 40
	maxLanes     = 12
	maxChartRows = 80
	minChartRows = 3
	maxAbout     = 70 // characters of a statement
)

// newChart draws findings; it is nil if there is too little to draw, or too much.
func newChart(publisher string, claims []outside.PublicClaim) *chart {
	c := &chart{}
	spans := map[string][2]time.Time{}
	for _, p := range claims {
		about := ""
		if len(claims) > 1 {
			about = " “" + short(maxAbout, p.Statement) + "”"
		}
		for _, party := range p.Parties {
			c.party(party, about)
			if from, ok := spans[party.Name]; !party.AskedAt.IsZero() && (!ok || party.AnswerBy.After(from[1])) {
				spans[party.Name] = [2]time.Time{party.AskedAt, party.AnswerBy}
			}
		}
		for _, h := range p.History {
			c.add(chartRow{At: h.At, Who: publisher, What: publishedWords(h, about), shape: shapePublished})
		}
	}
	slices.SortStableFunc(c.Rows, func(a, b chartRow) int { return a.At.Compare(b.At) })
	if len(c.Rows) < minChartRows || len(c.Rows) > maxChartRows || !c.draw(publisher, spans) {
		return nil
	}
	return c
}

// add takes what happened, once: one letter asks about several claims.
func (c *chart) add(row chartRow) {
	if !slices.Contains(c.Rows, row) {
		c.Rows = append(c.Rows, row)
	}
}

func (c *chart) party(p outside.PublicParty, about string) {
	asked := false
	for _, put := range p.Puts {
		if put.ByHand { // else its letter says when
			asked = true
			c.add(chartRow{At: put.At, Who: p.Name, What: "was asked " + put.Channel.How(), shape: shapeAsked})
		}
	}
	for _, l := range p.Letters {
		switch {
		case l.Back:
			asked = true
			c.add(chartRow{At: l.At, Who: p.Name, What: "was written to, and the letter came back", shape: shapeAsked})
		case l.Kind == claim.RequestLetter:
			asked = true
			c.add(chartRow{At: l.At, Who: p.Name, What: "was asked", shape: shapeAsked})
		case l.Kind == claim.FinalNoticeLetter:
			c.add(chartRow{At: l.At, Who: p.Name, What: "was given a final notice", shape: shapeReminded})
		default:
			c.add(chartRow{At: l.At, Who: p.Name, What: "was reminded", shape: shapeReminded})
		}
	}
	if !asked && !p.AskedAt.IsZero() {
		c.add(chartRow{At: p.AskedAt, Who: p.Name, What: "was asked", shape: shapeAsked})
	}
	for _, a := range p.Answers {
		c.add(chartRow{At: a.At, Date: a.Date, Who: p.Name, What: string(a.Stance) + came(a) + on(about), shape: shapeSaid, tone: string(a.Stance.Tone())})
	}
}

// came says behind a stance how the answer came.
func came(a outside.PublicAnswer) string {
	switch how := cameWords(a); {
	case how != "":
		return ", " + how
	case a.Unasked:
		return ", of its own accord"
	}
	return ""
}

func on(about string) string {
	if about == "" {
		return ""
	}
	return ", on" + about
}

// publishedWords say what was done to a finding.
func publishedWords(h outside.PublicChange, about string) string {
	switch {
	case h.Kind == finding.Retraction:
		return "retracted the finding" + on(about)
	case h.Kind == finding.Takedown:
		return "removed the finding for a legal reason"
	case h.Outcome == "": // of one that was removed since
		return strings.ToLower(h.Kind.ForReaders()) + " a finding that was removed"
	}
	return strings.ToLower(h.Kind.ForReaders()) + ": " + h.Rating.Words + on(about)
}

// draw puts what happened into lanes, and reports whether there is a picture in it.
func (c *chart) draw(publisher string, spans map[string][2]time.Time) bool {
	first, last := c.Rows[0].At, c.Rows[len(c.Rows)-1].At
	if !last.After(first) {
		return false
	}
	x := func(t time.Time) string {
		share := float64(min(max(t.Sub(first), 0), last.Sub(first))) / float64(last.Sub(first))
		return fmt.Sprintf("%.1f%%", 2+96*share)
	}
	var names []string
	for _, row := range c.Rows {
		if row.Who != publisher && !slices.Contains(names, row.Who) {
			names = append(names, row.Who)
		}
	}
	if len(names) == 0 || len(names) > maxLanes {
		return false
	}
	slices.Sort(names)
	for i, name := range append(names, publisher) {
		l := lane{Name: name, Text: i*laneHeight + 14, Y: i*laneHeight + 27}
		if span, ok := spans[name]; ok {
			l.From, l.Until = x(span[0]), x(span[1])
		}
		for _, row := range c.Rows {
			if row.Who != name {
				continue
			}
			if m := (mark{row.shape, row.tone, x(row.At)}); !slices.Contains(l.Marks, m) {
				l.Marks = append(l.Marks, m)
			}
			if row.shape == shapePublished && !slices.Contains(c.Public, x(row.At)) {
				c.Public = append(c.Public, x(row.At))
			}
		}
		c.Lanes = append(c.Lanes, l)
	}
	c.Ends, c.Height = ends(c.Rows[0], c.Rows[len(c.Rows)-1]), len(c.Lanes)*laneHeight+24
	return true
}

// ends are the words of the axis: days, or hours where all is of one day.
func ends(first, last chartRow) []string {
	if first.day() == last.day() && first.clock() != last.clock() {
		return []string{first.clock(), last.clock()}
	}
	return []string{first.day(), last.day()}
}

// Foot is where the words of the axis stand.
func (c *chart) Foot() int { return c.Height - 6 }

// Line is where the axis is drawn.
func (c *chart) Line() int { return c.Height - 22 }

// bare is the picture alone; nil if there is none.
func (c *chart) bare() *chart {
	if c == nil {
		return nil
	}
	alone := *c
	alone.Bare = true
	return &alone
}

// Says is what the picture shows, for those who do not see it.
func (c *chart) Says() string {
	where := "the table below has them all"
	if c.Bare {
		where = "the statements above say them in words"
	}
	return fmt.Sprintf("Time line from %s to %s of %d events; %s.", c.Rows[0].clock(), c.Rows[len(c.Rows)-1].clock(), len(c.Rows), where)
}
