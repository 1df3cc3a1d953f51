package app

import (
	"context"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/casework/writing"
)

// workOnSheets goes on with the lists of claims that were being added when the
// product was last stopped, and stops the work before the record is closed.
func (a *App) workOnSheets(ctx context.Context) {
	a.resumeSheets(ctx)
	<-ctx.Done()
	a.Desk.Background().Stop()
}

// resumeSheets goes on with lists of claims at which nobody is at work, as when
// the engine did not answer for a while.
func (a *App) resumeSheets(ctx context.Context) {
	if err := writing.ResumeSheets(ctx, a.Desk); err != nil && ctx.Err() == nil {
		a.log.Warn("lists of claims that were being added wait until somebody looks at them", zap.Error(err))
	}
}
