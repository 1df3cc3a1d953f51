package reading

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// SeriesReport is one statement about several parties, which is shown as one row.
type SeriesReport struct {
	ID        uuid.UUID `json:"id"`
	Key       string    `json:"key"`
	Statement string    `json:"statement" doc:"with {party} where the name of the party goes"`
	Claims    []string  `json:"claims" doc:"keys of its claims"`
}

// Slotted is the statement as people read it.
func (s SeriesReport) Slotted() string { return slotted(s.Statement) }

// slotted is the statement of a series as people read it.
func slotted(statement string) string {
	return cases.WithGap(statement, cases.SeriesSlot)
}

// InSeriesReport says which claim of a series a claim is.
type InSeriesReport struct {
	Key   string `json:"key" doc:"of the series"`
	Party string `json:"party" doc:"key of whom this one is about"`
	Name  string `json:"name"`

	id uuid.UUID
}

// AboutCell is where a party stands to one claim of a series.
type AboutCell struct {
	Claim *ClaimReport `json:"-"`
	About string       `json:"about,omitempty" doc:"name of whom the claim is about, unless that is the party itself"`
	*Cell
}

// series are those that have a claim by then, in the order in which they were opened.
func (b *reporter) series() []SeriesReport {
	var out []SeriesReport
	for _, s := range b.theCase.Series {
		one := SeriesReport{ID: s.ID, Claims: []string{}}
		one.Key, one.Statement = b.seriesText(s)
		for _, c := range verification.InSeries(b.claims, s.ID) {
			one.Claims = append(one.Claims, b.keyOf(c))
		}
		if len(one.Claims) > 0 {
			out = append(out, one)
		}
	}
	return out
}

func (b *reporter) seriesText(s cases.SeriesOf) (key, statement string) {
	text := casework.Read[claim.ClaimText](b.lib, s.Text)
	if !b.lib.Has(s.Text) {
		return s.ID.String(), casework.Erased
	}
	return text.Key, text.Statement
}

// keyOf is the key of a claim; of one whose words were erased, its identifier.
func (b *reporter) keyOf(c *verification.Claim) string {
	if key := b.keys[c.ID]; key != "" {
		return key
	}
	return c.ID.String()
}

// inSeries says which claim of a series the claim is; nil if of none.
func (b *reporter) inSeries(c *verification.Claim) *InSeriesReport {
	if c.Series == nil {
		return nil
	}
	s := b.theCase.SeriesCalled(c.Series.ID)
	if s == nil {
		return nil
	}
	key, _ := b.seriesText(*s)
	party := b.parties[c.Series.Party]
	return &InSeriesReport{Key: key, Party: party.Key, Name: party.Name, id: s.ID}
}

// fold puts the rows of a series into one, where the first of them stood.
func (r *Report) fold(rows []MatrixRow, parties []MatrixParty) []MatrixRow {
	at, folded := map[uuid.UUID]int{}, make([]MatrixRow, 0, len(rows))
	for _, row := range rows {
		in := row.Claim.Series
		if in == nil {
			folded = append(folded, row)
			continue
		}
		i, there := at[in.id]
		if !there {
			i, at[in.id] = len(folded), len(folded)
			of := slices.IndexFunc(r.Series, func(s SeriesReport) bool { return s.ID == in.id })
			folded = append(folded, MatrixRow{Key: in.Key, Series: &r.Series[of], About: make([][]AboutCell, len(parties))})
		}
		folded[i].join(row, parties)
	}
	return folded
}

// join takes the row of one more claim into that of its series. What a party says about
// itself comes first in its column.
func (m *MatrixRow) join(row MatrixRow, parties []MatrixParty) {
	m.Claims = append(m.Claims, row.Claim)
	for i, cell := range row.Cells {
		switch {
		case cell == nil:
		case parties[i].Key == row.Claim.Series.Party:
			m.About[i] = slices.Insert(m.About[i], 0, AboutCell{Claim: row.Claim, Cell: cell})
		default:
			m.About[i] = append(m.About[i], AboutCell{Claim: row.Claim, About: row.Claim.Series.Name, Cell: cell})
		}
	}
}

// Each are the claims of the row: one, or those of the series.
func (m *MatrixRow) Each() []*ClaimReport {
	if m.Series != nil {
		return m.Claims
	}
	return []*ClaimReport{m.Claim}
}

// ReviewSeries is a series of which claims wait for a reviewer.
type ReviewSeries struct {
	SeriesReport
	Subject string   `json:"subject" doc:"hash of what is seen of all that wait together: a sign-off of the series names it"`
	Waiting []string `json:"waiting" doc:"keys of those that wait"`
}

func (b *reporter) awaitingSeries() []ReviewSeries {
	var out []ReviewSeries
	for _, s := range b.series() {
		one := ReviewSeries{SeriesReport: s}
		waiting := slices.DeleteFunc(verification.InSeries(b.claims, s.ID), func(c *verification.Claim) bool { return !c.AwaitsReview() })
		if len(waiting) == 0 {
			continue
		}
		one.Subject = verification.SeriesSubject(waiting)
		for _, c := range waiting {
			one.Waiting = append(one.Waiting, b.keyOf(c))
		}
		out = append(out, one)
	}
	return out
}

// SeriesView is one series whole, as it stands now.
type SeriesView struct {
	Report
	Series  SeriesReport
	Text    claim.ClaimText // what the series says
	Claims  []*ClaimReport
	Subject string // hash of those that wait for a reviewer; empty if none does
}

// SeriesPage shows one series, by "case/key".
func (r *Room) SeriesPage(ctx context.Context, caller casework.Caller, name string) (SeriesView, error) {
	caseName, key, _ := strings.Cut(name, "/")
	b, err := r.reporterOf(ctx, caller, caseName, nil)
	if err != nil {
		return SeriesView{}, err
	}
	of := b.theCase.SeriesCalled(casework.SeriesID(b.theCase.ID, key))
	if of == nil {
		return SeriesView{}, claim.Errorf(claim.CodeNotFound, "there is no series called %q in the case", key)
	}
	v := SeriesView{Report: b.report(), Text: casework.Read[claim.ClaimText](b.lib, of.Text)}
	for i := range v.Report.Claims {
		if c := &v.Report.Claims[i]; c.Series != nil && c.Series.id == of.ID {
			v.Claims = append(v.Claims, c)
		}
	}
	for _, s := range v.Report.Series {
		if s.ID == of.ID {
			v.Series = s
		}
	}
	for _, s := range b.awaitingSeries() {
		if s.ID == of.ID {
			v.Subject = s.Subject
		}
	}
	return v, nil
}
