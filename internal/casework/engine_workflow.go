package casework

import (
	"context"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/workflows"
)

// Workflows looks at single workflows in the engine.
type Workflows interface {
	// Workflow says how the workflow of a stream stands. found is false if the engine knows none.
	Workflow(ctx context.Context, s claim.Stream) (w WorkflowState, found bool, err error)
}

// WorkflowView is where a claim or a correspondence stands: in the record, and
// in the engine beside it. It holds no content.
type WorkflowView struct {
	Workflow string         `json:"workflow" doc:"identifier of the workflow"`
	Name     string         `json:"name,omitempty" doc:"CASE/CLAIM or PARTY@CASE, if you may see the case"`
	At       time.Time      `json:"at"`
	Record   *claim.Next    `json:"record,omitempty" doc:"as the record has it; none for a message that is taken in"`
	Engine   *WorkflowState `json:"engine,omitempty" doc:"as the engine has it; none if no workflow is known"`
	Problem  string         `json:"problem,omitempty" doc:"why the engine could not be asked"`
	Differs  []string       `json:"differs,omitempty" doc:"in what the two differ, a sentence each"`
}

// WorkflowState is how a workflow stands in the engine.
type WorkflowState struct {
	Run        string            `json:"run" doc:"identifier of the latest run"`
	Type       string            `json:"type"`
	Status     string            `json:"status"`
	Running    bool              `json:"running"`
	Started    time.Time         `json:"started"`
	Closed     time.Time         `json:"closed,omitzero"`
	Events     int64             `json:"events" doc:"length of its history"`
	Bytes      int64             `json:"bytes" doc:"size of its history"`
	Summary    string            `json:"summary,omitempty"`
	Details    string            `json:"details,omitempty" doc:"what it says of itself now"`
	Heard      *claim.Next       `json:"heard,omitempty" doc:"what it last heard from the record; none if no worker answers"`
	Attributes map[string]string `json:"attributes,omitempty" doc:"its search attributes"`
	Activities []PendingActivity `json:"activities,omitempty" doc:"asked for and not done"`
	Stuck      int32             `json:"stuck,omitempty" doc:"how often its own code was tried and failed"`
	Tail       []WorkflowEvent   `json:"tail,omitempty" doc:"the latest events, the oldest first"`
}

// PendingActivity is something that a workflow waits for the outside to do.
type PendingActivity struct {
	Type      string    `json:"type"`
	State     string    `json:"state"`
	Queue     string    `json:"queue,omitempty"`
	Attempt   int32     `json:"attempt"`
	Scheduled time.Time `json:"scheduled,omitzero"`
	Next      time.Time `json:"next,omitzero" doc:"when it is tried again"`
	Failure   string    `json:"failure,omitempty" doc:"of the last attempt"`
}

// WorkflowEvent is one event of a history.
type WorkflowEvent struct {
	ID   int64     `json:"id"`
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// EngineWorkflow shows how the workflow of a claim (CASE/CLAIM) or of a
// correspondence (PARTY@CASE) stands beside the record. The identifier of a
// workflow will do as well, for an operator who found it in the engine: what is
// shown is free of content, and without the right to see the case, of names.
func (d *Door) EngineWorkflow(ctx context.Context, caller Caller, name string) (WorkflowView, error) {
	of, called, err := d.workflowOf(ctx, caller, name)
	if err != nil {
		return WorkflowView{}, err
	}
	v := WorkflowView{Workflow: workflows.ID(of), Name: called, At: d.Now()}
	if of.Kind != claim.StreamIntake {
		state, err := d.store.Load(ctx, of)
		if err != nil {
			return WorkflowView{}, err
		}
		next := state.Next()
		if next.Version == 0 {
			return WorkflowView{}, noWorkflow(name)
		}
		v.Record = &next
	}
	v.ask(ctx, d.settings.Workflows, of)
	if v.Record == nil && v.Engine == nil && v.Problem == "" {
		return WorkflowView{}, noWorkflow(name)
	}
	settings, err := d.DeskSettings(ctx)
	v.compare(settings.Location())
	return v, err
}

func noWorkflow(name string) error {
	return claim.Errorf(claim.CodeNotFound, "there is no workflow %q", name).
		WithHint("name a claim (vault7/google), a party in a case (google@vault7), or a workflow by its identifier")
}

// workflowOf finds the stream that is meant, and its name if the caller may see it.
func (d *Door) workflowOf(ctx context.Context, caller Caller, name string) (of claim.Stream, called string, err error) {
	if s, err := claim.ParseStream(name); err == nil && workflows.Name(s.Kind) != "" {
		return s, "", nil
	}
	if party, caseName, ok := strings.Cut(name, "@"); ok {
		c, err := d.TheCase(ctx, caller, caseName)
		if err != nil {
			return claim.Stream{}, "", err
		}
		id, err := d.TheParty(ctx, caller, party)
		return claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, id)}, name, err
	}
	if !strings.Contains(name, "/") {
		return claim.Stream{}, "", noWorkflow(name)
	}
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return claim.Stream{}, "", err
	}
	return c.Stream(), name, nil
}

func (v *WorkflowView) ask(ctx context.Context, engine Workflows, of claim.Stream) {
	if engine == nil {
		v.Problem = "nothing is known about the engine"
		return
	}
	w, found, err := engine.Workflow(ctx, of)
	switch {
	case err != nil:
		v.Problem = "the engine does not answer; what is shown is the record alone"
	case found:
		v.Engine = &w
	}
}
