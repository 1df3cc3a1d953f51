package cases

import (
	"bytes"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// SeriesSlot stands in the statement of a series where the name of the party goes.
const SeriesSlot = "{party}"

// WithGap is a statement with … where a name or [SeriesSlot] stands, as people read it: a full stop after it would be a fourth dot.
func WithGap(statement, name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(statement, name, "…"), "….", "…")
}

// MaxSeries is how many parties a series has at most.
const MaxSeries = 1000

// SeriesOf is a series of a case: one statement with a slot, and a claim for each party.
// Its identifier is the one that a claim of its key would have, so that a name leads
// to one or the other.
type SeriesOf struct {
	ID      uuid.UUID   `json:"id"`
	Text    claim.Ref   `json:"text"` // content: a [claim.ClaimText], with [SeriesSlot] in its statement
	Parties []uuid.UUID `json:"parties"`
	Revised int64       `json:"revised,omitempty"` // version of the entry that last changed its words
}

// OpenSeries begins a series. Its claims are added beside it. Content: a [claim.ClaimText].
type OpenSeries struct {
	Series  uuid.UUID   `json:"series"`
	Text    claim.Ref   `json:"text"`
	Parties []uuid.UUID `json:"parties"`
}

// CommandKind implements [claim.Body].
func (OpenSeries) CommandKind() string { return "open series" }

// ExtendSeries adds parties to a series. Their claims are added beside it.
type ExtendSeries struct {
	Series  uuid.UUID   `json:"series"`
	Parties []uuid.UUID `json:"parties"`
}

// CommandKind implements [claim.Body].
func (ExtendSeries) CommandKind() string { return "extend series" }

// ReviseSeries replaces what a series says. Its claims are revised beside it. Content: a [claim.ClaimText].
type ReviseSeries struct {
	Series uuid.UUID `json:"series"`
	Text   claim.Ref `json:"text"`
	Seen   int64     `json:"seen"` // version of the case that the editor had before her
}

// CommandKind implements [claim.Body].
func (ReviseSeries) CommandKind() string { return "revise series" }

// SeriesOpened: a series was begun. Content: a [claim.ClaimText].
type SeriesOpened struct {
	Series  uuid.UUID   `json:"series"`
	Text    claim.Ref   `json:"text"`
	Parties []uuid.UUID `json:"parties"`
}

// FactKind implements [claim.Fact].
func (SeriesOpened) FactKind() string { return "case.series_opened" }

// SeriesExtended: more parties stand in a series. Those alone are named.
type SeriesExtended struct {
	Series  uuid.UUID   `json:"series"`
	Parties []uuid.UUID `json:"parties"`
}

// FactKind implements [claim.Fact].
func (SeriesExtended) FactKind() string { return "case.series_extended" }

// SeriesRevised: a series says something else from now on. Content: a [claim.ClaimText].
type SeriesRevised struct {
	Series uuid.UUID `json:"series"`
	Text   claim.Ref `json:"text"`
}

// FactKind implements [claim.Fact].
func (SeriesRevised) FactKind() string { return "case.series_revised" }

func init() {
	claim.RegisterBody[OpenSeries](claim.StreamCase)
	claim.RegisterBody[ExtendSeries](claim.StreamCase)
	claim.RegisterBody[ReviseSeries](claim.StreamCase)
	claim.RegisterFact[SeriesOpened]()
	claim.RegisterFact[SeriesExtended]()
	claim.RegisterFact[SeriesRevised]()
}

// SeriesCalled is the series with an identifier; nil if there is none.
func (c *Case) SeriesCalled(id uuid.UUID) *SeriesOf {
	if i := slices.IndexFunc(c.Series, func(s SeriesOf) bool { return s.ID == id }); i >= 0 {
		return &c.Series[i]
	}
	return nil
}

