package outside

import (
	"cmp"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// PublicRating is an outcome on the desk's own scale.
type PublicRating struct {
	claim.Rating
	Worst, Best int // of the scale
}

// PublicEvidence is what readers see of a piece of evidence: that there is it, where
// it comes from, and by which hash its file can be told from any other.
type PublicEvidence struct {
	Kind    claim.EvidenceKind
	Bearing claim.Bearing
	Title   string
	Source  string // where it was found
	Origin  string // the root that it comes from, unless that may not be named
	SHA256  string // of its file, in hex; empty for evidence without one
	At      time.Time
}

func ratingOn(scale claim.Scale, o claim.Outcome) PublicRating {
	return PublicRating{scale.Of(o), scale.Worst, scale.Best}
}

// finding adds what the finding says besides its outcome.
func (w *publicWords) finding(out *PublicClaim, c *published) {
	last := c.shown.Publications[len(c.shown.Publications)-1]
	out.Why, out.Reason, out.Rating = last.Why, w.lib.Text(last.ForReaders), ratingOn(w.scale, last.Outcome)
	out.Evidence, out.Checking = w.evidence(c), c.doubted
}

// evidence is what was public of it when the finding was published, and still is: what
// was made internal since, or withdrawn, is shown to nobody from then on.
func (w *publicWords) evidence(c *published) []PublicEvidence {
	var out []PublicEvidence
	for _, e := range c.shown.Evidence {
		now := c.now.Exhibit(e.ID)
		if !e.Public || !c.shown.Shows(e) || now == nil || !now.Public || now.Withdrawn != nil || !w.lib.Has(e.Text) {
			continue
		}
		text := casework.Read[sources.EvidenceText](w.lib, e.Text)
		shown := PublicEvidence{Kind: e.Kind, Bearing: e.Bearing, Title: text.Title, Source: text.Source, At: e.At}
		if w.namedAsOrigin(c.shown, e.Origin) {
			shown.Origin = cmp.Or(w.parties[e.Origin].Name, text.Origin)
		}
		if text.File != nil {
			shown.SHA256 = text.File.SHA256
		}
		out = append(out, shown)
	}
	return out
}

// namedAsOrigin reports whether the origin of evidence may be told: it is nobody that
// the desk knows as a party, or one that may be named about the claim.
func (w *publicWords) namedAsOrigin(c *verification.Claim, origin uuid.UUID) bool {
	if _, party := w.parties[origin]; !party {
		return true
	}
	return w.named(c, origin) && (c.NamesClaimant() || !c.Has(origin, sources.PartClaimant))
}

// givenUntil is until when a party still had time to answer when the finding was
// published; zero if its time was over, or it had answered.
func givenUntil(c *verification.Claim, party uuid.UUID) (until time.Time) {
	for _, r := range c.Publications[len(c.Publications)-1].Running {
		if r.Party == party && r.Until.After(until) {
			until = r.Until
		}
	}
	return until
}

// removed is all that is left of a finding that was taken down: that there was one,
// and when and why its words were removed. Its short name says what it was about, and so
// it stands under its identifier from then on.
func (w *publicWords) removed(c *published) PublicClaim {
	text := casework.Read[claim.ClaimText](w.lib, c.shown.Text)
	out := PublicClaim{
		ID: c.shown.ID, Key: c.shown.ID.String(), Before: text.Key, Statement: "A finding that was removed",
		PublishedAt: c.now.Publications[0].At, ChangedAt: c.now.Publications[len(c.now.Publications)-1].At,
	}
	for _, p := range c.now.Publications {
		change := PublicChange{Version: p.Version, Kind: p.Kind, At: p.At}
		if p.Kind == finding.Takedown {
			change.Reason = w.lib.Text(p.Reason)
		}
		out.History = append(out.History, change)
	}
	return out
}

// last is the change that the finding has come to.
func (c PublicClaim) last() PublicChange { return c.History[len(c.History)-1] }

// Stands reports whether the finding stands: it was neither retracted nor taken down.
func (c PublicClaim) Stands() bool { return c.last().Kind.Stands() }

// TakenDown is the takedown of the finding, or nil.
func (c PublicClaim) TakenDown() *PublicChange {
	if last := c.last(); last.Kind == finding.Takedown {
		return &last
	}
	return nil
}

// Gone says in a word what became of a finding that does not stand: Retracted,
// Removed. It is empty of one that does.
func (c PublicClaim) Gone() string {
	if c.Stands() {
		return ""
	}
	return c.last().Kind.ForReaders()
}

// Changed is the latest change of a finding that stands, if readers are told of it
// above the finding; else nil.
func (c PublicClaim) Changed() *PublicChange {
	if last := c.last(); c.Stands() && last.Prominence == finding.AtTheTop {
		return &last
	}
	return nil
}
