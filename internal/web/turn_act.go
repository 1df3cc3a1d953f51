package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// snoozes are how long something can be put off, for people to choose.
var snoozes = []option{
	{Value: "tomorrow", Label: "until tomorrow, 9:00"},
	{Value: "hour", Label: "for an hour"},
	{Value: "monday", Label: "until Monday, 9:00"},
	{Value: "week", Label: "for a week"},
}

// turnAct deals with one thing that waits, or with all that were chosen.
func (s *Site) turnAct(v *visit) error {
	back := local(v.form("back"))
	for act, do := range map[string]func(*visit, []string) (string, error){
		"accept": (*visit).acceptTurns, "snooze": (*visit).snoozeTurns, "wake": (*visit).wakeTurns, "assign": (*visit).assignTurns, "read": (*visit).readTurns,
	} {
		one := v.form(act)
		if one == "" {
			continue
		}
		items := v.list("item")
		if one != "chosen" {
			items = strings.Split(one, ",") // a button may stand for several, and says how many
		}
		if len(items) == 0 {
			return v.done(back, "Nothing was chosen: tick what you mean first.")
		}
		sentence, err := do(v, items)
		if err != nil {
			return v.refuseTurns(err)
		}
		return v.done(back, sentence)
	}
	return v.done(back, "Nothing was done: choose what to do.")
}

// refuseTurns shows the page again with what is wrong.
func (v *visit) refuseTurns(problem error) error {
	v.r.URL.RawQuery = queryOf(v.form("back"))
	v.r.URL.Path = "/"
	view, err := v.turnView()
	if err != nil {
		return err
	}
	return v.refuse("turn", view, problem)
}

func (v *visit) acceptTurns(items []string) (string, error) {
	dealt, err := do(v, operation.TurnAccept, operation.Items(items...))
	return acted(dealt.Done, len(items), "It is your turn now.", "They are your turn now: %d."), err
}

func (v *visit) assignTurns(items []string) (string, error) {
	dealt, err := do(v, operation.TurnAssign, operation.Body(operation.AssignTurnInput{ItemsInput: operation.ItemsInput{Items: items}, Person: v.form("person")}))
	if v.form("person") == "" {
		return acted(dealt.Done, len(items), "It is nobody's turn in particular now.", "They are nobody's turn in particular now: %d."), err
	}
	return acted(dealt.Done, len(items), "It was assigned.", "They were assigned: %d."), err
}

func (v *visit) snoozeTurns(items []string) (string, error) {
	until := snoozedUntil(v.form("until"), v.now, v.zone)
	dealt, err := v.snooze(until, items)
	at := until.In(v.zone).Format("2 Jan, 15:04 MST")
	return acted(dealt.Done, len(items), "You see it again on "+at+".", "You see them again on "+at+": %d."), err
}

func (v *visit) snooze(until time.Time, items []string) (operation.Dealt, error) {
	return do(v, operation.TurnSnooze, operation.Body(operation.SnoozeInput{ItemsInput: operation.ItemsInput{Items: items}, Until: until}))
}

func (v *visit) wakeTurns(items []string) (string, error) {
	dealt, err := v.snooze(time.Time{}, items)
	return acted(dealt.Done, len(items), "It waits for you again.", "They wait for you again: %d."), err
}

func (v *visit) readTurns(items []string) (string, error) {
	dealt, err := do(v, operation.TurnRead, operation.Items(items...))
	return acted(dealt.Done, len(items), "It is marked as read, and holds no answer.", "They are marked as read, and hold no answer: %d."), err
}

// acted says what was done, and what was passed over.
func acted(n, chosen int, one, many string) string {
	text := one
	switch {
	case n == 0:
		return "It had been dealt with already."
	case n > 1:
		text = fmt.Sprintf(many, n)
	}
	if passed := chosen - n; passed > 0 {
		text += fmt.Sprintf(" %s was dealt with already, or cannot be done this way.", plural(passed, "other"))
	}
	return text
}

// snoozedUntil is the instant of a choice, in the desk's zone.
func snoozedUntil(choice string, now time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	morning := func(days int) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+days, 9, 0, 0, 0, zone)
	}
	switch choice {
	case "hour":
		return claim.Instant(now.Add(time.Hour))
	case "monday":
		return morning((int(time.Monday-local.Weekday())+6)%7 + 1)
	case "week":
		return morning(7)
	}
	return morning(1)
}
