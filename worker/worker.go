// Package worker runs the workflows and activities of Onrecord: what is
// registered, on which task queue, at what pace.
package worker

import (
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/workflows"
)

// Options say what a worker does and how fast.
type Options struct {
	// LettersPerSecond is the pace of letters, over all workers of the queue. Zero means no limit.
	LettersPerSecond float64
	// SendMail is off while no mail server is configured: letters then wait in their queue.
	SendMail bool
	// OnFatalError is told when the worker cannot go on.
	OnFatalError func(error)
}

// Worker runs until it is stopped.
type Worker struct {
	workers []worker.Worker
	log     *zap.Logger
}

// pollers is how many pollers each queue has; autoscaling gains nothing on one machine.
const pollers = 10

// stopTimeout is how long activities that are under way may take when a worker stops.
const stopTimeout = 4 * time.Second

// New makes a worker. It polls nothing before [Worker.Start].
func New(c client.Client, record *activities.Record, mail *activities.Mail, opts Options, log *zap.Logger) *Worker {
	main := worker.New(c, workflows.TaskQueue, worker.Options{
		MaxConcurrentWorkflowTaskPollers: pollers,
		MaxConcurrentActivityTaskPollers: pollers,
		DisableRegistrationAliasing:      true,
		WorkerStopTimeout:                stopTimeout,
		OnFatalError:                     opts.OnFatalError,
		Interceptors:                     []interceptor.WorkerInterceptor{&heartbeats{}},
	})
	Register(main)
	main.RegisterActivity(record)
	main.RegisterActivity(mail)
	w := &Worker{workers: []worker.Worker{main}, log: log}
	if opts.SendMail {
		letters := worker.New(c, workflows.MailTaskQueue, worker.Options{
			DisableWorkflowWorker:        true,
			TaskQueueActivitiesPerSecond: opts.LettersPerSecond,
			WorkerStopTimeout:            stopTimeout,
			OnFatalError:                 opts.OnFatalError,
			Interceptors:                 []interceptor.WorkerInterceptor{&heartbeats{}},
		})
		letters.RegisterActivity(mail)
		w.workers = append(w.workers, letters)
	}
	return w
}

// Registry is what workflows are registered with: a worker, or a replayer.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
}

// Register registers every workflow under its name in the contract.
func Register(r Registry) {
	r.RegisterWorkflowWithOptions(workflows.Claim, workflow.RegisterOptions{Name: workflows.Name(claim.StreamClaim)})
	r.RegisterWorkflowWithOptions(workflows.Correspondence, workflow.RegisterOptions{Name: workflows.Name(claim.StreamCorrespondence)})
	r.RegisterWorkflowWithOptions(workflows.Intake, workflow.RegisterOptions{Name: workflows.Name(claim.StreamIntake)})
}

// Start polls the queues.
func (w *Worker) Start() error {
	for _, part := range w.workers {
		if err := part.Start(); err != nil {
			return err
		}
	}
	w.log.Info("worker started", zap.Int("queues", len(w.workers)))
	return nil
}

// Stop lets what is under way end, and returns within a few seconds.
func (w *Worker) Stop() {
	var group sync.WaitGroup
	for _, part := range w.workers {
		group.Go(part.Stop)
	}
	group.Wait()
}
