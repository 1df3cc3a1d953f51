package app

import (
	"context"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// Sweep looks at once for what should run and does not.
func (a *App) Sweep(ctx context.Context) error { return a.sweeper.runs(ctx) }

// Carriers says who carries letters on each channel.
func (a *App) Carriers() map[claim.Channel]activities.Carrier { return a.carriers() }

// ListenForMail takes the address on which mail is received.
var ListenForMail = listenForMail