func (c *Case) openSeries(b OpenSeries, around claim.Around) ([]claim.Fact, error) {
	if there := c.SeriesCalled(b.Series); there != nil && there.Text == b.Text {
		return nil, nil
	}
	if c.SeriesCalled(b.Series) != nil || around.State(claim.Stream{Kind: claim.StreamClaim, ID: b.Series}).StreamVersion() > 0 {
		return nil, claim.Errorf(claim.CodeExists, "something in the case is called that already").WithField("key", "choose another short name")
	}
	if len(b.Parties) == 0 {
		return nil, claim.Errorf(claim.CodeInvalid, "a series is about parties").WithField("parties", "name at least one")
	}
	if b.Text == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "a series needs a statement").WithField("statement", "write one with "+SeriesSlot+" in it")
	}
	if err := fitsSeries(nil, b.Parties); err != nil {
		return nil, err
	}
	return []claim.Fact{SeriesOpened(b)}, nil
}

// fitsSeries refuses too many parties, and one twice.
func fitsSeries(there, more []uuid.UUID) error {
	if n := len(there) + len(more); n > MaxSeries {
		return claim.Errorf(claim.CodeTooLarge, "a series is about at most %d parties, and there would be %d", MaxSeries, n).
			WithHint("make two series of it")
	}
	sorted := slices.SortedFunc(slices.Values(more), func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	if len(slices.Compact(sorted)) < len(more) {
		return claim.Errorf(claim.CodeInvalid, "a party stands in the series twice").WithField("parties", "name each once")
	}
	return nil
}

func (c *Case) extendSeries(b ExtendSeries) ([]claim.Fact, error) {
	there := c.SeriesCalled(b.Series)
	if there == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such series")
	}
	more := slices.DeleteFunc(slices.Clone(b.Parties), func(p uuid.UUID) bool { return slices.Contains(there.Parties, p) })
	if len(more) == 0 {
		return nil, nil
	}
	if err := fitsSeries(there.Parties, more); err != nil {
		return nil, err
	}
	return []claim.Fact{SeriesExtended{b.Series, more}}, nil
}

func (c *Case) reviseSeries(b ReviseSeries) ([]claim.Fact, error) {
	there := c.SeriesCalled(b.Series)
	switch {
	case there == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such series")
	case there.Text == b.Text:
		return nil, nil
	case there.Revised > b.Seen:
		return nil, caseChanged()
	case b.Text == "":
		return nil, claim.Errorf(claim.CodeInvalid, "a series needs a statement").WithField("statement", "write one with "+SeriesSlot+" in it")
	}
	return []claim.Fact{SeriesRevised{b.Series, b.Text}}, nil
}

// evolveSeries takes in what concerns a series.
func (c *Case) evolveSeries(e claim.Entry) {
	switch f := e.Fact.(type) {
	case SeriesOpened:
		c.Series = append(c.Series, SeriesOf{ID: f.Series, Text: f.Text, Parties: f.Parties})
	case SeriesExtended:
		if s := c.SeriesCalled(f.Series); s != nil {
			s.Parties = append(slices.Clone(s.Parties), f.Parties...)
		}
	case SeriesRevised:
		if s := c.SeriesCalled(f.Series); s != nil {
			s.Text, s.Revised = f.Text, e.Version
		}
	}
}

// CheckSeries refuses a claim that is in a series and does not stand in it, and one
// that is called as a series is.
func (c *Case) CheckSeries(id uuid.UUID, in *Series) error {
	if c.SeriesCalled(id) != nil {
		return claim.Errorf(claim.CodeExists, "a series of the case is called that already").WithField("key", "choose another short name")
	}
	if in == nil {
		return nil
	}
	if s := c.SeriesCalled(in.ID); s == nil || !slices.Contains(s.Parties, in.Party) {
		return claim.Errorf(claim.CodeNotFound, "there is no such series about that party")
	}
	return nil
}

// Series says that a claim is one of several that differ in nothing but the party
// that their statement names: WikiLeaks contacted {party} about its tools.
type Series struct {
	ID    uuid.UUID `json:"id"`
	Party uuid.UUID `json:"party"` // that stands in the slot
}
