package reading

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

// reporter turns the states of a case into its report.
type reporter struct {
	asOf    time.Time
	zone    *time.Location // of the desk
	theCase *cases.Case
	claims  []*verification.Claim
	letters []*letters.Correspondence
	parties map[uuid.UUID]partyName
	people  map[uuid.UUID]string // names
	keys    map[uuid.UUID]string // of claims
	lib     casework.Library
	senders map[uuid.UUID]*correspondence.SenderView // of messages that answers were read from, by message
	slug    string                                   // of a case of which nothing was on record yet; empty otherwise
	stands  map[*verification.Claim]standing         // what was said about each claim, once somebody has asked
	around  ahead
	ahead   map[uuid.UUID]letters.Outlook // by correspondence, once somebody has asked
	about   uuid.UUID                     // the only claim that is reported, with the requests about it; nil for all
}

// partyName is how a party is called.
type partyName struct{ Key, Name string }

// gather sorts the states and reads all the content that the report needs at once.
func (b *reporter) gather(ctx context.Context, d *Room, states []claim.Aggregate) error {
	var refs []claim.Ref
	for _, state := range states {
		switch s := state.(type) {
		case *cases.Case:
			b.theCase = s
			refs = append(refs, s.Text)
			for _, series := range s.Series {
				refs = append(refs, series.Text)
			}
		case *verification.Claim:
			if s.Version > 0 {
				b.claims = append(b.claims, s)
				refs = append(refs, b.refsOf(s)...)
			}
		case *letters.Correspondence:
			b.letters = append(b.letters, s)
			for _, r := range s.Requests {
				if b.about == uuid.Nil || slices.Contains(r.Claims, b.about) {
					refs = append(refs, r.Questions, r.Statute)
				}
			}
			for _, a := range s.Attempts {
				refs = append(refs, a.Number, a.With)
			}
		}
	}
	lib, err := d.library(ctx, refs...)
	if err != nil {
		return err
	}
	settings, err := d.door.DeskSettings(ctx)
	if err != nil {
		return err
	}
	b.lib, b.zone = lib, settings.Location()
	if b.around, err = d.lookAhead(ctx, settings, b.letters); err != nil {
		return err
	}
	b.keys = map[uuid.UUID]string{}
	for _, c := range b.claims {
		b.keys[c.ID] = casework.Read[claim.ClaimText](lib, c.Text).Key
	}
	if err := b.gatherNames(ctx, d); err != nil {
		return err
	}
	return b.gatherSenders(ctx, d)
}

// refsOf is the content of a claim that the report needs: of one that is not
// reported, how it is called.
func (b *reporter) refsOf(c *verification.Claim) []claim.Ref {
	refs := relationRefs(c)
	if b.about != uuid.Nil && c.ID != b.about {
		return append(refs, c.Text)
	}
	return append(refs, claimRefs(c)...)
}

func claimRefs(c *verification.Claim) []claim.Ref {
	refs := []claim.Ref{c.Text}
	if c.Proposal != nil {
		refs = append(refs, c.Proposal.Rationale, c.Proposal.ForReaders)
	}
	for _, a := range c.Answers {
		refs = append(refs, a.Statement)
	}
	for _, s := range c.SignOffs {
		refs = append(refs, s.Note)
	}
	for _, s := range c.Steps {
		refs = append(refs, s.Form)
	}
	for _, r := range c.Returns {
		refs = append(refs, r.Comments)
	}
	refs = append(refs, publicationRefs(c)...)
	for _, e := range c.Evidence {
		refs = append(refs, e.Text)
		if e.Withdrawn != nil {
			refs = append(refs, e.Withdrawn.Reason)
		}
	}
	return slices.Concat(refs, sourceRefs(c), wordRefs(c), doubtRefs(c))
}

