package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"go.uber.org/zap"
)

// closeWithin bounds Close, whatever the caller's context says.
const closeWithin = 9 * time.Second

// closing makes Close run once and lets every caller wait for it.
type closing struct {
	once sync.Once
	done chan struct{}
	err  error
}

// Close disconnects the client and stops the embedded server, within ten seconds at worst. Workers must have been
// stopped before. Further calls wait for the first and return its result. When the server does not stop in time the
// error has CodeNotReady and the directory stays locked until the process ends.
func (e *Engine) Close(ctx context.Context) error {
	e.closing.once.Do(func() {
		e.closing.done = make(chan struct{})
		go func() {
			defer close(e.closing.done)
			e.closing.err = e.shutDown()
		}()
	})
	timeout := time.NewTimer(closeWithin)
	defer timeout.Stop()
	select {
	case <-e.closing.done:
		return e.closing.err
	case <-ctx.Done():
		return fail(CodeNotReady, "the engine was not given the time to stop", ctx.Err())
	case <-timeout.C:
		return fail(CodeNotReady, "the embedded Temporal server does not stop", nil)
	}
}

// abandon closes an engine that did not come up. Why it did not is what the caller wants to hear.
func (e *Engine) abandon(ctx context.Context) {
	if err := e.Close(context.WithoutCancel(ctx)); err != nil {
		e.logger.Warn("engine did not close after a failed start", zap.Error(err))
	}
}

func (e *Engine) shutDown() error {
	if e.client != nil {
		e.client.Close()
	}
	if e.local == nil {
		return nil
	}
	return e.local.shutDown()
}

func (s *localServer) shutDown() error {
	var errs []error
	for _, d := range s.doors {
		d.close()
	}
	if s.server != nil {
		s.log.stop()
		if err := s.server.Stop(); err != nil {
			errs = append(errs, fmt.Errorf("engine: stop server: %w", err))
		}
	}
	if s.ephemeral {
		errs = append(errs, s.lock.Unlock(), os.RemoveAll(s.files.dir))
		return errors.Join(errs...)
	}
	if s.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		errs = append(errs, s.files.tidy(ctx))
	}
	return errors.Join(append(errs, s.lock.Unlock())...)
}
