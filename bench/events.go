package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/workflowservice/v1"

	"github.com/onrecord/onrecord/workflows"
)

// cost is what workflows of one type cost the engine.
type cost struct {
	workflows, runs, events, transitions int64
	bytes                                int64 // of history
}

func (c *cost) add(o cost) {
	c.workflows += o.workflows
	c.runs += o.runs
	c.events += o.events
	c.transitions += o.transitions
	c.bytes += o.bytes
}

// caseEvents reports what the engine does for one whole case, alone, by type of workflow.
func (b *bench) caseEvents(ctx context.Context, h *host) error {
	s, err := h.play(ctx, "events", claimsPerCase, partiesPerCase)
	if err != nil {
		return err
	}
	if err := b.storyCosts(ctx, "cases", "a case", s); err != nil {
		return err
	}
	if err := b.floorCosts(ctx, "cases", "floor, a case", claimsPerCase, eachAlone(partiesPerCase)); err != nil {
		return err
	}
	return b.floorCosts(ctx, "cases", "batched floor, a case", claimsPerCase, asCommanded())
}

// runSingle reports the same for one claim with three parties.
func runSingle(ctx context.Context, b *bench) error {
	h, err := b.theHost(ctx)
	if err != nil {
		return err
	}
	var s *story
	took, err := timed(func() error {
		s, err = h.play(ctx, "single", 1, 3)
		return err
	})
	if err != nil {
		return err
	}
	b.report.add("single", "one claim, three parties, one client: from open to published", took, "ms")
	if err := b.storyCosts(ctx, "single", "one claim", s); err != nil {
		return err
	}
	return b.floorCosts(ctx, "single", "floor, one claim", 1, eachAlone(3))
}

// settle is how long visibility may lag behind.
const settle = 3 * time.Second

func (b *bench) storyCosts(ctx context.Context, part, what string, s *story) error {
	time.Sleep(settle)
	states, err := s.Record.States(ctx, s.id, time.Time{})
	if err != nil {
		return err
	}
	byType := map[string]*cost{}
	var all cost
	for _, state := range states {
		stream := state.Stream()
		name := workflows.Name(stream.Kind)
		if name == "" { // a case has no workflow
			continue
		}
		c, err := s.costOf(ctx, workflows.ID(stream))
		if err != nil {
			return err
		}
		if byType[name] == nil {
			byType[name] = &cost{}
		}
		byType[name].add(c)
		all.add(c)
	}
	b.costs(part, what, all)
	for _, name := range slices.Sorted(maps.Keys(byType)) {
		b.costs(part, fmt.Sprintf("%s, %d %s workflows", what, byType[name].workflows, strings.ToLower(name)), *byType[name])
	}
	return nil
}

func (b *bench) floorCosts(ctx context.Context, part, what string, claims int, steps floorSteps) error {
	ids, err := b.host.floor.play(ctx, strings.ReplaceAll(part+" "+what, " ", "-"), claims, steps)
	if err != nil {
		return err
	}
	time.Sleep(settle)
	var all cost
	for _, id := range ids {
		c, err := b.host.costOf(ctx, id)
		if err != nil {
			return err
		}
		all.add(c)
	}
	b.costs(part, what, all)
	return nil
}

func (b *bench) costs(part, what string, c cost) {
	b.report.add(part, what+": events", float64(c.events), "")
	b.report.add(part, what+": state transitions", float64(c.transitions), "")
	b.report.add(part, what+": history", float64(c.bytes)/1024, "KB")
	if c.runs > c.workflows {
		b.report.add(part, what+": runs", float64(c.runs), "")
	}
}

// costOf is the cost of all runs of a workflow.
func (h *host) costOf(ctx context.Context, id string) (cost, error) {
	client := h.Engine.Client()
	listed, err := client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
		Namespace: h.Engine.Namespace(), Query: fmt.Sprintf("WorkflowId = %q", id),
	})
	if err != nil {
		return cost{}, fmt.Errorf("list the runs of %s: %w", id, err)
	}
	if len(listed.GetExecutions()) == 0 {
		return cost{}, fmt.Errorf("the engine does not list %s", id)
	}
	c := cost{workflows: 1}
	for _, run := range listed.GetExecutions() {
		described, err := client.DescribeWorkflowExecution(ctx, id, run.GetExecution().GetRunId())
		if err != nil {
			return cost{}, fmt.Errorf("describe %s: %w", id, err)
		}
		info := described.GetWorkflowExecutionInfo()
		c.add(cost{0, 1, info.GetHistoryLength(), info.GetStateTransitionCount(), info.GetHistorySizeBytes()})
	}
	return c, nil
}
