// Package apitest is a desk for tests of what stands on it: the real door on a
// real record, a SQLite file. There is no engine; what the workflows do is done
// at once, by the caller of the command. No mail goes out: every letter counts
// as accepted.
package apitest

import (
	"context"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/vault"
)

// Token is the token of the installation.
const Token = "4f6e5265636f7264"

// Admin is the person who acts when a request names nobody: a reporter, editor,
// reviewer and admin.
const Admin = "mara"

// Fixture is the desk and what it stands on.
type Fixture struct {
	*casework.Door
	*reading.Room
	*outside.Porch
	Clock    *Clock
	Record   *record.Record
	Accounts *auth.Service
	DNS      *authntest.Zone // which the desk asks who sent mail
	// Mail is what can be done with the mail servers; there are none unless a test says so.
	Mail     operation.Mail
	executor *executor
}

// Open opens a desk in a directory, with [Admin] on it.
func Open(ctx context.Context, dir string) (*Fixture, error) {
	return OpenOn(ctx, dir, filepath.Join(dir, "record.db"))
}

// OpenOn opens a desk whose record is in a database.
func OpenOn(ctx context.Context, dir, dsn string) (*Fixture, error) {
	r, err := record.Open(ctx, dsn, record.WithReader(searchable))
	if err != nil {
		return nil, err
	}
	clock := &Clock{}
	var desk *casework.Door
	room, err := letterRoom(r, func() *casework.Door { return desk })
	if err != nil {
		return nil, err
	}
	zone := authntest.NewZone()
	room.Senders = &post.Senders{Checker: authn.Checker{DNS: zone}, Now: clock.Now}
	e := &executor{Record: r, clock: clock, room: room}
	desk = casework.New(store{r, e}, e, plainReader{}, clock, casework.Settings{Salt: "test", Composer: drafts{room}, Senders: room, Mail: files{e}, OwnAddress: room.Own, Hooks: noHooks{}})
	accounts, err := openAccounts(dir, r, desk, clock)
	if err != nil {
		return nil, err
	}
	reads := reading.New(desk, r, plainReader{}, clock, nil)
	reads.ShowSignIns(accounts)
	d := &Fixture{Door: desk, Room: reads, Porch: outside.New(desk, r, clock, reads), Clock: clock, Record: r, Accounts: accounts, DNS: zone, Mail: noServers{}, executor: e}
	if err := staff.EnsureAdmin(ctx, d.Door, Admin, "Mara"); err != nil {
		return nil, err
	}
	return d, nil
}

func openAccounts(dir string, r *record.Record, desk *casework.Door, clock *Clock) (*auth.Service, error) {
	keys, err := vault.Open(dir)
	if err != nil {
		return nil, err
	}
	accounts, err := auth.New(r, staff.ForAccounts(desk), keys, clock, auth.Settings{URL: URL})
	if err == nil {
		desk.UseAccounts(accounts)
	}
	return accounts, err
}

// Close closes the record.
func (d *Fixture) Close() error { return d.Record.Close() }

// StopEngine makes every command that a workflow would carry out fail, as if the
// engine did not answer.
func (d *Fixture) StopEngine() { d.executor.down.Store(true) }

// Handler is the API of the desk.
func (d *Fixture) Handler(ops operation.Engine, log *zap.Logger) http.Handler {
	return api.New(api.Parts{
		Desk: d.Door, Reads: d.Room, Ops: ops, Log: log, Version: "test",
		Auth:     api.TokenAuth{Token: Token, Default: Admin, People: d.Door, Tokens: d.Accounts},
		Accounts: d.Accounts, Mail: d.Mail,
		Ready: func(context.Context) error { return nil },
	})
}

// Pass lets time pass, from one thing that is due to the next.
func (d *Fixture) Pass(ctx context.Context, by time.Duration) error {
	until := d.Clock.Now().Add(by)
	for {
		due, err := d.Record.NextDue(ctx)
		if err != nil {
			return err
		}
		if due.IsZero() || due.After(until) {
			d.Clock.set(until)
			return nil
		}
		d.Clock.set(due)
		if err := d.tick(ctx); err != nil {
			return err
		}
	}
}

// tick has every stream do what is due.
func (d *Fixture) tick(ctx context.Context) error {
	open, err := d.Record.OpenStreams(ctx)
	if err != nil {
		return err
	}
	for _, s := range open {
		state, err := d.Record.Load(ctx, s)
		if err != nil {
			return err
		}
		if due := state.Next().Due; due.IsZero() || due.After(d.Clock.Now()) {
			continue
		}
		if err := d.executor.Do(ctx, s, system(claim.Tick{}), claim.Next{}); err != nil {
			return err
		}
	}
	return nil
}

// Clock is the wall clock, which can be set ahead.
type Clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

// Now implements [casework.Clock].
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *Clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ahead := time.Until(t); ahead > c.ahead {
		c.ahead = ahead
	}
}
