package outside

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// publicName is how a party is called.
type publicName struct{ Key, Name string }

// publicWords puts published states into words, and keeps what may not be said.
//
// Who spoke on any other terms than on the record is not named, not even as
// somebody who was asked: next to the names of the silent ones, an answer without
// a name would tell. Nor is the party named as silent about another claim, which
// it was asked about in the same letter. What was said off the record is not told
// at all. In a restricted case only those are named who spoke on the record.
type publicWords struct {
	lib        casework.Library
	parties    map[uuid.UUID]publicName
	restricted bool
	scale      claim.Scale
	shy        map[uuid.UUID]bool // spoke on other terms than on the record about some public claim
}

func (w *publicWords) claim(c *published, letters map[uuid.UUID]*letters.Correspondence) PublicClaim {
	if c.now.Publications[len(c.now.Publications)-1].Kind == claim.Takedown {
		return w.removed(c)
	}
	text := casework.Read[claim.ClaimText](w.lib, c.shown.Text)
	last := c.shown.Publications[len(c.shown.Publications)-1]
	out := PublicClaim{
		ID: c.shown.ID, Key: text.Key, Statement: text.Statement, Claimant: text.Claimant, Where: text.Where,
		MadeAt: text.MadeAt, Language: text.Language, Outcome: last.Outcome, AsOf: last.AsOf, History: w.history(c),
		PublishedAt: c.now.Publications[0].At, ChangedAt: c.now.Publications[len(c.now.Publications)-1].At,
	}
	if out.Statement == "" {
		out.Statement, out.Key = casework.Erased, c.shown.ID.String()
	}
	for _, id := range partiesOf(c.shown) {
		if w.named(c.shown, id) {
			out.Parties = append(out.Parties, w.party(c, id, letters[id]))
		} else {
			w.unnamed(&out, c.shown, id)
		}
	}
	out.Background, out.Unattributed = withoutNames(c.shown)
	w.finding(&out, c)
	slices.SortStableFunc(out.Parties, func(a, b PublicParty) int {
		return cmp.Or(a.AskedAt.Compare(b.AskedAt), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// withoutNames is what readers learn of answers whose party is not named: where
// each party stands that spoke on background, in an order that tells nothing, and
// how many answers are not for attribution.
func withoutNames(c *claim.Claim) (background []claim.Stance, unattributed int) {
	stands := map[uuid.UUID]claim.Said{}
	for _, a := range c.CurrentAnswers() {
		switch a.GroundRules.Public() {
		case claim.PublicStance:
			if other := stands[a.Party]; a.Stance.Prevails(a.ReceivedAt, other.Stance, other.ReceivedAt) {
				stands[a.Party] = a
			}
		case claim.PublicNumber:
			unattributed++
		}
	}
	for _, a := range stands {
		background = append(background, a.Stance)
	}
	slices.Sort(background)
	return background, unattributed
}

// unnamed notes that others were asked, as far as that may be said.
func (w *publicWords) unnamed(out *PublicClaim, c *claim.Claim, party uuid.UUID) {
	spoke := slices.ContainsFunc(c.Answers, func(a claim.Said) bool { return a.Party == party })
	out.Others = out.Others || w.restricted && !spoke
}

// partiesOf lists whoever was asked about the claim or spoke about it.
func partiesOf(c *claim.Claim) []uuid.UUID {
	var ids []uuid.UUID
	for _, a := range c.Asked {
		if !slices.Contains(ids, a.Party) {
			ids = append(ids, a.Party)
		}
	}
	for _, a := range c.Answers {
		if !slices.Contains(ids, a.Party) {
			ids = append(ids, a.Party)
		}
	}
	return ids
}

// named reports whether the party may be named about the claim: it has spoken on
// the record about it, or is silent about all of the case, which is not restricted.
func (w *publicWords) named(c *claim.Claim, party uuid.UUID) bool {
	spoke, onRecord := false, false
	for _, a := range c.Answers {
		if a.Party == party {
			spoke, onRecord = true, onRecord || a.GroundRules.Named()
		}
	}
	if w.parties[party].Name == "" { // erased
		return false
	}
	return onRecord || !spoke && !w.restricted && !w.shy[party]
}

func (w *publicWords) party(c *published, id uuid.UUID, letters *letters.Correspondence) PublicParty {
	out := PublicParty{Name: w.parties[id].Name, Until: givenUntil(c.shown, id)}
	for _, a := range c.shown.Asked {
		if a.Party != id {
			continue
		}
		if out.AskedAt.IsZero() || a.At.Before(out.AskedAt) {
			out.AskedAt = a.At
		}
		out.AnswerBy, out.Silence, out.Waiting = answerBy(letters, a), a.Silence, out.Waiting || !a.Ended
		reminders, notices := reminded(letters, a.Request)
		out.Reminders, out.Notices = out.Reminders+reminders, out.Notices+notices
	}
	for _, a := range c.shown.Answers {
		if a.Party == id && a.GroundRules.Named() {
			out.Answers = append(out.Answers, PublicAnswer{
				Stance: a.Stance, Statement: w.lib.Text(a.Statement), Summary: a.Summary, At: a.ReceivedAt, Late: a.Late,
				Replaced: !a.Current() && onRecord(c.shown, a.SupersededBy),
			})
		}
	}
	slices.SortStableFunc(out.Answers, func(a, b PublicAnswer) int { return a.At.Compare(b.At) })
	return out
}

// onRecord reports whether the response may be told of.
func onRecord(c *claim.Claim, response uuid.UUID) bool {
	return slices.ContainsFunc(c.Answers, func(a claim.Said) bool {
		return a.Response == response && a.GroundRules.Named()
	})
}

// answerBy is the answer-by instant as it stood, extensions included.
func answerBy(letters *letters.Correspondence, a claim.Asked) time.Time {
	if letters != nil {
		if r := letters.Request(a.Request); r != nil {
			return r.AnswerBy
		}
	}
	return a.AnswerBy
}

func reminded(letters *letters.Correspondence, request uuid.UUID) (reminders, notices int) {
	if letters != nil {
		if r := letters.Request(request); r != nil {
			return r.Reminders, r.Notices
		}
	}
	return 0, 0
}

// history tells what was published when, and what is new in each version.
func (w *publicWords) history(c *published) []PublicChange {
	var out []PublicChange
	for i, p := range c.now.Publications {
		change := PublicChange{
			Version: p.Version, Kind: p.Kind, At: p.At, Outcome: p.Outcome, Why: p.Why, Rating: ratingOn(w.scale, p.Outcome), AsOf: p.AsOf,
			Reason: w.lib.Text(p.Reason), Prominence: p.Prominence,
		}
		if p.Kind.Stands() && i > 0 {
			w.compare(&change, c.each[i-1], c.each[i])
		}
		out = append(out, change)
	}
	return out
}

// compare says what an update or a correction has changed, by what may be told.
func (w *publicWords) compare(change *PublicChange, before, after *claim.Claim) {
	if was := before.Publications[len(before.Publications)-1].Outcome; was != change.Outcome {
		change.Before = w.scale.Of(was).Words
	}
	change.Reworded = before.Text != after.Text
	for _, a := range after.Answers {
		name := w.parties[a.Party].Name
		fresh := !slices.ContainsFunc(before.Answers, func(b claim.Said) bool { return b.Response == a.Response })
		if fresh && a.GroundRules.Named() && name != "" && !slices.Contains(change.NewAnswers, name) {
			change.NewAnswers = append(change.NewAnswers, name)
		}
	}
	slices.Sort(change.NewAnswers)
}

// status is the status line as of what was published: the latest first. A last
// sentence says what was retracted.
//
// Findings that were published one after the other are in one line, as of the first
// of them, as far as all of them were to stand at that instant: what the page tells of
// them is what was known then. What was found out later is in a line of its own, and
// so no two lines speak of one claim.
func (p *publisher) status(w *publicWords, head claim.CaseHead) []string {
	chosen, partial := p.chosen(w, head)
	var lines []string
	letters := p.mailroom()
	for len(chosen) > 0 {
		at := chosen[0].at
		var now, later []*published
		for _, c := range chosen {
			if c.shown.Publications[len(c.shown.Publications)-1].AsOf.After(at) {
				later = append(later, c)
			} else {
				now = append(now, c)
			}
		}
		if len(now) == 0 { // published before the instant that its finding is as of
			now, later = chosen[:1], chosen[1:]
		}
		partial = partial || len(later) > 0
		lines, chosen = append(lines, w.statusLine(at, now, letters.at(at), partial)), later
	}
	slices.Reverse(lines)
	return append(lines, p.retractions()...)
}

// chosen are the claims that the status line is about, those published first first,
// and whether there are others that it might be taken to be about.
func (p *publisher) chosen(w *publicWords, head claim.CaseHead) ([]*published, bool) {
	var chosen []*published
	for _, id := range p.order {
		c := p.claims[id]
		key := casework.Read[claim.ClaimText](w.lib, c.shown.Text).Key
		if c.now.Publications[len(c.now.Publications)-1].Kind.Stands() && (len(head.StatusLine) == 0 || slices.Contains(head.StatusLine, key)) {
			chosen = append(chosen, c)
		}
	}
	slices.SortStableFunc(chosen, func(a, b *published) int { return a.at.Compare(b.at) })
	all := len(head.StatusLine)
	if all == 0 {
		for _, c := range p.claims {
			if !c.since.After(p.until) { // that there are more by now is for nobody to learn here
				all++
			}
		}
	}
	return chosen, len(chosen) < all
}

// retractions is the sentence of the status line that says which findings no longer
// stand, so that nobody takes the others for all there was. There is none without.
func (p *publisher) retractions() []string {
	return append(p.gone(claim.Retraction, "retracted"), p.gone(claim.Takedown, "removed for a legal reason")...)
}

// gone counts the findings that have come to an end by a publication of a kind.
func (p *publisher) gone(kind claim.PublicationKind, what string) []string {
	n, latest := 0, time.Time{}
	for _, id := range p.order {
		all := p.claims[id].now.Publications
		if last := all[len(all)-1]; last.Kind == kind {
			n++
			if last.At.After(latest) {
				latest = last.At
			}
		}
	}
	switch n {
	case 0:
		return nil
	case 1:
		return []string{fmt.Sprintf("A finding was %s at %s.", what, casework.Moment(latest))}
	}
	return []string{fmt.Sprintf("%d findings were %s, the latest at %s.", n, what, casework.Moment(latest))}
}

// statusLine is that of claims as of an instant at which all of them stood as they
// are shown. Nobody is said to have been silent who may not be named as that.
func (w *publicWords) statusLine(at time.Time, claims []*published, by map[uuid.UUID]*letters.Correspondence, partial bool) string {
	line := casework.StatusLine{
		AsOf: at, Partial: partial,
		Name:    func(party uuid.UUID) string { return w.parties[party].Name },
		Shy:     func(party uuid.UUID) bool { return w.restricted || w.shy[party] },
		Letters: func(party uuid.UUID) *letters.Correspondence { return by[party] },
	}
	for _, c := range claims {
		line.Claims = append(line.Claims, casework.LineClaim{
			Claim: w.asOf(c.shown, at), Statement: casework.Read[claim.ClaimText](w.lib, c.shown.Text).Statement,
		})
	}
	return line.String()
}

// asOf is the claim as of an instant: who had been asked by then, and what they had
// said.
func (w *publicWords) asOf(c *claim.Claim, at time.Time) *claim.Claim {
	out := copyOf(c)
	out.Answers = slices.DeleteFunc(out.Answers, func(a claim.Said) bool { return a.ReceivedAt.After(at) })
	for i, a := range out.Answers {
		if !slices.ContainsFunc(out.Answers, func(b claim.Said) bool { return b.Response == a.SupersededBy }) {
			out.Answers[i].SupersededBy = uuid.Nil
		}
	}
	out.Answers = slices.DeleteFunc(out.Answers, func(a claim.Said) bool { return w.parties[a.Party].Name == "" })
	out.Asked = slices.DeleteFunc(out.Asked, func(a claim.Asked) bool {
		return a.At.After(at) || w.parties[a.Party].Name == ""
	})
	return out
}
