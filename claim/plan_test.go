package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/plan"
)

// capOf is how many reminders there may be of a request.
func capOf(r letters.Request) int {
	if r.Plan == nil {
		return claim.MaxReminders
	}
	return plan.Of(r.Plan.Text).Cap
}

// planNames are those of the plans that random ones take.
var planNames = []string{"first", "second"}

// somePlan is any plan that can be set, in the next version of its name.
func (w *world) somePlan(t *rapid.T) people.SetPlan {
	name := draw(t, planNames)
	version := 1
	if desk, ok := w.State(claim.DeskStream).(*people.Desk); ok {
		if p, there := desk.PlanNamed(name); there {
			version = p.Version + 1
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "onrecord: plan/v1\nname: %s\nversion: %d\nsource: chance\nsteps:\n", name, version)
	spans := []string{"20 minutes", "3 hours", "2 days", "9 days", "45 working minutes", "3 working hours", "1 working day", "6 working days"}
	final := false
	for range 1 + below(t, 5) {
		line := draw(t, []string{"at: " + draw(t, []string{"5%", "30%", "50%", "50.5%", "75%", "99%"}), "after: " + draw(t, spans), "before: " + draw(t, spans), "overdue: " + draw(t, spans)})
		if !final && !strings.HasPrefix(line, "overdue") && oneIn(t, 4) {
			line, final = line+", final: true", true
			if oneIn(t, 2) {
				line += ", lead: 5h"
			}
		}
		fmt.Fprintf(&b, "  - {%s}\n", line)
	}
	if oneIn(t, 2) {
		fmt.Fprintf(&b, "chase: {every: %s, taper: %d, times: %d}\ngrace: %s\n", draw(t, spans), 1+below(t, 4), 1+below(t, 5), draw(t, spans))
	} else if !strings.Contains(b.String(), "overdue") && oneIn(t, 2) {
		fmt.Fprintf(&b, "cap: %d\n", 1+below(t, 3))
	}
	if oneIn(t, 2) {
		fmt.Fprintf(&b, "gap: %s\n", draw(t, []string{"5m", "2h", "1d"}))
	}
	return people.SetPlan{Text: b.String()}
}

// underPlan is a request under a plan, or the move of those that are open.
func (w *world) underPlan(t *rapid.T, who string) claim.Body {
	if oneIn(t, 4) {
		return letters.MovePlan{Plan: draw(t, append(planNames, "", "usual", "records-request")), Reason: "reason"}
	}
	ask := w.asking(who, draw(t, []string{"r", "s", "u", "v"}), draw(t, []time.Duration{time.Hour, day, 5 * day, 3 * week}), draw(t, claimNames))
	ask.Steps, ask.Plan = nil, draw(t, append(planNames, "breaking", "records-request"))
	return ask
}

// No plan, on no calendar, with no sequence of events, breaks a rule; and what is shown as planned is what goes
// out. A hundred thousand of them: make plans.
func TestPlansAlways(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		w.add(claim.DefaultPolicy, claimNames...)
		who := partyNames[0]
		s := party(who)
		c := w.letters(who)
		w.there, w.zone = draw(t, zones), draw(t, zones)
		w.now = w.now.AddDate(0, 0, below(t, 365))
		if oneIn(t, 2) {
			w.office = claim.OfficeHours{Days: draw(t, [][]time.Weekday{nil, weekdays, {0, 1, 2, 3, 4}}), From: 60 * below(t, 10), To: 60 * (11 + below(t, 14))}
		}
		w.must(author, claim.DeskStream, w.somePlan(t))
		t.Repeat(map[string]func(*rapid.T){
			"a plan":   func(t *rapid.T) { _, _ = w.as(author, claim.DeskStream, w.somePlan(t)) },
			"under it": func(t *rapid.T) { _, _ = w.as(author, s, w.underPlan(t, who)) },
			"anything": func(t *rapid.T) { _, _ = w.as(author, s, w.letterCommand(t, c, who)) },
			"pause":    w.somePause,
			"deliver":  func(*rapid.T) { w.deliver(who, letters.DeliveryAccepted) },
			"tick":     func(*rapid.T) { w.tick(s) },
			"later":    w.timePasses,
			"holiday": func(t *rapid.T) {
				date := w.now.AddDate(0, 0, below(t, 10)).Format(time.DateOnly) + draw(t, []string{"", " 09:00-12:00"})
				if oneIn(t, 2) {
					w.holidays = append(w.holidays, date)
				} else {
					w.office.Holidays = append(slices.Clone(w.office.Holidays), date)
				}
			},
		})
		w.lookAhead(who)
		w.checkRecord(w.now)
	})
}

