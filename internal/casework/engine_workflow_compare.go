package casework

import (
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// lateness is how long something may be due before that is worth a sentence, and
// dueWithin how far apart two instants are that mean the same.
const (
	lateness  = time.Minute
	dueWithin = time.Second
)

// activityDeliver is the activity that hands a letter over.
const activityDeliver = "Deliver"

// compare says in what the engine differs from the record. A moment's difference
// is in the nature of it: the record decides, and the workflow hears of it.
func (v *WorkflowView) compare(zone *time.Location) {
	if v.Problem != "" || v.Record == nil {
		return
	}
	running := v.Engine != nil && v.Engine.Running
	switch {
	case !running && !v.Record.Over:
		v.differ("the record has it open, and no workflow runs: the next sweep starts one, and so does onrecord engine rebuild")
	case running && v.Record.Over:
		v.differ("the record has nothing left to wait for, and the workflow still runs: it ends when it hears of that")
	}
	if late := v.At.Sub(v.Record.Due); !v.Record.Due.IsZero() && late > lateness {
		v.differ("what was due at %s has not been done", claim.Moment(v.Record.Due, zone))
	}
	if !running {
		return
	}
	if v.Engine.Stuck > 0 {
		v.differ("the workflow's own code has failed %d times: this program does not fit its history", v.Engine.Stuck-1)
	}
	if n := len(v.Record.Letters); n > v.delivering() {
		v.differ("the record has %d letters to hand over, and the workflow hands over %d", n, v.delivering())
	}
	v.compareHeard(zone)
}

// compareHeard looks at what the workflow knows of the record.
func (v *WorkflowView) compareHeard(zone *time.Location) {
	heard := v.Engine.Heard
	if heard == nil {
		return
	}
	if behind := v.Record.Version - heard.Version; behind > 0 {
		v.differ("the workflow has not heard of the last %d entries", behind)
		return // and so of nothing that follows from them
	}
	if apart := v.Record.Due.Sub(heard.Due); apart.Abs() > dueWithin {
		v.differ("the record has %s as due, and the workflow waits for %s", dueText(v.Record.Due, zone), dueText(heard.Due, zone))
	}
	if v.Record.Over != heard.Over {
		v.differ("the record and the workflow do not agree whether it is over")
	}
}

// delivering counts the letters that the workflow has asked to be handed over.
func (v *WorkflowView) delivering() int {
	return len(slices.DeleteFunc(slices.Clone(v.Engine.Activities), func(a PendingActivity) bool { return a.Type != activityDeliver }))
}

func (v *WorkflowView) differ(format string, args ...any) {
	v.Differs = append(v.Differs, fmt.Sprintf(format, args...))
}

func dueText(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "nothing"
	}
	return claim.Moment(t, zone)
}
