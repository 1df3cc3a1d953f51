package claim_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

// The tests play in one small world: a case with a few claims, a few people on
// the desk and a few parties, whose notices reach each other as in the engine.

// monday is a quiet morning in the week of Vault 7.
var monday = time.Date(2017, time.March, 13, 9, 0, 0, 0, time.UTC)

// id is the identifier of a thing that the tests call by a name.
func id(name string) uuid.UUID { return claim.DerivedID("test", name) }

var (
	author   = id("author")
	editor   = id("editor")
	reviewer = id("reviewer")
	lawyer   = id("lawyer")
	story    = id("story")
)

// fatal is what the world needs of [testing.T] and rapid's T.
type fatal interface {
	Helper()
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// world holds streams and plays the record: it decides, applies and tells.
type world struct {
	t       fatal
	now     time.Time
	streams map[claim.Stream]*lane
	staff   []claim.Member
	serial  int
	checked bool // check after every step what always holds
	zone    string
	there   string // time zone of parties that nobody has put into the directory; UTC if empty

	holidays []string          // of the desk
	office   claim.OfficeHours // of parties that nobody has put into the directory
}

// lane is one stream with everything that ever stood in it.
type lane struct {
	state     claim.Aggregate
	entries   []claim.Entry
	snapshots map[int64]string // the state's JSON after each command, by version
	planned   int              // steps of reminders that were ever planned
	given     int              // reminders that were ever dispatched
	last      claim.Command
	done      map[uuid.UUID]bool // commands that were carried out
}

// newWorld has a case, and people who can sign.
func newWorld(t fatal) *world {
	w := &world{t: t, now: monday, streams: map[claim.Stream]*lane{}, staff: []claim.Member{
		{ID: author, Roles: []claim.Role{claim.Reporter, claim.Reviewer}}, {ID: editor, Roles: []claim.Role{claim.Editor, claim.Reviewer}},
		{ID: reviewer, Roles: []claim.Role{claim.Reviewer}}, {ID: lawyer, Roles: []claim.Role{claim.Legal}}, {ID: id("second reviewer"), Roles: []claim.Role{claim.Reviewer}},
	}}
	opened := cases.CaseOpened{Text: "head", Owner: author, Sensitivity: claim.OpenToDesk, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan}
	l := w.lane(claim.Stream{claim.StreamCase, story})
	l.entries = claim.Apply(l.state, claim.Command{ID: id("open"), Actor: claim.PersonActor(author)}, monday, []claim.Fact{opened})
	l.snapshots[1] = w.json(l.state)
	return w
}

// State implements [claim.Around]. Whoever nobody has put into the directory is a party
// that can be reached by mail at any hour, and has telephone numbers: one that was known
// long before, one from later on, and one that is not used any more.
func (w *world) State(s claim.Stream) claim.Aggregate {
	if l := w.streams[s]; l != nil && l.state.StreamVersion() > 0 {
		return l.state
	}
	if s.Kind == claim.StreamParty {
		return &people.Party{
			Head: claim.Head{ID: s.ID, Version: 1}, Zone: cmp.Or(w.there, "UTC"), Hours: w.office, Contact: people.Contact{ID: addressOf(s.ID), Channel: claim.ByEmail, Address: "address"},
			Contacts: []people.ContactPoint{
				{Contact: people.Contact{ID: addressOf(s.ID), Channel: claim.ByEmail, Address: "address"}, AddedAt: monday},
				{Contact: people.Contact{ID: id("number"), Channel: claim.ByPhone, Address: "number"}, AddedAt: monday.Add(-week)},
				{Contact: people.Contact{ID: id("new number"), Channel: claim.ByPhone, Address: "number"}, AddedAt: monday.Add(4 * week)},
				{Contact: people.Contact{ID: id("old number"), Channel: claim.ByPhone, Address: "number"}, AddedAt: monday.Add(-week), RetiredAt: monday},
			},
		}
	}
	return claim.New(s.Kind, s.ID)
}

// Staff implements [claim.Around].
func (w *world) Staff() []claim.Member { return w.staff }

// Claims implements [claim.Around].
func (w *world) Claims(of uuid.UUID) []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool {
		c, ok := a.(*verification.Claim)
		return ok && c.Version > 0 && c.Case == of
	})
}

