package outside

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// Printer makes the line of a case again that was printed as of an instant, from what
// the record holds of it now.
type Printer interface {
	Reprinted(ctx context.Context, caseID uuid.UUID, asOf time.Time, about []uuid.UUID) (line.Line, error)
}

// FrozenLine is what whoever has the code of a line may know of it: the sentence, that
// the record holds it, and what was changed of the findings since. It says nothing of
// what spoke against printing it, or of who has frozen it.
type FrozenLine struct {
	Code uuid.UUID
	line.Forms
	AsOf      time.Time
	At        time.Time // when it was frozen
	Zone      *time.Location
	Position  int64     // of the entry that froze it
	Hash      string    // of the record up to that entry, in hex
	Sample    bool      // nothing in it is real
	Withdrawn time.Time // when the desk took it back, and the words with it; zero if it did not
	Erased    bool      // its words are in the record no more
	Removed   bool      // a finding was removed for a legal reason, and the words with it
	Withheld  bool      // something said by a party that could be named then may not be told any more, and the words with it
	Stands    bool      // the record makes the same line of that instant today
	Changes   []FrozenChange
	Slug      string // of the public page of the case; empty if it has none, or is not shown to everybody
}

// FrozenChange is what was done after the instant of a line to a finding that it is
// about, or to something that was said of it.
type FrozenChange struct {
	Kind finding.PublicationKind // of a finding; empty of something that was said
	At   time.Time
}

// CheckLine finds a frozen line by its code, with [claim.CodeNotFound] if none has it.
func (p *Porch) CheckLine(ctx context.Context, code uuid.UUID) (FrozenLine, error) {
	entry, err := p.store.FrozenLine(ctx, code)
	if err != nil {
		return FrozenLine{}, err
	}
	frozen, ok := entry.Fact.(cases.LineFrozen)
	if !ok {
		return FrozenLine{}, claim.Errorf(claim.CodeNotFound, "no line was frozen under this code")
	}
	lib, err := p.library(ctx, frozen.Text)
	if err != nil {
		return FrozenLine{}, err
	}
	zone, err := p.zone(ctx)
	if err != nil {
		return FrozenLine{}, err
	}
	text := casework.Read[claim.LineText](lib, frozen.Text)
	of, err := casework.Load[*cases.Case](ctx, p.store, claim.StreamCase, entry.Stream.ID)
	if err != nil {
		return FrozenLine{}, err
	}
	out := FrozenLine{
		Code: code, Forms: line.Forms{Short: text.Short, Long: text.Long}, AsOf: frozen.AsOf.In(zone), At: entry.At.In(zone), Zone: zone,
		Position: entry.Position, Hash: entry.Hash, Sample: of.Sample, Erased: !lib.Has(frozen.Text),
	}
	if f := of.FrozenLine(code); f != nil && f.Withdrawn != nil {
		out.Forms, out.Withdrawn = line.Forms{}, f.Withdrawn.At.In(zone)
		return out, nil
	}
	if out.Erased {
		out.Forms = line.Forms{}
		return out, p.changesOf(ctx, &out, of, frozen, nil)
	}
	again, err := p.again(ctx, of.ID, frozen, text.Zone)
	if err != nil {
		return FrozenLine{}, err
	}
	if err := p.changesOf(ctx, &out, of, frozen, again.said); err != nil || out.Removed || out.Withheld {
		out.Forms = line.Forms{}
		return out, err
	}
	out.Stands = again.forms == out.Forms
	return out, nil
}

// changesOf says what readers were told of the findings since, and whether what was said
// of the claims still stands as it did then. Of a restricted case they are told nothing
// but the line, which was meant for print.
func (p *Porch) changesOf(ctx context.Context, out *FrozenLine, c *cases.Case, frozen cases.LineFrozen, then map[uuid.UUID][]uuid.UUID) error {
	for _, id := range frozen.Claims {
		about, err := casework.Load[*verification.Claim](ctx, p.store, claim.StreamClaim, id)
		if err != nil {
			return err
		}
		for _, at := range unsaid(about, then[id], frozen.AsOf) {
			out.Withheld = true
			if change := (FrozenChange{At: at.In(out.Zone)}); !slices.Contains(out.Changes, change) {
				out.Changes = append(out.Changes, change)
			}
		}
		for _, pub := range about.Publications {
			change := FrozenChange{pub.Kind, pub.At.In(out.Zone)}
			switch {
			case !pub.At.After(frozen.AsOf):
			case pub.Kind == finding.Takedown:
				out.Removed = true
			case pub.Kind != finding.FirstPublication && !slices.Contains(out.Changes, change):
				out.Changes = append(out.Changes, change)
			}
		}
	}
	slices.SortStableFunc(out.Changes, func(a, b FrozenChange) int { return a.At.Compare(b.At) })
	if c.Sensitivity == claim.Restricted {
		out.Changes = nil
		return nil
	}
	row, err := p.store.PublicCase(ctx, c.ID)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return nil
	}
	out.Slug = row.Address()
	return err
}

// unsaid is when each thing stopped standing that a party had said of a claim with its
// name by the instant of a line: it was withdrawn, found not to be the
// party's, or recorded again as said on other terms. What a party said later changes nothing of what stood then.
func unsaid(now *verification.Claim, then []uuid.UUID, asOf time.Time) []time.Time {
	var out []time.Time
	for _, said := range then {
		for _, s := range now.Answers {
			switch {
			case s.Response == said && s.Withdrawn != nil:
				out = append(out, s.Withdrawn.At)
			case s.Response == said && s.Void():
				out = append(out, s.Weighed.At)
			case s.Response == instead(now, said) && !s.GroundRules.Named() && !s.ReceivedAt.After(asOf):
				out = append(out, s.ReceivedAt)
			}
		}
	}
	return out
}

// instead is what took the place of something that was said; the zero identifier if nothing did.
func instead(c *verification.Claim, response uuid.UUID) uuid.UUID {
	if i := slices.IndexFunc(c.Answers, func(s sources.Said) bool { return s.Response == response }); i >= 0 {
		return c.Answers[i].SupersededBy
	}
	return uuid.Nil
}
