package main

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// The floor is a bare workflow per claim: it takes the updates of the story,
// runs one activity that does nothing per letter, and records nothing.
const (
	floorQueue  = "bench-floor"
	floorUpdate = "step"
	pollers     = 10 // as the product's worker has
)

// floorStep is one update of the bare workflow.
type floorStep struct {
	Name    string `json:"name"`
	Letters int    `json:"letters,omitempty"` // to hand over, in pretence
}

// floorSteps are the updates that one claim gets.
type floorSteps []floorStep

// eachAlone is how a bare workflow per claim does it: every party is asked, and
// answers, in an update of its own.
func eachAlone(parties int) floorSteps {
	steps := floorSteps{{Name: "open"}}
	for range parties {
		steps = append(steps, floorStep{"ask", 1})
	}
	for range parties {
		steps = append(steps, floorStep{Name: "answer"})
	}
	return append(steps, floorStep{Name: "sign"}, floorStep{Name: "sign"}, floorStep{Name: "publish"})
}

// asCommanded is stricter: as many updates and letters as the product's user
// gives commands about a claim, for a letter there covers all claims.
func asCommanded() floorSteps {
	return floorSteps{
		{Name: "open"}, {"ask", 1}, {Name: "answer"}, {Name: "assess"}, {Name: "sign"}, {Name: "sign"}, {Name: "publish"},
	}
}

// floor runs bare workflows on the product's engine.
type floor struct {
	client client.Client
	worker worker.Worker
}

func openFloor(c client.Client) (*floor, error) {
	w := worker.New(c, floorQueue, worker.Options{
		MaxConcurrentWorkflowTaskPollers: pollers, MaxConcurrentActivityTaskPollers: pollers, DisableRegistrationAliasing: true,
	})
	w.RegisterWorkflow(bareClaim)
	w.RegisterWorkflow(bareIntake)
	w.RegisterActivity(bareLetter)
	return &floor{c, w}, w.Start()
}

func (f *floor) close() { f.worker.Stop() }

func bareLetter(context.Context) error { return nil }

// bareClaim stays open after its publication, as the product's claim does.
func bareClaim(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, floorUpdate, func(ctx workflow.Context, step floorStep) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
		for range step.Letters {
			if err := workflow.ExecuteActivity(ctx, bareLetter).Get(ctx, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return false })
}

// play takes a case of so many claims through its steps and returns the ids of its workflows.
func (f *floor) play(ctx context.Context, name string, claims int, steps floorSteps) ([]string, error) {
	ids := make([]string, claims)
	for i := range ids {
		ids[i] = fmt.Sprintf("floor/%s/%d", name, i)
		for n, step := range steps {
			if err := f.update(ctx, ids[i], step, n == 0); err != nil {
				return nil, fmt.Errorf("floor %s: %s: %w", ids[i], step.Name, err)
			}
		}
	}
	return ids, nil
}

func (f *floor) update(ctx context.Context, id string, step floorStep, first bool) error {
	opts := client.UpdateWorkflowOptions{
		UpdateID: uuid.NewString(), WorkflowID: id, UpdateName: floorUpdate, Args: []any{step},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
	var handle client.WorkflowUpdateHandle
	var err error
	if first {
		start := client.StartWorkflowOptions{
			ID: id, TaskQueue: floorQueue, WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		}
		handle, err = f.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: f.client.NewWithStartWorkflowOperation(start, bareClaim), UpdateOptions: opts,
		})
	} else {
		handle, err = f.client.UpdateWorkflow(ctx, opts)
	}
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}