// Asking implements [claim.Around].
func (w *world) Asking(about uuid.UUID) []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool {
		c, ok := a.(*letters.Correspondence)
		return ok && slices.ContainsFunc(c.Requests, func(r letters.Request) bool { return slices.Contains(r.Claims, about) })
	})
}

// With implements [claim.Around].
func (w *world) With(party uuid.UUID) []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool { c, ok := a.(*letters.Correspondence); return ok && c.Party == party })
}

// In implements [claim.Around].
func (w *world) In(of uuid.UUID) []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool { c, ok := a.(*letters.Correspondence); return ok && c.Case == of })
}

// Open implements [claim.Around].
func (w *world) Open() []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool { c, ok := a.(*letters.Correspondence); return ok && c.Open() })
}

// Assigned implements [claim.Around].
func (w *world) Assigned(person uuid.UUID) []claim.Stream {
	return w.matching(func(a claim.Aggregate) bool {
		c, ok := a.(*cases.Case)
		return ok && slices.ContainsFunc(c.Assigned, func(a assigned.Assignment) bool { return a.To == person })
	})
}

// Waits implements [claim.Around].
func (w *world) Waits(correspondence uuid.UUID) bool {
	return len(w.State(claim.Stream{claim.StreamCorrespondence, correspondence}).(*letters.Correspondence).Unread()) > 0
}

// Settings implements [claim.Around].
func (w *world) Settings() claim.DeskSettings {
	s := claim.DefaultDeskSettings
	s.UnsignedBy = []claim.Role{claim.Standards, claim.Legal}
	s.Zone = cmp.Or(w.zone, s.Zone)
	s.Holidays = w.holidays
	return s
}

func (w *world) matching(match func(claim.Aggregate) bool) []claim.Stream {
	return slices.DeleteFunc(w.sorted(), func(s claim.Stream) bool { return !match(w.streams[s].state) })
}

func claimStream(name string) claim.Stream { return claim.Stream{claim.StreamClaim, id(name)} }

// addresses are where letters go to parties that nobody has put into the directory.
var addresses sync.Map

// addressOf is that of one of them.
func addressOf(party uuid.UUID) uuid.UUID {
	if known, ok := addresses.Load(party); ok {
		return known.(uuid.UUID)
	}
	return party
}

// party is the stream of the correspondence with a party.
func party(name string) claim.Stream {
	addresses.Store(id(name), id("address of "+name))
	return claim.Stream{claim.StreamCorrespondence, claim.CorrespondenceID(story, id(name))}
}

func (w *world) lane(s claim.Stream) *lane {
	l := w.streams[s]
	if l == nil {
		l = &lane{state: claim.New(s.Kind, s.ID), snapshots: map[int64]string{}, done: map[uuid.UUID]bool{}}
		l.snapshots[0] = w.json(l.state)
		w.streams[s] = l
	}
	return l
}

func (w *world) claim(name string) *verification.Claim {
	return w.lane(claimStream(name)).state.(*verification.Claim)
}

func (w *world) letters(name string) *letters.Correspondence {
	return w.lane(party(name)).state.(*letters.Correspondence)
}

func (w *world) json(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		w.t.Helper()
		w.t.Fatalf("encode %T: %v", v, err)
	}
	return string(b)
}

// as gives a new command of the person to the stream.
func (w *world) as(person uuid.UUID, s claim.Stream, body claim.Body) ([]claim.Entry, error) {
	w.serial++
	actor := claim.PersonActor(person)
	if person == uuid.Nil {
		actor = claim.System
	}
	return w.give(s, claim.Command{ID: id(fmt.Sprint("command ", w.serial)), Actor: actor, Body: body})
}

// must is as for what has to succeed.
func (w *world) must(person uuid.UUID, s claim.Stream, body claim.Body) []claim.Entry {
	w.t.Helper()
	entries, err := w.as(person, s, body)
	if err != nil {
		w.t.Fatalf("%s to %s: %v", body.CommandKind(), s.Kind, err)
	}
	return entries
}

