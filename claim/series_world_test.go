package claim_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
)

// seriesNames are names of series; one is that of a claim.
var seriesNames = []string{"contact", "patched", claimNames[0]}

// seriesCommand begins a series of the case, adds parties to one, or changes its words.
func (w *world) seriesCommand(t *rapid.T) claim.Body {
	c := w.theCase()
	series := id(draw(t, seriesNames))
	var parties []uuid.UUID
	for range below(t, 4) {
		parties = append(parties, some(t, "party", 3))
	}
	text := draw(t, []claim.Ref{"", "text", "other"})
	switch below(t, 3) {
	case 0:
		return cases.OpenSeries{Series: series, Text: text, Parties: parties}
	case 1:
		return cases.ExtendSeries{Series: series, Parties: parties}
	}
	return cases.ReviseSeries{Series: series, Text: text, Seen: int64(below(t, int(c.Version)+1))}
}

// claimOfSeries adds a claim that says it is of a series, or one that is called as one.
func (w *world) claimOfSeries(t *rapid.T) {
	name := draw(t, slices.Concat(seriesNames, []string{"one", "two"}))
	in := &cases.Series{ID: id(draw(t, seriesNames)), Party: some(t, "party", 3)}
	if oneIn(t, 4) {
		in = nil
	}
	_, _ = w.as(author, claimStream(name), verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy, Series: in})
}

func (w *world) theCase() *cases.Case {
	return w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).state.(*cases.Case)
}

// checkSeries checks that a name leads to a series or to a claim, never to both; that a
// series says something about parties, each once; and that a claim of a series stands in it.
func (w *world) checkSeries() {
	w.t.Helper()
	c := w.theCase()
	for i, s := range c.Series {
		sorted := slices.SortedFunc(slices.Values(s.Parties), func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		switch {
		case slices.ContainsFunc(c.Series[:i], func(other cases.SeriesOf) bool { return other.ID == s.ID }):
			w.t.Fatalf("a series was begun twice")
		case s.Text == "" || len(s.Parties) == 0 || len(s.Parties) > cases.MaxSeries:
			w.t.Fatalf("a series of %d parties says %q", len(s.Parties), s.Text)
		case len(slices.Compact(sorted)) < len(s.Parties):
			w.t.Fatalf("a party stands in a series twice: %v", s.Parties)
		case w.State(claim.Stream{Kind: claim.StreamClaim, ID: s.ID}).StreamVersion() > 0:
			w.t.Fatalf("a claim and a series are called the same")
		}
	}
	for _, stream := range w.Claims(story) {
		one := w.State(stream).(*verification.Claim)
		if one.Series == nil {
			continue
		}
		if s := c.SeriesCalled(one.Series.ID); s == nil || !slices.Contains(s.Parties, one.Series.Party) {
			w.t.Fatalf("a claim is of a series that it does not stand in")
		}
	}
}

func TestSeriesAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		of := claim.Stream{Kind: claim.StreamCase, ID: story}
		t.Repeat(map[string]func(*rapid.T){
			"a series": func(t *rapid.T) {
				was, body := w.theCase().Version, w.seriesCommand(t)
				entries, err := w.as(draw(t, called), of, body)
				if b, ok := body.(cases.ReviseSeries); ok && err == nil && len(entries) > 0 && b.Seen < w.revisedAt(b.Series, was) {
					t.Fatalf("the words of a series were changed by somebody who had not seen the latest")
				}
			},
			"a claim": w.claimOfSeries,
			"a line": func(t *rapid.T) {
				_, _ = w.as(draw(t, called), of, w.lineToFreeze(t))
			},
			"anything": func(t *rapid.T) {
				if s := w.Claims(story); len(s) > 0 {
					to := draw(t, s)
					_, _ = w.as(draw(t, called), to, w.claimCommandOfPeople(t, w.State(to).(*verification.Claim)))
				}
			},
			"again": func(*rapid.T) { w.again(of) },
			"later": w.timePasses,
			"":      func(*rapid.T) { w.checkSeries() },
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

// revisedAt is the version of the entry that changed the words of a series last, up to one.
func (w *world) revisedAt(series uuid.UUID, upTo int64) (at int64) {
	for _, e := range w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).entries {
		if f, ok := e.Fact.(cases.SeriesRevised); ok && f.Series == series && e.Version <= upTo {
			at = e.Version
		}
	}
	return at
}
