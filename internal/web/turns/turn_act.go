package turns

import (
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// snoozes are how long something can be put off, for people to choose.
var snoozes = []page.Option{
	{Value: "tomorrow", Label: "until tomorrow, 9:00"},
	{Value: "hour", Label: "for an hour"},
	{Value: "monday", Label: "until Monday, 9:00"},
	{Value: "week", Label: "for a week"},
}

// Act deals with one thing that waits, or with all that were chosen.
func Act(v *page.Visit) error {
	back := page.Local(v.Form("back"))
	for act, do := range map[string]func(*page.Visit, []string) (string, error){
		"accept": acceptTurns, "snooze": snoozeTurns, "wake": wakeTurns, "assign": assignTurns, "read": readTurns,
	} {
		one := v.Form(act)
		if one == "" {
			continue
		}
		items := v.List("item")
		if one != "chosen" {
			items = strings.Split(one, ",") // a button may stand for several, and says how many
		}
		if len(items) == 0 {
			return v.Done(back, "Nothing was chosen: tick what you mean first.")
		}
		sentence, err := do(v, items)
		if err != nil {
			return refuseTurns(v, err)
		}
		return v.Done(back, sentence)
	}
	return v.Done(back, "Nothing was done: choose what to do.")
}

// refuseTurns shows the page again with what is wrong.
func refuseTurns(v *page.Visit, problem error) error {
	v.R.URL.RawQuery = queryOf(v.Form("back"))
	v.R.URL.Path = "/"
	view, err := newTurnView(v)
	if err != nil {
		return err
	}
	return v.Refuse("turn", view, problem)
}

func acceptTurns(v *page.Visit, items []string) (string, error) {
	dealt, err := page.Do(v, operation.TurnAccept, operation.Items(items...))
	return acted(dealt.Done, len(items), "It is your turn now.", "They are your turn now: %d."), err
}

func assignTurns(v *page.Visit, items []string) (string, error) {
	dealt, err := page.Do(v, operation.TurnAssign, operation.Body(operation.AssignTurnInput{ItemsInput: operation.ItemsInput{Items: items}, Person: v.Form("person")}))
	if v.Form("person") == "" {
		return acted(dealt.Done, len(items), "It is nobody's turn in particular now.", "They are nobody's turn in particular now: %d."), err
	}
	return acted(dealt.Done, len(items), "It was assigned.", "They were assigned: %d."), err
}

func snoozeTurns(v *page.Visit, items []string) (string, error) {
	until := snoozedUntil(v.Form("until"), v.Now, v.Zone)
	dealt, err := snooze(v, until, items)
	at := until.In(v.Zone).Format("2 Jan, 15:04 MST")
	return acted(dealt.Done, len(items), "You see it again on "+at+".", "You see them again on "+at+": %d."), err
}

func snooze(v *page.Visit, until time.Time, items []string) (operation.Dealt, error) {
	return page.Do(v, operation.TurnSnooze, operation.Body(operation.SnoozeInput{ItemsInput: operation.ItemsInput{Items: items}, Until: until}))
}

func wakeTurns(v *page.Visit, items []string) (string, error) {
	dealt, err := snooze(v, time.Time{}, items)
	return acted(dealt.Done, len(items), "It waits for you again.", "They wait for you again: %d."), err
}

func readTurns(v *page.Visit, items []string) (string, error) {
	dealt, err := page.Do(v, operation.TurnRead, operation.Items(items...))
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
		text += fmt.Sprintf(" %s was dealt with already, or cannot be done this way.", page.Plural(passed, "other"))
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