// refused is as for what has to be refused with the code, and change nothing.
func (w *world) refused(code claim.Code, person uuid.UUID, s claim.Stream, body claim.Body) {
	w.t.Helper()
	entries, err := w.as(person, s, body)
	if claim.CodeOf(err) != code || len(entries) > 0 {
		w.t.Fatalf("%s to %s: got %d entries and error %q (%v), want %q", body.CommandKind(), s.Kind, len(entries), claim.CodeOf(err), err, code)
	}
}

// give decides the command, applies what follows, and tells the others.
func (w *world) give(s claim.Stream, cmd claim.Command) ([]claim.Entry, error) {
	l := w.lane(s)
	if l.done[cmd.ID] {
		return nil, nil
	}
	facts, err := l.state.Decide(cmd, w.now, w)
	w.t.Logf("%s %s %s %+v: %+v %v", w.now.Format("Mon 15:04:05"), s.Kind, cmd.Body.CommandKind(), cmd.Body, facts, err)
	if w.checked {
		w.checkDecision(l, cmd, facts, err)
	}
	if err != nil {
		return nil, err
	}
	l.done[cmd.ID] = true
	entries := claim.Apply(l.state, cmd, w.now, facts)
	l.entries = append(l.entries, entries...)
	if w.checked {
		w.checkEntries(l, cmd, entries)
	}
	for _, e := range entries {
		for _, n := range l.state.Notices(e, w) {
			w.tell(n, e)
		}
	}
	return entries, nil
}

func (w *world) tell(n claim.Notice, e claim.Entry) {
	w.t.Helper()
	if _, err := w.give(n.To, n.Command(e)); err != nil && w.State(n.To).StreamVersion() > 0 {
		w.t.Fatalf("notice %q refused: %v", n.Body.CommandKind(), err)
	}
}

// sorted keeps the order of things the same from run to run.
func (w *world) sorted() []claim.Stream {
	var all []claim.Stream
	for s := range w.streams {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b claim.Stream) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// ---- what tests say in one line ----

// membersOf are members of staff by name.
func membersOf(w *world, people ...uuid.UUID) []claim.Member {
	return slices.DeleteFunc(slices.Clone(w.staff), func(m claim.Member) bool { return !slices.Contains(people, m.ID) })
}

// add puts open claims into the case.
func (w *world) add(policy claim.Policy, names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.must(author, claimStream(name), verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: policy})
	}
}

// asking is a request to the party about the claims that goes out now and wants
// an answer within the window, with the default plan round the clock.
func (w *world) asking(to, request string, window time.Duration, claims ...string) letters.Ask {
	ask := letters.Ask{
		Request: id(request), Channel: claim.ByEmail, Case: story, Party: id(to), Questions: "questions",
		SendAt: w.now, AnswerBy: w.now.Add(window),
	}
	for _, c := range claims {
		ask.Claims = append(ask.Claims, id(c))
	}
	ask.Steps = claim.DefaultPlan.Steps(ask.SendAt, ask.AnswerBy, func(t time.Time) time.Time { return t })
	return ask
}

// ask sends such a request and has it delivered.
func (w *world) ask(to, request string, window time.Duration, claims ...string) {
	w.t.Helper()
	w.must(author, party(to), w.asking(to, request, window, claims...))
	w.deliver(to, letters.DeliveryAccepted)
}

// deliver settles every letter that is to be delivered, and returns them.
func (w *world) deliver(to string, d letters.Delivery) []letters.Message {
	w.t.Helper()
	letters := w.letters(to).ToDeliver()
	for _, m := range letters {
		w.settle(to, m, d, "")
	}
	return letters
}

func (w *world) settle(to string, m letters.Message, d letters.Delivery, reason claim.Reason) {
	w.t.Helper()
	w.must(uuid.Nil, party(to), letters.RecordDelivery{
		Message: m.ID, Delivery: d, Reason: reason, Attempts: m.Attempts + 1,
		Contact: w.goesTo(m, w.letters(to)), Content: "letter", At: w.now, Put: w.putting(m, w.letters(to)),
	})
}

