package engine

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// Halt stops the embedded server and nothing else, as if it had gone away: clients and workers find nobody at its
// addresses, and go on asking. It is for tests of what people meet meanwhile, one at a time; [Engine.Resume] ends it.
func (e *Engine) Halt() error {
	s := e.local
	if s == nil || s.server == nil {
		return fail(CodeConfig, "there is no embedded server to halt", nil)
	}
	s.log.stop()
	err := s.server.Stop()
	s.server = nil
	if err != nil {
		return fmt.Errorf("engine: halt server: %w", err)
	}
	return nil
}

// Resume starts the server that was halted, at the addresses and on the database that it had, and returns when it
// takes work. What the server calls fatal from then on is logged, and not reported by [Engine.Fatal].
func (e *Engine) Resume(ctx context.Context) error {
	s := e.local
	if s == nil || s.server != nil {
		return fail(CodeConfig, "there is no halted server to resume", nil)
	}
	addresses := s.ports
	s.pick = func() (ports, error) { return addresses, nil }
	if err := s.launch(ctx, s.files.databases(syncFull, uuid.NewString()), Options{Common: Common{Logger: e.logger}}); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	return e.awaitReady(ctx)
}
