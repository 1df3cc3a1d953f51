package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

// Gathered is a case as of an instant with all that its report is made of: its states, their
// content, and how those are called whom they name.
type Gathered struct {
	Names
	AsOf    time.Time
	Case    *cases.Case
	Claims  []*verification.Claim
	Letters []*letters.Correspondence
	Lib     casework.Library
	senders map[uuid.UUID]*correspondence.SenderView // of messages that answers were read from, by message
	slug    string                                   // of a case of which nothing was on record yet; empty otherwise
	stands  map[*verification.Claim]standing         // what was said about each claim, once somebody has asked
	around  ahead
	ahead   map[uuid.UUID]letters.Outlook // by correspondence, once somebody has asked
	about   uuid.UUID                     // the only claim that is reported, with the requests about it; nil for all
}

// gather sorts the states and reads all the content that the report needs at once.
func (b *Gathered) gather(ctx context.Context, d *Room, states []claim.Aggregate) error {
	var refs []claim.Ref
	for _, state := range states {
		switch s := state.(type) {
		case *cases.Case:
			b.Case = s
			refs = append(refs, s.Text)
			for _, series := range s.Series {
				refs = append(refs, series.Text)
			}
		case *verification.Claim:
			if s.Version > 0 {
				b.Claims = append(b.Claims, s)
				refs = append(refs, b.refsOf(s)...)
			}
		case *letters.Correspondence:
			b.Letters = append(b.Letters, s)
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
	b.Lib, b.Zone = lib, settings.Location()
	if b.around, err = d.lookAhead(ctx, settings, b.Letters); err != nil {
		return err
	}
	b.Keys = map[uuid.UUID]string{}
	for _, c := range b.Claims {
		b.Keys[c.ID] = casework.Read[claim.ClaimText](lib, c.Text).Key
	}
	if err := b.gatherNames(ctx, d); err != nil {
		return err
	}
	return b.gatherSenders(ctx, d)
}

// refsOf is the content of a claim that the report needs: of one that is not
// reported, how it is called.
func (b *Gathered) refsOf(c *verification.Claim) []claim.Ref {
	refs := relationRefs(c)
	if b.about != uuid.Nil && c.ID != b.about {
		return append(refs, c.Text)
	}
	return append(refs, claimRefs(c)...)
}

// Refs is the content that is told of a claim, and of what it is to others.
func Refs(c *verification.Claim) []claim.Ref {
	return slices.Concat(claimRefs(c), relationRefs(c))
}

func claimRefs(c *verification.Claim) []claim.Ref {
	refs := []claim.Ref{c.Text}
	if c.Proposal != nil {
		refs = append(refs, c.Proposal.Rationale, c.Proposal.ForReaders)
	}
	for _, a := range c.Answers {
		refs = append(refs, a.Statement, a.Speaker)
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
func (b *Gathered) gatherNames(ctx context.Context, d *Room) error {
	people, err := d.store.Persons(ctx)
	if err != nil {
		return err
	}
	ids, unnamed := people, []uuid.UUID{}
	for _, l := range b.Letters {
		if l.Party != uuid.Nil {
			ids = append(ids, l.Party)
		}
		for _, r := range l.Requests {
			for _, id := range r.Claims {
				if _, known := b.Keys[id]; !known {
					unnamed = append(unnamed, id) // it was not gathered
				}
			}
		}
	}
	for _, c := range b.Claims {
		ids = append(ids, PartiesOf(c)...)
	}
	unnamed = casework.Unique(unnamed)
	called, err := d.store.Called(ctx, casework.Unique(append(ids, unnamed...)))
	if err != nil {
		return err
	}
	for _, id := range unnamed {
		b.Keys[id] = called[id].Name
	}
	b.Parties, b.People = map[uuid.UUID]PartyName{}, map[uuid.UUID]string{}
	for _, c := range b.Claims {
		for _, id := range PartiesOf(c) {
			if title := called[id].Title; title != "" && !slices.Contains(people, id) {
				b.Parties[id] = PartyName{called[id].Name, title}
			}
		}
	}
	for _, l := range b.Letters {
		b.Parties[l.Party] = PartyName{cmp.Or(called[l.Party].Name, l.Party.String()), cmp.Or(called[l.Party].Title, casework.Erased)}
	}
	for _, id := range people {
		b.People[id] = cmp.Or(called[id].Title, casework.Erased)
	}
	return nil
}

// Head is the report without its claims, its requests and its line.
func (b *Gathered) Head() Report {
	head := casework.Read[claim.CaseHead](b.Lib, b.Case.Text)
	if b.slug != "" {
		return b.nothing()
	}
	return Report{
		ID: b.Case.ID, Slug: head.Slug, Title: head.Title, Sensitive: b.Case.Sensitivity,
		Owner: b.People[b.Case.Owner], OpenedAt: b.Case.OpenedAt, AsOf: b.AsOf, Policy: b.Case.Policy, PolicyName: b.Case.Under,
		Claims: []ClaimReport{}, Requests: []RequestReport{},
		Version: b.Case.Version, Plan: b.Case.Plan, Notice: head.Notice, About: head.StatusLine,
		PublishAt: casework.Pointer(b.Case.PublishAt), Embargo: casework.Pointer(b.Case.Embargo),
	}
}

// Report is the whole of it.
func (b *Gathered) Report() Report {
	r := b.Head()
	if r.Absent {
		return r
	}
	b.lines(&r)
	for _, c := range b.Claims {
		r.Claims = append(r.Claims, b.Claim(c))
	}
	for _, l := range b.Letters {
		for _, request := range l.Requests {
			r.Requests = append(r.Requests, b.Request(l, request))
		}
	}
	r.Series = b.Series()
	slices.SortStableFunc(r.Requests, func(a, b RequestReport) int {
		return cmp.Or(a.SendAt.Compare(b.SendAt), cmp.Compare(a.Party, b.Party))
	})
	return r
}

// Claim is the report of one claim of the case.
func (b *Gathered) Claim(c *verification.Claim) ClaimReport {
	text := casework.Read[claim.ClaimText](b.Lib, c.Text)
	r := ClaimReport{
		ID: c.ID, Key: text.Key, Statement: text.Statement, Claimant: strings.Join(b.as(c, sources.PartClaimant), ", "), Named: c.NamesClaimant(), Involved: b.involved(c), Where: text.Where,
		Tier: c.Tier, Stage: c.Stage, Outcome: c.Outcome, Why: c.Why, AsOf: casework.Pointer(c.AsOf), Subject: c.Subject(),
		Parties: b.asked(c), Reminded: b.reminded(c), Statements: b.statements(c), Independence: b.independence(c), Contests: b.contests(c), SignOffs: b.signOffs(c),
		Returns: b.returns(c), Publications: b.publications(c), Evidence: b.evidence(c),
		Version: c.Version, MadeAt: text.MadeAt, Holds: text.Holds, Subjects: b.as(c, sources.PartSubject), Language: text.Language, Policy: c.Policy,
		Author: b.People[c.Author], Revisions: b.revisions(c), HeldFrom: c.HeldFrom,
		PolicyName: c.Under.Name, PolicyVersion: c.Under.Version, Marks: c.Marks, Steps: b.steps(c),
		Relations: b.relations(c), Series: b.inSeries(c), ToAsk: b.toAsk(c), NotAsked: b.notAsked(c),
	}
	if !b.Lib.Has(c.Text) {
		r.Statement = casework.Erased
	}
	b.addSchedule(c, &r)
	if p := c.Proposal; p != nil {
		r.Proposal = &ProposalReport{p.Outcome, p.Why, b.Lib.Text(p.Rationale), b.Lib.Text(p.ForReaders), p.AsOf, b.People[p.By], p.At}
	}
	return r
}

func (b *Gathered) revisions(c *verification.Claim) []RevisionReport {
	out := []RevisionReport{}
	for _, r := range c.Revisions {
		out = append(out, RevisionReport{b.People[r.By], r.At, r.Version})
	}
	return out
}

func (b *Gathered) signOffs(c *verification.Claim) []SignOffReport {
	subject := c.Subject()
	out := []SignOffReport{}
	for _, s := range c.SignOffs {
		out = append(out, SignOffReport{By: b.People[s.By], At: s.At, Note: b.Lib.Text(s.Note), Stale: s.Subject != subject, Subject: s.Subject})
	}
	return out
}

func (b *Gathered) returns(c *verification.Claim) []ReturnReport {
	out := []ReturnReport{}
	for _, r := range c.Returns {
		out = append(out, ReturnReport{b.People[r.By], r.At, b.Lib.Text(r.Comments)})
	}
	return out
}

func (b *Gathered) unsigned(u *finding.Unsigned) *UnsignedReport {
	if u == nil {
		return nil
	}
	return &UnsignedReport{Why: b.Lib.Text(u.Why), Asked: u.Asked, Had: u.Had, ReviewedAt: casework.Pointer(u.ReviewedAt)}
}

// asked lists every request about the claim, in the order in which they went
// out; those that have not come last.
func (b *Gathered) asked(c *verification.Claim) []PartyReport {
	out := []PartyReport{}
	for _, l := range b.Letters {
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
func (b *Gathered) reminded(c *verification.Claim) []RemindedReport {
	out := []RemindedReport{}
	for _, l := range b.Letters {
		if about := l.About(c.ID); len(about) > 0 {
			reminders, notices := l.Reminded(about...)
			out = append(out, RemindedReport{b.Parties[l.Party].Key, reminders, notices})
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

func (b *Gathered) party(c *verification.Claim, l *letters.Correspondence, r letters.Request) PartyReport {
	profile := b.Parties[l.Party]
	out := PartyReport{
		Reworded: reworded(c, l, r), Party: profile.Key, Name: profile.Name, Request: r.ID, AskedAt: casework.Pointer(r.SentAt), AnswerBy: r.AnswerBy,
		Reminders: r.Reminders, Notices: r.Notices, Lifecycle: r.Lifecycle, Place: l.Place(r), Timeliness: r.Timeliness(b.AsOf), Answers: []AnswerReport{},
	}
	if l.WasPut(r.ID) {
		out.OfWords = b.WordsOf(b.Lib, c, r.Wording(c.ID))
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
		out.Unread = len(l.Unread()) > 0 || l.Quarantined > 0
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
func (b *Gathered) tries(of []letters.Try) []TryReport {
	out := make([]TryReport, 0, len(of))
	for _, t := range of {
		out = append(out, TryReport{At: t.At, Says: t.Says(), Kind: t.Kind, Channel: t.Channel, Delivery: t.Delivery, Result: t.Result, Arrived: t.Arrived(), By: b.People[t.By]})
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

func (b *Gathered) answer(c *verification.Claim, r letters.Response, s letters.Answer) AnswerReport {
	said := b.said(c, r.ID, s.Wording)
	return AnswerReport{
		Stance: s.Stance, Statement: b.Lib.Text(s.Statement), Way: b.PartiesCalled(r.Way), GroundRules: r.GroundRules, Channel: r.Channel,
		Authenticity: r.Authenticity, ReceivedAt: claim.At(r.ReceivedAt), Late: r.Late, Superseded: !said.Current(),
		OnRecord: b.onRecord(c, r.ID), Wording: b.wording(c, said), Doubt: b.doubt(c, said), Speaker: b.Lib.Text(r.Speaker), SpeakerNamed: r.SpeakerNamed,
	}
}

// standing is what a claim knows of all that was said about it, by response: a page asks
// for each of them.
type standing struct {
	said     map[uuid.UUID]sources.Said
	onRecord map[uuid.UUID]bool
}

// standing goes through what was said about a claim once.
func (b *Gathered) standing(c *verification.Claim) standing {
	if s, ok := b.stands[c]; ok {
		return s
	}
	s := standing{map[uuid.UUID]sources.Said{}, map[uuid.UUID]bool{}}
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
func (b *Gathered) said(c *verification.Claim, response uuid.UUID, wording int64) sources.Said {
	if s, ok := b.standing(c).said[response]; ok {
		return s
	}
	return sources.Said{Response: response, Wording: wording}
}

// onRecord reports whether an answer stands on the record.
func (b *Gathered) onRecord(c *verification.Claim, response uuid.UUID) bool {
	return b.standing(c).onRecord[response]
}

// Request is the report of one request, with all letters and attempts.
func (b *Gathered) Request(l *letters.Correspondence, r letters.Request) RequestReport {
	coming := b.Outlook(l)
	out := RequestReport{
		ID: r.ID, Party: b.Parties[l.Party].Key, Channel: r.Channel, Kind: r.Kind, Statute: b.Lib.Text(r.Statute), Questions: b.Lib.Text(r.Questions), SendAt: r.SendAt,
		SentAt: casework.Pointer(r.SentAt), AnswerBy: r.AnswerBy, Lifecycle: r.Lifecycle, Place: l.Place(r), Timeliness: r.Timeliness(b.AsOf),
		Silence: r.Silence, Plan: r.PlanName(), Until: casework.Pointer(r.Until), Reminders: r.Reminders, Notices: r.Notices, Planned: append([]claim.Step{}, coming.About(r.ID)...), NoReminder: coming.None(r.ID), Letters: []LetterReport{},
		PausedAt: casework.Pointer(r.PausedAt), Promised: casework.Pointer(r.Promised),
	}
	for _, id := range r.Claims {
		out.Claims = append(out.Claims, b.Keys[id])
	}
	for _, a := range l.AttemptsAt(r.ID) {
		out.Attempts = append(out.Attempts, AttemptReport{a.At, a.Channel, a.Result, b.Lib.Text(a.Number), b.Lib.Text(a.With), b.People[a.By]})
	}
	out.Put = b.put(l, r)
	for _, m := range l.Messages {
		if m.Kind != claim.Reply && slices.Contains(m.Requests, r.ID) && l.PutBy(m) == "" {
			out.Letters = append(out.Letters, LetterReport{m.ID, m.Kind, m.At, m.Delivery, m.Reason, m.Uncertain})
		}
	}
	return out
}

// PartiesOf are the parties that a claim names, besides those that were asked about it.
func PartiesOf(c *verification.Claim) []uuid.UUID {
	var ids []uuid.UUID
	for _, i := range c.Involved {
		ids = append(ids, i.Party)
	}
	if c.Series != nil {
		ids = append(ids, c.Series.Party)
	}
	for _, a := range c.Answers {
		ids = append(append(ids, a.Party), a.Way...)
	}
	for _, e := range c.Evidence {
		if e.Origin != uuid.Nil {
			ids = append(ids, e.Origin)
		}
		ids = append(ids, e.Way...)
	}
	return casework.Unique(ids)
}

// readFrom is the message that an answer was read from; nil if there is none.
func (b *Gathered) readFrom(response uuid.UUID) (*letters.Correspondence, *letters.Message) {
	for _, l := range b.Letters {
		for _, r := range l.Responses {
			if r.ID == response && r.Message != uuid.Nil {
				return l, l.Message(r.Message)
			}
		}
	}
	return nil, nil
}

// gatherSenders reads who sent the messages that answers were read from.
func (b *Gathered) gatherSenders(ctx context.Context, d *Room) error {
	var messages []correspondence.SentBy
	for _, c := range b.Claims {
		if b.about != uuid.Nil && c.ID != b.about {
			continue
		}
		for _, a := range c.Answers {
			if l, m := b.readFrom(a.Response); m != nil {
				messages = append(messages, correspondence.SentBy{Message: m.ID, Party: l.Party, Sender: m.Sender})
			}
		}
	}
	var err error
	b.senders, err = d.mail.Senders(ctx, messages, false)
	return err
}

// SentBy is who sent the message that an answer was read from; nil if it was read from none, or if
// that is not known.
func (b *Gathered) SentBy(response uuid.UUID) *correspondence.SenderView {
	if _, m := b.readFrom(response); m != nil {
		return b.senders[m.ID]
	}
	return nil
}
