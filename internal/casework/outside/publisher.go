package outside

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// publisher folds the entries of a case to what stood when each of its findings
// was published. What a claim knew is taken up to the very entry that published
// it; what its correspondences knew, up to that instant.
type publisher struct {
	until    time.Time // the latest publication
	theCase  *cases.Case
	caseNow  *cases.Case
	claims   map[uuid.UUID]*published
	order    []uuid.UUID
	letters  map[uuid.UUID][]claim.Entry
	restrict bool // the case is restricted, now or when it was published
}

// published is one claim on its way through its entries.
type published struct {
	now     *verification.Claim   // after the entries so far
	shown   *verification.Claim   // after the latest publication that stands
	each    []*verification.Claim // after each publication
	at      time.Time             // of shown
	since   time.Time             // of the first entry
	doubted time.Time             // since when it is checked again; zero while it is not
	public  bool
}

func newPublisher(row lists.PublicRow) *publisher {
	return &publisher{
		until: row.Latest, claims: map[uuid.UUID]*published{}, letters: map[uuid.UUID][]claim.Entry{},
		theCase: &cases.Case{Head: claim.Head{ID: row.Case}}, caseNow: &cases.Case{Head: claim.Head{ID: row.Case}},
	}
}

// take takes the next entry of the case.
func (p *publisher) take(e claim.Entry) {
	switch e.Stream.Kind {
	case claim.StreamCase:
		if !e.At.After(p.until) {
			p.theCase.Evolve(e)
		}
		p.caseNow.Evolve(e) // of what came later, only who may see it counts
	case claim.StreamClaim:
		p.takeClaim(e)
	case claim.StreamCorrespondence:
		if !e.At.After(p.until) {
			p.letters[e.Stream.ID] = append(p.letters[e.Stream.ID], e)
		}
	}
}

func (p *publisher) takeClaim(e claim.Entry) {
	c := p.claims[e.Stream.ID]
	if c == nil {
		c = &published{since: e.At, now: &verification.Claim{Head: claim.Head{ID: e.Stream.ID}}}
		p.claims[e.Stream.ID] = c
		p.order = append(p.order, e.Stream.ID)
	}
	c.now.Evolve(e)
	if !checkedAgain(c.now) {
		c.doubted = time.Time{}
	} else if c.doubted.IsZero() {
		c.doubted = e.At
	}
	f, ok := e.Fact.(finding.ClaimPublished)
	if !ok {
		return
	}
	c.public = true
	frozen := sayable(copyOf(c.now))
	c.each = append(c.each, frozen)
	if f.Kind.Stands() {
		c.shown, c.at = frozen, e.At
	}
}

// checkedAgain reports whether what the claim has made public is being looked at again.
func checkedAgain(c *verification.Claim) bool {
	stage := c.Stage
	if stage == claim.StageOnHold {
		stage = c.HeldFrom
	}
	return len(c.Publications) > 0 && stage != claim.StagePublished && !stage.Over()
}

// copyOf is a state that later entries do not change.
func copyOf(c *verification.Claim) *verification.Claim {
	out := *c
	out.Asked, out.Answers = slices.Clone(c.Asked), slices.Clone(c.Answers)
	out.Publications, out.Evidence = slices.Clone(c.Publications), slices.Clone(c.Evidence)
	return &out
}

// sayable leaves out what readers do not learn of: what was not recorded as it was made,
// and, of a claimant whose name is not shown, what it says of its own accord.
func sayable(c *verification.Claim) *verification.Claim {
	c.Answers = slices.DeleteFunc(c.Answers, func(a sources.Said) bool {
		return a.Void() || a.Unasked() && !c.NamesClaimant() && c.Has(a.Party, sources.PartClaimant)
	})
	return c
}

// settle is called after the last entry.
func (p *publisher) settle() {
	p.restrict = p.theCase.Sensitivity == claim.Restricted || p.caseNow.Sensitivity == claim.Restricted
	p.order = slices.DeleteFunc(p.order, func(id uuid.UUID) bool { return !p.claims[id].public || p.claims[id].shown == nil })
}

// mailroom is the correspondences of a case as they stood at an instant, which
// goes forward.
type mailroom struct {
	coming  map[uuid.UUID][]claim.Entry // not taken in yet
	streams map[uuid.UUID]*letters.Correspondence
	by      map[uuid.UUID]*letters.Correspondence // by party
}

func (p *publisher) mailroom() *mailroom {
	return &mailroom{
		coming: maps.Clone(p.letters), streams: map[uuid.UUID]*letters.Correspondence{}, by: map[uuid.UUID]*letters.Correspondence{},
	}
}

