package reading

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// AboutCell is where a party stands to one claim of a series.
type AboutCell struct {
	Claim *report.ClaimReport `json:"-"`
	About string              `json:"about,omitempty" doc:"name of whom the claim is about, unless that is the party itself"`
	*Cell
}

// fold puts the rows of a series into one, where the first of them stood.
func fold(r *report.Report, rows []MatrixRow, parties []MatrixParty) []MatrixRow {
	at, folded := map[uuid.UUID]int{}, make([]MatrixRow, 0, len(rows))
	for _, row := range rows {
		in := row.Claim.Series
		if in == nil {
			folded = append(folded, row)
			continue
		}
		i, there := at[in.Of]
		if !there {
			i, at[in.Of] = len(folded), len(folded)
			of := slices.IndexFunc(r.Series, func(s report.SeriesReport) bool { return s.ID == in.Of })
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
func (m *MatrixRow) Each() []*report.ClaimReport {
	if m.Series != nil {
		return m.Claims
	}
	return []*report.ClaimReport{m.Claim}
}

// ReviewSeries is a series of which claims wait for a reviewer.
type ReviewSeries struct {
	report.SeriesReport
	Subject string   `json:"subject" doc:"hash of what is seen of all that wait together: a sign-off of the series names it"`
	Waiting []string `json:"waiting" doc:"keys of those that wait"`
}

func awaitingSeries(b *report.Gathered) []ReviewSeries {
	var out []ReviewSeries
	for _, s := range b.Series() {
		one := ReviewSeries{SeriesReport: s}
		waiting := slices.DeleteFunc(verification.InSeries(b.Claims, s.ID), func(c *verification.Claim) bool { return !c.AwaitsReview() })
		if len(waiting) == 0 {
			continue
		}
		one.Subject = verification.SeriesSubject(waiting)
		for _, c := range waiting {
			one.Waiting = append(one.Waiting, b.KeyOf(c))
		}
		out = append(out, one)
	}
	return out
}

// SeriesView is one series whole, as it stands now.
type SeriesView struct {
	report.Report
	Series  report.SeriesReport
	Text    claim.ClaimText // what the series says
	Claims  []*report.ClaimReport
	Subject string // hash of those that wait for a reviewer; empty if none does
}

// SeriesPage shows one series, by "case/key".
func (r *Room) SeriesPage(ctx context.Context, caller casework.Caller, name string) (SeriesView, error) {
	caseName, key, _ := strings.Cut(name, "/")
	b, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return SeriesView{}, err
	}
	of := b.Case.SeriesCalled(casework.SeriesID(b.Case.ID, key))
	if of == nil {
		return SeriesView{}, claim.Errorf(claim.CodeNotFound, "there is no series called %q in the case", key)
	}
	v := SeriesView{Report: b.Report(), Text: casework.Read[claim.ClaimText](b.Lib, of.Text)}
	for i := range v.Report.Claims {
		if c := &v.Report.Claims[i]; c.Series != nil && c.Series.Of == of.ID {
			v.Claims = append(v.Claims, c)
		}
	}
	for _, s := range v.Report.Series {
		if s.ID == of.ID {
			v.Series = s
		}
	}
	for _, s := range awaitingSeries(b) {
		if s.ID == of.ID {
			v.Subject = s.Subject
		}
	}
	return v, nil
}
