package app

import (
	"context"

	"go.uber.org/zap"
)

// workOnSheets goes on with the lists of claims that were being added when the
// product was last stopped, and stops the work before the record is closed.
func (a *App) workOnSheets(ctx context.Context) {
	if err := a.Desk.ResumeSheets(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("lists of claims that were being added wait until somebody looks at them", zap.Error(err))
	}
	<-ctx.Done()
	a.Desk.StopSheets()
}
