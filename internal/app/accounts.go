package app

import (
	"context"
	"net/http"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/config"
)

// openAccounts ties accounts to the door, for a desk that people reach at a URL.
func (a *App) openAccounts(url string) error {
	var err error
	a.Accounts, err = auth.New(a.Record, staff.ForAccounts(a.Desk), a.keys, a.Clock, auth.Settings{
		Desk: a.Config.DeskName, URL: url, Idle: a.idle, OIDC: auth.OIDC{
			Issuer: a.Config.OIDCIssuer, ClientID: a.Config.OIDCClientID, ClientSecret: a.Config.OIDCClientSecret,
			RolesClaim: a.Config.OIDCRolesClaim, Roles: a.Config.RolesByGroup(),
		},
	})
	if err == nil {
		a.Desk.UseAccounts(a.Accounts)
		a.Reads.ShowSignIns(a.Accounts)
	}
	return err
}

// idle is after how long without use a session ends. If the desk's settings
// cannot be read it is the default.
func (a *App) idle(ctx context.Context) time.Duration {
	settings, err := a.Desk.DeskSettings(ctx)
	if err != nil {
		return auth.DefaultIdle
	}
	return settings.Idle()
}

// deskURL is the address under which people open the desk: the setting, or where
// it listens.
func deskURL(cfg config.Config, listening string) string {
	if cfg.URL == "" {
		cfg.Listen = listening
	}
	return cfg.DeskURL()
}

// address tells where a request comes from, behind the proxies that are trusted.
func (a *App) address() (func(*http.Request) string, error) {
	trusted, err := auth.ParseProxies(a.Config.TrustedProxies)
	return func(r *http.Request) string { return auth.AddressOf(r, trusted) }, err
}

// offerSetUp says how the first person signs in, as long as nobody can.
func (a *App) offerSetUp(ctx context.Context, s Serving) error {
	link, ok, err := a.Accounts.SetUpLink(ctx)
	if err != nil || !ok {
		return err
	}
	if s.SetUp != nil {
		s.SetUp(link)
	}
	return nil
}

// sweepAccountsEvery is how often sessions, links and attempts that are over are removed.
const sweepAccountsEvery = time.Hour

func (a *App) sweepAccounts(ctx context.Context) {
	ticker := time.NewTicker(sweepAccountsEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := a.Accounts.Sweep(ctx); err != nil && ctx.Err() == nil {
				a.log.Warn("accounts could not be swept", zap.Error(err))
			}
		}
	}
}
