package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// LineQuery says which line of a case is wanted.
type LineQuery struct {
	AsOf   *time.Time // nil for now
	Public bool       // as it would be printed
	About  []string   // claims or series; none for those that the case has chosen
}

// LineReport is the line of a case.
type LineReport struct {
	AsOf time.Time `json:"asOf"`
	line.Forms
	Topics []line.TopicLine `json:"topics" doc:"the line of each statement alone"`
}

// Line is the line of a case as of an instant, also of one before the case was opened.
func (r *Room) Line(ctx context.Context, caller casework.Caller, caseName string, q LineQuery) (LineReport, error) {
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return LineReport{}, err
	}
	if q.AsOf != nil && q.AsOf.Before(c.OpenedAt) {
		settings, err := r.door.DeskSettings(ctx)
		asOf := claim.Instant(*q.AsOf)
		return LineReport{AsOf: asOf, Forms: line.Nothing(asOf, settings.Location()), Topics: []line.TopicLine{}}, err
	}
	b, err := r.Gather(ctx, caller, caseName, q.AsOf)
	if err != nil {
		return LineReport{}, err
	}
	about := casework.Read[claim.CaseHead](b.Lib, b.Case.Text).StatusLine
	if len(q.About) > 0 {
		about = q.About
		if err := b.Knows(about); err != nil {
			return LineReport{}, err
		}
	}
	l := b.Line(about, q.Public)
	return LineReport{AsOf: b.AsOf, Forms: l.Forms(), Topics: l.Topics()}, nil
}

// Knows refuses names that no claim and no series of the case has.
func (b *Gathered) Knows(about []string) error {
	for _, name := range about {
		if !slices.ContainsFunc(b.Claims, func(c *verification.Claim) bool { return b.means(name, c) }) {
			return casework.Invalid("about", "the case had no claim and no series "+name+" then")
		}
	}
	return nil
}

// lines are those of the claims that the case has chosen: as they would be printed, and
// for the desk alone if that says more.
func (b *Gathered) lines(r *Report) { b.LinesOn(r, r.About) }

// LinesOn are those of the claims and series that are named; of all if none is.
func (b *Gathered) LinesOn(r *Report, about []string) {
	printed := b.Line(about, true).Forms()
	r.StatusLine, r.LongLine, r.DeskLine = printed.Short, printed.Long, nil
	if inside := b.Line(about, false).Forms(); inside != printed {
		r.DeskLine = &inside
	}
}

// means reports whether a name of the choice is that of the claim, or of its series.
func (b *Gathered) means(name string, c *verification.Claim) bool {
	return name == b.Keys[c.ID] || name == c.ID.String() || c.Series != nil && c.Series.ID == casework.SeriesID(b.Case.ID, name)
}

// Line is that of the claims that are named; all if none is.
func (b *Gathered) Line(about []string, public bool) line.Line {
	shy, by := b.shy(), map[uuid.UUID]*letters.Correspondence{}
	for _, l := range b.Letters {
		by[l.Party] = l
	}
	l := line.Line{
		AsOf: b.AsOf, Zone: b.Zone, Public: public, Restricted: public && b.Case.Sensitivity == claim.Restricted,
		Name: func(party uuid.UUID) string {
			return strings.TrimSuffix(b.Parties[party].Name, casework.Erased) // who was erased has no name
		},
		Shy:     func(party uuid.UUID) bool { return shy[party] },
		Letters: func(party uuid.UUID) *letters.Correspondence { return by[party] },
	}
	all := l
	for _, c := range b.Claims {
		text := casework.Read[claim.ClaimText](b.Lib, c.Text)
		all.Claims = append(all.Claims, line.Claim{Claim: c, Statement: text.Statement, HideClaimant: public && !c.NamesClaimant()})
	}
	hushed := all.Hushed()
	for _, c := range all.Claims {
		if len(about) == 0 || slices.ContainsFunc(about, func(name string) bool { return b.means(name, c.Claim) }) {
			c.Hush = public && hushed[c.ID]
			l.Claims = append(l.Claims, c)
		}
	}
	return l
}

// shy are the parties that have said something in the case that may not be quoted with
// their names: none is named as silent about another claim, which it was asked about in
// the same letter.
func (b *Gathered) shy() map[uuid.UUID]bool {
	shy := map[uuid.UUID]bool{}
	for _, c := range b.Claims {
		for _, a := range c.Answers {
			if !a.GroundRules.Named() && !a.Void() {
				shy[a.Party] = true
			}
		}
	}
	return shy
}