// gatherNames reads who the parties and the people are.
func (b *reporter) gatherNames(ctx context.Context, d *Room) error {
	people, err := d.store.Persons(ctx)
	if err != nil {
		return err
	}
	ids, unnamed := people, []uuid.UUID{}
	for _, l := range b.letters {
		if l.Party != uuid.Nil {
			ids = append(ids, l.Party)
		}
		for _, r := range l.Requests {
			for _, id := range r.Claims {
				if _, known := b.keys[id]; !known {
					unnamed = append(unnamed, id) // it was not gathered
				}
			}
		}
	}
	for _, c := range b.claims {
		ids = append(ids, partiesOf(c)...)
	}
	unnamed = casework.Unique(unnamed)
	called, err := d.store.Called(ctx, casework.Unique(append(ids, unnamed...)))
	if err != nil {
		return err
	}
	for _, id := range unnamed {
		b.keys[id] = called[id].Name
	}
	b.parties, b.people = map[uuid.UUID]partyName{}, map[uuid.UUID]string{}
	for _, c := range b.claims {
		for _, id := range partiesOf(c) {
			if title := called[id].Title; title != "" && !slices.Contains(people, id) {
				b.parties[id] = partyName{called[id].Name, title}
			}
		}
	}
	for _, l := range b.letters {
		b.parties[l.Party] = partyName{cmp.Or(called[l.Party].Name, l.Party.String()), cmp.Or(called[l.Party].Title, casework.Erased)}
	}
	for _, id := range people {
		b.people[id] = cmp.Or(called[id].Title, casework.Erased)
	}
	return nil
}

// moment is an instant in the desk's zone, in words.
func (b *reporter) moment(t time.Time) string { return claim.Moment(t, b.zone) }

// head is the report without its claims, its requests and its line.
func (b *reporter) head() Report {
	head := casework.Read[claim.CaseHead](b.lib, b.theCase.Text)
	if b.slug != "" {
		return b.nothing()
	}
	return Report{
		ID: b.theCase.ID, Slug: head.Slug, Title: head.Title, Sensitive: b.theCase.Sensitivity,
		Owner: b.people[b.theCase.Owner], OpenedAt: b.theCase.OpenedAt, AsOf: b.asOf, Policy: b.theCase.Policy, PolicyName: b.theCase.Under,
		Claims: []ClaimReport{}, Requests: []RequestReport{},
		Version: b.theCase.Version, Plan: b.theCase.Plan, Notice: head.Notice, About: head.StatusLine,
		PublishAt: casework.Pointer(b.theCase.PublishAt), Embargo: casework.Pointer(b.theCase.Embargo),
	}
}

func (b *reporter) report() Report {
	r := b.head()
	if r.Absent {
		return r
	}
	b.lines(&r)
	for _, c := range b.claims {
		r.Claims = append(r.Claims, b.claim(c))
	}
	for _, l := range b.letters {
		for _, request := range l.Requests {
			r.Requests = append(r.Requests, b.request(l, request))
		}
	}
	r.Series = b.series()
	slices.SortStableFunc(r.Requests, func(a, b RequestReport) int {
		return cmp.Or(a.SendAt.Compare(b.SendAt), cmp.Compare(a.Party, b.Party))
	})
	return r
}

func (b *reporter) claim(c *verification.Claim) ClaimReport {
	text := casework.Read[claim.ClaimText](b.lib, c.Text)
	r := ClaimReport{
		ID: c.ID, Key: text.Key, Statement: text.Statement, Claimant: strings.Join(b.as(c, verification.PartClaimant), ", "), Named: c.NamesClaimant(), Involved: b.involved(c), Where: text.Where,
		Tier: c.Tier, Stage: c.Stage, Outcome: c.Outcome, Why: c.Why, AsOf: casework.Pointer(c.AsOf), Subject: c.Subject(),
		Parties: b.asked(c), Reminded: b.reminded(c), Statements: b.statements(c), Independence: b.independence(c), Contests: b.contests(c), SignOffs: b.signOffs(c),
		Returns: b.returns(c), Publications: b.publications(c), Evidence: b.evidence(c),
		Version: c.Version, MadeAt: text.MadeAt, Holds: text.Holds, Subjects: b.as(c, verification.PartSubject), Language: text.Language, Policy: c.Policy,
		Author: b.people[c.Author], Revisions: b.revisions(c), HeldFrom: c.HeldFrom,
		PolicyName: c.Under.Name, PolicyVersion: c.Under.Version, Marks: c.Marks, Steps: b.steps(c),
		Relations: b.relations(c), Series: b.inSeries(c), ToAsk: b.toAsk(c), NotAsked: b.notAsked(c),
	}
	if !b.lib.Has(c.Text) {
		r.Statement = casework.Erased
	}
	b.addSchedule(c, &r)
	if p := c.Proposal; p != nil {
		r.Proposal = &ProposalReport{p.Outcome, p.Why, b.lib.Text(p.Rationale), b.lib.Text(p.ForReaders), p.AsOf, b.people[p.By], p.At}
	}
	return r
}