const ours = `onrecord: plan/v1
name: ours
version: %d
source: ours
steps:
  - at: 50%%
  - {overdue: 1 day}
chase: {every: 2 days, taper: 2, times: 2}
grace: 1 day
`

func TestARequestUnderAPlanIsChasedAfterItsTimeAndThenLapses(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.must(author, claim.DeskStream, people.SetPlan{Text: fmt.Sprintf(ours, 1)})
	ask := w.asking("google", "r", 4*day, "c")
	ask.Steps, ask.Plan = nil, "ours"
	w.must(author, party("google"), ask)
	w.deliver("google", letters.DeliveryAccepted)
	r := w.letters("google").Request(id("r"))
	w.same(r.PlanName(), "ours, version 1")
	w.same(w.pass("google", 5*day), []string{"reminder Wed 09:08"})
	w.lifecycle("google", "r", letters.Sent)
	w.same(w.letters("google").Request(id("r")).Timeliness(w.now), letters.Overdue)
	w.same(w.pass("google", 20*day), []string{"reminder Sat 09:08", "reminder Mon 09:08", "reminder Fri 09:08"})
	w.lifecycle("google", "r", letters.NoReply)
}

func TestAnOpenRequestKeepsItsVersionUntilItIsMoved(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	google := party("google")
	w.must(author, claim.DeskStream, people.SetPlan{Text: fmt.Sprintf(ours, 1)})
	ask := w.asking("google", "r", 4*day, "c")
	ask.Steps, ask.Plan = nil, "ours"
	w.must(author, google, ask)
	w.deliver("google", letters.DeliveryAccepted)
	before := instants(w.letters("google").Request(id("r")).Steps)
	w.refused(claim.CodeConflict, author, claim.DeskStream, people.SetPlan{Text: fmt.Sprintf(ours, 3)})
	w.must(author, claim.DeskStream, people.SetPlan{Text: strings.Replace(fmt.Sprintf(ours, 2), "50%", "25%", 1)})
	w.same(instants(w.letters("google").Request(id("r")).Steps), before)
	w.refused(claim.CodeInvalid, author, google, letters.MovePlan{})
	w.refused(claim.CodeNotFound, author, google, letters.MovePlan{Plan: "nothing", Reason: "reason"})
	w.must(author, google, letters.MovePlan{Reason: "reason"})
	moved := w.letters("google").Request(id("r"))
	w.same(moved.PlanName(), "ours, version 2")
	w.same(before[0].Sub(moved.Steps[0].At), day)
	w.same(len(w.must(author, google, letters.MovePlan{Reason: "reason"})), 0)
}

// TestNobodyIsSilentForGoodBecauseAPlanWasMoved: while the party is chased after its time, a plan that has no chase ends nothing at once.
func TestNobodyIsSilentForGoodBecauseAPlanWasMoved(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	google := party("google")
	w.must(author, claim.DeskStream, people.SetPlan{Text: fmt.Sprintf(ours, 1)})
	ask := w.asking("google", "r", 4*day, "c")
	ask.Steps, ask.Plan = nil, "ours"
	w.must(author, google, ask)
	w.deliver("google", letters.DeliveryAccepted)
	w.pass("google", 5*day)
	until := w.letters("google").Request(id("r")).Final()
	w.must(author, google, letters.MovePlan{Requests: []uuid.UUID{id("r")}, Plan: "usual", Reason: "reason"})
	w.must(uuid.Nil, google, claim.Tick{})
	w.lifecycle("google", "r", letters.Sent)
	w.same(w.letters("google").Request(id("r")).Final(), until)
}

func TestARequestOfAnEarlierRecordIsReadAsItWas(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", 4*day, "c")
	r := w.letters("google").Request(id("r"))
	w.same(r.PlanName(), "")
	w.same(r.Final(), r.AnswerBy)
}
