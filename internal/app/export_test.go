package app

import (
	"context"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// Sweep looks at once for what should run and does not.
func (a *App) Sweep(ctx context.Context) error { return a.sweeper.runs(ctx) }

// MailServers is what can be done with the mail servers.
func (a *App) MailServers() operation.Mail { return mailServers{a} }

// Carriers says who carries letters on each channel.
func (a *App) Carriers() map[claim.Channel]activities.Carrier { return a.carriers() }
