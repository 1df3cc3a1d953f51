package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"

	"github.com/onrecord/onrecord/workflows"
)

// cost is what workflows of one type cost the engine.
type cost struct {
	workflows, runs, events, transitions int64
	bytes                                int64 // of history
	longest                              int64 // events of the longest run
}

func (c *cost) add(o cost) {
	c.workflows += o.workflows
	c.runs += o.runs
	c.events += o.events
	c.transitions += o.transitions
	c.bytes += o.bytes
	c.longest = max(c.longest, o.longest)
}

// settle is how long the engine may work behind the last answer.
const settle = 3 * time.Second

// storyCosts returns what a case has cost the engine, and reports it by type of
// workflow. There is one for each claim and for each party.
func (b *bench) storyCosts(ctx context.Context, part, what string, s *story) (cost, error) {
	b.rest(ctx, settle)
	byType, err := s.costs(ctx, fmt.Sprintf("%s = %q", workflows.SearchCase.GetName(), s.id), len(s.claims)+len(s.parties))
	if err != nil {
		return cost{}, err
	}
	var all cost
	for _, c := range byType {
		all.add(*c)
	}
	for _, name := range slices.Sorted(maps.Keys(byType)) {
		b.costs(part, fmt.Sprintf("%s, %d %s workflows", what, byType[name].workflows, strings.ToLower(name)), *byType[name])
	}
	return all, nil
}

// floorCosts reports what one case has cost the engine on a floor.
func (b *bench) floorCosts(ctx context.Context, h *host, part, what string, claims int, steps floorSteps) (cost, error) {
	ids, err := h.floor.play(ctx, strings.ReplaceAll(part+" "+what, " ", "-"), claims, steps)
	if err != nil {
		return cost{}, err
	}
	b.rest(ctx, settle)
	var all cost
	for _, id := range ids {
		byType, err := h.costs(ctx, fmt.Sprintf("WorkflowId = %q", id), 1)
		if err != nil {
			return all, err
		}
		for _, c := range byType {
			all.add(*c)
		}
	}
	b.costs(part, what, all)
	return all, nil
}

func (b *bench) costs(part, what string, c cost) {
	b.report.Add(part, what+": state transitions", float64(c.transitions), "")
	b.report.Add(part, what+": events", float64(c.events), "")
	b.report.Add(part, what+": history", float64(c.bytes)/1024, "KB")
	if c.runs > c.workflows {
		b.report.Add(part, what+": runs", float64(c.runs), "")
	}
}

// costs is the cost of all runs of the workflows that a query finds, by type. It
// waits until the engine lists so many, which lags behind.
func (h *host) costs(ctx context.Context, query string, wanted int) (map[string]*cost, error) {
	var byType map[string]*cost
	err := until(ctx, "workflows listed", wanted, func() (n int, err error) {
		if byType, err = h.costsNow(ctx, query); err != nil {
			return 0, err
		}
		for _, c := range byType {
			n += int(c.workflows)
		}
		return n, nil
	})
	return byType, err
}

func (h *host) costsNow(ctx context.Context, query string) (map[string]*cost, error) {
	byType, seen := map[string]*cost{}, map[string]bool{}
	err := h.eachRun(ctx, query, func(run *workflowpb.WorkflowExecutionInfo) error {
		id := run.GetExecution().GetWorkflowId()
		described, err := h.Engine.Client().DescribeWorkflowExecution(ctx, id, run.GetExecution().GetRunId())
		if err != nil {
			return fmt.Errorf("describe %s: %w", id, err)
		}
		info := described.GetWorkflowExecutionInfo()
		c := cost{
			runs: 1, events: info.GetHistoryLength(), transitions: info.GetStateTransitionCount(),
			bytes: info.GetHistorySizeBytes(), longest: info.GetHistoryLength(),
		}
		if !seen[id] {
			seen[id], c.workflows = true, 1
		}
		name := info.GetType().GetName()
		if byType[name] == nil {
			byType[name] = &cost{}
		}
		byType[name].add(c)
		return nil
	})
	return byType, err
}

// eachRun visits the runs that a query finds, those that are over too.
func (h *host) eachRun(ctx context.Context, query string, visit func(*workflowpb.WorkflowExecutionInfo) error) error {
	var token []byte
	for {
		listed, err := h.Engine.Client().ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
			Namespace: h.Engine.Namespace(), Query: query, NextPageToken: token, PageSize: 500,
		})
		if err != nil {
			return fmt.Errorf("list workflows: %w", err)
		}
		for _, run := range listed.GetExecutions() {
			if err := visit(run); err != nil {
				return err
			}
		}
		if token = listed.GetNextPageToken(); len(token) == 0 {
			return nil
		}
	}
}

// running is how many workflows of a case run, as the engine lists them, which lags behind.
func (h *host) running(ctx context.Context, caseID fmt.Stringer) (int, error) {
	counted, err := h.Engine.Client().CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{
		Namespace: h.Engine.Namespace(),
		Query:     fmt.Sprintf("%s = %q and ExecutionStatus = %q", workflows.SearchCase.GetName(), caseID, "Running"),
	})
	return int(counted.GetCount()), err
}

// largestPayload is the size in bytes of the largest payload in the histories of
// all workflows, as the engine keeps it.
func (h *host) largestPayload(ctx context.Context) (largest int, err error) {
	err = h.eachRun(ctx, "", func(run *workflowpb.WorkflowExecutionInfo) error {
		history := h.Engine.Client().GetWorkflowHistory(ctx, run.GetExecution().GetWorkflowId(), run.GetExecution().GetRunId(),
			false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for history.HasNext() {
			event, err := history.Next()
			if err != nil {
				return fmt.Errorf("read a history: %w", err)
			}
			n, err := payloadIn(ctx, event)
			if err != nil {
				return err
			}
			largest = max(largest, n)
		}
		return nil
	})
	return largest, err
}
