package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/api/serviceerror"
	sdkworker "go.temporal.io/sdk/worker"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/worker"
)

// recover starts what the engine does not know: everything, if it is fresh;
// else mail that was acknowledged and not taken in and, while the product is
// ready already, what should run and does not.
func (a *App) recover(ctx context.Context) error {
	if a.Engine.Fresh() {
		started, err := a.Rebuild(ctx)
		if err != nil {
			return err
		}
		if started > 0 {
			a.log.Info("rebuilt the engine from the record", zap.Int("workflows", started))
		}
		return nil
	}
	_, err := a.startIntakes(ctx)
	a.background(ctx, a.startMissing)
	return err
}

// background does something beside the rest until it is done or the app is closed.
func (a *App) background(ctx context.Context, do func(context.Context)) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		do(ctx)
	}()
	a.closing(func(context.Context) error {
		cancel()
		<-done
		return nil
	})
}

// visibleWithin is how long the engine takes to count what has just begun or ended.
const visibleWithin = 2 * time.Second

// startMissing makes sure that everything open has its workflow: one may have
// failed, or have been ended by an operator.
func (a *App) startMissing(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(visibleWithin):
	}
	if err := a.sweeper.runs(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("whether everything open runs could not be seen to", zap.Error(err))
	}
}

// Rebuild starts a workflow for everything that is open in the record. It does
// no harm to what runs already. It returns how many there are.
func (a *App) Rebuild(ctx context.Context) (int, error) {
	streams, err := a.Record.OpenStreams(ctx)
	if err != nil {
		return 0, err
	}
	if err := a.startAll(ctx, streams); err != nil {
		return 0, fmt.Errorf("rebuild: %w", err)
	}
	a.left.all()
	intakes, err := a.startIntakes(ctx)
	if err != nil {
		return 0, err
	}
	return len(streams) + intakes, a.Engine.Rebuilt()
}

func (a *App) startAll(ctx context.Context, streams []claim.Stream) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(16)
	for _, s := range streams {
		group.Go(func() error { return a.Executor.Start(ctx, s) })
	}
	return group.Wait()
}

// preflight replays the history of every open workflow with the code of this
// binary, if another binary ran before. Workflows hold nothing that the record
// does not: those that do not fit are ended, and started anew from it.
func (a *App) preflight(ctx context.Context) error {
	file := filepath.Join(a.Config.Data, "engine.binary")
	binary, err := fingerprint()
	if err != nil {
		return err
	}
	if last, err := os.ReadFile(file); err == nil && string(last) == binary {
		return nil
	}
	report, err := a.Engine.Preflight(ctx, func(r sdkworker.WorkflowReplayer) { worker.Register(r) })
	if err != nil {
		return fmt.Errorf("preflight: %w", err)
	}
	for _, m := range report.Mismatches {
		a.log.Warn("a workflow does not fit this version, and is started anew from the record",
			zap.String("workflow", m.WorkflowID), zap.String("reason", m.Reason))
		err := a.Engine.Client().TerminateWorkflow(ctx, m.WorkflowID, m.RunID, "started anew by another version of Onrecord")
		var over *serviceerror.NotFound // or another process was faster
		if err != nil && !errors.As(err, &over) {
			return fmt.Errorf("preflight: end %s: %w", m.WorkflowID, err)
		}
	}
	if err := os.WriteFile(file, []byte(binary), 0o600); err != nil {
		return unwritable(a.Config.Data, err)
	}
	return nil
}

// fingerprint tells one build of the program from another, cheaply: by where
// the executable is, its size and its time.
func fingerprint() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the executable: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("find the executable: %w", err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d", path, info.Size(), info.ModTime().UnixNano()))
	return hex.EncodeToString(sum[:]), nil
}