// goesTo is the contact point that a letter goes to.
func (w *world) goesTo(m letters.Message, c *letters.Correspondence) uuid.UUID {
	if m.To != uuid.Nil {
		return m.To
	}
	return claim.StateOf[*people.Party](w, claim.Stream{claim.StreamParty, c.Party}).LettersOf(c.Contact).ID
}

// putting are the words in which a letter that is written now puts its claims.
func (w *world) putting(m letters.Message, of *letters.Correspondence) []letters.Put {
	var put []letters.Put
	for _, request := range m.Requests {
		for _, about := range of.Request(request).Claims {
			if c := claim.StateOf[*verification.Claim](w, claim.Stream{claim.StreamClaim, about}); c.Wording() != 0 {
				put = append(put, letters.Put{Claim: about, Wording: c.Wording()})
			}
		}
	}
	return put
}

// pass lets the time go on, ticking at every instant that is due and
// delivering what goes out. It returns the letters, as "kind at day and hour".
func (w *world) pass(to string, d time.Duration) []string {
	w.t.Helper()
	var out []string
	end := w.now.Add(d)
	for range 1000 {
		due := w.letters(to).NextDue()
		if due.IsZero() || due.After(end) {
			w.now = end
			return out
		}
		if due.After(w.now) {
			w.now = due
		}
		w.must(uuid.Nil, party(to), claim.Tick{})
		for _, m := range w.deliver(to, letters.DeliveryAccepted) {
			out = append(out, fmt.Sprintf("%s %s", m.Kind, w.now.Format("Mon 15:04")))
		}
	}
	w.t.Fatalf("the clock of the correspondence does not come to rest")
	return nil
}

// reply has the party's mail come in.
func (w *world) reply(from, message string, class received.MailClass) {
	w.t.Helper()
	w.must(uuid.Nil, party(from), letters.Receive{Message: id(message), Mail: received.Mail{Raw: "raw", Class: class, ReceivedAt: w.now}})
}

// bounce has our letter come back.
func (w *world) bounce(from string, m letters.Message, hard bool) {
	w.t.Helper()
	w.serial++
	w.must(uuid.Nil, party(from), letters.Receive{
		Message: id(fmt.Sprint("bounce ", w.serial)),
		Mail:    received.Mail{Raw: "raw", Class: received.MailBounce, ReceivedAt: w.now, About: m.ID, Hard: hard},
	})
}

// answering is a response on the telephone with one stance on each of the claims.
func (w *world) answering(response string, stance claim.Stance, claims ...string) letters.RecordResponse {
	r := letters.RecordResponse{Response: id(response), GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: w.now}
	for _, c := range claims {
		r.Stances = append(r.Stances, letters.Answer{Claim: id(c), Stance: stance, Statement: "words"})
	}
	return r
}

func (w *world) answer(from, response string, stance claim.Stance, claims ...string) {
	w.t.Helper()
	w.must(author, party(from), w.answering(response, stance, claims...))
}

// assessing is a proposal of the outcome as of now.
func (w *world) assessing(o claim.Outcome) finding.Assess {
	return finding.Assess{Outcome: o, Why: whyOf(o), Rationale: "because", ForReaders: "for readers", AsOf: w.now}
}

// whyOf is a why that the outcome can have.
func whyOf(o claim.Outcome) finding.Why {
	if o == claim.Unverifiable {
		return finding.CannotBeKnown
	}
	return ""
}

// sign has the person sign what is there now.
func (w *world) sign(person uuid.UUID, name string) {
	w.t.Helper()
	w.must(person, claimStream(name), finding.Sign{Subject: w.claim(name).Subject()})
}

// signOff takes a claim from assessing to signed off.
func (w *world) signOff(name string, o claim.Outcome) {
	w.t.Helper()
	w.must(editor, claimStream(name), w.assessing(o))
	w.sign(reviewer, name)
}

// publish takes a claim from assessing to published.
func (w *world) publish(name string, o claim.Outcome) {
	w.t.Helper()
	w.signOff(name, o)
	w.must(editor, claimStream(name), finding.Publish{Reason: "reason", Early: "cannot wait"})
}