func (b *reporter) revisions(c *verification.Claim) []RevisionReport {
	out := []RevisionReport{}
	for _, r := range c.Revisions {
		out = append(out, RevisionReport{b.people[r.By], r.At, r.Version})
	}
	return out
}

func (b *reporter) signOffs(c *verification.Claim) []SignOffReport {
	subject := c.Subject()
	out := []SignOffReport{}
	for _, s := range c.SignOffs {
		out = append(out, SignOffReport{By: b.people[s.By], At: s.At, Note: b.lib.Text(s.Note), Stale: s.Subject != subject, Subject: s.Subject})
	}
	return out
}

func (b *reporter) returns(c *verification.Claim) []ReturnReport {
	out := []ReturnReport{}
	for _, r := range c.Returns {
		out = append(out, ReturnReport{b.people[r.By], r.At, b.lib.Text(r.Comments)})
	}
	return out
}

func (b *reporter) unsigned(u *verification.Unsigned) *UnsignedReport {
	if u == nil {
		return nil
	}
	return &UnsignedReport{Why: b.lib.Text(u.Why), Asked: u.Asked, Had: u.Had, ReviewedAt: casework.Pointer(u.ReviewedAt)}
}

// asked lists every request about the claim, in the order in which they went
// out; those that have not come last.
func (b *reporter) asked(c *verification.Claim) []PartyReport {
	out := []PartyReport{}
	for _, l := range b.letters {
		for _, r := range l.Requests {
			if slices.Contains(r.Claims, c.ID) {
				out = append(out, b.party(c, l, r))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b PartyReport) int {
		return cmp.Or(compareAsked(a.AskedAt, b.AskedAt), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// reminded counts what went out to each party that was asked about the claim.
func (b *reporter) reminded(c *verification.Claim) []RemindedReport {
	out := []RemindedReport{}
	for _, l := range b.letters {
		if about := l.About(c.ID); len(about) > 0 {
			reminders, notices := l.Reminded(about...)
			out = append(out, RemindedReport{b.parties[l.Party].Key, reminders, notices})
		}
	}
	return out
}

// compareAsked puts what has not gone out behind what has.
func compareAsked(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

// silence is what was found, when the request lapsed, of a claim that nobody has
// answered since, under this request or another. While there is time to answer,
// and after the desk has stopped asking, nobody is silent.
func silence(about uuid.UUID, r letters.Request) claim.Silence {
	if r.Lifecycle != letters.NoReply || slices.Contains(r.Answered, about) {
		return ""
	}
	return r.Silence
}

// reworded reports whether the request puts words that the claim has no more.
func reworded(c *verification.Claim, l *letters.Correspondence, r letters.Request) bool {
	return l.WasPut(r.ID) && !c.OfNow(r.Wording(c.ID))
}

func (b *reporter) party(c *verification.Claim, l *letters.Correspondence, r letters.Request) PartyReport {
	profile := b.parties[l.Party]
	out := PartyReport{
		Reworded: reworded(c, l, r), Party: profile.Key, Name: profile.Name, Request: r.ID, AskedAt: casework.Pointer(r.SentAt), AnswerBy: r.AnswerBy,
		Reminders: r.Reminders, Notices: r.Notices, Lifecycle: r.Lifecycle, Place: l.Place(r), Timeliness: r.Timeliness(b.asOf), Answers: []AnswerReport{},
	}
	if l.WasPut(r.ID) {
		out.OfWords = b.wordsOf(b.lib, c, r.Wording(c.ID))
	}
	// What the correspondence knows is there at once; the claim hears of it a moment later.
	for _, response := range l.Responses {
		if response.Request != r.ID {
			continue
		}
		for _, s := range response.Stances {
			if s.Claim == c.ID {
				out.Answers = append(out.Answers, b.answer(c, response, s))
			}
		}
	}
	if len(out.Answers) == 0 {
		out.Silence = silence(c.ID, r)
	}
	tries := l.TriesAt(r)
	out.Tries = b.tries(tries)
	if len(tries) > 0 {
		out.Tried = letters.Tried(tries)
	}
	out.about(c.ID, r)
	return out
}

// tries are what was done to reach a party, in words.
func (b *reporter) tries(of []letters.Try) []TryReport {
	out := make([]TryReport, 0, len(of))
	for _, t := range of {
		out = append(out, TryReport{At: t.At, Says: t.Says(), Kind: t.Kind, Channel: t.Channel, Delivery: t.Delivery, Result: t.Result, Arrived: t.Arrived(), By: b.people[t.By]})
	}
	return out
}

// about has the request stand as it does about one claim: what came about another one is
// not said of it.
func (p *PartyReport) about(about uuid.UUID, r letters.Request) {
	switch {
	case len(p.Answers) > 0:
		p.Timeliness = letters.InTime
		if slices.ContainsFunc(p.Answers, func(a AnswerReport) bool { return a.Late }) {
			p.Timeliness = letters.LateReply
		}
		if r.Lifecycle == letters.NoReply {
			p.Lifecycle = letters.PartlyAnswered
		}
		p.Place = letters.Place(p.Lifecycle)
	case slices.Contains(r.Dropped, about):
		p.Lifecycle, p.Timeliness = letters.RequestWithdrawn, ""
		p.Place = letters.Place(p.Lifecycle)
	}
}

func (b *reporter) answer(c *verification.Claim, r letters.Response, s letters.Answer) AnswerReport {
	said := b.said(c, r.ID, s.Wording)
	return AnswerReport{
		Stance: s.Stance, Statement: b.lib.Text(s.Statement), Way: b.partiesCalled(r.Way), GroundRules: r.GroundRules, Channel: r.Channel,
		Authenticity: r.Authenticity, ReceivedAt: claim.At(r.ReceivedAt), Late: r.Late, Superseded: !said.Current(),
		OnRecord: b.onRecord(c, r.ID), Wording: b.wording(c, said), Doubt: b.doubt(c, said),
	}
}

// standing is what a claim knows of all that was said about it, by response: a page asks
// for each of them.
type standing struct {
	said     map[uuid.UUID]verification.Said
	onRecord map[uuid.UUID]bool
}

// standing goes through what was said about a claim once.
func (b *reporter) standing(c *verification.Claim) standing {
	if s, ok := b.stands[c]; ok {
		return s
	}
	s := standing{map[uuid.UUID]verification.Said{}, map[uuid.UUID]bool{}}
	for _, a := range c.Answers {
		s.said[a.Response] = a
	}
	for _, a := range c.OnRecord() {
		s.onRecord[a.Response] = a.Current()
	}
	if b.stands == nil {
		b.stands = map[*verification.Claim]standing{}
	}
	b.stands[c] = s
	return s
}

// said is what the claim knows of one response; of one that it has not heard of, what
// the response itself tells.
func (b *reporter) said(c *verification.Claim, response uuid.UUID, wording int64) verification.Said {
	if s, ok := b.standing(c).said[response]; ok {
		return s
	}
	return verification.Said{Response: response, Wording: wording}
}

// onRecord reports whether an answer stands on the record.
func (b *reporter) onRecord(c *verification.Claim, response uuid.UUID) bool {
	return b.standing(c).onRecord[response]
}

func (b *reporter) request(l *letters.Correspondence, r letters.Request) RequestReport {
	coming := b.outlook(l)
	out := RequestReport{
		ID: r.ID, Party: b.parties[l.Party].Key, Channel: r.Channel, Kind: r.Kind, Statute: b.lib.Text(r.Statute), Questions: b.lib.Text(r.Questions), SendAt: r.SendAt,
		SentAt: casework.Pointer(r.SentAt), AnswerBy: r.AnswerBy, Lifecycle: r.Lifecycle, Place: l.Place(r), Timeliness: r.Timeliness(b.asOf),
		Silence: r.Silence, Plan: r.PlanName(), Until: casework.Pointer(r.Until), Reminders: r.Reminders, Notices: r.Notices, Planned: append([]claim.Step{}, coming.About(r.ID)...), NoReminder: coming.None(r.ID), Letters: []LetterReport{},
		PausedAt: casework.Pointer(r.PausedAt), Promised: casework.Pointer(r.Promised),
	}
	for _, id := range r.Claims {
		out.Claims = append(out.Claims, b.keys[id])
	}
	for _, a := range l.AttemptsAt(r.ID) {
		out.Attempts = append(out.Attempts, AttemptReport{a.At, a.Channel, a.Result, b.lib.Text(a.Number), b.lib.Text(a.With), b.people[a.By]})
	}
	out.Put = b.put(l, r)
	for _, m := range l.Messages {
		if m.Kind != claim.Reply && slices.Contains(m.Requests, r.ID) && l.PutBy(m) == "" {
			out.Letters = append(out.Letters, LetterReport{m.ID, m.Kind, m.At, m.Delivery, m.Reason, m.Uncertain})
		}
	}
	return out
}
