package cases

import (
	"cmp"
	"html"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/web/page"
)

// grid is where every party stands to every claim, a mark a cell: claims down and parties
// across, or turned round.
type grid struct {
	Turned  bool
	Turn    string // address of the page the other way round
	Heads   []gridHead
	Rows    []gridRow
	Filters []gridFilter
	Legend  []claim.Glance // those that are on the page
	Total   int            // claims and series of the case
	Shown   int            // of them that the address chooses
}

// gridHead is a claim, a series or a party at the edge of the grid.
type gridHead struct {
	Label string // short, beside the full text
	Full  string
	Path  string // empty for none
}

// Shortened reports whether the label leaves something out.
func (h gridHead) Shortened() bool { return h.Label != h.Full }

// gridRow is a line of the grid.
type gridRow struct {
	gridHead
	ID    string             // of what is said of the row
	Of    *reading.MatrixRow // the claim or series; nil if the row is a party
	Cells []gridCell
}

// gridCell is where one party stands to one claim or series.
type gridCell struct {
	claim.Glance
	ID     string // of what is said of the cell
	Asked  bool
	Mark   string        // how the style sheet calls it
	Across string        // label of the column, for a narrow window
	Full   string        // what the label is short for
	Empty  template.HTML // instead, where nobody was asked
	Cell   *reading.Cell
	About  []reading.AboutCell
}

var twentieths = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"}

// First are the first of where a party stands to the claims of a series.
func (c gridCell) First() []reading.AboutCell { return c.About[:min(shownAbout, len(c.About))] }

// Rest is how many there are besides.
func (c gridCell) Rest() int { return max(0, len(c.About)-shownAbout) }

// gridFilter shows some rows of the grid.
type gridFilter struct {
	Label, Path string
	Count       int
	Current     bool
}

// gridShown is what the rows of a grid can be chosen by, besides a stage.
var gridShown = []struct {
	name, label string
	has         func(row *reading.MatrixRow) bool
}{
	{"waiting", "Waiting for an answer", func(row *reading.MatrixRow) bool { return anyCell(row, claim.Glance.Waits) }},
	{"stuck", "Waiting for us", func(row *reading.MatrixRow) bool { return anyCell(row, claim.Glance.Stuck) }},
	{"silent", "No answer", func(row *reading.MatrixRow) bool {
		return anyCell(row, func(g claim.Glance) bool { return g == claim.GlanceNoAnswer })
	}},
	{"unasked", "Nobody asked", func(row *reading.MatrixRow) bool {
		return !anyCell(row, func(claim.Glance) bool { return true })
	}},
}

// anyCell reports whether any party that stands to a row stands so.
func anyCell(row *reading.MatrixRow, is func(claim.Glance) bool) bool {
	for _, cell := range row.Cells {
		if cell != nil && is(cell.Glance()) {
			return true
		}
	}
	for _, about := range row.About {
		for _, cell := range about {
			if is(cell.Glance()) {
				return true
			}
		}
	}
	return false
}

// rowsShown are the rows that the address chooses; all if it names nothing that there is.
func rowsShown(rows []reading.MatrixRow, by string) []reading.MatrixRow {
	has := func(row *reading.MatrixRow) bool {
		return slices.ContainsFunc(row.Each(), func(c *report.ClaimReport) bool { return string(c.Stage) == by })
	}
	for _, f := range gridShown {
		if f.name == by {
			has = f.has
		}
	}
	var some []reading.MatrixRow
	for i := range rows {
		if by == "" || has(&rows[i]) {
			some = append(some, rows[i])
		}
	}
	return some
}

// gridFilters are the ways to choose among the rows that choose any.
func gridFilters(at *url.URL, rows []reading.MatrixRow, by string) []gridFilter {
	filters := []gridFilter{{"All", page.With(firstPage(at), "show", ""), len(rows), by == ""}}
	for _, f := range gridShown {
		if n := len(rowsShown(rows, f.name)); n > 0 || by == f.name {
			filters = append(filters, gridFilter{f.label, page.With(firstPage(at), "show", f.name), n, by == f.name})
		}
	}
	if slices.Contains(claim.Stages, claim.Stage(by)) {
		filters = append(filters, gridFilter{strings.ToUpper(by[:1]) + by[1:], page.With(firstPage(at), "show", by), len(rowsShown(rows, by)), true})
	}
	return filters
}

