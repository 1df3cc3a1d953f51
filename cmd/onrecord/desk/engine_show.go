package desk

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EngineShow is the command onrecord engine show.
type EngineShow struct {
	Workflow string `arg:"" help:"CASE/CLAIM, PARTY@CASE, or the identifier of a workflow."`
}

// Help implements kong.HelpProvider.
func (EngineShow) Help() string {
	return `
It shows where a claim, or the correspondence with a party, stands: its workflow,
what that waits for and what went wrong, and the record beside it. It says in what
the two differ. Nothing that anybody wrote is shown.

Example:

    onrecord engine show vault7/google
    onrecord engine show google@vault7`
}

// Run shows the workflow.
func (c *EngineShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.EngineWorkflow, operation.WorkflowPath{Workflow: c.Workflow})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) { showWorkflow(w, v, p.Now()) })
}

func showWorkflow(w io.Writer, v casework.WorkflowView, now time.Time) {
	fmt.Fprintf(w, "%s\n", v.Workflow)
	if v.Name != "" {
		fmt.Fprintf(w, "%s\n", v.Name)
	}
	fmt.Fprintln(w)
	if v.Record != nil {
		showNext(w, "record", *v.Record, now)
	}
	switch {
	case v.Engine != nil:
		showInEngine(w, *v.Engine, now)
	case v.Problem != "":
		fmt.Fprintf(w, "engine    %s\n", v.Problem)
	default:
		fmt.Fprintln(w, "engine    no workflow is known")
	}
	fmt.Fprintln(w)
	for _, difference := range v.Differs {
		fmt.Fprintf(w, "differs   %s\n", difference)
	}
	if len(v.Differs) == 0 && v.Problem == "" && v.Record != nil {
		fmt.Fprintln(w, "The record and the engine agree.")
	}
}

// showNext prints where a stream stands, under a heading of up to eight letters.
func showNext(w io.Writer, heading string, s claim.Next, now time.Time) {
	fmt.Fprintf(w, "%-8s  %s", heading, cmp.Or(s.Step, "nothing yet"))
	if s.Outcome != "" {
		fmt.Fprintf(w, ", %s", s.Outcome)
	}
	if s.Waits != "" {
		fmt.Fprintf(w, ", waits for %s", s.Waits)
	}
	fmt.Fprintf(w, "; version %d\n", s.Version)
	if !s.Due.IsZero() {
		fmt.Fprintf(w, "          due %s%s\n", terminal.When(s.Due, now), terminal.Mark(s.What != "", ": "+s.What))
	}
	if len(s.Letters) > 0 {
		fmt.Fprintf(w, "          letters to hand over: %d\n", len(s.Letters))
	}
}

func showInEngine(w io.Writer, e casework.WorkflowState, now time.Time) {
	fmt.Fprintf(w, "engine    %s %s, run %s\n          started %s", e.Type, e.Status, e.Run, terminal.When(e.Started, now))
	if !e.Closed.IsZero() {
		fmt.Fprintf(w, "; ended %s", terminal.When(e.Closed, now))
	}
	fmt.Fprintf(w, "; %d events, %d KB\n", e.Events, (e.Bytes+999)/1000)
	for _, line := range []string{e.Summary, e.Details} {
		if line != "" {
			fmt.Fprintf(w, "          %s\n", line)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Attributes)) {
		fmt.Fprintf(w, "          %s = %s\n", name, e.Attributes[name])
	}
	if e.Heard != nil {
		showNext(w, "heard", *e.Heard, now)
	}
	for _, a := range e.Activities {
		showPending(w, a, now)
	}
	if len(e.Tail) > 0 {
		fmt.Fprintln(w, "\nlatest events")
	}
	for _, event := range e.Tail {
		fmt.Fprintf(w, "%6d  %s  %s\n", event.ID, event.At.In(now.Location()).Format("2 Jan 15:04:05 MST"), event.What)
	}
}

func showPending(w io.Writer, a casework.PendingActivity, now time.Time) {
	fmt.Fprintf(w, "pending   %s on %s, %s, attempt %d", a.Type, a.Queue, a.State, a.Attempt)
	if !a.Scheduled.IsZero() {
		fmt.Fprintf(w, ", since %s", terminal.When(a.Scheduled, now))
	}
	if !a.Next.IsZero() {
		fmt.Fprintf(w, ", again %s", terminal.When(a.Next, now))
	}
	fmt.Fprintln(w)
	if a.Failure != "" {
		fmt.Fprintf(w, "          last failure: %s\n", a.Failure)
	}
}
