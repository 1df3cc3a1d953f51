package report

import (
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

	Of uuid.UUID `json:"-"` // identifier of the series
}

// Series are those that have a claim by then, in the order in which they were opened.
func (b *Gathered) Series() []SeriesReport {
	var out []SeriesReport
	for _, s := range b.Case.Series {
		one := SeriesReport{ID: s.ID, Claims: []string{}}
		one.Key, one.Statement = b.seriesText(s)
		for _, c := range verification.InSeries(b.Claims, s.ID) {
			one.Claims = append(one.Claims, b.KeyOf(c))
		}
		if len(one.Claims) > 0 {
			out = append(out, one)
		}
	}
	return out
}

func (b *Gathered) seriesText(s cases.SeriesOf) (key, statement string) {
	text := casework.Read[claim.ClaimText](b.Lib, s.Text)
	if !b.Lib.Has(s.Text) {
		return s.ID.String(), casework.Erased
	}
	return text.Key, text.Statement
}

// KeyOf is the key of a claim; of one whose words were erased, its identifier.
func (b *Gathered) KeyOf(c *verification.Claim) string {
	if key := b.Keys[c.ID]; key != "" {
		return key
	}
	return c.ID.String()
}

// inSeries says which claim of a series the claim is; nil if of none.
func (b *Gathered) inSeries(c *verification.Claim) *InSeriesReport {
	if c.Series == nil {
		return nil
	}
	s := b.Case.SeriesCalled(c.Series.ID)
	if s == nil {
		return nil
	}
	key, _ := b.seriesText(*s)
	party := b.Parties[c.Series.Party]
	return &InSeriesReport{Key: key, Party: party.Key, Name: party.Name, Of: s.ID}
}