// at takes in what had come by an instant that is not before the last one.
func (m *mailroom) at(instant time.Time) map[uuid.UUID]*letters.Correspondence {
	for id, entries := range m.coming {
		n := 0
		for ; n < len(entries) && !entries[n].At.After(instant); n++ {
			if m.streams[id] == nil {
				m.streams[id] = &letters.Correspondence{Head: claim.Head{ID: id}}
			}
			m.streams[id].Evolve(entries[n])
		}
		if n > 0 {
			m.coming[id], m.by[m.streams[id].Party] = entries[n:], m.streams[id]
		}
	}
	return m.by
}

// show puts what was published into words.
func (p *publisher) show(ctx context.Context, d *Porch, row lists.PublicRow) (PublicCase, error) {
	words, err := p.gather(ctx, d)
	if err != nil {
		return PublicCase{}, err
	}
	head := casework.Read[claim.CaseHead](words.lib, p.theCase.Text)
	out := PublicCase{
		ID: row.Case, Slug: row.Address(), Title: casework.PublicTitle(words.lib, row, p.caseNow.Text), Sample: p.theCase.Sample, Zone: words.zone,
		First: row.First.In(words.zone), Latest: row.Latest.In(words.zone),
	}
	byTime := slices.SortedStableFunc(slices.Values(p.order), func(a, b uuid.UUID) int { return p.claims[a].at.Compare(p.claims[b].at) })
	shown, letters := map[uuid.UUID]PublicClaim{}, p.mailroom()
	for _, id := range byTime {
		shown[id] = words.claim(p.claims[id], letters.at(p.claims[id].at))
	}
	for _, id := range p.order {
		out.Claims = append(out.Claims, shown[id])
	}
	for _, forms := range p.status(words, head) {
		out.Status, out.Long = append(out.Status, forms.Short), append(out.Long, forms.Long)
	}
	for i := range out.Claims {
		out.Claims[i].in(words.zone)
	}
	return out, nil
}

// gather reads all the words that are needed.
func (p *publisher) gather(ctx context.Context, d *Porch) (*publicWords, error) {
	settings, err := d.door.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	w := &publicWords{
		zone: settings.Location(), scale: settings.Scale(), restricted: p.restrict, parties: map[uuid.UUID]publicName{}, shy: map[uuid.UUID]bool{},
	}
	refs := []claim.Ref{p.theCase.Text, p.caseNow.Text}
	ids := map[uuid.UUID]bool{}
	for _, id := range p.order {
		c := p.claims[id]
		for _, each := range c.each {
			refs = append(refs, each.Text)
		}
		for _, id := range named(c.shown) {
			ids[id] = true
		}
		for _, a := range c.shown.Answers {
			ids[a.Party] = true
			if a.GroundRules.Public() == claim.PublicWords { // the words of others are not even read
				refs = append(refs, a.Statement, a.Printed())
			} else {
				w.shy[a.Party] = true
			}
		}
		for _, id := range c.shown.As(sources.PartClaimant) {
			ids[id] = true
		}
		for _, a := range c.shown.Asked {
			ids[a.Party] = true
		}
		for _, pub := range c.now.Publications {
			refs = append(refs, pub.Reason, pub.ForReaders)
		}
		for _, e := range c.shown.Evidence {
			if e.Public {
				refs = append(refs, e.Text)
				if e.Origin != uuid.Nil {
					ids[e.Origin] = true
				}
			}
		}
	}
	profiles := map[uuid.UUID]claim.Ref{}
	for id := range ids {
		party, err := casework.Load[*people.Party](ctx, d.store, claim.StreamParty, id)
		if err != nil {
			return nil, err
		}
		if party.Version == 0 { // words, as an origin can be
			continue
		}
		profiles[id] = party.Profile
		refs = append(refs, party.Profile)
	}
	if w.lib, err = d.library(ctx, refs...); err != nil {
		return nil, err
	}
	for id, ref := range profiles {
		profile := casework.Read[people.PartyProfile](w.lib, ref)
		w.parties[id] = publicName{profile.Key, profile.Name, profile.Nature}
	}
	w.hush(p)
	return w, nil
}

// named are the parties that may stand in the line of a claim without having been
// asked: through whom something came, and who stands in the slot of its series.
func named(c *verification.Claim) []uuid.UUID {
	var ids []uuid.UUID
	for _, a := range c.Answers {
		ids = append(ids, a.Way...)
	}
	if c.Series != nil {
		ids = append(ids, c.Series.Party)
	}
	return ids
}
