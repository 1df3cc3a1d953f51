package app

import "context"

// Sweep looks at once for what should run and does not.
func (a *App) Sweep(ctx context.Context) error { return a.sweeper.runs(ctx) }
