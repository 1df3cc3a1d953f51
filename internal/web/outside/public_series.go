package outside

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework/outside"
)

// seriesTable is one statement about several parties: a row for each that a finding is
// public about.
type seriesTable struct {
	Statement string // with a slot for the name
	Language  string
	Base      string // before the key of a claim, in its address; empty in a frame
	Anchors   bool   // the rows are all that stands of the claims on the page
	Rows      []seriesLine
}

// seriesLine is one claim of a series.
type seriesLine struct {
	Claim outside.PublicClaim
	About string
	Said  []saidAbout
}

// saidAbout is where a party stands to what is said about a party.
type saidAbout struct {
	Other string // its name, if it is another one
	matrixCell
}

// inSeries puts the claims that are one statement about several parties into tables,
// and returns those that stand by themselves.
func inSeries(claims []outside.PublicClaim) (tables []seriesTable, rest []outside.PublicClaim) {
	type statement struct {
		series uuid.UUID
		words  string // a claim whose words were changed by themselves is no longer the same statement
	}
	of := func(c outside.PublicClaim) statement { return statement{c.Series.ID, c.Series.Statement} }
	count, at := map[statement]int{}, map[statement]int{}
	for _, c := range claims {
		if c.Series != nil {
			count[of(c)]++
		}
	}
	for _, c := range claims {
		if c.Series == nil || count[of(c)] < 2 {
			rest = append(rest, c)
			continue
		}
		i, there := at[of(c)]
		if !there {
			i, at[of(c)] = len(tables), len(tables)
			tables = append(tables, seriesTable{Statement: c.Series.Statement, Language: c.Language})
		}
		tables[i].Rows = append(tables[i].Rows, lineOf(c))
	}
	return tables, rest
}

func lineOf(c outside.PublicClaim) seriesLine {
	line := seriesLine{Claim: c, About: c.Series.About}
	for _, p := range c.Parties {
		if p.Name == line.About {
			line.Said = slices.Insert(line.Said, 0, saidAbout{matrixCell: cellOf(p)})
		} else {
			line.Said = append(line.Said, saidAbout{Other: p.Name, matrixCell: cellOf(p)})
		}
	}
	return line
}

// tabulate puts the series among the claims into tables, from which each claim leads on.
func (v *caseView) tabulate(claims []outside.PublicClaim) (rest []outside.PublicClaim) {
	v.Series, rest = inSeries(claims)
	v.SeriesLast = len(rest) > 0 && rest[0].Key == claims[0].Key
	for i := range v.Series {
		v.Series[i].Base, v.Series[i].Anchors = v.At.Within(v.Slug)+"/claims/", v.Short
	}
	return rest
}
