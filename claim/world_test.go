package claim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The tests play in one small world: a case with a few claims, a few people on
// the desk and a few parties, whose notices reach each other as in the engine.

// monday is a quiet morning in the week of Vault 7.
var monday = time.Date(2017, time.March, 13, 9, 0, 0, 0, time.UTC)

// id is the identifier of a thing that the tests call by a name.
func id(name string) uuid.UUID { return DerivedID("test", name) }

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
	streams map[Stream]*lane
	staff   []Member
	serial  int
	checked bool // check after every step what always holds
}

// lane is one stream with everything that ever stood in it.
type lane struct {
	state     Aggregate
	entries   []Entry
	snapshots map[int64]string // the state's JSON after each command, by version
	planned   int              // steps of reminders that were ever planned
	given     int              // reminders that were ever dispatched
	last      Command
	done      map[uuid.UUID]bool // commands that were carried out
}

// newWorld has a case, and people who can sign.
func newWorld(t fatal) *world {
	w := &world{t: t, now: monday, streams: map[Stream]*lane{}, staff: []Member{
		{ID: author, Roles: []Role{Reporter, Reviewer}}, {ID: editor, Roles: []Role{Editor, Reviewer}},
		{ID: reviewer, Roles: []Role{Reviewer}}, {ID: lawyer, Roles: []Role{Legal}}, {ID: id("second reviewer"), Roles: []Role{Reviewer}},
	}}
	opened := CaseOpened{Text: "head", Owner: author, Sensitivity: OpenToDesk, Policy: DefaultPolicy, Plan: DefaultPlan}
	l := w.lane(Stream{StreamCase, story})
	l.entries = Apply(l.state, Command{ID: id("open"), Actor: PersonActor(author)}, monday, []Fact{opened})
	l.snapshots[1] = w.json(l.state)
	return w
}

// State implements [Around]. Whoever nobody has put into the directory is a party
// that can be reached by mail at any hour.
func (w *world) State(s Stream) Aggregate {
	if l := w.streams[s]; l != nil && l.state.StreamVersion() > 0 {
		return l.state
	}
	if s.Kind == StreamParty {
		return &Party{Head: Head{ID: s.ID, Version: 1}, Zone: "UTC", Contact: Contact{ID: s.ID, Channel: ByEmail, Address: "address"}}
	}
	return New(s.Kind, s.ID)
}

// Staff implements [Around].
func (w *world) Staff() []Member { return w.staff }

// Claims implements [Around].
func (w *world) Claims(of uuid.UUID) []Stream {
	return w.matching(func(a Aggregate) bool { c, ok := a.(*Claim); return ok && c.Version > 0 && c.Case == of })
}

// Asking implements [Around].
func (w *world) Asking(about uuid.UUID) []Stream {
	return w.matching(func(a Aggregate) bool {
		c, ok := a.(*Correspondence)
		return ok && slices.ContainsFunc(c.Requests, func(r Request) bool { return slices.Contains(r.Claims, about) })
	})
}

// With implements [Around].
func (w *world) With(party uuid.UUID) []Stream {
	return w.matching(func(a Aggregate) bool { c, ok := a.(*Correspondence); return ok && c.Party == party })
}

// Assigned implements [Around].
func (w *world) Assigned(person uuid.UUID) []Stream {
	return w.matching(func(a Aggregate) bool {
		c, ok := a.(*Case)
		return ok && slices.ContainsFunc(c.Assigned, func(a Assignment) bool { return a.To == person })
	})
}

// Waits implements [Around].
func (w *world) Waits(correspondence uuid.UUID) bool {
	return len(w.State(Stream{StreamCorrespondence, correspondence}).(*Correspondence).Unread()) > 0
}

// Settings implements [Around].
func (*world) Settings() DeskSettings { return DefaultDeskSettings }

func (w *world) matching(match func(Aggregate) bool) []Stream {
	return slices.DeleteFunc(w.sorted(), func(s Stream) bool { return !match(w.streams[s].state) })
}

func claimStream(name string) Stream { return Stream{StreamClaim, id(name)} }

// party is the stream of the correspondence with a party.
func party(name string) Stream {
	return Stream{StreamCorrespondence, CorrespondenceID(story, id(name))}
}

func (w *world) lane(s Stream) *lane {
	l := w.streams[s]
	if l == nil {
		l = &lane{state: New(s.Kind, s.ID), snapshots: map[int64]string{}, done: map[uuid.UUID]bool{}}
		l.snapshots[0] = w.json(l.state)
		w.streams[s] = l
	}
	return l
}

func (w *world) claim(name string) *Claim { return w.lane(claimStream(name)).state.(*Claim) }

