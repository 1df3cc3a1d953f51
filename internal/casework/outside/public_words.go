package outside

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// publicName is how a party is called.
type publicName struct {
	Key, Name string
	Nature    people.Nature
}

// publicWords puts published states into words, and keeps what may not be said.
//
// Who spoke on any other terms than on the record is not named, not even as
// somebody who was asked: next to the names of the silent ones, an answer without
// a name would tell. Nor is the party named as silent about another claim, which
// it was asked about in the same letter. What was said off the record is not told
// at all. In a restricted case only those are named who spoke on the record, and so in
// claims in which a source would be known by being left out (see [line.Line.Hushed]).
type publicWords struct {
	lib        casework.Library
	zone       *time.Location // of the desk
	parties    map[uuid.UUID]publicName
	restricted bool
	scale      claim.Scale
	shy        map[uuid.UUID]bool // spoke on other terms than on the record about some public claim
	hushed     map[uuid.UUID]bool // claims of which only those are named who spoke on the record
}

func (w *publicWords) claim(c *published, letters map[uuid.UUID]*letters.Correspondence) PublicClaim {
	if c.now.Publications[len(c.now.Publications)-1].Kind == finding.Takedown {
		return w.removed(c)
	}
	text := casework.Read[claim.ClaimText](w.lib, c.shown.Text)
	last := c.shown.Publications[len(c.shown.Publications)-1]
	out := PublicClaim{
		ID: c.shown.ID, Key: text.Key, Statement: text.Statement, Claimant: w.claimant(c.shown), Where: text.Where,
		MadeAt: text.MadeAt, Holds: text.Holds, Language: text.Language, Outcome: last.Outcome, AsOf: last.AsOf, History: w.history(c),
		PublishedAt: c.now.Publications[0].At, ChangedAt: c.now.Publications[len(c.now.Publications)-1].At,
	}
	if out.Statement == "" {
		out.Statement, out.Key = casework.Erased, c.shown.ID.String()
	}
	out.Series = w.series(c.shown, out.Statement)
	out.ClaimantIs = w.natureOf(out.Claimant)
	for _, id := range partiesOf(c.shown) {
		if w.named(c.shown, id) {
			out.Parties = append(out.Parties, w.party(c, id, letters[id]))
		} else {
			w.unnamed(&out, c.shown, id)
		}
	}
	out.Line = w.line(c.at, []*published{c}, letters, false)
	out.Background, out.Unattributed = w.withoutNames(c.shown)
	w.finding(&out, c)
	slices.SortStableFunc(out.Parties, func(a, b PublicParty) int {
		return cmp.Or(a.AskedAt.Compare(b.AskedAt), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// series says which claim of a series it is, as far as the words that were published do.
func (w *publicWords) series(c *verification.Claim, statement string) *PublicSeries {
	if c.Series == nil {
		return nil
	}
	name := w.parties[c.Series.Party].Name
	if name == "" || !strings.Contains(statement, name) {
		return nil
	}
	return &PublicSeries{c.Series.ID, cases.WithGap(statement, name), name}
}

// natureOf is that of the party of this name, among those that the case is about.
func (w *publicWords) natureOf(name string) people.Nature {
	for _, party := range w.parties {
		if name != "" && party.Name == name && party.Nature != "" {
			return party.Nature
		}
	}
	return ""
}

// withoutNames is what readers learn of answers whose party is not named: where
// each party stands that spoke on background, in an order that tells nothing, and
// how many answers are not for attribution. The claimant is none of them: readers would take its word for another's. Of a claim of a series they learn nothing
// of what the party said so that it is about: the row of the series names it.
func (w *publicWords) withoutNames(c *verification.Claim) (background []claim.Stance, unattributed int) {
	stands := map[uuid.UUID]sources.Said{}
	for _, a := range c.CurrentAnswers() {
		if w.inSlot(c, a.Party) || c.Has(a.Party, sources.PartClaimant) {
			continue
		}
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
func (w *publicWords) unnamed(out *PublicClaim, c *verification.Claim, party uuid.UUID) {
	spoke := slices.ContainsFunc(c.Answers, func(a sources.Said) bool { return a.Party == party })
	out.Others = out.Others || (w.restricted || w.hushed[c.ID]) && (!spoke || w.inSlot(c, party))
}

// inSlot reports whether the party is the one that a hushed claim of a series is about.
func (w *publicWords) inSlot(c *verification.Claim, party uuid.UUID) bool {
	return w.hushed[c.ID] && c.Series != nil && c.Series.Party == party
}

// partiesOf lists whoever was asked about the claim or spoke about it.
func partiesOf(c *verification.Claim) []uuid.UUID {
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
func (w *publicWords) named(c *verification.Claim, party uuid.UUID) bool {
	spoke, onRecord := false, false
	for _, a := range c.Answers {
		if of := c.SaidOfNow(a); a.Party == party && (of || !a.GroundRules.Named()) { // what was said openly of other words hides nobody
			spoke, onRecord = true, onRecord || of && a.GroundRules.Named()
		}
	}
	if w.parties[party].Name == "" { // erased
		return false
	}
	return onRecord || !spoke && !w.restricted && !w.shy[party] && !w.hushed[c.ID]
}

func (w *publicWords) party(c *published, id uuid.UUID, letters *letters.Correspondence) PublicParty {
	out := PublicParty{Name: w.parties[id].Name}
	var requests []uuid.UUID
	for _, a := range c.shown.Asked {
		if a.Party != id || !c.shown.AskedOfNow(a) {
			continue
		}
		out.Until = givenUntil(c.shown, id)
		if out.AskedAt.IsZero() || a.At.Before(out.AskedAt) {
			out.AskedAt = a.At
		}
		out.AnswerBy, out.Silence, out.Waiting = answerBy(letters, a), a.Silence, out.Waiting || !a.Ended
		out.Puts = append(out.Puts, putOf(letters, a))
		requests = append(requests, a.Request)
	}
	if letters != nil {
		out.Reminders, out.Notices = letters.Reminded(requests...)
		out.Unread = len(letters.Unread())+letters.Quarantined > 0
	}
	if cameBack(letters, requests) {
		out.CameBack, out.Waiting, out.Silence = true, false, claim.Undeliverable
	}
	slices.SortStableFunc(out.Puts, func(a, b PublicPut) int { return a.At.Compare(b.At) })
	out.Letters = lettersAbout(letters, c.shown, id)
	for _, a := range c.shown.Answers {
		if a.Party != id || !c.shown.SaidOfNow(a) {
			continue
		}
		doubted := c.shown.InDoubt(a)
		out.Unread = out.Unread || doubted
		out.Spoke = out.Spoke || !a.Unasked() && !doubted
	}
	for _, a := range c.shown.OnRecord() {
		if a.Party == id {
			out.Answers = append(out.Answers, PublicAnswer{
				Stance: a.Stance, Statement: w.lib.Text(a.Statement), Summary: a.Summary, At: a.ReceivedAt, Date: a.Date, Late: a.Late,
				Channel: a.Channel, Through: w.way(c.shown, a.Way), Unasked: a.Unasked(), Replaced: !a.Current(), Speaker: w.lib.Text(a.Printed()),
			})
		}
	}
	out.Earlier = out.AskedAt.IsZero() && len(out.Answers) == 0
	slices.SortStableFunc(out.Answers, func(a, b PublicAnswer) int { return a.At.Compare(b.At) })
	return out
}

// unnamedRelay stands for one through whom a statement came and who is not named.
const unnamedRelay = "somebody whom we do not name"

// lettersAbout are the letters to a party about a claim that went out, or may have;
// what somebody put by phone or in person is none.
func lettersAbout(of *letters.Correspondence, c *verification.Claim, party uuid.UUID) []PublicLetter {
	if of == nil {
		return nil
	}
	var out []PublicLetter
	for _, m := range of.Messages {
		asks := m.Kind == claim.RequestLetter || m.Kind == claim.ReminderLetter || m.Kind == claim.FinalNoticeLetter
		about := slices.ContainsFunc(c.Asked, func(a sources.Asked) bool {
			return a.Party == party && c.AskedOfNow(a) && slices.Contains(m.Requests, a.Request)
		})
		if asks && about && of.PutBy(m) == "" && m.Delivery != letters.DeliveryNone && m.Delivery != letters.DeliveryStopped && m.Delivery != letters.DeliveryDeferred {
			at := m.At
			if m.Delivery == letters.DeliveryAccepted { // not when it was tried first
				at = m.SettledAt
			}
			out = append(out, PublicLetter{m.Kind, at, m.Failed()})
		}
	}
	return out
}

// cameBack reports whether a letter about the requests came back and nothing about any of
// them has reached the party, as far as anybody can know.
func cameBack(of *letters.Correspondence, requests []uuid.UUID) bool {
	if of == nil {
		return false
	}
	back := false
	for _, id := range requests {
		r := of.Request(id)
		if r == nil || r.ByHand() || of.Silence(*r) != claim.Undeliverable {
			return false
		}
		back = back || slices.ContainsFunc(of.Messages, func(m letters.Message) bool { return m.Failed() && slices.Contains(m.Requests, id) })
	}
	return back
}

// putOf is how and when a request was put.
func putOf(of *letters.Correspondence, a sources.Asked) PublicPut {
	put := PublicPut{At: a.At}
	if of == nil {
		return put
	}
	if r := of.Request(a.Request); r != nil {
		put.Channel, put.ByHand = r.Channel, r.ByHand()
		if !r.SentAt.IsZero() {
			put.At = r.SentAt
		}
	}
	return put
}

// claimant is who says so, if that is shown to the public.
func (w *publicWords) claimant(c *verification.Claim) string {
	if !c.NamesClaimant() {
		return ""
	}
	var names []string
	for _, id := range c.As(sources.PartClaimant) {
		if name := w.parties[id].Name; name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// way names those through whom something came, as far as they may be named.
func (w *publicWords) way(c *verification.Claim, way []uuid.UUID) []string {
	var names []string
	for _, id := range way {
		name := w.parties[id].Name
		if name == "" || w.shy[id] || !c.NamesClaimant() && c.Has(id, sources.PartClaimant) {
			name = unnamedRelay
		}
		names = append(names, name)
	}
	return names
}

// answerBy is the answer-by instant as it stood, extensions included.
func answerBy(letters *letters.Correspondence, a sources.Asked) time.Time {
	if letters != nil {
		if r := letters.Request(a.Request); r != nil {
			return r.AnswerBy
		}
	}
	return a.AnswerBy
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
func (w *publicWords) compare(change *PublicChange, before, after *verification.Claim) {
	if was := before.Publications[len(before.Publications)-1].Outcome; was != change.Outcome {
		change.Before = w.scale.Of(was).Words
	}
	change.Reworded = before.Wording() != after.Wording()
	for _, a := range after.Answers {
		name := w.parties[a.Party].Name
		fresh := !slices.ContainsFunc(before.Answers, func(b sources.Said) bool { return b.Response == a.Response })
		if fresh && a.GroundRules.Named() && after.SaidOfNow(a) && name != "" && !slices.Contains(change.NewAnswers, name) {
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
func (p *publisher) status(w *publicWords, head claim.CaseHead) []line.Forms {
	chosen, partial := p.chosen(w, head)
	var lines []line.Forms
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
		lines, chosen = append(lines, w.line(at, now, letters.at(at), partial)), later
	}
	slices.Reverse(lines)
	for _, sentence := range p.retractions(w.zone) {
		lines = append(lines, line.Forms{Short: sentence, Long: sentence})
	}
	return lines
}

// chosen are the claims that the status line is about, those published first first,
// and whether there are others that it might be taken to be about.
func (p *publisher) chosen(w *publicWords, head claim.CaseHead) ([]*published, bool) {
	var chosen []*published
	for _, id := range p.order {
		c := p.claims[id]
		key := casework.Read[claim.ClaimText](w.lib, c.shown.Text).Key
		means := func(name string) bool { return name == key || c.in(name) }
		if c.now.Publications[len(c.now.Publications)-1].Kind.Stands() && (len(head.StatusLine) == 0 || slices.ContainsFunc(head.StatusLine, means)) {
			chosen = append(chosen, c)
		}
	}
	slices.SortStableFunc(chosen, func(a, b *published) int { return a.at.Compare(b.at) })
	return chosen, len(chosen) < p.meant(head.StatusLine)
}

// meant counts the claims that a choice names. That there are more by now is for
// nobody to learn here.
func (p *publisher) meant(choice []string) int {
	all, inSeries := 0, map[uuid.UUID]int{}
	for _, c := range p.claims {
		if c.since.After(p.until) {
			continue
		}
		all++
		if c.now.Series != nil {
			inSeries[c.now.Series.ID]++
		}
	}
	if len(choice) == 0 {
		return all
	}
	n := 0
	for _, name := range choice {
		n += max(1, inSeries[casework.SeriesID(p.theCase.ID, name)])
	}
	return n
}

// in reports whether a name of a choice is that of the series that the claim is one of.
func (c *published) in(name string) bool {
	return c.now.Series != nil && c.now.Series.ID == casework.SeriesID(c.now.Case, name)
}

// retractions are the sentences of the status line that say which findings no longer
// stand.
func (p *publisher) retractions(zone *time.Location) []string {
	var claims []*verification.Claim
	for _, id := range p.order {
		claims = append(claims, p.claims[id].now)
	}
	return line.Gone(claims, zone)
}

// line is that of claims as of an instant at which all of them stood as they
// are shown. Nobody is said to have been silent who may not be named as that.
func (w *publicWords) line(at time.Time, claims []*published, by map[uuid.UUID]*letters.Correspondence, partial bool) line.Forms {
	l := w.lineOf(claims, func(c *verification.Claim) *verification.Claim { return w.asOf(c, at) })
	l.AsOf, l.Partial, l.Letters = at, partial, func(party uuid.UUID) *letters.Correspondence { return by[party] }
	return l.Forms()
}

func (w *publicWords) lineOf(claims []*published, as func(*verification.Claim) *verification.Claim) line.Line {
	l := line.Line{
		Zone: w.zone, Public: true, Restricted: w.restricted,
		Name: func(party uuid.UUID) string { return w.parties[party].Name },
		Shy:  func(party uuid.UUID) bool { return w.shy[party] },
	}
	for _, c := range claims {
		text := casework.Read[claim.ClaimText](w.lib, c.shown.Text)
		l.Claims = append(l.Claims, line.Claim{
			Claim: as(c.shown), Statement: text.Statement, HideClaimant: !c.shown.NamesClaimant(), Hush: w.hushed[c.shown.ID],
		})
	}
	return l
}

// hush finds the claims of which only those are named who spoke on the record.
func (w *publicWords) hush(p *publisher) {
	var all []*published
	for _, id := range p.order {
		all = append(all, p.claims[id])
	}
	w.hushed = w.lineOf(all, func(c *verification.Claim) *verification.Claim { return c }).Hushed()
}

// asOf is the claim as of an instant: who had been asked by then, and what they had
// said.
func (w *publicWords) asOf(c *verification.Claim, at time.Time) *verification.Claim {
	out := copyOf(c)
	out.Answers = slices.DeleteFunc(out.Answers, func(a sources.Said) bool { return a.ReceivedAt.After(at) })
	for i, a := range out.Answers {
		if !slices.ContainsFunc(out.Answers, func(b sources.Said) bool { return b.Response == a.SupersededBy }) {
			out.Answers[i].SupersededBy = uuid.Nil
		}
	}
	out.Answers = slices.DeleteFunc(out.Answers, func(a sources.Said) bool { return w.parties[a.Party].Name == "" })
	out.Asked = slices.DeleteFunc(out.Asked, func(a sources.Asked) bool {
		return a.At.After(at) || w.parties[a.Party].Name == ""
	})
	return out
}

// in puts every instant into a zone.
func (c *PublicClaim) in(zone *time.Location) {
	for _, t := range []*time.Time{&c.AsOf, &c.PublishedAt, &c.ChangedAt} {
		*t = t.In(zone)
	}
	if !c.Checking.IsZero() {
		c.Checking = c.Checking.In(zone)
	}
	for i := range c.Parties {
		c.Parties[i].in(zone)
	}
	for i := range c.Evidence {
		c.Evidence[i].At = c.Evidence[i].At.In(zone)
	}
	for i := range c.History {
		c.History[i].At, c.History[i].AsOf = c.History[i].At.In(zone), c.History[i].AsOf.In(zone)
	}
}

func (p *PublicParty) in(zone *time.Location) {
	if !p.AskedAt.IsZero() {
		p.AskedAt, p.AnswerBy = p.AskedAt.In(zone), p.AnswerBy.In(zone)
	}
	if !p.Until.IsZero() {
		p.Until = p.Until.In(zone)
	}
	for i := range p.Puts {
		p.Puts[i].At = p.Puts[i].At.In(zone)
	}
	for i := range p.Letters {
		p.Letters[i].At = p.Letters[i].At.In(zone)
	}
	for i := range p.Answers {
		p.Answers[i].At = p.Answers[i].At.In(zone)
	}
}