// firstPage is an address without the page of its claims.
func firstPage(at *url.URL) *url.URL {
	first := *at
	q := first.Query()
	q.Del("claims")
	first.RawQuery = q.Encode()
	return &first
}

// gridder lays out the rows and columns of a page.
type gridder struct {
	view    *caseView
	at      time.Time
	ask     bool // whoever looks may ask parties
	parties bool // and may look at them
}

// rows lays out claims down and parties across.
func (g *gridder) rows(rows []reading.MatrixRow, parties []reading.MatrixParty, left int) []gridRow {
	out := make([]gridRow, len(rows))
	heads := g.partyHeads(parties)
	for i := range rows {
		row := &rows[i]
		out[i] = gridRow{gridHead: g.claimHead(row), ID: "row-" + strconv.Itoa(i), Of: row, Cells: make([]gridCell, len(parties))}
		ask := g.askPath(row)
		for j, party := range parties {
			cell := &out[i].Cells[j]
			switch {
			case row.Series != nil && len(row.About[left+j]) > 0:
				*cell = g.seriesCell(row.About[left+j])
			case row.Series == nil && row.Cells[left+j] != nil:
				*cell = g.cell(row.Cells[left+j])
			default:
				*cell = gridCell{Glance: claim.GlanceNotAsked, Empty: emptyCell(ask, party)}
			}
			cell.Across, cell.Full = heads[j].Label, heads[j].Full
			cell.ID = "cell-" + strconv.Itoa(i) + "-" + strconv.Itoa(j)
		}
	}
	return out
}

func (g *gridder) cell(of *reading.Cell) gridCell {
	c := gridCell{Glance: of.Glance(), Asked: true, Cell: of}
	c.Mark = c.Class()
	if c.Glance == claim.GlanceWaiting {
		c.Mark += " w" + twentieths[1+of.Elapsed(g.at)*(len(twentieths)-2)/100]
	}
	return c
}

// seriesCell is where a party stands to a series: to the claim about itself, which is the
// first; or, of one that has only others to speak of, where it stands to them all.
func (g *gridder) seriesCell(about []reading.AboutCell) gridCell {
	c := g.cell(about[0].Cell)
	for _, other := range about[1:] {
		if about[0].About != "" && other.Glance() != c.Glance {
			c.Glance, c.Mark = claim.GlanceSeveral, claim.GlanceSeveral.Class()
		}
	}
	c.Cell, c.About = nil, about
	return c
}

// askPath is where somebody is asked about a claim or a series, up to whom; empty where
// nobody can be.
func (g *gridder) askPath(row *reading.MatrixRow) string {
	askable := slices.ContainsFunc(row.Each(), func(c *report.ClaimReport) bool { return c.Stage.Askable() })
	if !g.ask || !askable {
		return ""
	}
	return g.view.Base + "/ask?claim=" + url.QueryEscape(row.Key) + "&party="
}

// emptyCell asks a party. A page has thousands of them, so no template makes them.
func emptyCell(ask string, party reading.MatrixParty) template.HTML {
	if ask == "" {
		return `<td class="g none"></td>`
	}
	path := html.EscapeString(ask + url.QueryEscape(party.Key))
	//nolint:gosec // the address is escaped
	return template.HTML(`<td class="g none"><a href="` + path + `" aria-label="Ask"></a></td>`)
}

func (g *gridder) claimHead(row *reading.MatrixRow) gridHead {
	if row.Series == nil {
		return gridHead{Label: row.Key, Full: page.Short(wholeStatement, row.Claim.Statement), Path: g.view.ClaimPath(row.Claim)}
	}
	h := gridHead{Label: row.Key, Full: page.Short(wholeStatement, row.Series.Slotted())}
	if g.view.Now {
		h.Path = g.view.SeriesPath(row.Series)
	}
	return h
}