func (w *world) letters(name string) *Correspondence {
	return w.lane(party(name)).state.(*Correspondence)
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
func (w *world) as(person uuid.UUID, s Stream, body Body) ([]Entry, error) {
	w.serial++
	actor := PersonActor(person)
	if person == uuid.Nil {
		actor = System
	}
	return w.give(s, Command{ID: id(fmt.Sprint("command ", w.serial)), Actor: actor, Body: body})
}

// must is as for what has to succeed.
func (w *world) must(person uuid.UUID, s Stream, body Body) []Entry {
	w.t.Helper()
	entries, err := w.as(person, s, body)
	if err != nil {
		w.t.Fatalf("%s to %s: %v", body.CommandKind(), s.Kind, err)
	}
	return entries
}

// refused is as for what has to be refused with the code, and change nothing.
func (w *world) refused(code Code, person uuid.UUID, s Stream, body Body) {
	w.t.Helper()
	entries, err := w.as(person, s, body)
	if CodeOf(err) != code || len(entries) > 0 {
		w.t.Fatalf("%s to %s: got %d entries and error %q (%v), want %q", body.CommandKind(), s.Kind, len(entries), CodeOf(err), err, code)
	}
}

// give decides the command, applies what follows, and tells the others.
func (w *world) give(s Stream, cmd Command) ([]Entry, error) {
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
	entries := Apply(l.state, cmd, w.now, facts)
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

func (w *world) tell(n Notice, e Entry) {
	w.t.Helper()
	if _, err := w.give(n.To, n.Command(e)); err != nil && w.State(n.To).StreamVersion() > 0 {
		w.t.Fatalf("notice %q refused: %v", n.Body.CommandKind(), err)
	}
}

// sorted keeps the order of things the same from run to run.
func (w *world) sorted() []Stream {
	var all []Stream
	for s := range w.streams {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Stream) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// ---- what tests say in one line ----

// add puts open claims into the case.
func (w *world) add(policy Policy, names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.must(author, claimStream(name), AddClaim{Case: story, Text: "text", Tier: Routine, Author: author, Policy: policy})
	}
}

// asking is a request to the party about the claims that goes out now and wants
// an answer within the window, with the default plan round the clock.
func (w *world) asking(to, request string, window time.Duration, claims ...string) Ask {
	ask := Ask{
		Request: id(request), Channel: ByEmail, Case: story, Party: id(to), Questions: "questions",
		SendAt: w.now, AnswerBy: w.now.Add(window),
	}
	for _, c := range claims {
		ask.Claims = append(ask.Claims, id(c))
	}
	ask.Steps = DefaultPlan.Steps(ask.SendAt, ask.AnswerBy, func(t time.Time) time.Time { return t })
	return ask
}

// ask sends such a request and has it delivered.
func (w *world) ask(to, request string, window time.Duration, claims ...string) {
	w.t.Helper()
	w.must(author, party(to), w.asking(to, request, window, claims...))
	w.deliver(to, DeliveryAccepted)
}

// deliver settles every letter that is to be delivered, and returns them.
func (w *world) deliver(to string, d Delivery) []Message {
	w.t.Helper()
	letters := w.letters(to).ToDeliver()
	for _, m := range letters {
		w.settle(to, m, d, "")
	}
	return letters
}

func (w *world) settle(to string, m Message, d Delivery, reason Reason) {
	w.t.Helper()
	w.must(uuid.Nil, party(to), RecordDelivery{
		Message: m.ID, Delivery: d, Reason: reason, Attempts: m.Attempts + 1,
		Contact: id("address of " + to), Content: "letter", At: w.now,
	})
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
		w.must(uuid.Nil, party(to), Tick{})
		for _, m := range w.deliver(to, DeliveryAccepted) {
			out = append(out, fmt.Sprintf("%s %s", m.Kind, w.now.Format("Mon 15:04")))
		}
	}
	w.t.Fatalf("the clock of the correspondence does not come to rest")
	return nil
}

// reply has the party's mail come in.
func (w *world) reply(from, message string, class MailClass) {
	w.t.Helper()
	w.must(uuid.Nil, party(from), Receive{Message: id(message), Mail: Mail{Raw: "raw", Class: class, ReceivedAt: w.now}})
}

// bounce has our letter come back.
func (w *world) bounce(from string, m Message, hard bool) {
	w.t.Helper()
	w.serial++
	w.must(uuid.Nil, party(from), Receive{
		Message: id(fmt.Sprint("bounce ", w.serial)),
		Mail:    Mail{Raw: "raw", Class: MailBounce, ReceivedAt: w.now, About: m.ID, Hard: hard},
	})
}

// answering is a response on the telephone with one stance on each of the claims.
func (w *world) answering(response string, stance Stance, claims ...string) RecordResponse {
	r := RecordResponse{Response: id(response), GroundRules: OnTheRecord, Channel: ByPhone, ReceivedAt: w.now}
	for _, c := range claims {
		r.Stances = append(r.Stances, Answer{Claim: id(c), Stance: stance, Statement: "words"})
	}
	return r
}

func (w *world) answer(from, response string, stance Stance, claims ...string) {
	w.t.Helper()
	w.must(author, party(from), w.answering(response, stance, claims...))
}

// assessing is a proposal of the outcome as of now.
func (w *world) assessing(o Outcome) Assess {
	return Assess{Outcome: o, Rationale: "because", AsOf: w.now}
}

// sign has the person sign what is there now.
func (w *world) sign(person uuid.UUID, name string) {
	w.t.Helper()
	w.must(person, claimStream(name), Sign{Subject: w.claim(name).Subject()})
}

// signOff takes a claim from assessing to signed off.
func (w *world) signOff(name string, o Outcome) {
	w.t.Helper()
	w.must(editor, claimStream(name), w.assessing(o))
	w.sign(reviewer, name)
}

// publish takes a claim from assessing to published.
func (w *world) publish(name string, o Outcome) {
	w.t.Helper()
	w.signOff(name, o)
	w.must(editor, claimStream(name), Publish{})
}
