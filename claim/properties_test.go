package claim

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// The properties below play random sequences of commands, sensible and not, and
// check after each step what domain.md says holds always. By default 4,000
// sequences of each kind, a few seconds in all. For a long run:
//
//	go test ./claim -run Always -rapid.checks=1000000

// sequences is how many sequences of each kind run by default.
const sequences = 4000

func TestMain(m *testing.M) {
	flag.Parse()
	asked := os.Getenv("RAPID_CHECKS") != ""
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		if err := flag.Set("rapid.checks", fmt.Sprint(sequences)); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// checkDecision checks a decision before it is applied.
func (w *world) checkDecision(l *lane, cmd Command, facts []Fact, err error) {
	w.t.Helper()
	if got := w.json(l.state); got != l.snapshots[l.state.StreamVersion()] {
		w.t.Fatalf("deciding %q changed the state\nfrom %s\nto   %s", cmd.Body.CommandKind(), l.snapshots[l.state.StreamVersion()], got)
	}
	if err != nil && (len(facts) > 0 || CodeOf(err) == CodeInternal) {
		w.t.Fatalf("%q: %d facts beside the error %v", cmd.Body.CommandKind(), len(facts), err)
	}
	w.checkTurns(l.state)
	switch a := l.state.(type) {
	case *Correspondence:
		w.checkLetters(l, a, facts)
	case *Claim:
		w.checkFindings(a, cmd, facts)
	}
}

// checkLetters checks that no letter goes out at the wrong moment.
func (w *world) checkLetters(l *lane, c *Correspondence, facts []Fact) {
	w.t.Helper()
	reminders := 0
	for _, f := range facts {
		switch f := f.(type) {
		case RequestQueued:
			l.planned += len(f.Steps)
		case RequestExtended:
			l.planned += len(f.Steps)
		case RemindersReplanned:
			l.planned += max(0, len(f.Steps)-len(c.Request(f.Request).Steps))
		case RequestLapsed:
			w.checkLapse(c, *c.Request(f.Request), facts)
		case MessageDispatched:
			if f.Kind.Automatic() {
				reminders++
				w.checkReminder(c, f)
			}
		}
	}
	l.given += reminders
	if reminders > 1 {
		w.t.Fatalf("%d reminders at once", reminders)
	}
	if l.given > l.planned {
		w.t.Fatalf("%d reminders, and only %d were planned", l.given, l.planned)
	}
}

func (w *world) checkReminder(c *Correspondence, f MessageDispatched) {
	w.t.Helper()
	switch {
	case len(c.Unread()) > 0:
		w.t.Fatalf("a reminder while a message waits to be read")
	case len(c.BadContacts) > 0 && (c.Contact == uuid.Nil || slices.Contains(c.BadContacts, c.Contact)):
		w.t.Fatalf("a reminder to an address that bounced")
	case slices.ContainsFunc(c.ToDeliver(), func(m Message) bool { return m.Kind.Automatic() }):
		w.t.Fatalf("a reminder while another one is on its way")
	case len(f.Requests) == 0:
		w.t.Fatalf("a reminder of nothing")
	}
	for _, id := range f.Requests {
		r := c.Request(id)
		pending := r.Pending()
		held := !slices.ContainsFunc(pending, func(id uuid.UUID) bool { return !slices.Contains(r.Held, id) })
		switch {
		case r.Over() || r.Lifecycle == Queued || r.Lifecycle == Clarification:
			w.t.Fatalf("a reminder of a request that is %s", r.Lifecycle)
		case len(pending) == 0 || held:
			w.t.Fatalf("a reminder of a request about claims that are all on hold, answered or given up")
		case !r.AnswerBy.After(w.now):
			w.t.Fatalf("a reminder after the answer-by instant")
		case r.Paused():
			w.t.Fatalf("a reminder while reminders are paused")
		case f.Kind == ReminderLetter && r.Reminders >= MaxReminders:
			w.t.Fatalf("a reminder past the cap")
		}
	}
}

func (w *world) checkLapse(c *Correspondence, r Request, facts []Fact) {
	w.t.Helper()
	switch _, settled := facts[0].(MessageSettled); {
	case settled: // its letter could not go out at all
	case len(c.Unread()) > 0:
		w.t.Fatalf("a request lapsed while a message waits to be read")
	case r.AnswerBy.After(w.now):
		w.t.Fatalf("a request lapsed before its answer-by instant")
	case len(r.Pending()) == 0:
		w.t.Fatalf("a request lapsed though it has every answer")
	}
}

// checkFindings checks that nothing becomes public without its sign-offs.
func (w *world) checkFindings(c *Claim, cmd Command, facts []Fact) {
	w.t.Helper()
	for _, f := range facts {
		published, ok := f.(ClaimPublished)
		if !ok {
			continue
		}
		if published.Version != len(c.Publications)+1 {
			w.t.Fatalf("publication %d after %d", published.Version, len(c.Publications))
		}
		if published.Kind == Retraction {
			continue
		}
		if c.Stage != StageSignedOff || published.Subject != c.Subject() {
			w.t.Fatalf("published at the stage %q what was not signed off", c.Stage)
		}
		if first := len(c.Publications) == 0; first != (published.Kind == FirstPublication) {
			w.t.Fatalf("publication %d is a %s", published.Version, published.Kind)
		}
		w.checkSigned(c)
	}
}

// checkSigned counts the sign-offs on what is there now, on its own.
func (w *world) checkSigned(c *Claim) {
	w.t.Helper()
	people := map[uuid.UUID]bool{}
	for _, s := range c.SignOffs {
		if s.Subject == c.Subject() && s.By != c.Author && s.By != c.Proposal.By && s.By != uuid.Nil && !w.revisedBy(c, s.By) {
			people[s.By] = true
		}
	}
	if len(people) < c.Policy[Reviewers] || len(people) != len(c.ValidSignOffs()) {
		w.t.Fatalf("signed off by %d people who may, counted as %d, and %d are needed", len(people), len(c.ValidSignOffs()), c.Policy[Reviewers])
	}
	for _, e := range w.lane(c.Stream()).entries { // whoever sent it back has not signed what is there now
		if back, ok := e.Fact.(ChangesRequested); ok && back.Subject == c.Subject() {
			w.t.Fatalf("signed off though somebody asked for changes of it")
		}
	}
}

// revisedBy reports whether the person has changed what the claim says.
func (w *world) revisedBy(c *Claim, person uuid.UUID) bool {
	return slices.ContainsFunc(w.lane(c.Stream()).entries, func(e Entry) bool {
		f, ok := e.Fact.(ClaimRevised)
		return ok && f.By == person
	})
}

// checkEntries checks a command after it was applied.
func (w *world) checkEntries(l *lane, cmd Command, entries []Entry) {
	w.t.Helper()
	version := l.state.StreamVersion()
	l.snapshots[version] = w.json(l.state)
	for i, e := range l.entries[len(l.entries)-len(entries):] {
		if want := version - int64(len(entries)) + int64(i) + 1; e.Version != want {
			w.t.Fatalf("entry %d stands where %d should", e.Version, want)
		}
	}
	if len(entries) > 0 {
		l.last = cmd
	}
	c, ok := l.state.(*Claim)
	if !ok {
		return
	}
	if c.Stage == StageSignedOff || c.Stage == StageOnHold && c.HeldFrom == StageSignedOff {
		w.checkSigned(c)
	}
	seen := map[uuid.UUID]bool{}
	for _, s := range c.Answers {
		if seen[s.Response] {
			w.t.Fatalf("an answer stands twice in the claim")
		}
		seen[s.Response] = true
	}
	if len(c.Answers) > 0 && len(c.CurrentAnswers()) == 0 {
		w.t.Fatalf("every answer is superseded")
	}
}

// checkRecord checks that the record alone gives the same state, then and at
// any instant before.
func (w *world) checkRecord(asOf time.Time) {
	w.t.Helper()
	for _, s := range w.sorted() {
		l := w.streams[s]
		encoded := w.json(l.entries)
		var entries []Entry
		if err := json.Unmarshal([]byte(encoded), &entries); err != nil {
			w.t.Fatalf("decode entries: %v", err)
		}
		if got := w.json(entries); got != encoded {
			w.t.Fatalf("entries change in a round trip\nfrom %s\nto   %s", encoded, got)
		}
		live := w.json(l.state)
		if got := w.json(Fold(s, entries, time.Time{})); got != live {
			w.t.Fatalf("the record gives another state\n%s\nthan\n%s", got, live)
		}
		carried := New(s.Kind, s.ID)
		if err := json.Unmarshal([]byte(live), carried); err != nil || w.json(carried) != live {
			w.t.Fatalf("the state changes in a round trip: %v\nfrom %s\nto   %s", err, live, w.json(carried))
		}
		until := int64(0)
		for _, e := range l.entries {
			if !e.At.After(asOf) {
				until = e.Version
			}
		}
		if got := w.json(Fold(s, entries, asOf)); got != l.snapshots[until] {
			w.t.Fatalf("as of %s the record gives\n%s\nand it was\n%s", asOf, got, l.snapshots[until])
		}
	}
}

// tick does what the clock has to do, and checks that it comes to rest: it is
// never due twice at one instant while nothing else happens.
func (w *world) tick(s Stream) {
	w.t.Helper()
	c := w.lane(s).state.(*Correspondence)
	if due := c.NextDue(); due.After(w.now) {
		w.now = due
	}
	ticked := map[time.Time]bool{}
	for due := c.NextDue(); !due.IsZero() && !due.After(w.now); due = c.NextDue() {
		if ticked[due] {
			w.t.Fatalf("the clock stays due at %s", due)
		}
		ticked[due] = true
		w.must(uuid.Nil, s, Tick{})
	}
}

// ---- random commands ----

var (
	claimNames = []string{"google", "apple", "mikrotik"}
	partyNames = []string{"press office", "wikileaks"}
	people     = []uuid.UUID{author, editor, reviewer, lawyer}
	strides    = []time.Duration{0, time.Microsecond, time.Minute, time.Hour, 5 * time.Hour, 23 * time.Hour, 3 * 24 * time.Hour}
	windows    = []time.Duration{-time.Hour, time.Minute, 90 * time.Minute, 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 400 * 24 * time.Hour}
	deliveries = []Delivery{DeliveryAccepted, DeliveryAccepted, DeliveryDeferred, DeliverySoftBounce, DeliveryHardBounce, DeliveryUncertain, DeliveryStopped}
	stops      = []Reason{StoppedMessageWaits, StoppedOutOfHours, StoppedBadContact, StoppedNoContact, StoppedTooLate, StoppedNothingToAsk, StoppedOnHold, StoppedPaused}
)

// draw is a shorter rapid.SampledFrom.
func draw[T any](t *rapid.T, from []T) T { return from[below(t, len(from))] }

func below(t *rapid.T, n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }

func oneIn(t *rapid.T, n int) bool { return below(t, n) == n-1 }

// some is the n-th of a handful of things that are named alike.
func some(t *rapid.T, what string, n int) uuid.UUID { return id(what + string(rune('a'+below(t, n)))) }

func someClaims(t *rapid.T) []uuid.UUID {
	var ids []uuid.UUID
	for _, name := range claimNames {
		if below(t, 2) == 0 {
			ids = append(ids, id(name))
		}
	}
	return ids
}

func (w *world) someSteps(t *rapid.T, sendAt, answerBy time.Time) []Step {
	switch below(t, 8) {
	case 0:
		return nil
	case 1: // every two hours, more than there may be
		var steps []Step
		for i := range 8 {
			steps = append(steps, Step{At: sendAt.Add(time.Duration(i+1) * 2 * time.Hour)})
		}
		return steps[:below(t, len(steps))]
	case 2:
		return []Step{{At: sendAt.Add(draw(t, windows)), Final: true}}
	}
	plan := Plan{Reminders: []float64{0.1, 0.3, 0.5, 0.6, 0.7, 0.8}[:1+below(t, 6)], FinalNotice: 0.9}
	return plan.Steps(sendAt, answerBy, func(t time.Time) time.Time { return t })
}

func (w *world) someMessage(t *rapid.T, c *Correspondence) Message {
	if len(c.Messages) == 0 || oneIn(t, 10) {
		return Message{ID: some(t, "message", 6)}
	}
	return draw(t, c.Messages)
}

// letterCommand is any command that a correspondence takes.
func (w *world) letterCommand(t *rapid.T, c *Correspondence, who string) Body {
	switch below(t, 16) {
	case 14, 15:
		return w.pageCommand(t, c, who)
	case 12:
		return draw(t, []Body{
			PauseReminders{some(t, "request "+who, 5), draw(t, []Ref{"reason", "reason", ""})}, ResumeReminders{some(t, "request "+who, 5)},
		})
	case 13:
		if waiting := c.WaitingFollowUps(); len(waiting) > 0 && below(t, 2) == 0 {
			return UndoFollowUp{waiting[0].ID}
		}
		return WriteFollowUp{some(t, "follow-up "+who, 6), some(t, "request "+who, 5), "text", w.now.Add(draw(t, strides))}
	case 0, 1:
		ask := Ask{
			Request: some(t, "request "+who, 5), Channel: ByEmail, Case: story, Party: id(who), Claims: someClaims(t), Questions: "questions",
			SendAt: w.now.Add(draw(t, []time.Duration{-time.Hour, 0, 15 * time.Minute})), AnswerBy: w.now.Add(draw(t, windows)),
		}
		ask.Steps = w.someSteps(t, ask.SendAt, ask.AnswerBy)
		if oneIn(t, 5) {
			ask.Channel, ask.Steps = draw(t, Channels), nil
		}
		if oneIn(t, 4) {
			ask.IntentBy = w.now.Add(draw(t, windows))
		}
		return ask
	case 2:
		return WithdrawRequest{some(t, "request "+who, 5), "reason", oneIn(t, 4)}
	case 3:
		b := Extend{Request: some(t, "request "+who, 5), AnswerBy: w.now.Add(draw(t, windows)), Reason: draw(t, []Ref{"reason", "reason", ""})}
		b.Steps = w.someSteps(t, w.now, b.AnswerBy)
		return b
	case 4, 5:
		m := w.someMessage(t, c)
		if out := c.ToDeliver(); len(out) > 0 && below(t, 2) == 0 {
			m = out[len(out)-1]
		}
		b := RecordDelivery{Message: m.ID, Delivery: draw(t, deliveries), Attempts: m.Attempts + below(t, 2), Contact: some(t, "contact", 2), Content: "letter"}
		if b.Delivery == DeliveryStopped {
			b.Reason = draw(t, stops)
			b.Until = w.now.Add(draw(t, windows))
		}
		if below(t, 2) == 0 {
			b.At = w.now.Add(-draw(t, strides))
		}
		return b
	case 6:
		mail := Mail{Raw: "raw", Class: draw(t, []MailClass{MailAnswer, MailAnswer, MailAutomatic, MailBounce}), ReceivedAt: w.now.Add(-draw(t, strides))}
		if mail.Class == MailBounce {
			mail.About, mail.Hard = w.someMessage(t, c).ID, below(t, 2) == 0
		}
		return Receive{some(t, "message", 6), mail}
	case 7, 8:
		if unread := c.Unread(); len(unread) > 0 {
			return ReadMessage{unread[0].ID, draw(t, Dispositions)}
		}
		return ReadMessage{w.someMessage(t, c).ID, draw(t, append(slices.Clone(Dispositions), ReadAnswer))}
	case 9:
		return w.someResponse(t, c)
	case 10:
		return NoteClaim{Claim: id(draw(t, claimNames)), Held: below(t, 2) == 0, Over: oneIn(t, 4)}
	}
	return NoteContact{Contact: some(t, "contact", 3)}
}

func (w *world) someResponse(t *rapid.T, c *Correspondence) Body {
	b := RecordResponse{
		Response: some(t, "response "+c.ID.String(), 6), GroundRules: draw(t, AllGroundRules), Channel: draw(t, Channels),
		ReceivedAt: w.now.Add(-draw(t, strides)),
	}
	for _, claim := range someClaims(t) {
		b.Stances = append(b.Stances, Answer{Claim: claim, Stance: draw(t, Stances), Statement: "words"})
	}
	if below(t, 2) == 0 {
		b.Message = w.someMessage(t, c).ID
	}
	if oneIn(t, 8) {
		b.Stances = append(b.Stances, b.Stances...)
	}
	return b
}

// claimCommand is any command that a claim takes.
func (w *world) claimCommand(t *rapid.T, c *Claim) Body {
	subject := c.Subject()
	if oneIn(t, 8) {
		subject = "what was there before"
	}
	reason := draw(t, []Ref{"reason", "reason", "reason", ""})
	switch below(t, 28) {
	case 24, 25:
		return ReviseClaim{draw(t, []Ref{"text", "other text", "third text", ""}), draw(t, Tiers), max(0, c.Version-int64(below(t, 4)))}
	case 26:
		return AddEvidence{some(t, "evidence", 4), draw(t, EvidenceKinds), draw(t, Bearings), some(t, "origin", 2), "words", draw(t, []Ref{"", "file"})}
	case 27:
		return WithdrawEvidence{some(t, "evidence", 4), reason}
	case 0:
		return AddClaim{Case: story, Text: draw(t, []Ref{"text", "other text"}), Tier: draw(t, Tiers), Author: author, Policy: Policy{below(t, 4), below(t, 3)}, Draft: below(t, 2) == 0}
	case 1:
		return OpenClaim{}
	case 2, 3, 4, 5:
		return Assess{draw(t, Outcomes), reason, w.now.Add(-draw(t, strides) + time.Duration(below(t, 2)))}
	case 6, 7, 8, 9, 10, 11:
		return Sign{subject, "note"}
	case 12:
		return Return{subject, reason}
	case 13, 14, 15, 16:
		return Publish{}
	case 17:
		return Retract{reason}
	case 18:
		return Hold{reason}
	case 19, 20:
		return Resume{}
	case 21:
		return Close{}
	case 22:
		if oneIn(t, 3) {
			return draw(t, []Body{Withdraw{reason}, Decline{reason}})
		}
	}
	return w.claimNote(t, c)
}

func (w *world) claimNote(t *rapid.T, c *Claim) Body {
	who := draw(t, partyNames)
	request := some(t, "request "+who, 3)
	switch below(t, 4) {
	case 0:
		return NoteAsked{Asked{Correspondence: party(who).ID, Request: request, Party: id(who), At: w.now, AnswerBy: w.now.Add(time.Hour)}}
	case 1:
		return NoteEnded{request, DeliveredNoAnswer}
	}
	return NoteAnswered{Said{
		Response: some(t, "response "+who, 4), Request: request, Party: id(who), Stance: draw(t, Stances), GroundRules: draw(t, AllGroundRules),
		Channel: ByPhone, Authenticity: AuthenticityUnverified, ReceivedAt: w.now.Add(-draw(t, strides)),
	}}
}

// again gives the last command of the stream once more, as after a time-out.
func (w *world) again(s Stream) {
	if l := w.lane(s); l.last.Body != nil {
		if entries, err := w.give(s, l.last); len(entries) > 0 || err != nil {
			w.t.Fatalf("a repeated command gave %d entries, error %v", len(entries), err)
		}
	}
}

func (w *world) timePasses(t *rapid.T) { w.now = w.now.Add(draw(t, strides)) }

// ---- the properties ----

func checkedWorld(t *rapid.T) *world {
	w := newWorld(t)
	w.checked = true
	return w
}

func TestCorrespondenceAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		who := partyNames[0]
		s := party(who)
		c := w.letters(who)
		t.Repeat(map[string]func(*rapid.T){
			"anything": func(t *rapid.T) { _, _ = w.as(author, s, w.letterCommand(t, c, who)) },
			"deliver":  func(*rapid.T) { w.deliver(who, DeliveryAccepted) },
			"tick":     func(*rapid.T) { w.tick(s) },
			"later":    w.timePasses,
			"again":    func(*rapid.T) { w.again(s) },
			"astray":   func(*rapid.T) { _, _ = w.as(author, s, Publish{}) },
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

func TestClaimAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		s := claimStream(claimNames[0])
		c := w.claim(claimNames[0])
		_, _ = w.as(author, s, AddClaim{Case: story, Text: "text", Tier: Routine, Author: author, Policy: Policy{1 + below(t, 2), 1}})
		anything := func(t *rapid.T) {
			actor := draw(t, append([]uuid.UUID{uuid.Nil}, people...))
			_, _ = w.as(actor, s, w.claimCommand(t, c))
		}
		t.Repeat(map[string]func(*rapid.T){
			"anything": anything, "anything else": anything,
			"later": w.timePasses,
			"again": func(*rapid.T) { w.again(s) },
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

func TestCaseAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		w.add(Policy{1 + below(t, 2), 1}, claimNames...)
		inClaim := func(t *rapid.T) {
			name := draw(t, claimNames)
			_, _ = w.as(draw(t, people), claimStream(name), w.claimCommandOfPeople(t, w.claim(name)))
		}
		inLetters := func(t *rapid.T) {
			name := draw(t, partyNames)
			_, _ = w.as(author, party(name), w.letterCommandOfPeople(t, w.letters(name), name))
		}
		t.Repeat(map[string]func(*rapid.T){
			"a claim": inClaim, "a letter": inLetters, "another letter": inLetters,
			"deliver": func(t *rapid.T) { w.deliver(draw(t, partyNames), DeliveryAccepted) },
			"tick":    func(t *rapid.T) { w.tick(party(draw(t, partyNames))) },
			"later":   w.timePasses,
		})
		w.checkToldEverything()
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

// claimCommandOfPeople leaves out what only correspondences say.
func (w *world) claimCommandOfPeople(t *rapid.T, c *Claim) Body {
	switch b := w.claimCommand(t, c).(type) {
	case NoteAsked, NoteAnswered, NoteEnded:
		return Publish{}
	default:
		return b
	}
}

// letterCommandOfPeople leaves out what only claims say.
func (w *world) letterCommandOfPeople(t *rapid.T, c *Correspondence, who string) Body {
	if b := w.letterCommand(t, c, who); b.CommandKind() != (NoteClaim{}).CommandKind() {
		return b
	}
	return w.someResponse(t, c)
}

// checkToldEverything checks that claims know every answer about them once, and
// wait for no answer that they have.
func (w *world) checkToldEverything() {
	w.t.Helper()
	for _, who := range partyNames {
		for _, r := range w.letters(who).Responses {
			for _, s := range r.Stances {
				c := w.lane(Stream{StreamClaim, s.Claim}).state.(*Claim)
				n := 0
				for _, said := range c.Answers {
					if said.Response == r.ID && said.Stance == s.Stance {
						n++
					}
				}
				if n != 1 {
					w.t.Fatalf("an answer stands %d times in the claim", n)
				}
			}
		}
	}
	for _, name := range claimNames {
		for _, a := range w.claim(name).Waiting() {
			r := w.lane(Stream{StreamCorrespondence, a.Correspondence}).state.(*Correspondence).Request(a.Request)
			if slices.Contains(r.Answered, id(name)) {
				w.t.Fatalf("the claim waits for an answer that it has")
			}
		}
	}
}