// wholeStatement is how much of a statement the grid has, in characters; the window cuts it.
const wholeStatement = 160

func (g *gridder) partyHeads(parties []reading.MatrixParty) []gridHead {
	heads := make([]gridHead, len(parties))
	for i, p := range parties {
		heads[i] = gridHead{Label: partyLabel(p.Name), Full: p.Name}
		if g.parties {
			heads[i].Path = "/parties/" + url.PathEscape(p.Key)
		}
	}
	return heads
}

// legalForms say what kind of company a party is, which tells it from no other.
var legalForms = regexp.MustCompile(`(?i),? (inc|ltd|llc|plc|corp|gmbh|ag|se|s\.?a|b\.?v|n\.?v|oy|ab|as|s\.?r\.?l|sia|co|corporation|limited|incorporated)\.?$`)

// labelLength is how many characters the label of a party has at most.
const labelLength = 22

// partyLabel is the name of a party as a column is headed.
func partyLabel(name string) string {
	label := strings.TrimPrefix(legalForms.ReplaceAllString(name, ""), "The ")
	return page.Short(labelLength, cmp.Or(label, name))
}

// turned lays the rows out the other way round.
func turned(rows []gridRow, parties []gridHead) (heads []gridHead, out []gridRow) {
	out = make([]gridRow, len(parties))
	for j, p := range parties {
		out[j] = gridRow{gridHead: p, Cells: make([]gridCell, len(rows))}
	}
	heads = make([]gridHead, len(rows))
	for i, row := range rows {
		heads[i] = row.gridHead
		for j := range parties {
			cell := row.Cells[j]
			cell.Across, cell.Full = row.Label, row.Full
			out[j].Cells[i] = cell
		}
	}
	return heads, out
}

// legend are the marks that stand on a page, in the order of the words.
func legend(rows []gridRow) []claim.Glance {
	there := map[claim.Glance]bool{}
	for _, row := range rows {
		for _, cell := range row.Cells {
			there[cell.Glance] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(claim.Glances), func(g claim.Glance) bool { return !there[g] })
}

// newGrid lays out what the address asks for, of all rows and parties of the case.
func newGrid(v *page.Visit, view *caseView) *grid {
	all, by := view.Matrix.Rows, v.Query("show")
	chosen := rowsShown(all, by)
	number, first := page.Number(len(chosen), claimsPerPage, v.Query("claims"))
	columns, left := page.Number(len(view.Matrix.Parties), partiesPerPage, v.Query("parties"))
	view.Pages = page.NumberedPages(v.R.URL, "claims", number, claimsPerPage, len(chosen))
	view.Columns = page.NumberedPages(v.R.URL, "parties", columns, partiesPerPage, len(view.Matrix.Parties))
	parties := view.Matrix.Parties[left:min(left+partiesPerPage, len(view.Matrix.Parties))]

	lay := &gridder{view: view, at: view.AsOf, ask: view.Now && v.Who.Can(casework.MayAsk), parties: v.Who.Can(casework.MayReadParties)}
	g := &grid{Total: len(all), Shown: len(chosen), Filters: gridFilters(v.R.URL, all, by), Heads: lay.partyHeads(parties), Turned: v.Query("down") == "parties"}
	g.Rows = lay.rows(chosen[first:min(first+claimsPerPage, len(chosen))], parties, left)
	g.Legend = legend(g.Rows)
	if g.Turned {
		g.Heads, g.Rows = turned(g.Rows, g.Heads)
		g.Turn = page.With(v.R.URL, "down", "")
	} else {
		g.Turn = page.With(v.R.URL, "down", "parties")
	}
	return g
}

// Upright reports whether the heads of the columns stand on end, as there are many.
func (g *grid) Upright() bool { return len(g.Heads) > manyColumns }

// manyColumns is how many columns have heads that lie.
const manyColumns = 12
