package claim_test

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

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
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
func (w *world) checkDecision(l *lane, cmd claim.Command, facts []claim.Fact, err error) {
	w.t.Helper()
	if got := w.json(l.state); got != l.snapshots[l.state.StreamVersion()] {
		w.t.Fatalf("deciding %q changed the state\nfrom %s\nto   %s", cmd.Body.CommandKind(), l.snapshots[l.state.StreamVersion()], got)
	}
	if err != nil && (len(facts) > 0 || claim.CodeOf(err) == claim.CodeInternal) {
		w.t.Fatalf("%q: %d facts beside the error %v", cmd.Body.CommandKind(), len(facts), err)
	}
	w.checkTurns(l.state)
	switch a := l.state.(type) {
	case *letters.Correspondence:
		w.checkLetters(l, a, facts)
	case *verification.Claim:
		w.checkFindings(a, cmd, facts)
	}
}

// checkLetters checks that no letter goes out at the wrong moment.
func (w *world) checkLetters(l *lane, c *letters.Correspondence, facts []claim.Fact) {
	w.t.Helper()
	reminders := 0
	for _, f := range facts {
		switch f := f.(type) {
		case letters.RequestQueued:
			l.planned += len(f.Steps)
		case letters.RequestExtended:
			l.planned += len(f.Steps)
		case letters.ChaseMoved:
			l.planned += max(0, len(f.Steps)-len(c.Request(f.Request).Steps))
		case letters.PlanMoved:
			l.planned += max(0, len(f.Steps)-len(c.Request(f.Request).Steps))
		case letters.RemindersReplanned:
			l.planned += max(0, len(f.Steps)-len(c.Request(f.Request).Steps))
		case letters.RequestLapsed:
			w.checkLapse(c, *c.Request(f.Request), facts)
		case letters.MessageDispatched:
			if f.After != uuid.Nil {
				w.checkAgain(c, f)
			}
			if c.Barred != nil && (f.After != uuid.Nil || f.Kind.Automatic() || f.Kind == claim.RequestLetter && w.letterGoes(facts, f)) {
				w.t.Fatalf("a %s to a party that is not to be contacted", f.Kind)
			}
			if f.Kind.Automatic() {
				reminders++
				w.checkReminder(c, f, facts)
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

// checkAgain checks that a request that is put again keeps to the rules of a reminder, and goes
// nowhere that is known to be dead.
func (w *world) checkAgain(c *letters.Correspondence, f letters.MessageDispatched) {
	w.t.Helper()
	r := c.Request(f.Requests[0])
	hours, zone := claim.StateOf[claim.Addressee](w, claim.Stream{Kind: claim.StreamParty, ID: c.Party}).Office()
	switch {
	case len(c.Unread()) > 0 || c.Quarantined > 0:
		w.t.Fatalf("a request is put again while a message waits to be read")
	case slices.Contains(c.BadContacts, f.To):
		w.t.Fatalf("a request is put again at a contact point that is dead")
	case r.Over() || len(r.Asking()) == 0 || !r.Final().After(w.now):
		w.t.Fatalf("a request is put again that asks nothing any more")
	case w.restsNow(c, *r) && f.Chosen == uuid.Nil:
		w.t.Fatalf("a request is put again by itself while it is paused")
	case !hours.Open(w.now, zone) && !f.Now:
		w.t.Fatalf("a request is put again while the office is closed")
	case f.Kind == claim.FollowUpLetter && slices.ContainsFunc(c.Responses, func(r letters.Response) bool { return r.ReceivedAt.After(w.firstOf(c, f.After).At) }):
		w.t.Fatalf("a letter by hand goes again after an answer")
	}
}

// firstOf is the letter at the beginning of those that went out in the place of one that came back.
func (w *world) firstOf(c *letters.Correspondence, id uuid.UUID) *letters.Message {
	m := c.Message(id)
	for m.After != uuid.Nil {
		m = c.Message(m.After)
	}
	return m
}

// finalAfter is when silence is final after what was decided together: where a pause ends, the chase
// that it stopped goes on in the same decision.
func finalAfter(r letters.Request, facts []claim.Fact) time.Time {
	for _, f := range facts {
		if m, ok := f.(letters.ChaseMoved); ok && m.Request == r.ID {
			r.Until = m.Until
		}
	}
	return r.Final()
}

func (w *world) checkReminder(c *letters.Correspondence, f letters.MessageDispatched, facts []claim.Fact) {
	w.t.Helper()
	switch {
	case len(c.Unread()) > 0 || c.Quarantined > 0:
		w.t.Fatalf("a reminder while a message waits to be read")
	case len(c.BadContacts) > 0 && (c.Contact == uuid.Nil || slices.Contains(c.BadContacts, c.Contact)):
		w.t.Fatalf("a reminder to an address that bounced")
	case slices.ContainsFunc(c.ToDeliver(), func(m letters.Message) bool { return m.Kind.Automatic() }):
		w.t.Fatalf("a reminder while another one is on its way")
	case len(f.Requests) == 0:
		w.t.Fatalf("a reminder of nothing")
	}
	if !slices.ContainsFunc(f.Requests, func(id uuid.UUID) bool { return w.stillMakesSense(c, *c.Request(id)) }) {
		w.t.Fatalf("a reminder that is too late")
	}
	for _, id := range f.Requests {
		r := c.Request(id)
		pending := r.Pending()
		held := !slices.ContainsFunc(pending, func(id uuid.UUID) bool { return !slices.Contains(r.Held, id) })
		switch {
		case r.Over() || r.Lifecycle == letters.Queued || r.Lifecycle == letters.Clarification:
			w.t.Fatalf("a reminder of a request that is %s", r.Lifecycle)
		case len(pending) == 0 || held:
			w.t.Fatalf("a reminder of a request about claims that are all on hold, answered or given up")
		case !finalAfter(*r, facts).After(w.now):
			w.t.Fatalf("a reminder after silence was final")
		case f.Kind == claim.FinalNoticeLetter && !r.AnswerBy.After(w.now):
			w.t.Fatalf("a final notice after the answer-by instant")
		case w.restsNow(c, *r):
			w.t.Fatalf("a reminder while reminders are paused")
		case f.Kind == claim.ReminderLetter && r.Reminders >= capOf(*r):
			w.t.Fatalf("a reminder past the cap")
		}
		w.checkPauses(c, *r)
	}
}

func (w *world) checkLapse(c *letters.Correspondence, r letters.Request, facts []claim.Fact) {
	w.t.Helper()
	switch _, settled := facts[0].(letters.MessageSettled); {
	case settled: // its letter could not go out at all
	case len(c.Unread()) > 0 || c.Quarantined > 0:
		w.t.Fatalf("a request lapsed while a message waits to be read")
	case r.Final().After(w.now):
		w.t.Fatalf("a request lapsed before its answer-by instant")
	case w.restsNow(c, r) && r.Until.After(r.AnswerBy):
		w.t.Fatalf("silence was final while the chase was paused")
	case len(r.Pending()) == 0:
		w.t.Fatalf("a request lapsed though it has every answer")
	}
}

// checkFindings checks that nothing becomes public without its sign-offs.
func (w *world) checkFindings(c *verification.Claim, cmd claim.Command, facts []claim.Fact) {
	w.t.Helper()
	for _, f := range facts {
		published, ok := f.(finding.ClaimPublished)
		if !ok {
			continue
		}
		if published.Version != len(c.Publications)+1 {
			w.t.Fatalf("publication %d after %d", published.Version, len(c.Publications))
		}
		w.checkPublished(c, published.Publication)
		if !published.Kind.Stands() {
			continue
		}
		if u := published.Unsigned; u != nil {
			if _, asked := cmd.Body.(finding.PublishUnsigned); !asked || u.Had >= u.Asked || u.Why == "" || published.Subject != c.Subject() {
				w.t.Fatalf("published without sign-offs, and none was missing, or nobody said why: %+v", u)
			}
		} else if c.Stage != claim.StageSignedOff || published.Subject != c.Subject() {
			w.t.Fatalf("published at the stage %q what was not signed off", c.Stage)
		}
		if first := len(c.Publications) == 0; first != (published.Kind == finding.FirstPublication) {
			w.t.Fatalf("publication %d is a %s", published.Version, published.Kind)
		}
		if published.Unsigned == nil {
			w.checkSigned(c)
		}
	}
}

// checkSigned counts the sign-offs on what is there now, on its own.
func (w *world) checkSigned(c *verification.Claim) {
	w.t.Helper()
	people := map[uuid.UUID]bool{}
	for _, s := range c.SignOffs {
		if s.Subject == c.Subject() && s.By != c.Author && s.By != c.Proposal.By && s.By != uuid.Nil && !w.revisedBy(c, s.By) && !recordedBy(c, s.By) {
			people[s.By] = true
		}
	}
	if len(people) < c.Policy[claim.Reviewers] || len(people) != len(c.ValidSignOffs()) {
		w.t.Fatalf("signed off by %d people who may, counted as %d, and %d are needed", len(people), len(c.ValidSignOffs()), c.Policy[claim.Reviewers])
	}
	for _, e := range w.lane(c.Stream()).entries { // whoever sent it back has not signed what is there now
		if back, ok := e.Fact.(finding.ChangesRequested); ok && back.Subject == c.Subject() {
			w.t.Fatalf("signed off though somebody asked for changes of it")
		}
	}
}

// revisedBy reports whether the person has changed what the claim says.
func (w *world) revisedBy(c *verification.Claim, person uuid.UUID) bool {
	return slices.ContainsFunc(w.lane(c.Stream()).entries, func(e claim.Entry) bool {
		f, ok := e.Fact.(verification.ClaimRevised)
		return ok && f.By == person
	})
}

// recordedBy reports whether the person has recorded an answer that counts, or found that
// it does.
func recordedBy(c *verification.Claim, person uuid.UUID) bool {
	return slices.ContainsFunc(c.Answers, func(s sources.Said) bool {
		return c.Counts(s) && (s.By == person || s.Upheld != nil && s.Upheld.By == person) || s.Withdrawn != nil && s.Withdrawn.By == person
	})
}

// checkEntries checks a command after it was applied.
func (w *world) checkEntries(l *lane, cmd claim.Command, entries []claim.Entry) {
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
	c, ok := l.state.(*verification.Claim)
	if !ok {
		return
	}
	w.checkTakenBack(c)
	w.checkScheduled(c, cmd)
	if c.Stage == claim.StageSignedOff || c.Stage == claim.StageOnHold && c.HeldFrom == claim.StageSignedOff {
		w.checkSigned(c)
	}
	seen := map[uuid.UUID]bool{}
	for _, s := range c.Answers {
		if seen[s.Response] {
			w.t.Fatalf("an answer stands twice in the claim")
		}
		seen[s.Response] = true
	}
	if slices.ContainsFunc(c.Answers, func(a sources.Said) bool { return !a.Void() }) && !slices.ContainsFunc(c.Answers, sources.Said.Current) {
		w.t.Fatalf("every answer is superseded")
	}
	of, now := w.wordings(c)
	w.checkStanding(c, of, now)
}

// wordings says of each answer which of the claim's words it is of, counted from the
// entries alone, and which those are that it has now.
func (w *world) wordings(c *verification.Claim) (of map[uuid.UUID]int, now int) {
	of, put, text := map[uuid.UUID]int{}, map[int64]int{}, claim.Ref("")
	for _, e := range w.lane(c.Stream()).entries {
		switch f := e.Fact.(type) {
		case verification.ClaimDrafted:
			text = f.Text
		case verification.ClaimRevised:
			if f.Text != text && !f.SameWords {
				if f.AnswersHold == "" {
					now++
				}
				put[e.Version] = now
			}
			text = f.Text
		case sources.ClaimAnswered:
			of[f.Response] = put[f.Wording]
		case sources.AnswersUpheld:
			for _, id := range f.Answers {
				of[id] = now
			}
		}
	}
	return of, now
}

// checkStanding checks that an answer stands unless the same party has said
// something since, of the same words, that takes its place; and that it counts for no
// other words than those that it was said of, or was found to hold for.
func (w *world) checkStanding(c *verification.Claim, of map[uuid.UUID]int, now int) {
	w.t.Helper()
	for _, a := range c.Answers {
		if a.Void() {
			continue
		}
		replaced := slices.ContainsFunc(c.Answers, func(b sources.Said) bool {
			return !b.Void() && b.Party == a.Party && of[a.Response] == of[b.Response] && b.ReceivedAt.After(a.ReceivedAt) && b.Stance.Supersedes(a.Stance) && !outweighs(a, b)
		})
		same := slices.ContainsFunc(c.Answers, func(b sources.Said) bool { // at the same instant, the one recorded later
			return b.Response == a.SupersededBy && b.ReceivedAt.Equal(a.ReceivedAt) && b.Stance.Supersedes(a.Stance)
		})
		if a.Current() == replaced && !same {
			w.t.Fatalf("that the answer %q stands is %v", a.Stance, a.Current())
		}
		doubted := slices.ContainsFunc(c.Answers, func(b sources.Said) bool {
			return !b.Void() && b.Party == a.Party && of[a.Response] == of[b.Response] && outweighs(b, a)
		})
		doubted = doubted || a.Authenticity == claim.AuthenticitySuspicious && len(a.Way) == 0 && a.Weighed == nil
		if c.Counts(a) != (a.Current() && of[a.Response] == now && !doubted) {
			w.t.Fatalf("an answer to the wording %d counts for %d: %v", of[a.Response], now, c.Counts(a))
		}
	}
}

// outweighs reports whether an answer is known to be the party's as another one is not,
// which came by mail and proves nothing.
func outweighs(a, b sources.Said) bool {
	grade := func(s sources.Said) int {
		switch {
		case s.Weighed != nil && s.Weighed.ItsOwn, !s.Authenticity.Uncertain():
			return 2
		case s.Authenticity == claim.AuthenticitySuspicious:
			return 0
		}
		return 1
	}
	return len(b.Way) == 0 && (b.Mailed || grade(b) == 0) && grade(a) > grade(b)
}

// checkTakenBack checks that nothing stands in the way of a retraction or a
// correction of what is public.
func (w *world) checkTakenBack(c *verification.Claim) {
	w.t.Helper()
	n := len(c.Publications)
	if n == 0 || !c.Publications[n-1].Kind.Stands() {
		return
	}
	bodies := []claim.Body{finding.Retract{Reason: "reason"}}
	if at := c.Stage; at == claim.StagePublished || at == claim.StageClosed || at == claim.StageOnHold && c.HeldFrom == claim.StagePublished {
		bodies = append(bodies, verification.Correct{Reason: "reason"})
	}
	for _, body := range bodies {
		facts, err := c.Decide(claim.Command{ID: id("taken back"), Actor: claim.PersonActor(editor), Body: body}, w.now, w)
		if err != nil || len(facts) != 1 {
			w.t.Fatalf("%q is refused to a claim that is %s: %v", body.CommandKind(), c.Stage, err)
		}
	}
}

// checkRecord checks that the record alone gives the same state, then and at
// any instant before.
func (w *world) checkRecord(asOf time.Time) {
	w.t.Helper()
	for _, s := range w.sorted() {
		l := w.streams[s]
		encoded := w.json(l.entries)
		var entries []claim.Entry
		if err := json.Unmarshal([]byte(encoded), &entries); err != nil {
			w.t.Fatalf("decode entries: %v", err)
		}
		if got := w.json(entries); got != encoded {
			w.t.Fatalf("entries change in a round trip\nfrom %s\nto   %s", encoded, got)
		}
		live := w.json(l.state)
		if got := w.json(claim.Fold(s, entries, time.Time{})); got != live {
			w.t.Fatalf("the record gives another state\n%s\nthan\n%s", got, live)
		}
		carried := claim.New(s.Kind, s.ID)
		if err := json.Unmarshal([]byte(live), carried); err != nil || w.json(carried) != live {
			w.t.Fatalf("the state changes in a round trip: %v\nfrom %s\nto   %s", err, live, w.json(carried))
		}
		until := int64(0)
		for _, e := range l.entries {
			if !e.At.After(asOf) {
				until = e.Version
			}
		}
		if got := w.json(claim.Fold(s, entries, asOf)); got != l.snapshots[until] {
			w.t.Fatalf("as of %s the record gives\n%s\nand it was\n%s", asOf, got, l.snapshots[until])
		}
	}
}

// tick does what the clock has to do, and checks that it comes to rest: it is
// never due twice at one instant while nothing else happens.
func (w *world) tick(s claim.Stream) {
	w.t.Helper()
	c := w.lane(s).state.(*letters.Correspondence)
	if due := c.NextDue(); due.After(w.now) {
		w.now = due
	}
	ticked := map[time.Time]int{} // a reminder lets another letter of its instant go first
	for due := c.NextDue(); !due.IsZero() && !due.After(w.now); due = c.NextDue() {
		if ticked[due]++; ticked[due] > 2 {
			w.t.Fatalf("the clock stays due at %s", due)
		}
		w.must(uuid.Nil, s, claim.Tick{})
	}
}

// ---- random commands ----

var (
	claimNames = []string{"google", "apple", "mikrotik"}
	partyNames = []string{"press office", "wikileaks"}
	called     = []uuid.UUID{author, editor, reviewer, lawyer}
	strides    = []time.Duration{0, time.Microsecond, time.Minute, time.Hour, 5 * time.Hour, 23 * time.Hour, 3 * 24 * time.Hour}
	windows    = []time.Duration{-time.Hour, time.Minute, 90 * time.Minute, 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 400 * 24 * time.Hour}
	deliveries = []letters.Delivery{letters.DeliveryAccepted, letters.DeliveryAccepted, letters.DeliveryDeferred, letters.DeliverySoftBounce, letters.DeliveryHardBounce, letters.DeliveryUncertain, letters.DeliveryStopped}
	stops      = []claim.Reason{claim.StoppedMessageWaits, claim.StoppedOutOfHours, claim.StoppedBadContact, claim.StoppedNoContact, claim.StoppedTooLate, claim.StoppedNothingToAsk, claim.StoppedOnHold, claim.StoppedPaused, claim.StoppedBarred}
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

func (w *world) someSteps(t *rapid.T, sendAt, answerBy time.Time) []claim.Step {
	switch below(t, 8) {
	case 0:
		return nil
	case 1: // every two hours, more than there may be
		var steps []claim.Step
		for i := range 8 {
			steps = append(steps, claim.Step{At: sendAt.Add(time.Duration(i+1) * 2 * time.Hour)})
		}
		return steps[:below(t, len(steps))]
	case 2:
		return []claim.Step{{At: sendAt.Add(draw(t, windows)), Final: true}}
	}
	plan := claim.Plan{Reminders: []float64{0.1, 0.3, 0.5, 0.6, 0.7, 0.8}[:1+below(t, 6)], FinalNotice: 0.9}
	return plan.Steps(sendAt, answerBy, func(t time.Time) time.Time { return t })
}

func (w *world) someMessage(t *rapid.T, c *letters.Correspondence) letters.Message {
	if len(c.Messages) == 0 || oneIn(t, 10) {
		return letters.Message{ID: some(t, "message", 6)}
	}
	return draw(t, c.Messages)
}

// letterCommand is any command that a correspondence takes.
func (w *world) letterCommand(t *rapid.T, c *letters.Correspondence, who string) claim.Body {
	switch below(t, 19) {
	case 14, 15:
		return w.pageCommand(t, c, who)
	case 12:
		return draw(t, []claim.Body{
			letters.PauseReminders{Request: some(t, "request "+who, 5), Reason: draw(t, []claim.Ref{"reason", "reason", ""})}, letters.ResumeReminders{Request: some(t, "request "+who, 5)},
			w.someBar(t),
		})
	case 13:
		if oneIn(t, 4) {
			return letters.LogAttempt{Attempt: letters.Attempt{
				ID: some(t, "attempt "+who, 6), Request: some(t, "request "+who, 5), Channel: draw(t, claim.Channels), Result: draw(t, letters.AttemptResults),
				At: w.now.Add(-draw(t, strides)), Promised: draw(t, []time.Time{{}, {}, w.now.Add(day)}),
			}}
		}
		if waiting := c.WaitingFollowUps(); len(waiting) > 0 && below(t, 2) == 0 {
			return letters.UndoFollowUp{FollowUp: waiting[0].ID}
		}
		return letters.WriteFollowUp{FollowUp: some(t, "follow-up "+who, 6), Request: some(t, "request "+who, 5), Text: "text", SendAt: w.now.Add(draw(t, strides))}
	case 0, 1:
		ask := letters.Ask{
			Request: some(t, "request "+who, 5), Channel: claim.ByEmail, Case: story, Party: id(who), Claims: someClaims(t), Questions: "questions",
			SendAt: w.now.Add(draw(t, []time.Duration{-time.Hour, 0, 15 * time.Minute})), AnswerBy: w.now.Add(draw(t, windows)),
		}
		ask.Steps = w.someSteps(t, ask.SendAt, ask.AnswerBy)
		if oneIn(t, 5) {
			ask.Channel, ask.Steps = draw(t, claim.Channels), nil
		}
		if oneIn(t, 4) {
			ask.IntentBy = w.now.Add(draw(t, windows))
		}
		if oneIn(t, 4) {
			ask.Kind, ask.Statute = draw(t, claim.RequestKinds), draw(t, []claim.Ref{"", "statute"})
		}
		return ask
	case 2:
		return letters.WithdrawRequest{Request: some(t, "request "+who, 5), Reason: "reason", Undo: oneIn(t, 4)}
	case 3:
		b := letters.Extend{Request: some(t, "request "+who, 5), AnswerBy: w.now.Add(draw(t, windows)), Reason: draw(t, []claim.Ref{"reason", "reason", ""})}
		b.Steps = w.someSteps(t, w.now, b.AnswerBy)
		return b
	case 4, 5:
		m := w.someMessage(t, c)
		if out := c.ToDeliver(); len(out) > 0 && below(t, 2) == 0 {
			m = out[len(out)-1]
		}
		b := letters.RecordDelivery{Message: m.ID, Delivery: draw(t, deliveries), Attempts: m.Attempts + below(t, 2), Contact: draw(t, []uuid.UUID{some(t, "contact", 2), w.goesTo(m, c)}), Cause: draw(t, append(claim.Causes, "")), Content: "letter", Put: w.putting(m, c)}
		if b.Delivery == letters.DeliveryStopped {
			b.Reason = draw(t, stops)
			b.Until = w.now.Add(draw(t, windows))
		}
		if b.Delivery == letters.DeliveryDeferred {
			b.Reason, b.Said, b.Lasting = draw(t, []claim.Reason{claim.ServerBusy, claim.ServerSender}), "said", oneIn(t, 2)
		}
		if below(t, 2) == 0 {
			b.At = w.now.Add(-draw(t, strides))
		}
		return b
	case 6:
		mail := received.Mail{Raw: "raw", Class: draw(t, []received.MailClass{received.MailAnswer, received.MailAnswer, received.MailAutomatic, received.MailBounce}), ReceivedAt: w.now.Add(-draw(t, strides))}
		if mail.Class == received.MailBounce {
			mail.About, mail.Hard = w.someMessage(t, c).ID, below(t, 2) == 0
		}
		mail.Sender = someSender(t)
		return letters.Receive{Message: some(t, "message", 6), Mail: mail}
	case 17:
		return letters.CheckSender{Message: w.someMessage(t, c).ID, Sender: someSender(t)}
	case 18:
		return letters.CallBack{
			Response: some(t, "response "+c.ID.String(), 6), Contact: id(draw(t, []string{"number", "number", "new number", "old number", "google"})), At: w.now.Add(-draw(t, strides)),
		}
	case 7, 8:
		if unread := c.Unread(); len(unread) > 0 {
			read := letters.ReadMessage{Message: unread[0].ID, Disposition: draw(t, letters.Dispositions)}
			if oneIn(t, 4) {
				read.Disposition, read.Promised = letters.ReadAcknowledgement, w.now.Add(draw(t, windows))
			}
			if oneIn(t, 4) && len(c.Requests) > 0 {
				read.Disposition, read.Promised = letters.ReadMoreTime, time.Time{}
				extend := letters.Extend{Request: c.Requests[below(t, len(c.Requests))].ID, AnswerBy: w.now.Add(draw(t, windows)), Reason: "reason"}
				return letters.GiveTime{Read: &read, Extend: extend}
			}
			return read
		}
		return letters.ReadMessage{Message: w.someMessage(t, c).ID, Disposition: draw(t, append(slices.Clone(letters.Dispositions), letters.ReadAnswer))}
	case 9:
		return w.someResponse(t, c)
	case 10:
		return claim.NoteClaim{Claim: id(draw(t, claimNames)), Held: below(t, 2) == 0, Over: oneIn(t, 4)}
	case 16:
		return w.someNews(t)
	case 11:
		return letters.NoteQuarantine{Message: some(t, "message", 6), In: c.Quarantined == 0 || below(t, 2) == 0}
	}
	return claim.NoteContact{Contact: some(t, "contact", 3)}
}

// someSender is what somebody may have found about who sent a message.
func someSender(t *rapid.T) received.Sender {
	return received.Sender{
		Proof: draw(t, []claim.Ref{"", "proof"}), Proven: draw(t, []received.Proven{received.ProvenSigned, received.ProvenPartly, received.ProvenFailed, received.ProvenUnknown}),
		Compared: below(t, 2) == 0, Contact: draw(t, []uuid.UUID{uuid.Nil, id("contact")}), Exact: below(t, 2) == 0, Verified: below(t, 2) == 0,
		Signs: draw(t, [][]received.SenderSign{nil, {received.SignStranger}, {received.SignLookAlike, received.SignNew}}),
	}
}

func (w *world) someResponse(t *rapid.T, c *letters.Correspondence) claim.Body {
	b := letters.RecordResponse{
		Response: some(t, "response "+c.ID.String(), 6), GroundRules: draw(t, claim.AllGroundRules), Channel: draw(t, claim.Channels),
		ReceivedAt: w.now.Add(-draw(t, strides)),
	}
	for _, about := range someClaims(t) {
		b.Stances = append(b.Stances, letters.Answer{Claim: about, Stance: draw(t, claim.Stances), Statement: "words"})
	}
	if below(t, 2) == 0 {
		b.Message = w.someMessage(t, c).ID
	}
	if oneIn(t, 8) {
		b.Stances = append(b.Stances, b.Stances...)
	}
	if oneIn(t, 3) {
		b.Way = someWay(t)
	}
	return b
}

// claimCommand is any command that a claim takes.
func (w *world) claimCommand(t *rapid.T, c *verification.Claim) claim.Body {
	subject := c.Subject()
	if oneIn(t, 8) {
		subject = "what was there before"
	}
	reason := draw(t, []claim.Ref{"reason", "reason", "reason", ""})
	if oneIn(t, 6) {
		return w.relationCommand(t, c, reason)
	}
	switch below(t, 42) {
	case 28, 29:
		return finding.CompleteStep{Step: draw(t, []string{"blind-check", "second-source"}), Subject: subject, Form: draw(t, []claim.Ref{"form", "form", ""})}
	case 30:
		return verification.MarkClaim{Marks: draw(t, [][]verification.Mark{nil, {verification.MarkBreaking}, {verification.MarkPrivatePerson, verification.MarkBreaking}})}
	case 31:
		return finding.PublishUnsigned{Subject: subject, Why: draw(t, []claim.Ref{"why", ""}), Reason: reason}
	case 32, 33, 34, 35, 36, 37:
		return w.sourceCommand(t, c, reason)
	case 38, 39, 40, 41:
		return w.publicCommand(t, c, reason)
	case 24, 25:
		return verification.ReviseClaim{
			Text: draw(t, []claim.Ref{"text", "other text", "third text", ""}), Tier: draw(t, claim.Tiers), Seen: max(0, c.Version-int64(below(t, 4))),
			Involved: someInvolved(t), SameWords: oneIn(t, 4), AnswersHold: draw(t, []claim.Ref{"", "", "why"}),
		}
	case 26:
		return sources.AddEvidence{
			Evidence: some(t, "evidence", 4), Kind: draw(t, claim.EvidenceKinds), Bearing: draw(t, claim.Bearings), Origin: draw(t, someSources), Way: someWay(t), Text: "words",
			File: draw(t, []claim.Ref{"", "file"}), Public: below(t, 2) == 0,
		}
	case 27:
		return sources.WithdrawEvidence{Evidence: some(t, "evidence", 4), Reason: reason}
	case 0:
		return verification.AddClaim{Case: story, Text: draw(t, []claim.Ref{"text", "other text"}), Tier: draw(t, claim.Tiers), Author: author, Policy: claim.Policy{below(t, 4), below(t, 3)}, Under: draw(t, []string{"", "", "blind-cross-check", "breaking", "nobody's"}), Draft: below(t, 2) == 0}
	case 1:
		return verification.OpenClaim{}
	case 2, 3, 4, 5:
		return finding.Assess{
			Outcome: draw(t, claim.Outcomes), Why: draw(t, append([]finding.Why{"", "", ""}, finding.Whys...)), Rationale: reason,
			ForReaders: draw(t, []claim.Ref{"for readers", "for readers", ""}), AsOf: w.now.Add(-draw(t, strides) + time.Duration(below(t, 2))),
		}
	case 6, 7, 8, 9, 10, 11:
		return finding.Sign{Subject: subject, Note: "note", Opened: draw(t, [][]finding.Opening{nil, finding.Openings})}
	case 12:
		return finding.Return{Subject: subject, Comments: reason}
	case 13, 14, 15, 16:
		return w.somePublish(t, reason)
	case 17:
		return finding.Retract{Reason: reason}
	case 18:
		return verification.Hold{Reason: reason}
	case 19, 20:
		return verification.Resume{}
	case 21:
		return verification.Close{}
	case 22:
		if oneIn(t, 3) {
			return draw(t, []claim.Body{verification.Withdraw{Reason: reason}, verification.Decline{Reason: reason}})
		}
	}
	return w.claimNote(t, c)
}

func (w *world) claimNote(t *rapid.T, c *verification.Claim) claim.Body {
	who := draw(t, partyNames)
	request := some(t, "request "+who, 3)
	switch below(t, 4) {
	case 0:
		return sources.NoteAsked{Asked: sources.Asked{Correspondence: party(who).ID, Request: request, Party: id(who), At: w.now, AnswerBy: w.now.Add(time.Hour)}}
	case 1:
		return sources.NoteEnded{Request: request, Silence: claim.DeliveredNoAnswer}
	}
	return sources.NoteAnswered{Said: sources.Said{
		Response: some(t, "response "+who, 4), Request: request, Party: id(who), Stance: draw(t, claim.Stances), GroundRules: draw(t, claim.AllGroundRules),
		Channel: claim.ByPhone, Authenticity: claim.AuthenticityUnverified, ReceivedAt: w.now.Add(-draw(t, strides)),
		By: draw(t, []uuid.UUID{uuid.Nil, uuid.Nil, author, reviewer}),
	}}
}

// again gives the last command of the stream once more, as after a time-out.
func (w *world) again(s claim.Stream) {
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
		w.add(claim.DefaultPolicy, claimNames...) // else nothing can be asked
		who := partyNames[0]
		s := party(who)
		c := w.letters(who)
		t.Repeat(map[string]func(*rapid.T){
			"anything": func(t *rapid.T) { _, _ = w.as(author, s, w.letterCommand(t, c, who)) },
			"pause":    w.somePause,
			"deliver":  func(*rapid.T) { w.deliver(who, letters.DeliveryAccepted) },
			"tick":     func(*rapid.T) { w.tick(s) },
			"later":    w.timePasses,
			"again":    func(*rapid.T) { w.again(s) },
			"astray":   func(*rapid.T) { _, _ = w.as(author, s, finding.Publish{}) },
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

func TestClaimAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		s := claimStream(claimNames[0])
		c := w.claim(claimNames[0])
		_, _ = w.as(author, s, verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.Policy{1 + below(t, 2), 1}})
		anything := func(t *rapid.T) {
			actor := draw(t, append([]uuid.UUID{uuid.Nil}, called...))
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
		w.add(claim.Policy{1 + below(t, 2), 1}, claimNames...)
		inClaim := func(t *rapid.T) {
			name := draw(t, claimNames)
			_, _ = w.as(draw(t, called), claimStream(name), w.claimCommandOfPeople(t, w.claim(name)))
		}
		inLetters := func(t *rapid.T) {
			name := draw(t, partyNames)
			_, _ = w.as(draw(t, called), party(name), w.letterCommandOfPeople(t, w.letters(name), name))
		}
		t.Repeat(map[string]func(*rapid.T){
			"a series": func(t *rapid.T) {
				_, _ = w.as(draw(t, called), claim.Stream{Kind: claim.StreamCase, ID: story}, w.seriesCommand(t))
			},
			"a claim": inClaim, "a letter": inLetters, "another letter": inLetters,
			"deliver": func(t *rapid.T) { w.deliver(draw(t, partyNames), letters.DeliveryAccepted) },
			"tick":    func(t *rapid.T) { w.tick(party(draw(t, partyNames))) },
			"later":   w.timePasses,
		})
		w.checkToldEverything()
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

// claimCommandOfPeople leaves out what only correspondences say.
func (w *world) claimCommandOfPeople(t *rapid.T, c *verification.Claim) claim.Body {
	switch b := w.claimCommand(t, c).(type) {
	case sources.NoteAsked, sources.NoteAnswered, sources.NoteEnded, claim.Tick:
		return finding.Publish{Early: "cannot wait"}
	default:
		return b
	}
}

// letterCommandOfPeople leaves out what only claims say.
func (w *world) letterCommandOfPeople(t *rapid.T, c *letters.Correspondence, who string) claim.Body {
	if b := w.letterCommand(t, c, who); b.CommandKind() != (claim.NoteClaim{}).CommandKind() && b.CommandKind() != (finding.NotePublished{}).CommandKind() {
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
				c := w.lane(claim.Stream{claim.StreamClaim, s.Claim}).state.(*verification.Claim)
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
			r := w.lane(claim.Stream{claim.StreamCorrespondence, a.Correspondence}).state.(*letters.Correspondence).Request(a.Request)
			if slices.Contains(r.Answered, id(name)) {
				w.t.Fatalf("the claim waits for an answer that it has")
			}
		}
	}
}

// relationCommand is any command about what a claim is to others.
func (*world) relationCommand(t *rapid.T, c *verification.Claim, reason claim.Ref) claim.Body {
	to := id(draw(t, append(slices.Clone(claimNames), "nothing")))
	as := draw(t, append(slices.Clone(relation.Relations), relation.RestsOn, relation.RestsOn, "unknown"))
	switch below(t, 4) {
	case 0:
		return relation.UnrelateClaim{To: to, As: as, Reason: reason}
	case 1:
		return relation.UpholdClaim{Seen: c.Version - int64(below(t, 3)), Reason: reason}
	}
	return relation.RelateClaim{To: to, As: as, Reason: reason}
}
